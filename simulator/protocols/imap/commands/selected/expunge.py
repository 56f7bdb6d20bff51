"""EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1): remove the `\\Deleted`.

Every number told counts what the ones before it took away: `* 3 EXPUNGE` three times
removes three messages in a row.
"""

from collections.abc import Container

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import Expunged, ExpungeMessages, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def expunge(session: ImapSession, cursor: Cursor) -> Run:
    """All that is marked."""
    cursor.end()
    return (yield from _remove(session, "EXPUNGE", deleted(session)))


def uid_expunge(session: ImapSession, cursor: Cursor) -> Run:
    """What is marked and in the set: the marks of other programs are left alone."""
    cursor.space()
    uids = session.take_uids(cursor, uid=True)
    cursor.end()
    return (yield from _remove(session, "UID EXPUNGE", deleted(session, set(uids))))


def deleted(
    session: ImapSession, among: Container[int] | None = None
) -> tuple[int, ...]:
    """uids with `\\Deleted`, as this session knows."""
    return tuple(
        entry.uid
        for entry in session.selected.entries
        if "\\Deleted" in entry.flags
        and not session.selected.is_ghost(entry.uid)
        and (among is None or entry.uid in among)
    )


def _remove(session: ImapSession, verb: str, uids: tuple[int, ...]) -> Run:
    view = session.selected
    if view.read_only:
        return refuse("read_only", view.mailbox)
    for part in session.parts(uids):
        answer = yield ExpungeMessages(view.mailbox, part)
        if isinstance(answer, StoreRefusal):
            return refused(answer, view.mailbox)
        assert isinstance(answer, Expunged)
        view.expunge(answer.uids)
        session.tell(expunges=True)
    return done(verb, mailbox=view.mailbox)
