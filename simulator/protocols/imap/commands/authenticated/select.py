"""SELECT (RFC 3501 §6.3.1): open a mailbox, to read and to change.

The untagged responses come in the order of the RFC's list. A SELECT that fails leaves
nothing selected, and a SELECT of another mailbox expunges nothing (§6.4.2).
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import Selected, SelectMailbox, StoreRefusal
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Run,
    refuse,
    refused,
)
from simulator.protocols.imap.tracker import SelectedView


def select(session: ImapSession, cursor: Cursor) -> Run:
    """select = "SELECT" SP mailbox"""
    return (yield from open_mailbox(session, cursor, "SELECT", read_only=False))


def open_mailbox(
    session: ImapSession, cursor: Cursor, verb: str, *, read_only: bool
) -> Run:
    """SELECT and EXAMINE."""
    cursor.space()
    name = cursor.mailbox()
    cursor.end()
    session.view = None
    if name is None:
        return refuse("bad_mailbox_name")
    answer = yield SelectMailbox(name, read_only)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    assert isinstance(answer, Selected)
    read_only = read_only or answer.read_only
    session.view = SelectedView(
        answer.mailbox, answer.entries, answer.recent, read_only
    )
    _describe(session, answer)
    code = "READ-ONLY" if read_only else "READ-WRITE"
    return CommandOutcome("OK", f"{verb} completed", code, mailbox=answer.mailbox)


def _describe(session: ImapSession, answer: Selected) -> None:
    view = session.selected
    session.say_flags(answer.flags)
    session.say_count("EXISTS", view.count)
    session.say_count("RECENT", len(view.recent))
    first = view.first_unseen()
    if first:
        session.say_status("OK", f"Message {first} is first unseen", f"UNSEEN {first}")
    flags = () if view.read_only else answer.permanent_flags
    text = "Flags a client can change" if flags else "No flag can be changed"
    session.say_status("OK", text, f"PERMANENTFLAGS ({' '.join(flags)})")
    session.say_status("OK", "Predicted next UID", f"UIDNEXT {answer.uid_next}")
    session.say_status("OK", "UIDs valid", f"UIDVALIDITY {answer.uid_validity}")
