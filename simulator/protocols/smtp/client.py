"""The SMTP client engine: greets, sends transactions, says goodbye (RFC 5321 §3).

It waits for each reply before it speaks again, and decides on the reply's first digit
alone (§4.2). Its state says which reply it is waiting for; `READY`: for its agent.
Where the session cannot carry mail (554 or nonsense instead of a greeting, EHLO and
HELO both refused), every transaction it is given ends at once, so that the agent learns
of it in the one way it knows. A 421, a time-out or a lost connection ends everything:
`outcome` then tells how the transaction that was running ended.

It refuses to choose hosts, to try again, and to raise for what a server says.
"""

from collections.abc import Callable
from enum import StrEnum

from simulator.journal.facts import Fact
from simulator.protocols.engine import Action, Answer, News, Question
from simulator.protocols.lines import LineReader, dot_stuff
from simulator.protocols.smtp.config import SmtpClientConfig
from simulator.protocols.smtp.questions import (
    Farewell,
    Outcome,
    Transaction,
    WhatNext,
)
from simulator.protocols.smtp.replies import read_reply_line
from simulator.protocols.smtp.transaction import Running, ended_fact

REPLY_LINES_MAX = 100
"""Lines of one reply that are kept; further ones are read and thrown away."""


class ClientState(StrEnum):
    """The reply that is awaited. READY: none, the agent is asked."""

    GREETING = "GREETING"
    EHLO = "EHLO"
    HELO = "HELO"
    READY = "READY"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    CONTENT = "CONTENT"
    RSET = "RSET"
    QUIT = "QUIT"
    CLOSED = "CLOSED"


_RESULTS = {2: "accepted", 4: "deferred", 5: "refused"}


class SmtpClient:
    """One connection, opened at `now_us`.

    `outcome`: of the last transaction that ended; None while one is running, and
    before the first. `announced`: keywords of the server's EHLO reply.
    """

    def __init__(self, config: SmtpClientConfig, now_us: int) -> None:
        self.config = config
        self.state = ClientState.GREETING
        self.outcome: Outcome | None = None
        self.announced: tuple[str, ...] = ()
        self._lines = LineReader(config.reply_octets_max)
        self._texts: list[str] = []
        self._question: Question | None = None
        self._running: Running | None = None
        self._transaction_open = False
        self._unusable: tuple[str, int, str] | None = None
        self._output: list[bytes] = []
        self._facts: list[Fact] = []
        self._action: Action | None = None
        self._deadline_us = now_us + config.greeting_timeout_us

    # --- the contract of `engine.Engine` ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of replies; nobody reads them while the agent is asked."""
        if self.state is not ClientState.CLOSED:
            self._lines.feed(data)
            self._read(now_us)

    def receive_eof(self, now_us: int) -> None:
        """The server closed: before its 221 that counts as lost."""
        self.connection_lost(now_us)
        self._action = Action.CLOSE

    def next_question(self) -> Question | None:
        """`WhatNext`."""
        return self._question

    def answer(self, answer: Answer, now_us: int) -> None:
        """A Transaction to send, or a Farewell."""
        assert self._question is not None, "no question is open"
        self._question = None
        if isinstance(answer, Farewell):
            self._send(ClientState.QUIT, "QUIT", now_us)
        else:
            assert isinstance(answer, Transaction), f"not an answer: {answer!r}"
            assert answer.forward_paths, "a transaction needs a forward-path"
            self.outcome = None
            self._running = Running(answer)
            self._begin(now_us)
        self._read(now_us)

    def data_to_send(self) -> list[bytes]:
        """Commands and contents; a content is the agent's own object if it can be."""
        output, self._output = self._output, []
        return output

    def facts(self) -> list[Fact]:
        """SmtpTransactionEnded; all else is told by the server's side."""
        facts, self._facts = self._facts, []
        return facts

    def action(self) -> Action | None:
        """CLOSE after the reply to QUIT, after 421, and when patience is over."""
        action, self._action = self._action, None
        return action

    def notify(self, news: News, now_us: int) -> None:
        """No news concerns an SMTP client."""
        raise AssertionError(f"not news for SMTP: {news!r}")

    def connection_lost(self, now_us: int) -> None:
        """No reply will come. After the final dot nobody knows who has the mail."""
        self._give_up("Connection lost")

    def timer_at_us(self) -> int | None:
        """When the awaited reply is too late (§4.5.3.2)."""
        idle = self.state in (ClientState.READY, ClientState.CLOSED)
        return None if idle else self._deadline_us

    def handle_timer(self, now_us: int) -> None:
        """Give up and close, if the reply is too late."""
        deadline = self.timer_at_us()
        if deadline is not None and now_us >= deadline:
            self._give_up("Timed out")
            self._action = Action.CLOSE

    # --- reading replies ---

    def _read(self, now_us: int) -> None:
        while self.state not in (ClientState.READY, ClientState.CLOSED):
            line = self._lines.next_line()
            if line is None:
                return
            code, last, text = read_reply_line(line.text)
            if len(self._texts) < REPLY_LINES_MAX:
                self._texts.append(text)
            if last:
                texts, self._texts = self._texts, []
                self._take(code, texts, now_us)

    def _take(self, code: int, texts: list[str], now_us: int) -> None:
        """One whole reply. `code` 0: it is none."""
        text = "\n".join(texts)
        if self.state is ClientState.QUIT:
            self._close()
        elif code == 421:
            self._give_up(text, code)
            self._action = Action.CLOSE
        elif code == 0:
            self._fail("deferred", 0, f"Not a reply: {text}")
        elif self.state is ClientState.GREETING:
            self._greeted(code, text, now_us)
        elif self.state is ClientState.EHLO:
            self._extended(code, texts, now_us)
        else:
            _TAKERS[self.state](self, code, text, now_us)

    def _greeted(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._send(ClientState.EHLO, f"EHLO {self.config.host_name}", now_us)
        else:
            self._fail(_RESULTS.get(code // 100, "deferred"), code, text)

    def _extended(self, code: int, texts: list[str], now_us: int) -> None:
        """§3.2 falls back to HELO when EHLO is not known; every 5yz is taken so."""
        if code // 100 == 2:
            words = (text.split() for text in texts[1:])
            self.announced = tuple(found[0].upper() for found in words if found)
            self._ask()
        elif code // 100 == 5:
            self._send(ClientState.HELO, f"HELO {self.config.host_name}", now_us)
        else:
            self._fail("deferred", code, "\n".join(texts))

    def _hello(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._ask()
        else:
            self._fail(_RESULTS.get(code // 100, "deferred"), code, text)

    def _mail(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._transaction_open = True
            self._next_recipient(now_us)
        else:
            self._finish(code, text)

    def _rcpt(self, code: int, text: str, now_us: int) -> None:
        running = self._running
        assert running is not None
        running.judge(code, text)
        if running.waiting:
            self._next_recipient(now_us)
        elif running.accepted:
            self._send(ClientState.DATA, "DATA", now_us)
        else:
            self._finish(code, text)

    def _data(self, code: int, text: str, now_us: int) -> None:
        if code // 100 != 3:
            self._finish(code if code // 100 != 2 else 0, text)
            return
        assert self._running is not None
        content = self._running.transaction.content
        ending = b".\r\n" if not content or content.endswith(b"\r\n") else b"\r\n.\r\n"
        self._output += [dot_stuff(content)] if content else []
        self._output.append(ending)
        self._wait(ClientState.CONTENT, now_us)

    def _content(self, code: int, text: str, now_us: int) -> None:
        self._transaction_open = False
        self._finish(code, text)

    def _reset(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._transaction_open = False
            self._begin(now_us)
        else:
            self._fail("deferred", code, text)

    # --- going on ---

    def _begin(self, now_us: int) -> None:
        """Start the transaction, after RSET if the last one was left open."""
        assert self._running is not None
        if self._unusable is not None:
            self._end(*self._unusable)
            self._ask()
        elif self._transaction_open:
            self._send(ClientState.RSET, "RSET", now_us)
        else:
            path = self._running.transaction.reverse_path
            self._send(ClientState.MAIL, f"MAIL FROM:<{path}>", now_us)

    def _next_recipient(self, now_us: int) -> None:
        assert self._running is not None
        path = self._running.waiting[0]
        self._send(ClientState.RCPT, f"RCPT TO:<{path}>", now_us)

    def _send(self, state: ClientState, line: str, now_us: int) -> None:
        assert "\r" not in line and "\n" not in line, "a path holds a line end"
        self._output.append(line.encode("utf-8") + b"\r\n")
        self._wait(state, now_us)

    def _wait(self, state: ClientState, now_us: int) -> None:
        self.state = state
        name = _TIMEOUTS.get(state, "mail_timeout_us")
        self._deadline_us = now_us + int(getattr(self.config, name))

    def _ask(self) -> None:
        self.state = ClientState.READY
        self._question = WhatNext(self.outcome)

    # --- endings ---

    def _finish(self, code: int, text: str) -> None:
        """The transaction ended by this reply; a 3yz here ends the session's use."""
        result = _RESULTS.get(code // 100)
        if result is None:
            self._fail("deferred", code, text)
        else:
            self._end(result, code, text)
            self._ask()

    def _fail(self, result: str, code: int, text: str) -> None:
        """The session cannot carry mail any more; QUIT is all that is left."""
        self._unusable = (result, code, text)
        if self._running is not None:
            self._end(result, code, text)
        self._ask()

    def _give_up(self, text: str, code: int = 0) -> None:
        """The connection is of no use any more."""
        if self._running is not None:
            lost = self.state is ClientState.CONTENT and code == 0
            self._end("lost" if lost else "deferred", code, text)
        elif self.outcome is None and code:
            self.outcome = Outcome("deferred", code, text, (), (), ())
        self._question = None
        self.state = ClientState.CLOSED

    def _end(self, result: str, code: int, text: str) -> None:
        assert self._running is not None
        self.outcome = self._running.end(result, code, text)
        reverse_path = self._running.transaction.reverse_path
        self._running = None
        self._facts.append(ended_fact(reverse_path, self.outcome))

    def _close(self) -> None:
        self.state = ClientState.CLOSED
        self._action = Action.CLOSE


_TAKERS: dict[ClientState, Callable[[SmtpClient, int, str, int], None]] = {
    ClientState.HELO: SmtpClient._hello,
    ClientState.MAIL: SmtpClient._mail,
    ClientState.RCPT: SmtpClient._rcpt,
    ClientState.DATA: SmtpClient._data,
    ClientState.CONTENT: SmtpClient._content,
    ClientState.RSET: SmtpClient._reset,
}

_TIMEOUTS: dict[ClientState, str] = {
    ClientState.EHLO: "hello_timeout_us",
    ClientState.HELO: "hello_timeout_us",
    ClientState.RCPT: "rcpt_timeout_us",
    ClientState.DATA: "data_timeout_us",
    ClientState.CONTENT: "content_timeout_us",
    ClientState.QUIT: "quit_timeout_us",
}
