"""Joins an engine to one end of a connection, and to the policy that answers it.

After every call into the engine it drains, in the order of the contract: facts into
the journal, octets into the pipe, the question to the policy, the action, the timer.
Answers take `think_us` of virtual time, so that a step boundary lies between a command
and its reply. Inside TLS it wraps and unwraps: the engine hears and says plain octets,
the wire carries records (`net/tls.py`). It refuses policy of its own.
"""

from collections.abc import Callable
from typing import Protocol

from simulator.journal import Fact
from simulator.journal.facts import (
    TlsCertificateChecked,
    TlsHandshakeCompleted,
    TlsHandshakeFailed,
)
from simulator.net import Clock, End, TlsEnd, TlsError, alert
from simulator.protocols.engine import (
    Action,
    Answer,
    Engine,
    News,
    Question,
    TlsStarted,
)

THINK_US = 1_000


class Later:
    """An answer that takes a while. `then`: who wants it; `give`: here it is."""

    def __init__(self) -> None:
        self._answer: Answer | None = None
        self._then: Callable[[Answer], None] | None = None

    def then(self, run: Callable[[Answer], None]) -> None:
        """Call `run` with the answer, as soon as there is one."""
        self._then = run
        if self._answer is not None:
            run(self._answer)

    def give(self, answer: Answer) -> None:
        """The answer."""
        self._answer = answer
        if self._then is not None:
            self._then(answer)


class Policy(Protocol):
    """Who answers an engine's questions."""

    def answer(self, question: Question) -> Answer | Later:
        """The answer, or the promise of one."""

    def ended(self, clean: bool) -> None:
        """The connection is over."""


class Driver:
    """An EndHandler running `engine` with `policy`; `timer_name` names its waiting.

    `tls`: the connection is encrypted before anybody speaks (RFC 8314 §3). `expects`:
    the name that the server's certificate must prove; "": nobody looks. `lost_by`: how
    the connection broke, if it did.
    """

    def __init__(
        self,
        clock: Clock,
        end: End,
        engine: Engine,
        policy: Policy,
        timer_name: str,
        think_us: int = THINK_US,
        tls: bool = False,
        expects: str = "",
    ) -> None:
        self.clock = clock
        self.end = end
        self.engine = engine
        self.policy = policy
        self._think_us = think_us
        self._deadline = clock.deadline(self._expired, timer_name, end.conn.name)
        self._asked: Question | None = None
        self._over = False
        self.lost_by = ""
        self._implicit = tls
        self._expects = expects
        self._tls: TlsEnd | None = None

    def opened(self) -> None:
        """The connection stands: a server greets, a client listens."""
        self.end.host.run(self._opened)

    def _opened(self) -> None:
        if self._over:
            return
        if self._implicit:
            self._start_tls()
        self._pump()

    def received(self, data: bytes) -> None:
        """Octets from the peer."""
        if self._over:
            return
        if self.end.host.frozen:
            self.end.leave_unread(len(data))
            self.end.host.run(lambda: self._received_late(data))
            return
        if self._tls is not None:
            data = self._decrypt(self._tls, data)
        if data:
            self.engine.receive_data(data, self.clock.now_us)
        self._pump()

    def _received_late(self, data: bytes) -> None:
        """The program goes on, and reads what has come meanwhile."""
        self.end.read_on()
        self.received(data)

    def ended(self) -> None:
        """The peer closed its side."""
        self.end.host.run(self._ended)

    def _ended(self) -> None:
        if self._over:
            return
        self.engine.receive_eof(self.clock.now_us)
        self._pump()
        if not self._over:
            self.end.close()
            self._finish(clean=False)

    def lost(self, reason: str) -> None:
        """The connection broke."""
        self.end.host.run(lambda: self._lost(reason))

    def vanish(self) -> None:
        """The program that ran this is gone: nothing more is said or heard."""
        if not self._over:
            self._finish(clean=False)

    def _lost(self, reason: str) -> None:
        if not self._over:
            self.lost_by = reason
            self.engine.connection_lost(self.clock.now_us)
            self._record()
            self._finish(clean=False)

    def notify(self, news: News) -> None:
        """The agent tells the engine something unasked."""
        if self.end.host.frozen:
            self.end.host.run(lambda: self.notify(news))
        elif not self._over:
            self.engine.notify(news, self.clock.now_us)
            self._pump()

    def _record(self) -> None:
        facts = self.engine.facts()
        if facts:
            record, host, conn = self.clock.record, self.end.host, self.end.conn
            for fact in facts:
                record(host.name, conn.name, fact)

    # --- TLS ---

    def _start_tls(self) -> None:
        """The client says hello; whatever the engine wants to say waits."""
        if self.end.is_server and not self._implicit:
            self.end.conn.secure_from = self.end.stream.length
        self._tls = TlsEnd(self.end)

    def _decrypt(self, tls: TlsEnd, data: bytes) -> bytes:
        """What the peer said inside; nothing while the handshake lasts."""
        try:
            decrypted = tls.receive(data)
        except TlsError as error:
            self._break_off(error.reason)
            return b""
        if decrypted.completed:
            if self.end.is_server:
                self._tell(
                    TlsHandshakeCompleted(
                        client_octets=tls.tunnel.received,
                        server_octets=tls.tunnel.sent,
                        implicit=self._implicit,
                    )
                )
            self.engine.notify(TlsStarted(self._trusts_peer()), self.clock.now_us)
        return decrypted.plain

    def _trusts_peer(self) -> bool:
        """Whether the certificate of the server proves what this client expects."""
        if not self._expects:
            return True
        server = self.end.peer.host
        result = server.certificate.judged(self._expects)
        self._tell(
            TlsCertificateChecked(
                server=server.name,
                name=self._expects,
                names=server.certificate.names,
                result=result,
            )
        )
        return result == "valid"

    def _break_off(self, reason: str) -> None:
        """The peer does not speak TLS: an alert, and the end (RFC 8446 §6.2)."""
        said = self._tls is None or not self._tls.shaking_hands
        self._tell(TlsHandshakeFailed(reason=reason))
        self.engine.connection_lost(self.clock.now_us)
        if said:
            self._record()
        self.end.send(alert())
        self.end.close()
        self._finish(clean=False)

    # --- after every call into the engine ---

    def _tell(self, fact: Fact) -> None:
        self.clock.record(self.end.host.name, self.end.conn.name, fact)

    def _pump(self) -> None:
        if self._over:
            return
        engine, tls = self.engine, self._tls
        if tls is not None and tls.shaking_hands:
            self._deadline.set(engine.timer_at_us())
            return
        self._record()
        chunks = engine.data_to_send()
        if chunks:
            (tls or self.end).send(*chunks)
            if self.end.unsent:
                self._blocked()
        question = engine.next_question()
        if question is not None and question is not self._asked:
            self._asked = question
            self.clock.after(self._think_us, lambda: self._think(question))
        action = engine.action()
        if action is not None:
            self._do(action)
        if not self._over:
            self._deadline.set(engine.timer_at_us())

    def _do(self, action: Action) -> None:
        if action is Action.START_TLS:
            self._start_tls()
            return
        (self.end.abort if action is Action.ABORT else self.end.close)()
        self._finish(clean=True)

    def _blocked(self) -> None:
        """The peer's window is full: the engine hears of every block that leaves."""
        self.end.on_room = self._room
        self.engine.sending(self.end.unsent, self.clock.now_us)

    def _room(self) -> None:
        if not self._over:
            self.engine.sending(self.end.unsent, self.clock.now_us)
            self._deadline.set(self.engine.timer_at_us())

    def _think(self, question: Question) -> None:
        if self.end.host.frozen:
            self.end.host.run(lambda: self._think(question))
        elif self._is_open(question):
            answer = self.policy.answer(question)
            if isinstance(answer, Later):
                answer.then(lambda found: self._reply(question, found))
            else:
                self._reply(question, answer)

    def _is_open(self, question: Question) -> bool:
        return not self._over and self.engine.next_question() is question

    def _reply(self, question: Question, answer: Answer) -> None:
        if self._is_open(question):
            # A question holds the message it is about, and nobody asks it again.
            self._asked = None
            self.engine.answer(answer, self.clock.now_us)
            self._pump()

    def _expired(self) -> None:
        if self.end.host.frozen:
            self.end.host.run(self._expired)
        elif not self._over:
            self.engine.handle_timer(self.clock.now_us)
            self._pump()

    def _finish(self, clean: bool) -> None:
        self._over = True
        self._deadline.cancel()
        self.policy.ended(clean)
