"""STATUS (RFC 3501 §6.3.10): counts of a mailbox without selecting it.

status     = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
status-att = "MESSAGES" / "RECENT" / "UIDNEXT" / "UIDVALIDITY" / "UNSEEN"
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import mailbox
from simulator.protocols.imap.questions import Status, StatusOf, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused

FIELDS = {
    "MESSAGES": "messages",
    "RECENT": "recent",
    "UIDNEXT": "uid_next",
    "UIDVALIDITY": "uid_validity",
    "UNSEEN": "unseen",
}


def status(session: ImapSession, cursor: Cursor) -> Run:
    """`* STATUS Enviados (MESSAGES 3 UNSEEN 1)`"""
    cursor.space()
    name = cursor.mailbox()
    cursor.space()
    items = tuple(dict.fromkeys(cursor.parenthesized(lambda: _item(cursor))))
    cursor.end()
    if name is None:
        return refuse("bad_mailbox_name")
    answer = yield StatusOf(name)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    assert isinstance(answer, Status)
    counts = " ".join(f"{item} {getattr(answer, FIELDS[item])}" for item in items)
    wire = mailbox(name, session.utf8)
    chunk = b"STATUS %s (%s)" % (wire, counts.encode("ascii"))
    session.say("STATUS", [chunk], mailbox=name, items=items)
    return done("STATUS", mailbox=name)


def _item(cursor: Cursor) -> str:
    start = cursor.at
    item = cursor.word("bad_item")
    if item not in FIELDS:
        cursor.at = start
        raise cursor.fail("bad_item")
    return item
