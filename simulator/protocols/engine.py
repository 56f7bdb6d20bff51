"""The contract between a protocol engine and whoever drives it.

An engine is pure: no socket, clock, thread, chance or logging. Its driver (an agent,
a test, later a gateway) feeds octets and time, and after every call drains, in order:
`facts`, `data_to_send`, `next_question`, `action`, `timer_at_us`.

Grammar and order belong to the engine, policy to whoever answers its questions. While a
question is open the engine keeps received octets and parses nothing.

It refuses I/O and it refuses to raise for a peer's mistake: that is a reply on the
wire. A driver that breaks the contract meets an AssertionError.
"""

from enum import Enum
from typing import Generic, Protocol, TypeVar

import msgspec

from simulator.journal.facts import Fact


class Question(msgspec.Struct, frozen=True):
    """What the engine asks the agent; a noun. Subclasses: `smtp`, `pop3` packages."""


class Answer(msgspec.Struct, frozen=True):
    """What the agent answers."""


class News(msgspec.Struct, frozen=True):
    """Something the agent tells the engine unasked."""


class TlsStarted(News, frozen=True):
    """The handshake that START_TLS asked for is done: from here on octets are those
    inside. Until then the engine throws away what it is fed (RFC 3207 §4.2).

    `trusted`: a client that was asked to check the certificate of its server found
    nothing wrong with it."""

    trusted: bool = True


class Action(Enum):
    """What the driver must do to the connection, after sending the pending output.

    After START_TLS nothing is sent before `TlsStarted` was notified. ABORT: what is not
    on the wire yet must not follow (RFC 9293 §3.10.5).
    """

    CLOSE = "close"
    START_TLS = "start_tls"
    ABORT = "abort"


class Engine(Protocol):
    """One side of one connection. Times are integer virtual microseconds."""

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets arrived, cut at any place."""

    def receive_eof(self, now_us: int) -> None:
        """The peer will send no more."""

    def next_question(self) -> Question | None:
        """The open question, the same until answered; None: needs octets or time."""

    def answer(self, answer: Answer, now_us: int) -> None:
        """Answer the open question."""

    def data_to_send(self) -> list[bytes]:
        """Octets to send now; each call drains. Large chunks are shared, not copied."""

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order; each call drains."""

    def action(self) -> Action | None:
        """What to do to the connection now; drains."""

    def notify(self, news: News, now_us: int) -> None:
        """Unsolicited news; allowed while a question is open."""

    def sending(self, unsent: int, now_us: int) -> None:
        """`unsent` octets of those drained wait for room in the peer's window: called
        when some begin to, and when there are fewer of them."""

    def connection_lost(self, now_us: int) -> None:
        """The connection is gone without our doing; an open question is withdrawn."""

    def timer_at_us(self) -> int | None:
        """When `handle_timer` wants to be called, if ever. Always a *waiting* timer:
        idle limits and time-outs of RFC 5321 §4.5.3.2, never work."""

    def handle_timer(self, now_us: int) -> None:
        """The deadline has come."""


Asked = TypeVar("Asked", bound=Question)


class EngineBase(Generic[Asked]):
    """What an engine keeps until its driver drains it, and its deadline.

    An engine appends to `_output` and `_facts`, and sets `_question` and `_action`.
    """

    def __init__(self) -> None:
        self._output: list[bytes] = []
        self._facts: list[Fact] = []
        self._question: Asked | None = None
        self._action: Action | None = None

    def next_question(self) -> Asked | None:
        """As `Engine.next_question`."""
        return self._question

    def data_to_send(self) -> list[bytes]:
        """As `Engine.data_to_send`; one item for each command, reply or content."""
        drained = self._output[:]
        self._output.clear()
        return drained

    def facts(self) -> list[Fact]:
        """As `Engine.facts`. A client that keeps none leaves them to its server."""
        drained = self._facts[:]
        self._facts.clear()
        return drained

    def action(self) -> Action | None:
        """As `Engine.action`."""
        action, self._action = self._action, None
        return action

    def sending(self, unsent: int, now_us: int) -> None:
        """As `Engine.sending`; most engines do not mind."""

    def timer_at_us(self) -> int | None:
        """As `Engine.timer_at_us`."""
        raise NotImplementedError

    def handle_timer(self, now_us: int) -> None:
        """As `Engine.handle_timer`; harmless before the deadline."""
        deadline_us = self.timer_at_us()
        if deadline_us is not None and now_us >= deadline_us:
            self._time_out()

    def _time_out(self) -> None:
        """The peer was silent for too long."""
        raise NotImplementedError
