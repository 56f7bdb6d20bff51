"""MOVE and UID MOVE (RFC 6851): COPY and expunge in one stroke.

COPYUID comes in an untagged OK before the EXPUNGEs (§4.3), so that a client never sees
a message gone without knowing where to.
"""

from simulator.protocols.imap.commands.selected.copy import copyuid, take_copy
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import Copied, MoveMessages, StoreRefusal
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Run,
    refuse,
    refused,
)


def move(session: ImapSession, cursor: Cursor, *, uid: bool = False) -> Run:
    """move = "MOVE" SP sequence-set SP mailbox"""
    uids, target = take_copy(session, cursor, uid=uid)
    view = session.selected
    verb = "UID MOVE" if uid else "MOVE"
    if target is None:
        return refuse("bad_mailbox_name")
    if view.read_only:
        return refuse("read_only", view.mailbox)
    uids = session.living(uids)
    if not uids:
        return CommandOutcome("OK", f"{verb} completed, no messages", mailbox=target)
    answer = yield MoveMessages(view.mailbox, uids, target)
    if isinstance(answer, StoreRefusal):
        return refused(answer, target)
    assert isinstance(answer, Copied)
    code = copyuid(session, answer)
    if code:
        session.say_status("OK", "Moved", code)
    for part in session.parts(old for old, _ in answer.uids):
        view.expunge(part)
        yield from session.tell_in_parts(expunges=True)
    return CommandOutcome("OK", f"{verb} completed", mailbox=target)
