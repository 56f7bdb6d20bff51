"""FETCH and UID FETCH (RFC 3501 §6.4.5): data of messages, as much as is asked for.

    fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att /
            "(" fetch-att *(SP fetch-att) ")")

The store is asked for contents only if an item needs them, then for `\\Seen` if an item
sets it; then one FETCH response per message, in order. EXPUNGE is never told here
(§7.4.1), but after UID FETCH it may be. A message that another session expunged is left
out: OK with EXPUNGEISSUED (RFC 5530 §3), and NO where nothing is left (RFC 2180 §4.1).
"""

from collections.abc import Generator
from typing import Any

from simulator.protocols.engine import Question
from simulator.protocols.imap.fetch.items import FLAGS, UID, Item, take_items, value_of
from simulator.protocols.imap.fetch.sections import FetchedMessage
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import Chunks
from simulator.protocols.imap.questions import (
    FlagsStored,
    Pause,
    StoreFlags,
    StoreRefusal,
)
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Run,
    refuse,
    refused,
)


def fetch(session: ImapSession, cursor: Cursor, *, uid: bool = False) -> Run:
    """`* 2 FETCH (FLAGS (\\Seen) BODY[TEXT] {4}`..."""
    cursor.space()
    uids = session.take_uids(cursor, uid=uid)
    cursor.space()
    items = take_items(cursor)
    cursor.end()
    if uid and UID not in items:
        items = (UID, *items)
    read = any(item.needs_content for item in items)
    told = 0
    for at, part in enumerate(session.parts(session.living(uids), read=read)):
        contents: dict[int, bytes] = {}
        if read:
            found = yield from session.contents(part)
            if isinstance(found, StoreRefusal):
                return refused(found, session.mailbox)._replace(expunges=uid)
            contents, part = found, tuple(found)
        elif at:
            yield Pause()
        yield from _say_part(session, items, part, contents)
        told += len(part)
    if uids and not told:
        return refuse("expunge_issued", session.mailbox)._replace(expunges=uid)
    code = "EXPUNGEISSUED" if told < len(uids) else ""
    verb = "UID FETCH" if uid else "FETCH"
    return CommandOutcome(
        "OK", f"{verb} completed", code, expunges=uid, mailbox=session.mailbox
    )


def _say_part(
    session: ImapSession,
    items: tuple[Item, ...],
    uids: tuple[int, ...],
    contents: dict[int, bytes],
) -> Generator[Question, Any, None]:
    """Some of the messages, after what is seen by it is marked."""
    newly_seen = _to_mark(session, items, uids)
    if newly_seen:
        answer = yield StoreFlags(session.mailbox, newly_seen, "add", ("\\Seen",))
        assert isinstance(answer, FlagsStored | StoreRefusal)
        if isinstance(answer, FlagsStored):
            for number, flags in answer.flags:
                session.selected.change(number, flags, tell=False)
    for number in uids:
        shown = items
        if number in newly_seen and FLAGS not in items:
            shown = (FLAGS, *items)
        _say_message(session, number, shown, contents.get(number))


def _to_mark(
    session: ImapSession, items: tuple[Item, ...], uids: tuple[int, ...]
) -> tuple[int, ...]:
    """Messages that become `\\Seen` by being fetched; none in a read-only mailbox."""
    view = session.selected
    if view.read_only or not any(item.sets_seen for item in items):
        return ()
    return tuple(uid for uid in uids if "\\Seen" not in view.entry(uid).flags)


def _say_message(
    session: ImapSession, uid: int, items: tuple[Item, ...], content: bytes | None
) -> None:
    view = session.selected
    number, entry, flags = view.number(uid), view.entry(uid), view.flags(uid)
    message = None if content is None else FetchedMessage(content)
    chunks: Chunks = [b"%d FETCH (" % number]
    length = 0
    for position, item in enumerate(items):
        value = value_of(item, entry, flags, message)
        separator = [b" "] if position else []
        chunks += [*separator, *item.written(), b" ", *value.chunks]
        length += value.content_length
    if FLAGS in items:
        view.known(uid)
        session.learn_flags(flags)
    session.say(
        "FETCH",
        [*chunks, b")"],
        number=number,
        uid=uid,
        flags=flags if FLAGS in items else (),
        items=tuple(item.title for item in items),
        content_length=length,
    )
