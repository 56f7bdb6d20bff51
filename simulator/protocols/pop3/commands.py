"""What each POP3 command does, one small function each, dispatched by name.

A handler gets the session and the words after the verb and returns a `CommandOutcome`,
what to answer, or a Question for the agent; then `ANSWERS` makes the outcome from its
answer. By the time a handler runs, the table of `states.py` has allowed the verb and
the number of words is right.

It refuses octets: spans, streams and the dot at the end are the engine's.
"""

import re
from collections.abc import Callable
from operator import attrgetter

from simulator.protocols.engine import Answer, Question
from simulator.protocols.lines import dot_stuff
from simulator.protocols.pop3 import authentication
from simulator.protocols.pop3.authentication import messages
from simulator.protocols.pop3.grammar import is_number
from simulator.protocols.pop3.questions import (
    Body,
    Entry,
    MessageContent,
    Pause,
    Resumed,
    Update,
    Updated,
)
from simulator.protocols.pop3.session import (
    CommandOutcome,
    Listing,
    Pop3Session,
    refuse,
)
from simulator.protocols.pop3.states import RESPONSE

CRLF = b"\r\n"

LISTED_MAX = 100
"""Messages that LIST and UIDL say in one turn."""

_UTF8_ADDRESS = re.compile(rb"<[^<>\r\n]*[\x80-\xff][^<>\r\n]*>")
"""An address that is not ASCII. 8-bit words in other places are a bad habit of old
programs, and go down as they came: refusing them would hide messages from those very
programs."""


# --- TRANSACTION (RFC 1939 §5, §7) --------------------------------------------------


def _stat(session: Pop3Session, _words: tuple[str, ...]) -> CommandOutcome:
    """Nothing after the octets: §5 strongly discourages it."""
    count, octets = session.drop.totals()
    return CommandOutcome("+", f"{count} {octets}")


def _list(session: Pop3Session, words: tuple[str, ...]) -> CommandOutcome | Question:
    say = attrgetter("length")
    if words:
        return _one_line(session, words[0], say)
    count, octets = session.drop.totals()
    return _listing(session, Listing(f"{messages(count)} ({octets} octets)", say))


def _uidl(session: Pop3Session, words: tuple[str, ...]) -> CommandOutcome | Question:
    say = attrgetter("unique_id")
    if words:
        return _one_line(session, words[0], say)
    return _listing(session, Listing("Unique identifiers follow", say))


def _listing(session: Pop3Session, listing: Listing) -> CommandOutcome | Question:
    """Some lines more; between two parts of many messages others have a turn."""
    start, say = listing.next_number, listing.say
    end = listing.next_number = start + LISTED_MAX
    entries = session.drop.listing(start, end)
    lines = [f"{number} {say(entry)}\r\n" for number, entry in entries]
    listing.data.append("".join(lines).encode("ascii"))
    if end <= len(session.drop.entries):
        session.listing = listing
        return Pause()
    session.listing = None
    return CommandOutcome("+", listing.text, data=b"".join(listing.data))


def _listed(session: Pop3Session, answer: Answer) -> CommandOutcome | Question:
    assert isinstance(answer, Resumed)
    assert session.listing is not None
    return _listing(session, session.listing)


def _one_line(
    session: Pop3Session, word: str, say: Callable[[Entry], str | int]
) -> CommandOutcome:
    number, refusal = _message(session, word)
    if refusal:
        return refusal
    entry = session.drop.entry(number)
    text = f"{number} {say(entry)}"
    return CommandOutcome("+", text, number=number, unique_id=entry.unique_id)


def _many_lines(text: str, lines: list[str]) -> CommandOutcome:
    """A listing needs no stuffing: its lines begin with a digit or a capital."""
    data = "".join(f"{line}\r\n" for line in lines).encode("ascii")
    return CommandOutcome("+", text, data=data)


def _message(session: Pop3Session, word: str) -> tuple[int, CommandOutcome | None]:
    """The number `word` names, or why it cannot be used."""
    if not is_number(word):
        return 0, refuse("bad_number", session)
    number = int(word)
    problem = session.drop.problem(number)
    if problem:
        named = number if problem == "message_marked" else 0
        return 0, refuse(problem, session, named)
    return number, None


def _retr(session: Pop3Session, words: tuple[str, ...]) -> CommandOutcome | Question:
    return _content(session, words[0], None)


def _top(session: Pop3Session, words: tuple[str, ...]) -> CommandOutcome | Question:
    if not is_number(words[1]):
        return refuse("bad_number", session)
    return _content(session, words[0], int(words[1]))


def _content(
    session: Pop3Session, word: str, lines: int | None
) -> CommandOutcome | Question:
    number, refusal = _message(session, word)
    if refusal:
        return refusal
    session.number, session.lines = number, lines
    return MessageContent(session.drop.mailbox, session.drop.entry(number).unique_id)


def _retrieved(session: Pop3Session, answer: Answer) -> CommandOutcome:
    assert isinstance(answer, Body)
    number, data = session.number, answer.data
    entry = session.drop.entry(number)
    assert len(data) == entry.length, "the store said another length"
    assert not data or data.endswith(CRLF), "the last line has no end"
    if session.config.offers("UTF8") and not session.utf8 and _wants_utf8(data):
        return refuse("utf8_needed", session, number)
    text = f"{len(data)} octets"
    if session.lines is not None:
        data = top(data, session.lines)
        text = "Top of message follows"
    return CommandOutcome(
        "+",
        text,
        data=dot_stuff(data),
        number=number,
        unique_id=entry.unique_id,
        content_length=len(data),
    )


def _wants_utf8(data: bytes) -> bool:
    """Whether only a session in UTF-8 mode may have it (RFC 6856 §4)."""
    head = top(data, 0)
    return not head.isascii() and _UTF8_ADDRESS.search(head) is not None


def top(data: bytes, lines: int) -> bytes:
    """Header section, blank line and `lines` lines of body (RFC 1939 §7, TOP).

    The same object when that is all of it. Without a blank line all is header.
    """
    end = 2 if data.startswith(CRLF) else data.find(CRLF + CRLF) + 4
    if end == 3 or 2 * lines >= len(data) - end:
        return data
    for _ in range(lines):
        end = data.find(CRLF, end) + 2
        if end in (1, len(data)):
            return data
    return data[:end]


def _dele(session: Pop3Session, words: tuple[str, ...]) -> CommandOutcome:
    number, refusal = _message(session, words[0])
    if refusal:
        return refusal
    session.drop.mark(number)
    unique_id = session.drop.entry(number).unique_id
    text = f"Message {number} marked as deleted"
    return CommandOutcome("+", text, number=number, unique_id=unique_id)


def _noop(_session: Pop3Session, _words: tuple[str, ...]) -> CommandOutcome:
    return CommandOutcome("+")


def _rset(session: Pop3Session, _words: tuple[str, ...]) -> CommandOutcome:
    session.drop.unmark_all()
    count, octets = session.drop.totals()
    return CommandOutcome("+", f"Maildrop has {messages(count)} ({octets} octets)")


# --- both states, and UPDATE --------------------------------------------------------


def _capa(session: Pop3Session, _words: tuple[str, ...]) -> CommandOutcome:
    """What is offered in this state, inside TLS or not (RFC 2449 §5)."""
    told = session.config.announced(session.secure, bool(session.mailbox))
    return _many_lines("Capability list follows", list(told))


def _quit(session: Pop3Session, _words: tuple[str, ...]) -> CommandOutcome | Question:
    if not session.mailbox:
        return CommandOutcome("+", f"{session.config.host_name} signing off")
    return Update(session.drop.mailbox, session.drop.marked_ids())


def _updated(session: Pop3Session, answer: Answer) -> CommandOutcome:
    """The lock is released whether the removal was whole or not (RFC 1939 §6)."""
    assert isinstance(answer, Updated)
    asked = session.drop.marked_ids()
    assert set(answer.removed) <= set(asked), "only marked messages may be removed"
    session.release()
    if set(answer.removed) != set(asked):
        return refuse("not_removed", session)
    return CommandOutcome("+", f"{len(asked)} removed, {answer.left} left")


Handler = Callable[[Pop3Session, tuple[str, ...]], CommandOutcome | Question]

HANDLERS: dict[str, Handler] = {
    "USER": authentication.user,
    "PASS": authentication.password,
    "APOP": authentication.apop,
    "AUTH": authentication.auth,
    RESPONSE: authentication.respond,
    "STLS": authentication.stls,
    "UTF8": authentication.utf8,
    "STAT": _stat,
    "LIST": _list,
    "RETR": _retr,
    "DELE": _dele,
    "NOOP": _noop,
    "RSET": _rset,
    "TOP": _top,
    "UIDL": _uidl,
    "CAPA": _capa,
    "QUIT": _quit,
}

ANSWERS: dict[str, Callable[[Pop3Session, Answer], CommandOutcome | Question]] = {
    "PASS": authentication.opened,
    "APOP": authentication.opened,
    "AUTH": authentication.opened,
    RESPONSE: authentication.opened,
    "LIST": _listed,
    "UIDL": _listed,
    "RETR": _retrieved,
    "TOP": _retrieved,
    "QUIT": _updated,
}
