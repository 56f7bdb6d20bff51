"""Programs that do not read, or hardly write, and what the others notice: nothing."""

import pytest

from simulator.agents.visitor import UNREAD_OCTETS_MAX
from simulator.journal import facts as f

BIG, TIMES = 3_000_000, 8
"""A letter, and how often it is fetched: more than the system's own buffers hold."""


def somebody_is_slow(rig):
    """Whether octets wait for a program that does not read."""
    return any(each._flushing for each in rig.listener._connections.values())


def fill(rig, octets: int = BIG) -> None:
    """A big letter into Ana's mailbox."""
    client = rig.connect()
    client.reply()
    client.ask("EHLO x.example")
    client.ask("MAIL FROM:<a@sur.example>")
    client.ask("RCPT TO:<ana@norte.example>")
    assert client.ask("DATA").startswith("354 ")
    line = "y" * 78 + "\r\n"
    client.send("Subject: big\r\n\r\n" + line * (octets // len(line)))
    assert client.ask(".").startswith("250 ")
    client.close()


def logged_in(rig):
    client = rig.connect("pop3")
    client.line()
    client.ask("USER ana")
    assert client.ask("PASS ana-secreta").startswith("+OK")
    return client


def waiting_octets(rig) -> int:
    """Octets the gateway holds for programs that do not read."""
    return rig.run(
        lambda: sum(
            len(data)
            for connection in rig.listener._connections.values()
            for data in connection._out
        )
    )


def test_a_program_that_does_not_read_holds_one_window_and_stops_nobody(rig):
    fill(rig)
    slow = logged_in(rig)
    slow.send("RETR 1\r\n" * TIMES)
    rig.until(lambda: somebody_is_slow(rig))
    other = rig.connect()
    other.reply()
    assert other.ask("NOOP").startswith("250 ")
    assert waiting_octets(rig) <= UNREAD_OCTETS_MAX
    other.close()
    slow.close()
    rig.empty()


def test_what_a_slow_reader_reads_at_last_is_whole(rig):
    fill(rig)
    slow = logged_in(rig)
    slow.send("RETR 1\r\n" * TIMES + "NOOP\r\n")
    rig.until(lambda: somebody_is_slow(rig))
    for _ in range(TIMES):
        assert slow.line().startswith("+OK ")
        lines = 0
        while slow.line() != ".":
            lines += 1
        assert lines > BIG // 80
    assert slow.line().startswith("+OK")
    slow.close()


def test_who_reads_nothing_for_long_is_reset(make_rig):
    rig = make_rig(stall_s=0.05)
    fill(rig)
    slow = logged_in(rig)
    slow.send("RETR 1\r\n" * TIMES)
    rig.empty()
    with pytest.raises(ConnectionResetError):
        slow.rest()
    slow.close()


def test_a_slow_writer_has_five_minutes_from_line_to_line(rig):
    """RFC 5321 §4.5.3.2.7, on the wall clock, whatever the others do."""
    slow, busy = rig.connect(), rig.connect()
    slow.reply()
    busy.reply()
    for _ in range(4):
        for _ in range(50):
            assert busy.ask("NOOP").startswith("250 ")
        rig.pass_s(299)
        assert slow.ask("NOOP").startswith("250 ")
    slow.close()
    busy.close()


def test_a_silent_client_is_told_and_closed(rig):
    client = rig.connect()
    client.reply()
    rig.pass_s(299)
    assert client.ask("NOOP").startswith("250 ")
    rig.pass_s(299)
    rig.pass_s(2)
    assert client.reply().startswith("421 4.4.2 ")
    assert client.rest() == b""
    client.close()
    rig.empty()


def test_pop3_waits_ten_minutes(rig):
    """RFC 1939 §3: the autologout timer; nothing is removed."""
    fill(rig, 1_000)
    client = logged_in(rig)
    client.ask("DELE 1")
    rig.pass_s(599)
    assert client.ask("NOOP").startswith("+OK")
    rig.pass_s(601)
    client.rest()
    client.close()
    rig.empty()
    assert rig.facts(f.MessageRemoved) == []


def test_an_idle_limit_goes_off_by_itself(rig):
    """Without anybody's act: the gateway's own alarm."""
    client = rig.connect()
    client.reply()
    rig.run(rig.runner.start)
    rig.wall_us += 10 * 60 * 1_000_000
    assert rig.connect().reply().startswith("220 ")
    assert client.reply().startswith("421 4.4.2 ")
    rig.run(rig.runner.stop)
