"""How a POP3 session may end without QUIT, and that nothing is deleted then."""

from simulator.protocols.engine import Action
from simulator.protocols.pop3 import MessageContent, Pop3Server, Pop3ServerConfig
from tests.protocols.pop3.fake_store import SHORT, FakeStore, log_in, new_server, say

TEN_MINUTES_US = 600_000_000


def test_a_lost_connection_deletes_nothing_and_withdraws_the_question():
    store, server = FakeStore(SHORT, SHORT), new_server()
    log_in(server, store)
    say(server, store, "DELE 1")
    server.receive_data(b"RETR 2\r\n", 0)
    assert isinstance(server.next_question(), MessageContent)
    server.connection_lost(5)
    assert server.next_question() is None
    assert server.action() is None
    assert server.state == "CLOSED"
    assert len(store.messages) == 2


def test_a_connection_lost_while_quit_is_being_answered_is_not_a_question_any_more():
    store, server = FakeStore(SHORT), new_server()
    log_in(server, store)
    say(server, store, "DELE 1")
    server.receive_data(b"QUIT\r\n", 0)
    server.connection_lost(0)
    assert server.next_question() is None and server.mailbox == ""


def test_end_of_input_without_quit_closes_without_update():
    store, server = FakeStore(SHORT), new_server()
    log_in(server, store)
    say(server, store, "DELE 1")
    server.receive_eof(0)
    assert server.action() is Action.CLOSE
    assert list(store.messages) == ["uid-1"]
    assert server.data_to_send() == []


def test_end_of_input_after_pipelined_commands_answers_them_first():
    store, server = FakeStore(SHORT), new_server()
    server.data_to_send()
    server.receive_data(b"USER benito\r\nPASS ejemplo123\r\nDELE 1\r\nQUIT\r\n", 0)
    server.receive_eof(0)
    store.serve(server)
    assert b"".join(server.data_to_send()).count(b"+OK") == 4
    assert server.action() is Action.CLOSE
    assert store.messages == {}


def test_autologout_after_ten_minutes_is_silent_and_deletes_nothing():
    store, server = FakeStore(SHORT), new_server()
    log_in(server, store)
    say(server, store, "DELE 1")
    server.facts()
    server.receive_data(b"NOOP\r\n", 7_000_000)
    server.data_to_send()
    at_us = server.timer_at_us()
    assert at_us == 7_000_000 + TEN_MINUTES_US
    server.handle_timer(at_us - 1)
    assert server.action() is None
    server.handle_timer(at_us)
    assert server.data_to_send() == []
    assert server.action() is Action.CLOSE
    assert server.state == "CLOSED"
    assert server.timer_at_us() is None
    assert list(store.messages) == ["uid-1"]


def test_half_a_line_does_not_reset_the_autologout():
    server = new_server()
    server.receive_data(b"NOO", 9)
    assert server.timer_at_us() == TEN_MINUTES_US


def test_the_autologout_does_not_run_while_the_store_is_asked():
    server = new_server()
    server.receive_data(b"USER benito\r\nPASS x\r\n", 0)
    assert server.next_question() is not None
    assert server.timer_at_us() is None


def test_a_session_that_starts_late_is_not_idle_from_the_beginning_of_time():
    server = Pop3Server(Pop3ServerConfig(host_name="sur.example"), 5)
    assert server.timer_at_us() == 5 + TEN_MINUTES_US
