"""The IMAP client engine: sends what its agent decides, reads what the server says.

It asks `WhatNext` after the greeting and after every completion; LOGOUT ends the
session. One command at a time: only tags would allow more, and a person follows one.
Untagged responses are kept until the next question, whenever they came, for a server
may say anything at any moment (RFC 3501 §7). Literals wait for the server's `+`, or not
if it announced LITERAL+ (RFC 7888).

A server that talks nonsense without end is hung up on: nothing it says can raise. It
records no facts, for what happened is told by the server. It refuses to decide what to
fetch, and to keep a mailbox.
"""

from simulator.journal.facts import ReplyTimedOut
from simulator.protocols.engine import (
    Action,
    Answer,
    EngineBase,
    News,
    TlsStarted,
)
from simulator.protocols.imap.config import ImapClientConfig
from simulator.protocols.imap.parsing import Collector, Said
from simulator.protocols.imap.questions import (
    Command,
    Literal,
    Response,
    Stay,
    Untagged,
    Wake,
    WhatNext,
)
from simulator.protocols.imap.reader import Reader

GREETING = "GREETING"
READY = "READY"
WAITING = "WAITING"
CONTINUING = "CONTINUING"
CLOSED = "CLOSED"


class ImapClient(EngineBase[WhatNext]):
    """One session, client side. `state`: GREETING (nothing said yet), READY (the agent
    is asked, or stays), WAITING (for a completion), CONTINUING (after a `+`: IDLE or a
    challenge), CLOSED. `capabilities`: last announced, in capitals. `bye`: why the
    server ends it, or ""."""

    def __init__(self, config: ImapClientConfig, now_us: int) -> None:
        super().__init__()
        self.config = config
        self.state = GREETING
        self.capabilities: tuple[str, ...] = ()
        self.bye = ""
        self._reader = Reader(config.line_octets_max)
        self._collector = Collector()
        self._untagged: list[Untagged] = []
        self._size = 0
        self._count = 0
        self._tag = ""
        self._verb = ""
        self._rest: list[bytes | Literal] = []
        self._deadline_us = now_us + config.reply_timeout_us

    # --- the engine contract ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of responses, cut at any place."""
        if self.state == CLOSED:
            return
        self._deadline_us = now_us + self.config.reply_timeout_us
        self._reader.feed(data)
        self._read()

    def receive_eof(self, _now_us: int) -> None:
        """The server says no more; half a response is worth nothing."""
        self._close()

    def answer(self, answer: Answer, now_us: int) -> None:
        """Send the next command, or stay."""
        assert self._question is not None, "nothing was asked"
        self._question = None
        self._deadline_us = now_us + self.config.reply_timeout_us
        if isinstance(answer, Stay):
            if self.state == CONTINUING and self._untagged:
                self._ask(Untagged("+", 0, ()))
            return
        assert isinstance(answer, Command), f"not an answer: {answer!r}"
        if self.state == CONTINUING:
            words = [answer.verb.encode("ascii"), *answer.arguments]
            self._write([word for word in words if word != b""])
        else:
            self._count += 1
            self._tag = f"{self.config.tag_prefix}{self._count}"
            self._verb = answer.verb.upper()
            start = f"{self._tag} {answer.verb}".encode("ascii")
            self._write([start, *answer.arguments])
        self.state = WAITING
        self._read()

    def action(self) -> Action | None:
        """CLOSE after LOGOUT or BYE; START_TLS after the OK to STARTTLS."""
        action = super().action()
        if action is Action.START_TLS:
            self._reader.restart()
        return action

    def notify(self, news: News, _now_us: int) -> None:
        """`Wake` asks again an agent that stayed."""
        if isinstance(news, TlsStarted):
            return
        assert isinstance(news, Wake), f"not news for an IMAP client: {news!r}"
        if self._question is None and self.state in (READY, CONTINUING):
            status = "+" if self.state == CONTINUING else "OK"
            self._ask(Untagged(status, 0, ()))

    def connection_lost(self, _now_us: int) -> None:
        """The open question is withdrawn."""
        self._close()
        self._action = None

    def timer_at_us(self) -> int | None:
        """When a silent server is given up; none while the agent thinks or IDLE goes
        on."""
        waiting = self.state in (GREETING, WAITING)
        return self._deadline_us if waiting else None

    def _time_out(self) -> None:
        """Give up on a silent server."""
        awaited = "greeting" if self.state == GREETING else self._verb
        after_us = self.config.reply_timeout_us
        self._facts.append(ReplyTimedOut(awaited=awaited, after_us=after_us))
        self._close()

    # --- writing ---

    def _write(self, words: list[bytes | Literal], *, begun: bool = False) -> None:
        """Words with spaces between, up to a literal that must wait. `begun`: the line
        goes on after a literal."""
        at_once = "LITERAL+" in self.capabilities
        line = b""
        for number, word in enumerate(words):
            line += b" " if begun or number else b""
            if isinstance(word, bytes):
                assert b"\r" not in word and b"\n" not in word
                line += word
                continue
            mark = b"{%d+}\r\n" if at_once else b"{%d}\r\n"
            self._output.append(line + mark % len(word.octets))
            line = b""
            if not at_once:
                self._rest = words[number:]
                return
            self._output.append(word.octets)
        self._rest = []
        self._output.append(line + b"\r\n")

    # --- reading ---

    def _read(self) -> None:
        while self.state != CLOSED and self._action is None:
            piece = self._reader.next()
            if piece is None:
                return
            self._size += piece.length
            mark = None if piece.too_long else piece.mark
            size = mark.size if mark else 0
            too_big = size > self.config.literal_octets_max
            if too_big or self._size + size > self.config.response_octets_max:
                self._close()
                return
            if mark:
                self._reader.expect_literal(size, keep=True)
            said = self._collector.add(piece)
            if said is not None:
                self._take(said)

    def _take(self, said: Said) -> None:
        self._learn(said.untagged)
        if said.tag == "+":
            self._continue(said.untagged)
        elif said.tag == "*":
            self._take_untagged(said.untagged)
        elif said.tag == self._tag and self.state in (WAITING, CONTINUING):
            self._completed(said.untagged)

    def _continue(self, prompt: Untagged) -> None:
        """The server waits for a literal, or for a line of its own."""
        if self.state != WAITING:
            return
        if self._rest:
            literal, *following = self._rest
            assert isinstance(literal, Literal)
            self._output.append(literal.octets)
            self._write(following, begun=True)
        else:
            self.state = CONTINUING
            self._ask(prompt)

    def _take_untagged(self, untagged: Untagged) -> None:
        if untagged.name == "BYE":
            self.bye = untagged.text or "BYE"
        if self.state == GREETING:
            self._greeted(untagged)
            return
        self._untagged.append(untagged)
        if self.state == CONTINUING and self._question is None:
            self._ask(Untagged("+", 0, ()))

    def _greeted(self, greeting: Untagged) -> None:
        if greeting.name not in ("OK", "PREAUTH"):
            self._close()
            return
        self.state = READY
        self._ask(greeting)

    def _completed(self, untagged: Untagged) -> None:
        self._rest = []
        if self._verb == "LOGOUT":
            self._close()
            return
        self.state = READY
        if self._verb == "STARTTLS" and untagged.name == "OK":
            self._action = Action.START_TLS
            self.capabilities = ()
        self._ask(untagged)

    def _learn(self, untagged: Untagged) -> None:
        """Capabilities, from their own response or from a code."""
        code, _, words = untagged.code.partition(" ")
        if code.upper() == "CAPABILITY":
            self.capabilities = tuple(words.upper().split())
        elif untagged.name == "CAPABILITY":
            told = (value for value in untagged.values if isinstance(value, str))
            self.capabilities = tuple(value.upper() for value in told)

    def _ask(self, end: Untagged) -> None:
        untagged, self._untagged = tuple(self._untagged), []
        self._size = 0
        self._question = WhatNext(
            Response(self._verb, end.name, end.code, end.text, untagged)
        )

    def _close(self) -> None:
        self._question = None
        self.state = CLOSED
        self._action = Action.CLOSE
