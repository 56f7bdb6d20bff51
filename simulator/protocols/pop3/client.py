"""The POP3 client engine: sends what its agent decides, reads what the server says.

It asks `WhatNext` after the greeting and after every response; the agent answers with a
Command, and QUIT ends the session. Whether a response has more lines follows from the
command and its `+OK` (RFC 1939 §3): RETR, TOP, CAPA; LIST and UIDL without argument.

A server that talks nonsense (no status, an endless line, data beyond the limit) is
hung up on: nothing it says can raise. What nobody asked for is thrown away. It records
no facts, for what happened is told by the server. It refuses to decide what to fetch or
to delete.
"""

from simulator.journal.facts import ReplyTimedOut
from simulator.protocols.engine import Action, Answer, EngineBase, News
from simulator.protocols.lines import DotReader, Line, LineReader, dot_unstuff
from simulator.protocols.pop3.config import Pop3ClientConfig
from simulator.protocols.pop3.questions import Command, Response, WhatNext

RESPONSE_OCTETS_MAX = 512
"""First line of a response, CRLF included (RFC 1939 §3)."""

GREETING = "GREETING"
READY = "READY"
WAITING = "WAITING"
COLLECTING = "COLLECTING"
CLOSED = "CLOSED"

_ALWAYS_MULTILINE = frozenset(("RETR", "TOP", "CAPA"))
_MULTILINE_WITHOUT_ARGUMENT = frozenset(("LIST", "UIDL"))


class Pop3Client(EngineBase[WhatNext]):
    """One session, client side. `state`: GREETING (nothing said yet), READY (the agent
    is asked), WAITING (for a response), COLLECTING (its further lines), CLOSED."""

    def __init__(self, config: Pop3ClientConfig, now_us: int) -> None:
        super().__init__()
        self.config = config
        self.state = GREETING
        self._lines = LineReader(RESPONSE_OCTETS_MAX)
        self._content: DotReader | None = None
        self._command = Command("", "")
        self._text = ""
        self._deadline_us = now_us + self.config.reply_timeout_us

    # --- the engine contract ---

    def receive_data(self, data: bytes, now_us: int) -> None:
        """Octets of responses, cut at any place."""
        if self.state in (READY, CLOSED):
            return
        self._deadline_us = now_us + self.config.reply_timeout_us
        if self._content is None:
            self._lines.feed(data)
            self._read_line()
        else:
            self._read_content(data)

    def receive_eof(self, _now_us: int) -> None:
        """The server says no more; half a response is worth nothing."""
        self._close()

    def answer(self, answer: Answer, now_us: int) -> None:
        """Send the next command."""
        assert self._question is not None, "nothing was asked"
        assert isinstance(answer, Command)
        assert "\r" not in answer.argument and "\n" not in answer.argument
        self._question = None
        self._command = answer
        words = [answer.verb, answer.argument] if answer.argument else [answer.verb]
        self._output.append(" ".join(words).encode() + b"\r\n")
        self.state = WAITING
        self._deadline_us = now_us + self.config.reply_timeout_us

    def notify(self, news: News, now_us: int) -> None:
        """There is no news for a POP3 client."""

    def connection_lost(self, _now_us: int) -> None:
        """The open question is withdrawn."""
        self._close()
        self._action = None

    def timer_at_us(self) -> int | None:
        """When a silent server is given up; none while the agent thinks."""
        return None if self.state in (READY, CLOSED) else self._deadline_us

    def _time_out(self) -> None:
        """Give up on a silent server."""
        awaited = "greeting" if self.state == GREETING else self._command.verb.upper()
        after_us = self.config.reply_timeout_us
        self._facts.append(ReplyTimedOut(awaited=awaited, after_us=after_us))
        self._close()

    # --- reading ---

    def _read_line(self) -> None:
        """Read a greeting or the first line of a response."""
        line = self._lines.next_line()
        if line is None:
            return
        ok, text = _status(line)
        if ok is None or (self.state == GREETING and not ok):
            self._close()
        elif self.state == GREETING:
            self._ask(None)
        elif ok and self._expects_data():
            self._text = text
            self.state = COLLECTING
            self._content = DotReader(self.config.data_octets_max)
            self._read_content(self._lines.take_rest())
        else:
            self._finish(ok, text, None)

    def _expects_data(self) -> bool:
        verb = self._command.verb.upper()
        if verb in _MULTILINE_WITHOUT_ARGUMENT:
            return not self._command.argument
        return verb in _ALWAYS_MULTILINE

    def _read_content(self, data: bytes) -> None:
        content = self._content
        assert content is not None
        rest = content.feed(data)
        if content.too_long:
            self._close()
        elif rest is not None:
            self._content = None
            self._finish(True, self._text, dot_unstuff(content.wire()))

    def _finish(self, ok: bool, text: str, data: bytes | None) -> None:
        """A whole response is here; after QUIT's the session is over (§6)."""
        if self._command.verb.upper() == "QUIT":
            self._close()
            return
        self._ask(Response(self._command.verb, ok, text, data))

    def _ask(self, response: Response | None) -> None:
        self.state = READY
        self._lines.take_rest()
        self._question = WhatNext(response)

    def _close(self) -> None:
        if self.state != CLOSED:
            self.state = CLOSED
            self._question = None
            self._content = None
            self._action = Action.CLOSE


def _status(line: Line) -> tuple[bool | None, str]:
    """Status (None: not a response) and the text after it."""
    if line.too_long:
        return None, ""
    status, _, text = line.text.decode("latin-1").partition(" ")
    ok = {"+OK": True, "-ERR": False}.get(status)
    return ok, text
