"""The SMTP client engine: greets, sends transactions, says goodbye (RFC 5321 §3).

It decides on a reply's first digit alone (§4.2). Its state says which reply it is
waiting for; `READY`: for its agent; `TLS`: for the handshake. It uses what the server
offers: STARTTLS and AUTH before anything else, then what `commands.py` says. With
PIPELINING it sends MAIL, RCPT and DATA in one go (RFC 2920 §3.1), else it waits for
each reply before it speaks again. A content is sent with every line end whole, so that
no later server sees an end where there is none (RFC 5321 §2.3.8), unless its
configuration says otherwise.
Where the session cannot carry mail (554 or nonsense instead of a greeting, EHLO and
HELO both refused), every transaction it is given ends at once, so that the agent learns
of it in the one way it knows. A 421, a time-out or a lost connection ends everything:
`outcome` then tells how the transaction that was running ended.

It refuses to choose hosts, to try again, and to raise for what a server says.
"""

from collections.abc import Callable

import msgspec

from simulator.journal.facts import ReplyTimedOut, SmtpTlsMissed
from simulator.mail import last_line_ended, whole_lines
from simulator.protocols.engine import Action, Answer, News, TlsStarted
from simulator.protocols.lines import dot_stuff
from simulator.protocols.smtp.client.auth import Identification
from simulator.protocols.smtp.client.commands import (
    Offer,
    mail_command,
    mechanism_for,
    rcpt_command,
    read_offer,
)
from simulator.protocols.smtp.client.dialogue import Dialogue
from simulator.protocols.smtp.client.states import (
    DEAF,
    HANDED_OVER,
    RESULTS,
    ClientState,
)
from simulator.protocols.smtp.client.transaction import Running, ended_fact
from simulator.protocols.smtp.config import SmtpClientConfig
from simulator.protocols.smtp.extensions import (
    CHUNKING,
    PIPELINING,
    SMTPUTF8,
    STARTTLS,
    has_utf8_path,
)
from simulator.protocols.smtp.questions import (
    Farewell,
    Outcome,
    Transaction,
    WhatNext,
)
from simulator.protocols.smtp.replies import verdict


class SmtpClient(Dialogue):
    """One connection, opened at `now_us`.

    `outcome`: of the last transaction that ended; None while one is running, and
    before the first. `announced`: keywords of the server's EHLO reply. `secure`: inside
    TLS. `missed_tls`: it wanted TLS, and ended the session without it.
    """

    def __init__(self, config: SmtpClientConfig, now_us: int) -> None:
        super().__init__(config, now_us)
        self.outcome: Outcome | None = None
        self.secure = config.tls == "implicit"
        self.missed_tls = False
        self._offer: Offer = {}
        self._identification: Identification | None = None
        self._void: tuple[int, str] | None = None
        self._running: Running | None = None
        self._transaction_open = False
        self._unusable: tuple[str, int, str] | None = None

    # --- the contract of `engine.Engine` ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of replies; nobody reads them while the agent is asked."""
        if self.state not in (ClientState.CLOSED, ClientState.TLS):
            self._lines.feed(data)
            self._read(now_us)

    def receive_eof(self, now_us: int) -> None:
        """The server closed: before its 221 that counts as lost."""
        self.connection_lost(now_us)
        self._action = Action.CLOSE

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
            repaired = whole_lines if self.config.whole_lines else last_line_ended
            content = repaired(answer.content)
            self._running = Running(msgspec.structs.replace(answer, content=content))
            self._begin(now_us)
        self._read(now_us)

    def notify(self, news: News, now_us: int) -> None:
        """`TlsStarted`: greet again, for nothing said before counts (RFC 3207 §4.2).
        A server that is not trusted is left without a word about the mail."""
        assert isinstance(news, TlsStarted), f"not news for SMTP: {news!r}"
        if self.state is ClientState.TLS:
            self.secure = True
            self._offer = {}
            if not news.trusted:
                self._miss_tls("tls_missed.certificate")
                return
            self._send(ClientState.EHLO, f"EHLO {self.config.host_name}", now_us)

    @property
    def announced(self) -> tuple[str, ...]:
        """Keywords of the EHLO reply that holds now."""
        return tuple(self._offer)

    @property
    def unusable(self) -> bool:
        """The session came to nothing, whatever the mail: another host may do."""
        return self._unusable is not None

    def connection_lost(self, _now_us: int) -> None:
        """No reply will come. After the final dot nobody knows who has the mail."""
        self._give_up("Connection lost")

    def _time_out(self) -> None:
        """Give up and close, if the reply is too late; the rest of a content that has
        not left must not follow, or the server would take it after all."""
        self._facts.append(
            ReplyTimedOut(
                awaited=self._patience.awaited,
                after_us=self._waits_us,
                section=self._patience.section,
            )
        )
        self._action = Action.ABORT if self._blocked else Action.CLOSE
        self._give_up("Timed out")

    # --- reading replies ---

    def _read(self, now_us: int) -> None:
        while self.state not in DEAF and (heard := self._next_reply()) is not None:
            self._take(*heard, now_us)

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
        else:
            state = self._awaited.popleft()
            if state is ClientState.EHLO:
                self._extended(code, texts, now_us)
            else:
                _TAKERS[state](self, code, text, now_us)
            if self.state is state and self._awaited:
                self._wait(now_us)

    def _greeted(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            hello = ClientState.EHLO if self.config.esmtp else ClientState.HELO
            self._send(hello, f"{hello} {self.config.host_name}", now_us)
        else:
            self._fail(RESULTS.get(code // 100, "deferred"), code, text)

    def _extended(self, code: int, texts: list[str], now_us: int) -> None:
        """§3.2 falls back to HELO when EHLO is not known; every 5yz is taken so."""
        if code // 100 == 2:
            self._offer = read_offer(texts[1:])
            self._prepare(now_us)
        elif code // 100 == 5:
            self._send(ClientState.HELO, f"HELO {self.config.host_name}", now_us)
        else:
            self._fail("deferred", code, "\n".join(texts))

    def _prepare(self, now_us: int) -> None:
        """TLS first, then AUTH, then the agent's work."""
        wants = self.config.tls in ("offered", "required") and not self.secure
        if wants and STARTTLS.keyword in self._offer:
            self._send(ClientState.STARTTLS, "STARTTLS", now_us)
        elif wants and self.config.tls == "required":
            self._miss_tls("tls_missed.not_offered")
        else:
            self._identify(now_us)

    def _start_tls(self, code: int, text: str, now_us: int) -> None:
        """Replies already here were said by anybody: they are thrown away."""
        if code // 100 == 2:
            self._forget_replies()
            self.state = ClientState.TLS
            self._action = Action.START_TLS
        elif self.config.tls == "required":
            self._miss_tls("tls_missed.refused", code, text.partition("\n")[0])
        else:
            self._identify(now_us)

    def _miss_tls(self, reason: str, code: int = 0, said: str = "") -> None:
        """There is no TLS as it must be: nothing is sent here. Whatever was said about
        it in the clear, anybody may have said: so the mail waits (RFC 8461 §5)."""
        self.missed_tls = True
        form = reason.partition(".")[2]
        self._facts.append(SmtpTlsMissed(reason=form, code=code))
        self._fail("deferred", *verdict(reason, said))

    def _identify(self, now_us: int) -> None:
        mechanism = mechanism_for(self._offer, self.secure)
        if self.config.credentials is None or not mechanism:
            self._ask()
            return
        self._identification = Identification(mechanism, *self.config.credentials)
        self._send(ClientState.AUTH, self._identification.command(), now_us)

    def _auth(self, code: int, text: str, now_us: int) -> None:
        assert self._identification is not None
        if code // 100 == 3:
            line = self._identification.answer(text)
            self._send(ClientState.AUTH, line, now_us)
        elif code // 100 == 2:
            self._ask()
        else:
            self._fail(RESULTS.get(code // 100, "deferred"), code, text)

    def _hello(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._prepare(now_us)
        else:
            self._fail(RESULTS.get(code // 100, "deferred"), code, text)

    def _mail(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._transaction_open = True
            if not self._awaited:
                self._next_recipient(now_us)
        elif self._awaited:
            self._void = (code, text)
        else:
            self._finish(code, text)

    def _rcpt(self, code: int, text: str, now_us: int) -> None:
        running = self._running
        assert running is not None
        if self._void is None:
            running.judge(code, text)
            if not running.waiting and not running.accepted:
                self._void = (code, text)
        if self._awaited:
            return
        if self._void is not None:
            self._finish(*self._void)
        elif running.waiting:
            self._next_recipient(now_us)
        elif CHUNKING.keyword in self._offer:
            self._send_chunk(now_us)
        else:
            self._send(ClientState.DATA, "DATA", now_us)

    def _data(self, code: int, text: str, now_us: int) -> None:
        """354 though nobody was accepted wants a lone dot (RFC 2920 §3.1)."""
        if code // 100 != 3:
            refusal = (code if code // 100 != 2 else 0, text)
            self._finish(*(self._void or refusal))
            return
        content = self._content if self._void is None else b""
        self._output += [dot_stuff(content)] if content else []
        self._output.append(b".\r\n")
        self._await(ClientState.CONTENT, now_us)

    def _send_chunk(self, now_us: int) -> None:
        """All of it in one chunk, nothing stuffed (RFC 3030 §2)."""
        content = self._content
        self._send(ClientState.BDAT, f"BDAT {len(content)} LAST", now_us)
        self._output += [content] if content else []

    def _taken(self, code: int, text: str, _now_us: int) -> None:
        self._transaction_open = False
        self._finish(*(self._void or (code, text)))

    def _reset(self, code: int, text: str, now_us: int) -> None:
        if code // 100 == 2:
            self._transaction_open = False
            self._begin(now_us)
        else:
            self._fail("deferred", code, text)

    # --- going on ---

    @property
    def _content(self) -> bytes:
        assert self._running is not None
        return self._running.transaction.content

    def _begin(self, now_us: int) -> None:
        """Start the transaction, after RSET if the last one was left open."""
        assert self._running is not None
        self._void = None
        transaction = self._running.transaction
        if self._unusable is not None:
            self._end(*self._unusable)
            self._ask()
        elif self._transaction_open:
            self._send(ClientState.RSET, "RSET", now_us)
        elif has_utf8_path(transaction) and SMTPUTF8.keyword not in self._offer:
            # RFC 6531 §3.2: such a mail must not be sent here.
            self._end("refused", *verdict("utf8_not_offered"))
            self._ask()
        else:
            line = mail_command(transaction, self._offer)
            self._send(ClientState.MAIL, line, now_us)
            if PIPELINING.keyword in self._offer:
                self._send_group(now_us)

    def _send_group(self, now_us: int) -> None:
        """What may be sent without waiting; DATA ends a group (RFC 2920 §3.1)."""
        assert self._running is not None
        for path in self._running.transaction.forward_paths:
            self._send_recipient(path, now_us)
        if CHUNKING.keyword not in self._offer:
            self._send(ClientState.DATA, "DATA", now_us)

    def _next_recipient(self, now_us: int) -> None:
        assert self._running is not None
        self._send_recipient(self._running.waiting[0], now_us)

    def _send_recipient(self, path: str, now_us: int) -> None:
        assert self._running is not None
        line = rcpt_command(self._running.transaction, path, self._offer)
        self._send(ClientState.RCPT, line, now_us)

    def _ask(self) -> None:
        self.state = ClientState.READY
        self._awaited.clear()
        self._question = WhatNext(self.outcome)

    # --- endings ---

    def _finish(self, code: int, text: str) -> None:
        """The transaction ended by this reply; a 3yz here ends the session's use."""
        result = RESULTS.get(code // 100)
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
            lost = self.state in HANDED_OVER and code == 0 and not self._blocked
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
    ClientState.GREETING: SmtpClient._greeted,
    ClientState.HELO: SmtpClient._hello,
    ClientState.STARTTLS: SmtpClient._start_tls,
    ClientState.AUTH: SmtpClient._auth,
    ClientState.MAIL: SmtpClient._mail,
    ClientState.RCPT: SmtpClient._rcpt,
    ClientState.DATA: SmtpClient._data,
    ClientState.CONTENT: SmtpClient._taken,
    ClientState.BDAT: SmtpClient._taken,
    ClientState.RSET: SmtpClient._reset,
}
