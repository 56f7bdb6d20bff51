"""Puts responses on the wire, and tells each of them as a fact.

    response = *(continue-req / response-data) response-done      ; RFC 3501 §9

Octets and facts are made in one place, so that they cannot disagree. It refuses to
decide what is said.
"""

import msgspec

from simulator.journal import INLINE_OCTETS_MAX, Fact, Span, inline
from simulator.journal.facts import ImapCommandReceived, ImapResponseSent
from simulator.protocols.imap.grammar.writing import Chunks, one_line
from simulator.protocols.imap.session import (
    CommandOutcome,
    ImapSession,
    Untagged,
    status_line,
)
from simulator.protocols.imap.states import CONNECTION, State, next_state
from simulator.protocols.lines import clip_spans

CRLF = b"\r\n"


class Teller:
    """The server's side of one conversation, appended to the `output` and `facts` of
    the engine. `verb`: of the command in progress."""

    def __init__(self, session: ImapSession, output: Chunks, facts: list[Fact]) -> None:
        self.session = session
        self.verb = CONNECTION
        self._output = output
        self._facts = facts
        self._sent = 0

    def restart(self) -> None:
        """What is said from here on is in another stream, counted from 0."""
        self._sent = 0

    def record(self, fact: Fact) -> None:
        """Something the client did."""
        self._facts.append(fact)

    def point_out(self, spans: tuple[Span, ...]) -> None:
        """The command just recorded turned out to be badly written: these are its
        spans, the error included. One with literals keeps its own."""
        if self._facts and isinstance(self._facts[-1], ImapCommandReceived):
            self._facts[-1] = msgspec.structs.replace(self._facts[-1], spans=spans)

    # --- the three kinds of response ---

    def untagged(self, said: Untagged, state: State) -> State:
        """`* ...`; the state after it, for BYE ends every session."""
        after = state
        if said.status:
            verb = CONNECTION if state is State.CLOSED else ""
            after = next_state(state, verb, said.status)
        self._say("*", said, state, after)
        return after

    def prompt(self, text: str, state: State) -> None:
        """`+ text`; a challenge may be empty, the space stays (RFC 3501 §7.5)."""
        self._say("+", Untagged([text.encode("ascii")], text=text), state, state)

    def complete(self, outcome: CommandOutcome, state: State, after: State) -> None:
        """The tagged completion; `*` when the tag could not be read (§7.1.3)."""
        line = status_line(outcome.status, outcome.text, outcome.code)
        said = Untagged(
            [line],
            status=outcome.status,
            code=outcome.code,
            text=outcome.text,
            reason=outcome.reason,
            mailbox=outcome.mailbox,
        )
        self._say(self.session.tag or "*", said, state, after)

    def _say(self, tag: str, said: Untagged, before: State, after: State) -> None:
        chunks = [tag.encode("ascii") + b" " + said.chunks[0], *said.chunks[1:]]
        chunks.append(CRLF)
        length = sum(map(len, chunks))
        code, _, code_arguments = said.code.partition(" ")
        self._facts.append(
            ImapResponseSent(
                octets=inline(_start(chunks)),
                stream=self.session.streams[1],
                offset=self._sent,
                length=length,
                tag=tag,
                status=said.status,
                code=code,
                code_arguments=code_arguments,
                text=one_line(said.text) if said.text else "",
                verb=self.verb,
                reason=said.reason,
                state_before=before,
                state_after=after,
                mailbox=said.mailbox or self.session.mailbox,
                data=said.data,
                number=said.number,
                uid=said.uid,
                flags=said.flags,
                items=said.items,
                content_length=said.content_length,
                user=self.session.user,
                spans=_spans(tag, said, length),
            )
        )
        self._output += _joined(chunks)
        self._sent += length


def _start(chunks: Chunks) -> bytes:
    """What a fact holds inline, without joining a whole message."""
    start = b""
    for chunk in chunks:
        start += chunk[: INLINE_OCTETS_MAX - len(start)]
        if len(start) >= INLINE_OCTETS_MAX:
            break
    return start


def _joined(chunks: Chunks) -> Chunks:
    """Small neighbours as one; what is large stays the object it is."""
    joined: Chunks = []
    small: Chunks = []
    for chunk in chunks:
        if len(chunk) <= 4 * INLINE_OCTETS_MAX:
            small.append(chunk)
            continue
        joined += [b"".join(small), chunk]
        small = []
    joined.append(b"".join(small))
    return [chunk for chunk in joined if chunk]


def _spans(tag: str, said: Untagged, length: int) -> tuple[Span, ...]:
    """Roles: tag, status, code, text; number, data, rest; crlf."""
    at = len(tag)
    spans: list[Span] = [(0, at, "tag")]
    at += 1
    if said.status:
        spans.append((at, at + len(said.status), "status"))
        at += len(said.status) + 1
        if said.code:
            spans.append((at, at + len(said.code) + 2, "code"))
            at += len(said.code) + 3
        spans.append((at, length - 2, "text"))
    elif said.data:
        if said.chunks[0][:1].isdigit():
            digits = len(said.chunks[0].split(b" ", 1)[0])
            spans.append((at, at + digits, "number"))
            at += digits + 1
        spans.append((at, at + len(said.data), "data"))
        at += len(said.data) + 1
        if at < length - 2:
            spans.append((at, length - 2, "rest"))
    elif at < length - 2:
        spans.append((at, length - 2, "text"))
    spans.append((length - 2, length, "crlf"))
    return clip_spans(spans)
