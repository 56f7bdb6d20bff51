"""Collecting by IMAP: look at what is there, fetch what this machine lacks.

    LOGIN, SELECT INBOX, FETCH of the headers, UID FETCH of the new messages, LOGOUT

The messages stay on the server, unread: BODY.PEEK does not set `\\Seen` (RFC 3501
§6.4.5). Which of them are new is known by UIDVALIDITY and uid (RFC 3501 §2.3.1.1).
What was done here while the server could not be reached is said first; nothing else is
deleted.
"""

from simulator.agents.mua.imap_marks import mark_waiting
from simulator.agents.mua.imap_script import Script, run_script
from simulator.agents.mua.imap_values import fetched, fetched_uid
from simulator.agents.mua.mail_account import MailAccount
from simulator.protocols.imap.grammar.sets import write_set
from simulator.protocols.imap.questions import Command, Response

HEADERS = b"(UID FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])"
WHOLE = b"BODY.PEEK[]"


def collect_imap(account: MailAccount) -> None:
    """Connect, log in and collect."""
    server = account.settings.incoming
    assert server is not None, "checked before the act"
    run_script(
        account.machine,
        server,
        account.login,
        lambda conn: _collect(account, conn),
        lambda _how, _nothing: None,
    )


def _collect(account: MailAccount, conn: str) -> Script[None]:
    response = yield Command("SELECT", (b"INBOX",))
    if response.status != "OK":
        return
    validity = _validity(response)
    if account.waiting:
        yield from mark_waiting(account, conn, validity)
        response = yield Command("SELECT", (b"INBOX",))
    count = _count(response)
    if not count:
        _forget(account, conn, set())
        return
    numbers = b"1:%d" % count if count > 1 else b"1"
    response = yield Command("FETCH", (numbers, HEADERS))
    if response.status != "OK":
        return
    uids = [fetched_uid(said) for said in response.untagged if said.name == "FETCH"]
    _forget(account, conn, {_unique_id(validity, uid) for uid in uids})
    new = [uid for uid in uids if uid and _unique_id(validity, uid) not in account.seen]
    if not new:
        return
    response = yield Command("UID FETCH", (write_set(new).encode(), WHOLE))
    if response.status == "OK":
        _keep(account, conn, validity, response)


def _validity(response: Response) -> str:
    """The UIDVALIDITY that SELECT tells (RFC 3501 §7.1)."""
    codes = [said.code for said in response.untagged]
    told = [code for code in codes if code.startswith("UIDVALIDITY ")]
    return told[-1].partition(" ")[2] if told else ""


def _count(response: Response) -> int:
    """How many messages there are."""
    return max((s.number for s in response.untagged if s.name == "EXISTS"), default=0)


def _unique_id(validity: str, uid: int) -> str:
    """What names a message forever: its uid together with the UIDVALIDITY."""
    return f"{validity}.{uid}"


def _forget(account: MailAccount, conn: str, there: set[str]) -> None:
    """What another device took away is gone here too: one mailbox, many views."""
    for unique_id in sorted(account.seen - there):
        account.discard(conn, unique_id)


def _keep(account: MailAccount, conn: str, validity: str, response: Response) -> None:
    for said in response.untagged:
        content = fetched(said, "BODY[]")
        if said.name == "FETCH" and isinstance(content, bytes):
            unique_id = _unique_id(validity, fetched_uid(said))
            account.keep(conn, said.number, unique_id, content)
