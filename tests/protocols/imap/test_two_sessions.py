"""Two sessions on one mailbox: what one does, the other is told, when it may be."""

from simulator.protocols.engine import Action
from simulator.protocols.imap import questions as q
from tests.protocols.imap.fake_store import BYE, HELLO, FakeStore, Person


def pair(*contents):
    store = FakeStore(*(contents or (HELLO, BYE, HELLO)))
    return store, Person(store).select(), Person(store).select()


def test_a_flag_set_by_one_is_told_to_the_other_at_its_next_command():
    _, a, b = pair()
    a.say("1 STORE 2 +FLAGS (\\Seen)")
    assert b.heard() == b""
    said = b.say("1 NOOP")
    assert said == b"* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n1 OK NOOP completed\r\n"
    assert a.say("2 NOOP") == b"2 OK NOOP completed\r\n"


def test_an_expunge_is_held_back_during_fetch_store_and_search():
    store, a, b = pair()
    a.say("1 STORE 1 +FLAGS.SILENT (\\Deleted)", "2 EXPUNGE")
    assert b.say("1 FETCH 3 UID") == (b"* 3 FETCH (UID 3)\r\n1 OK FETCH completed\r\n")
    assert b"EXPUNGE" not in b.say("2 STORE 2 +FLAGS (\\Seen)")
    assert b.say("3 SEARCH UNDELETED") == (b"* SEARCH 2 3\r\n3 OK SEARCH completed\r\n")
    assert b"EXPUNGE" not in b.say("4 FETCH 99 FLAGS")
    assert b.say("5 NOOP") == b"* 1 EXPUNGE\r\n5 OK NOOP completed\r\n"
    assert b.say("6 FETCH 2 UID").startswith(b"* 2 FETCH (UID 3)\r\n")


def test_uid_commands_may_tell_an_expunge():
    _, a, b = pair()
    a.say("1 STORE 1 +FLAGS.SILENT (\\Deleted)", "2 EXPUNGE")
    assert b.say("1 UID FETCH 3 UID") == (
        b"* 3 FETCH (UID 3)\r\n* 1 EXPUNGE\r\n1 OK UID FETCH completed\r\n"
    )


def test_a_message_gone_meanwhile_is_left_out_and_said():
    store, a, b = pair()
    a.say("1 STORE 2 +FLAGS.SILENT (\\Deleted)", "2 EXPUNGE")
    said = b.say("1 FETCH 1:3 UID")
    assert said == (
        b"* 1 FETCH (UID 1)\r\n* 3 FETCH (UID 3)\r\n"
        b"1 OK [EXPUNGEISSUED] FETCH completed\r\n"
    )
    assert b.say("2 FETCH 2 UID") == (
        b"2 NO [EXPUNGEISSUED] Some messages are gone already\r\n"
    )
    assert b.say("3 COPY 2 INBOX").startswith(b"* 2 EXPUNGE\r\n3 NO [EXPUNGEISSUED]")


def test_flags_of_messages_that_are_left_are_stored_silently():
    _, a, b = pair()
    a.say("1 STORE 2 +FLAGS.SILENT (\\Deleted)", "2 EXPUNGE")
    said = b.say("1 STORE 1:3 +FLAGS.SILENT (\\Flagged)")
    assert said == b"1 OK [EXPUNGEISSUED] STORE completed\r\n"
    assert b.say("2 STORE 2 +FLAGS (\\Flagged)").startswith(b"2 NO [EXPUNGEISSUED]")


def test_an_id_with_thirty_long_values_is_answered():
    _, a, _ = pair()
    pairs = " ".join(f'"field-{n}" "{"x" * 1_000}"' for n in range(30))
    assert b"OK" in a.say(f"1 ID ({pairs})")


def test_news_during_an_open_question_comes_before_the_completion():
    store, a, b = pair()
    b.server.receive_data(b"1 CREATE Otro\r\n", 0)
    question = b.server.next_question()
    store.deliver(HELLO)
    assert b.server.next_question() is question
    b.server.answer(q.Done(), 0)
    assert b.heard() == (b"* 4 EXISTS\r\n* 0 RECENT\r\n1 OK CREATE completed\r\n")


def test_idle_tells_at_once_expunges_too():
    store, a, b = pair()
    assert b.say("1 IDLE") == b"+ idling\r\n"
    store.deliver(HELLO)
    assert b.heard() == b"* 4 EXISTS\r\n* 0 RECENT\r\n"
    a.say("1 STORE 1 +FLAGS (\\Deleted)")
    assert b.heard() == b"* 1 FETCH (UID 1 FLAGS (\\Deleted))\r\n"
    a.say("2 EXPUNGE")
    assert b.heard() == b"* 1 EXPUNGE\r\n"
    assert b.say("DONE") == b"1 OK IDLE completed\r\n"


def test_only_the_first_session_is_told_that_a_message_is_recent():
    store, a, b = pair()
    store.deliver(HELLO)
    assert a.say("1 NOOP").startswith(b"* 4 EXISTS\r\n* 4 RECENT\r\n")
    assert b.say("1 NOOP").startswith(b"* 4 EXISTS\r\n* 0 RECENT\r\n")
    assert b"\\Recent" in a.say("2 FETCH 4 FLAGS")
    assert b"\\Recent" not in b.say("2 FETCH 4 FLAGS")


def test_a_silent_store_still_tells_what_another_session_did():
    store, a, b = pair()
    b.server.receive_data(b"1 STORE 1 +FLAGS.SILENT (\\Seen)\r\n", 0)
    a.say("1 STORE 1 +FLAGS.SILENT ($Junk)")
    question = b.server.next_question()
    b.server.answer(b.desk.answer(question), 0)
    assert b"* 1 FETCH (UID 1 FLAGS ($Junk \\Seen))\r\n" in b.heard()


def test_a_keyword_nobody_knew_is_announced():
    _, a, b = pair()
    a.say("1 STORE 1 +FLAGS (Urgente)")
    said = b.say("1 NOOP")
    assert said.startswith(
        b"* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft Urg"
    )


def test_news_of_another_mailbox_is_none():
    store, a, _ = pair()
    a.server.notify(q.MessagesExpunged("Otro", (1, 2)), 0)
    a.server.notify(q.FlagsChanged("Otro", ((1, ("\\Seen",)),)), 0)
    assert a.say("1 NOOP") == b"1 OK NOOP completed\r\n"


def test_close_expunges_without_a_word_and_the_other_is_told():
    store, a, b = pair()
    a.say("1 STORE 1,3 +FLAGS.SILENT (\\Deleted)")
    assert a.say("2 CLOSE") == b"2 OK CLOSE completed\r\n"
    assert b.say("1 NOOP").startswith(b"* 1 EXPUNGE\r\n* 2 EXPUNGE\r\n")
    assert [kept.uid for kept in store.inbox.kept] == [2]


def test_an_alert_is_said_at_once():
    _, a, _ = pair()
    a.server.notify(q.Alert("Disco casi lleno"), 0)
    assert a.heard() == b"* OK [ALERT] Disco casi lleno\r\n"


def test_a_server_that_goes_down_says_bye():
    _, a, _ = pair()
    a.server.notify(q.Shutdown(""), 0)
    assert a.heard() == b"* BYE Server going down\r\n"
    assert a.server.action() is Action.CLOSE
    assert a.server.state == "LOGOUT"


def test_an_examined_mailbox_takes_no_recent_away():
    store = FakeStore(HELLO)
    a = Person(store).log_in()
    assert b"* 1 RECENT" in a.say("1 EXAMINE INBOX")
    assert b"* 1 RECENT" in Person(store).log_in().say("1 SELECT INBOX")
    assert b"* 0 RECENT" in Person(store).log_in().say("1 SELECT INBOX")


def test_a_lost_connection_withdraws_the_question_and_expunges_nothing():
    store, a, _ = pair()
    a.say("1 STORE 1 +FLAGS.SILENT (\\Deleted)")
    a.server.receive_data(b"2 EXPUNGE\r\n", 0)
    assert isinstance(a.server.next_question(), q.ExpungeMessages)
    a.server.connection_lost(0)
    assert a.server.next_question() is None
    assert a.server.action() is None
    assert a.server.timer_at_us() is None
    assert len(store.inbox.kept) == 3


def test_the_store_can_refuse_anything():
    store = FakeStore(HELLO)
    a = Person(store).select()
    for question, line, prefix in [
        (q.StoreFlags, "1 STORE 1 FLAGS ()", b"1 NO [ALREADYEXISTS]"),
        (q.ExpungeMessages, "1 STORE 1 FLAGS (\\Deleted)", b"* 1 FETCH"),
        (q.ExpungeMessages, "1 EXPUNGE", b"1 NO [ALREADYEXISTS]"),
        (q.ExpungeMessages, "1 CLOSE", b"1 NO [ALREADYEXISTS]"),
        (q.MessageContents, "1 FETCH 1 BODY[]", b"1 NO [ALREADYEXISTS]"),
        (q.MessageContents, "1 SEARCH TEXT x", b"1 NO [ALREADYEXISTS]"),
        (q.ListMailboxes, '1 LIST "" *', b"1 NO [ALREADYEXISTS]"),
        (q.ListMailboxes, '1 LSUB "" *', b"1 NO [ALREADYEXISTS]"),
        (q.StatusOf, "1 STATUS INBOX (MESSAGES)", b"1 NO [ALREADYEXISTS]"),
        (q.SubscribeMailbox, "1 SUBSCRIBE x", b"1 NO [ALREADYEXISTS]"),
        (q.CopyMessages, "1 COPY 1 x", b"1 NO [ALREADYEXISTS]"),
        (q.MoveMessages, "1 MOVE 1 x", b"1 NO [ALREADYEXISTS]"),
        (q.DeleteMailbox, "1 DELETE x", b"1 NO [ALREADYEXISTS]"),
    ]:
        store.refuse = {question: q.StoreRefusal("already_exists")}
        assert a.say(line).startswith(prefix), line
    assert a.server.state == "SELECTED"


def test_tls_forgets_what_was_sent_in_the_clear():
    store = FakeStore()
    a = Person(store, starttls=True, plaintext_login=False)
    a.server.receive_data(b"1 STARTTLS\r\n2 NOOP\r\n", 0)
    assert a.heard() == b"1 OK Begin TLS negotiation now\r\n"
    a.server.receive_data(b"3 NOOP\r\n", 0)
    assert a.server.action() is Action.START_TLS
    assert a.say("4 NOOP") == b"4 OK NOOP completed\r\n"
    assert b"STARTTLS" not in a.say("5 CAPABILITY")
    assert a.say("6 STARTTLS") == b"6 BAD TLS is already active\r\n"
    assert a.say("7 LOGIN ana ejemplo123").startswith(b"7 OK")


def test_too_many_logins_close():
    a = Person(FakeStore(), failed_logins_max=2)
    a.say("1 LOGIN ana x")
    assert a.say("2 LOGIN ana x").endswith(b"* BYE Too many failed logins\r\n")
    assert a.server.action() is Action.CLOSE


def test_contents_are_shared_not_copied():
    big = HELLO + b"x" * 100_000 + b"\r\n"
    store = FakeStore(big)
    a = Person(store).select()
    a.send(b"1 FETCH 1 BODY.PEEK[]\r\n")
    chunks = a.server.data_to_send()
    assert any(chunk is big for chunk in chunks)
