"""SEARCH and UID SEARCH (RFC 3501 §6.4.4), with the RETURN of ESEARCH (RFC 4731).

The answer is one untagged line, also when nothing matched. Two charsets: US-ASCII and
UTF-8; of others NO [BADCHARSET] names what there is. After ENABLE UTF8=ACCEPT a CHARSET
is an error (RFC 6855 §3). EXPUNGE is never told here, but after UID SEARCH it may be.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.protocols.imap.grammar.sets import beyond, write_set
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import (
    Pause,
    StoreRefusal,
)
from simulator.protocols.imap.search.keys import Key, number_sets, take_keys
from simulator.protocols.imap.search.matching import Candidate, SearchedMessage, matches
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Run,
    refuse,
    refused,
)

CHARSETS = ("US-ASCII", "UTF-8")
RESULTS = ("MIN", "MAX", "ALL", "COUNT")


class _Search(NamedTuple):
    """`results`: of RETURN, None without it."""

    charset: str
    results: tuple[str, ...] | None
    keys: Key


def search(session: ImapSession, cursor: Cursor, *, uid: bool = False) -> Run:
    """`* SEARCH 2 5 9`"""
    taken = _take(session, cursor)
    if taken is None:
        words = f"BADCHARSET ({' '.join(CHARSETS)})"
        return refuse("bad_charset")._replace(code=words, expunges=uid)
    sets = _resolved(session, taken.keys)
    read = taken.keys.needs_content
    found: list[int] = []
    for at, part in enumerate(session.parts(session.selected.uids, read=read)):
        contents: dict[int, bytes] = {}
        if read:
            part = tuple(u for u in part if _possible(session, taken.keys, u, sets))
        if read and part:
            read_now = yield from session.contents(part)
            if isinstance(read_now, StoreRefusal):
                return refused(read_now, session.mailbox)._replace(expunges=uid)
            contents, part = read_now, tuple(read_now)
        elif at:
            yield Pause()
        found += (
            number
            for number in part
            if matches(taken.keys, _candidate(session, number, contents, sets))
        )
    if not uid:
        found = [session.selected.number(number) for number in found]
    _say(session, found, taken.results, uid=uid)
    verb = "UID SEARCH" if uid else "SEARCH"
    return CommandOutcome(
        "OK", f"{verb} completed", expunges=uid, mailbox=session.mailbox
    )


# --- reading --------------------------------------------------------------------------


def _take(session: ImapSession, cursor: Cursor) -> _Search | None:
    """The arguments; None: a charset that is not known here."""
    cursor.space()
    results = None
    if "ESEARCH" in session.config.extensions and cursor.skip(b"RETURN "):
        taken = cursor.parenthesized(lambda: _take_result(cursor), empty=True)
        results = tuple(taken) or ("ALL",)
        cursor.space()
    charset = CHARSETS[0]
    if not session.utf8 and cursor.skip(b"CHARSET "):
        charset = cursor.astring().decode("ascii", "replace").upper()
        if charset not in CHARSETS:
            return None
        cursor.space()
    keys = take_keys(cursor)
    for numbers in number_sets(keys):
        if beyond(numbers, session.selected.count):
            raise cursor.fail("no_such_message")
    return _Search(charset, results, keys)


def _take_result(cursor: Cursor) -> str:
    start = cursor.at
    word = cursor.word("bad_item")
    if word not in RESULTS:
        cursor.at = start
        raise cursor.fail("bad_item")
    return word


# --- matching -------------------------------------------------------------------------


def _resolved(session: ImapSession, key: Key) -> dict[int, frozenset[int]]:
    """uids of every set in the tree, by the identity of the key's numbers."""
    if key.numbers is not None:
        uids = session.uids_of(key.numbers.numbers, uid=key.numbers.uid)
        return {id(key.numbers): frozenset(uids)}
    found: dict[int, frozenset[int]] = {}
    for inner in key.keys:
        found |= _resolved(session, inner)
    return found


def _candidate(
    session: ImapSession,
    uid: int,
    contents: dict[int, bytes],
    sets: dict[int, frozenset[int]],
) -> Candidate:
    """One message; what is read of its content is forgotten with it."""
    view = session.selected
    message = SearchedMessage(contents[uid]) if uid in contents else None
    return Candidate(view.entry(uid), uid in view.recent, message, sets)


def _possible(
    session: ImapSession, key: Key, uid: int, sets: dict[int, frozenset[int]]
) -> bool:
    """Whether the keys that need no octets let the message through: of the others
    nobody has to read it."""
    keys = key.keys if key.name == "AND" else (key,)
    cheap = (inner for inner in keys if not inner.needs_content)
    candidate = _candidate(session, uid, {}, sets)
    return all(matches(inner, candidate) for inner in cheap)


# --- answering ------------------------------------------------------------------------


def _say(
    session: ImapSession,
    found: Sequence[int],
    results: tuple[str, ...] | None,
    *,
    uid: bool,
) -> None:
    if results is None:
        words = " ".join(("SEARCH", *map(str, found)))
        session.say("SEARCH", [words.encode("ascii")], number=len(found))
        return
    words = f'ESEARCH (TAG "{session.tag}")'
    words += " UID" if uid else ""
    if found and "MIN" in results:
        words += f" MIN {found[0]}"
    if found and "MAX" in results:
        words += f" MAX {found[-1]}"
    if found and "ALL" in results:
        words += f" ALL {write_set(found)}"
    if "COUNT" in results:
        words += f" COUNT {len(found)}"
    session.say("ESEARCH", [words.encode("ascii")], number=len(found))
