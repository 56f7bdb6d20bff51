"""IMAP on a host: folders, several sessions of one account, POP3 beside them."""

from dataclasses import replace

import pytest

from simulator.acts import Collect, Open, Send, TypeLine
from simulator.agents.store.imap import ImapPolicy
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.protocols.imap import questions as q
from simulator.protocols.sasl import Credentials
from tests.worlds import opened

LOGIN = "a1 LOGIN benito benito-secreta"
POP3_LOGIN = ("USER benito", "PASS benito-secreta")
BENITO = "benito@sur.example"


def dial(lab: Lab, *lines: str, port: int = 143) -> str:
    """A new connection by hand, with `lines` typed; its id."""
    lab.apply(Open("tel-benito", "sur", port))
    lab.settle()
    conn = list(lab.world.terminals)[-1]
    say(lab, conn, *lines)
    return conn


def say(lab: Lab, conn: str, *lines: str) -> str:
    """Type `lines`; what the server said since, as text."""
    stream = lab.journal.streams[f"{conn}.s"]
    before = stream.length
    for line in lines:
        lab.apply(TypeLine(line, conn))
        lab.settle()
    heard = lab.journal.octets(f"{conn}.s", before, stream.length - before)
    return heard.decode("latin-1")


def inbox(lab: Lab, *lines: str) -> str:
    return dial(lab, LOGIN, "a2 SELECT INBOX", *lines)


def uids(lab: Lab, folder: str = "INBOX") -> list[int]:
    return list(lab.world.stores["sur"].mailboxes[BENITO].folders.find(folder).messages)


def test_only_the_right_password_logs_in():
    lab = opened("imap")
    conn = dial(lab)
    assert "[AUTHENTICATIONFAILED]" in say(lab, conn, "a1 LOGIN benito no")
    assert "[AUTHENTICATIONFAILED]" in say(lab, conn, "a1 LOGIN nadie no")
    assert "a2 OK" in say(lab, conn, "a2 LOGIN BENITO@sur.example benito-secreta")


def test_recent_belongs_to_the_first_session_that_may_change_the_folder():
    lab = opened("imap")
    conn = dial(lab, LOGIN)
    assert "* 3 RECENT" in say(lab, conn, "a2 EXAMINE INBOX")
    assert "* 3 RECENT" in say(lab, conn, "a3 SELECT INBOX")
    assert "* 0 RECENT" in say(lab, inbox(lab), "a4 SELECT INBOX")


def test_flags_set_in_one_session_are_told_to_the_other():
    lab = opened("imap")
    one, other = inbox(lab), inbox(lab)
    say(lab, one, "a3 STORE 3 +FLAGS (\\Flagged)")
    assert "* 3 FETCH (UID 3 FLAGS (\\Flagged" in say(lab, other, "a4 NOOP")
    assert "FETCH" not in say(lab, other, "a5 NOOP")


def test_messages_expunged_in_one_session_are_gone_in_the_other():
    lab = opened("imap")
    one, other = inbox(lab), inbox(lab)
    said = say(lab, one, "a3 STORE 2:3 +FLAGS.SILENT (\\Deleted)", "a4 EXPUNGE")
    assert said.count("* 2 EXPUNGE") == 2
    assert say(lab, other, "a3 NOOP").count("* 2 EXPUNGE") == 2
    assert uids(lab) == [1, 4, 5]


def test_an_idle_session_is_told_of_a_message_at_delivery():
    lab = opened("imap")
    conn = inbox(lab, "a3 IDLE")
    stream = lab.journal.streams[f"{conn}.s"]
    before = stream.length
    lab.apply(Send("pc-benito", BENITO, "Hola", "yo"))
    lab.settle()
    said = lab.journal.octets(f"{conn}.s", before, stream.length - before)
    assert said.startswith(b"* 6 EXISTS\r\n")


def test_a_copy_keeps_flags_and_date_and_gets_a_uid_of_its_own():
    lab = opened("imap")
    conn = inbox(lab)
    said = say(lab, conn, "a3 COPY 2,1 Excursiones")
    assert "[COPYUID 6 1:2 1:2]" in said
    say(lab, conn, "a4 SELECT Excursiones")
    assert "\\Answered" in say(lab, conn, "a5 FETCH 2 (FLAGS)")
    assert uids(lab) == [1, 2, 3, 4, 5]


def test_a_move_leaves_nothing_behind():
    lab = opened("imap")
    conn = inbox(lab)
    assert "* 1 EXPUNGE" in say(lab, conn, "a3 MOVE 1 Excursiones")
    assert uids(lab) == [2, 3, 4, 5] and uids(lab, "Excursiones") == [1]
    assert "[TRYCREATE]" in say(lab, conn, "a4 MOVE 1 Nada")


def test_an_appended_message_is_there_at_once():
    lab = opened("imap")
    conn = inbox(lab)
    lab.apply(TypeLine("a3 APPEND INBOX (\\Seen) {13}", conn))
    lab.settle()
    said = say(lab, conn, "Subject: uno")
    assert "* 6 EXISTS" not in say(lab, conn, "a4 NOOP") or "a3" in said
    assert len(uids(lab)) in (5, 6)


def test_folders_are_made_renamed_and_deleted():
    lab = opened("imap")
    conn = dial(lab, LOGIN, "a2 CREATE Clase/Redes")
    assert "[ALREADYEXISTS]" in say(lab, conn, "a3 CREATE Clase")
    assert "a4 OK" in say(lab, conn, "a4 RENAME Clase Curso")
    said = say(lab, conn, 'a5 LIST "" Curso*')
    assert "Curso\r\n" in said and "Curso/Redes\r\n" in said
    assert "a6 OK" in say(lab, conn, "a6 DELETE Curso")
    assert "\\Noselect" in say(lab, conn, 'a7 LIST "" Curso')
    assert "[NONEXISTENT]" in say(lab, conn, "a8 DELETE Nada")


def test_renaming_inbox_moves_its_messages_and_keeps_it():
    lab = opened("imap")
    dial(lab, LOGIN, "a2 RENAME INBOX Viejo")
    assert uids(lab) == [] and uids(lab, "Viejo") == [1, 2, 3, 4, 5]


def test_a_name_taken_over_has_a_greater_uidvalidity():
    lab = opened("imap")
    conn = dial(lab, LOGIN, "a2 CREATE X")
    folders = lab.world.stores["sur"].mailboxes[BENITO].folders
    first = folders.find("X").uid_validity
    say(lab, conn, "a3 DELETE X", "a4 CREATE X")
    assert folders.find("X").uid_validity > first


def test_a_folder_deleted_under_a_session_is_empty_for_it():
    lab = opened("imap")
    one = dial(lab, LOGIN, "a2 SELECT Enviados")
    dial(lab, LOGIN, "a2 DELETE Enviados")
    assert "* 1 EXPUNGE" in say(lab, one, "a3 NOOP")
    assert "a4 OK" in say(lab, one, "a4 SELECT INBOX")


def test_a_subscription_outlives_its_folder():
    lab = opened("imap")
    conn = dial(lab, LOGIN, "a2 DELETE Papelera")
    assert "Papelera" in say(lab, conn, 'a3 LSUB "" *')
    assert "Papelera" not in say(lab, conn, 'a4 LIST "" *')


def test_pop3_keeps_its_snapshot_while_imap_expunges():
    lab = opened("imap")
    pop = dial(lab, *POP3_LOGIN, port=110)
    say(lab, inbox(lab), "a3 STORE 1 +FLAGS (\\Deleted)", "a4 EXPUNGE")
    assert say(lab, pop, "STAT").startswith("+OK 5 ")
    assert "Excursi" in say(lab, pop, "RETR 1")
    assert say(lab, pop, "DELE 1", "QUIT").endswith("4 left\r\n")
    again = dial(lab, *POP3_LOGIN, port=110)
    assert say(lab, again, "STAT").startswith("+OK 4 ")


def test_messages_deleted_by_pop3_are_gone_for_imap():
    lab = opened("imap")
    conn = inbox(lab)
    dial(lab, *POP3_LOGIN, "DELE 2", "QUIT", port=110)
    assert "* 2 EXPUNGE" in say(lab, conn, "a3 NOOP")
    assert uids(lab) == [1, 3, 4, 5]


def test_a_phone_fetches_what_it_lacks_and_leaves_all():
    lab = opened("imap")
    for _ in range(2):
        lab.apply(Collect("tel-benito"))
        lab.settle()
    kept = [e.fact for e in lab.journal if isinstance(e.fact, f.MessageCollected)]
    assert [fact.unique_id for fact in kept] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert uids(lab) == [1, 2, 3, 4, 5]
    assert not any(isinstance(e.fact, f.MessageFlagged) for e in lab.journal)


@pytest.mark.parametrize("name", ["primera-carta", "pop3"])
def test_without_imap_no_fact_is_about_folders(name):
    kinds = {type(e.fact) for e in opened(name).journal}
    assert not kinds & {f.FolderCreated, f.MessageFiled}


def test_a_full_mailbox_takes_no_copy_and_nothing_appended():
    lab = opened("imap")
    mailbox = lab.world.stores["sur"].mailboxes[BENITO]
    conn = inbox(lab, "a3 CREATE Viejo")
    kept = sum(len(folder.messages) for folder in mailbox.folders.by_name.values())
    mailbox.account = replace(mailbox.account, quota_messages=kept + 1)
    assert "a4 OK" in say(lab, conn, "a4 COPY 1 Viejo")
    assert "a5 NO [OVERQUOTA]" in say(lab, conn, "a5 COPY 1 Viejo")
    assert "a6 OK" in say(lab, conn, "a6 MOVE 1 Viejo")
    appended = say(lab, conn, "a7 APPEND Viejo {4+}", "hola")
    assert "a7 NO [OVERQUOTA]" in appended


def test_what_a_folder_holds_is_counted_as_it_comes_and_goes():
    lab = opened("imap")
    folders = lab.world.stores["sur"].mailboxes[BENITO].folders.by_name
    inbox(lab, "a3 CREATE Viejo", "a4 COPY 1:2 Viejo", "a5 MOVE 3 Viejo")
    for folder in folders.values():
        held = sum(len(stored.content) for stored in folder.messages.values())
        assert folder.octets == held
    assert folders["Viejo"].octets > 0


def test_news_of_a_second_select_wait_for_its_own_answer(monkeypatch):
    monkeypatch.setattr("simulator.agents.store.in_parts.PART_MESSAGES_MAX", 1)
    lab = opened("imap")
    heard: list[str] = []
    policy = ImapPolicy(lab.world.stores["sur"], "c1")
    policy.notify = heard.append
    policy.answer(q.Login(Credentials("LOGIN", "benito", "benito-secreta")))

    def select(news: str) -> None:
        """Its news come while the mailbox is read."""
        policy.answer(q.SelectMailbox("INBOX", read_only=False)).then(answered)
        policy.hear(policy.folder, news)

    def answered(_answer: q.Selected) -> None:
        heard.append("answer")
        if heard == ["answer"]:
            select("second")

    select("first")
    lab.settle()
    assert heard == ["answer", "answer", "second"]
