"""Marking and deleting by IMAP in a mailbox that is selected, now or later.

What a person did while the server could not be reached waits on this machine, and is
said again in the next session: STORE with + or - gives the same result however often it
is said (RFC 3501 §6.4.6), and a uid names the same message as long as UIDVALIDITY is
the same (§2.3.1.1).
"""

from simulator.agents.mua.imap_script import Script
from simulator.agents.mua.mail_account import MailAccount
from simulator.protocols.imap.questions import Command

FLAGS = {
    "read": (b"+FLAGS", b"(\\Seen)"),
    "unread": (b"-FLAGS", b"(\\Seen)"),
    "flag": (b"+FLAGS", b"(\\Flagged)"),
    "unflag": (b"-FLAGS", b"(\\Flagged)"),
}
"""What IMAP alone can do, and the arguments of its STORE."""


def mark(unique_id: str, how: str) -> Script[bool]:
    """Do `how` to that message: `delete`, or one of `FLAGS`."""
    uid = unique_id.rpartition(".")[2].encode("ascii", "replace")
    if how == "delete":
        yield Command("UID STORE", (uid, b"+FLAGS", b"(\\Deleted)"))
        response = yield Command("UID EXPUNGE", (uid,))
    else:
        response = yield Command("UID STORE", (uid, *FLAGS[how]))
    return response.status == "OK"


def mark_waiting(account: MailAccount, conn: str, validity: str) -> Script[None]:
    """Say what waits, in the order it was done; none of it twice. What names messages
    of another UIDVALIDITY is dropped."""
    while account.waiting:
        unique_id, how = account.waiting[0]
        known = unique_id.rpartition(".")[0] == validity
        good = (yield from mark(unique_id, how)) if known else False
        account.waiting.pop(0)
        if good and how == "delete":
            account.discard(conn, unique_id)
