"""STORE and UID STORE (RFC 3501 §6.4.6): set, add or take away flags.

    store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / flags)

The answer is a FETCH with the flags as they are now; `.SILENT` spares it, but for what
another session changed meanwhile. EXPUNGE is never told here (§7.4.1), but after UID
STORE it may be.
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import FlagsStored, StoreFlags, StoreRefusal
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Run,
    refuse,
    refused,
)

CHANGES = {b"+": "add", b"-": "remove"}


def store(session: ImapSession, cursor: Cursor, *, uid: bool = False) -> Run:
    """`* 2 FETCH (FLAGS (\\Seen))`"""
    cursor.space()
    uids = session.take_uids(cursor, uid=uid)
    cursor.space()
    change = next((CHANGES[s] for s in CHANGES if cursor.skip(s)), "replace")
    start = cursor.at
    item = cursor.word("bad_item")
    if item not in ("FLAGS", "FLAGS.SILENT"):
        cursor.at = start
        raise cursor.fail("bad_item")
    cursor.space()
    flags = cursor.flags() if cursor.peek(b"(") else cursor.bare_flags()
    cursor.end()
    if session.selected.read_only:
        return refuse("read_only", session.mailbox)._replace(expunges=uid)
    silent = item.endswith(".SILENT")
    living = session.living(uids)
    stored = 0
    for part in session.parts(living):
        answer = yield StoreFlags(session.mailbox, part, change, flags)
        if isinstance(answer, StoreRefusal):
            return refused(answer, session.mailbox)._replace(expunges=uid)
        assert isinstance(answer, FlagsStored)
        stored += len(answer.flags)
        _tell(session, answer, change, flags, silent=silent, uid=uid)
    missing = stored < len(uids)
    if missing and not (silent and living):
        return refuse("expunge_issued", session.mailbox)._replace(expunges=uid)
    code = "EXPUNGEISSUED" if missing else ""
    verb = "UID STORE" if uid else "STORE"
    return CommandOutcome(
        "OK", f"{verb} completed", code, expunges=uid, mailbox=session.mailbox
    )


def _tell(
    session: ImapSession,
    answer: FlagsStored,
    change: str,
    flags: tuple[str, ...],
    *,
    silent: bool,
    uid: bool,
) -> None:
    view = session.selected
    for number, now in answer.flags:
        expected = changed(view.entry(number).flags, change, flags)
        view.change(number, now, tell=False)
        if not silent or sorted(expected) != sorted(now):
            session.say_message_flags(number, with_uid=uid)
        session.learn_flags(now)


def changed(
    flags: tuple[str, ...], change: str, given: tuple[str, ...]
) -> tuple[str, ...]:
    """The flags after a STORE; upper and lower case are the same flag."""
    if change == "replace":
        return given
    named = {flag.lower() for flag in given}
    if change == "remove":
        return tuple(flag for flag in flags if flag.lower() not in named)
    present = {flag.lower() for flag in flags}
    return (*flags, *(flag for flag in given if flag.lower() not in present))
