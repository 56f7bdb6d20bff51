"""COPY and UID COPY (RFC 3501 §6.4.7): all the messages or none, flags and dates kept.

With UIDPLUS the answer tells the uids, old and new in step (RFC 4315 §3).
"""

from simulator.protocols.imap.grammar.sets import write_set
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import Copied, CopyMessages, StoreRefusal
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Run,
    refuse,
    refused,
)


def copy(session: ImapSession, cursor: Cursor, *, uid: bool = False) -> Run:
    """copy = "COPY" SP sequence-set SP mailbox"""
    uids, target = take_copy(session, cursor, uid=uid)
    verb = "UID COPY" if uid else "COPY"
    if target is None:
        return refuse("bad_mailbox_name")
    if not uids:
        return CommandOutcome("OK", f"{verb} completed, no messages", mailbox=target)
    if len(session.living(uids)) < len(uids):
        return refuse("expunge_issued", session.mailbox)
    answer = yield CopyMessages(session.mailbox, uids, target)
    if isinstance(answer, StoreRefusal):
        return refused(answer, target)
    assert isinstance(answer, Copied)
    return CommandOutcome(
        "OK", f"{verb} completed", copyuid(session, answer), mailbox=target
    )


def take_copy(
    session: ImapSession, cursor: Cursor, *, uid: bool
) -> tuple[tuple[int, ...], str | None]:
    """The arguments of COPY and MOVE."""
    cursor.space()
    uids = session.take_uids(cursor, uid=uid)
    cursor.space()
    target = cursor.mailbox()
    cursor.end()
    return uids, target


def copyuid(session: ImapSession, copied: Copied) -> str:
    """`COPYUID 7 2:3 11:12`, or "" without UIDPLUS."""
    if "UIDPLUS" not in session.config.extensions or not copied.uids:
        return ""
    old = write_set(old for old, _ in copied.uids)
    new = write_set(new for _, new in copied.uids)
    return f"COPYUID {copied.uid_validity} {old} {new}"
