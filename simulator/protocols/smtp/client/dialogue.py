"""A client's side of a dialogue: lines out, replies in, each awaited for so long.

Replies come in the order of what was said (RFC 5321 §4.1, RFC 2920 §3.1), so what is
awaited is a queue; the state is its head. It refuses to know what a reply means.
"""

from collections import deque

from simulator.protocols.engine import EngineBase
from simulator.protocols.lines import LineReader
from simulator.protocols.smtp.client.states import (
    BLOCK,
    HANDED_OVER,
    ClientState,
    Patience,
    patience,
)
from simulator.protocols.smtp.config import SmtpClientConfig
from simulator.protocols.smtp.questions import WhatNext
from simulator.protocols.smtp.replies import read_reply_line

REPLY_LINES_MAX = 100
"""Lines of one reply that are kept; further ones are read and thrown away."""

Heard = tuple[int, list[str]]
"""Code (0: it is no reply) and texts of one reply."""


class Dialogue(EngineBase[WhatNext]):
    """What `SmtpClient` says and waits for. `state`: the reply that is due next."""

    def __init__(self, config: SmtpClientConfig, now_us: int) -> None:
        super().__init__()
        self.config = config
        self.state = ClientState.GREETING
        self._awaited: deque[ClientState] = deque((self.state,))
        self._lines = LineReader(config.reply_octets_max)
        self._texts: list[str] = []
        self._unsent = 0
        self._deadline_us = now_us + self._waits_us

    def timer_at_us(self) -> int | None:
        """When the awaited reply is too late (§4.5.3.2)."""
        idle = self.state in (ClientState.READY, ClientState.CLOSED)
        return None if idle else self._deadline_us

    def sending(self, unsent: int, now_us: int) -> None:
        """A content is sent block by block (§4.5.3.2.5)."""
        self._unsent = unsent
        self._deadline_us = now_us + self._waits_us

    @property
    def _blocked(self) -> bool:
        """Some of the content has not left, its end included."""
        return self._unsent > 0 and self.state in HANDED_OVER

    @property
    def _patience(self) -> Patience:
        return BLOCK if self._blocked else patience(self.state)

    @property
    def _waits_us(self) -> int:
        return int(getattr(self.config, self._patience.field))

    def _next_reply(self) -> Heard | None:
        """A whole reply, or None until more octets arrive."""
        while (line := self._lines.next_line()) is not None:
            code, last, text = read_reply_line(line.text)
            if len(self._texts) < REPLY_LINES_MAX:
                self._texts.append(text)
            if last:
                texts, self._texts = self._texts, []
                return code, texts
        return None

    def _forget_replies(self) -> None:
        """What is here already is thrown away."""
        self._lines = LineReader(self.config.reply_octets_max)
        self._texts = []

    def _send(self, state: ClientState, line: str, now_us: int) -> None:
        assert "\r" not in line and "\n" not in line, "a path holds a line end"
        self._output.append(line.encode("utf-8") + b"\r\n")
        self._await(state, now_us)

    def _await(self, state: ClientState, now_us: int) -> None:
        self._awaited.append(state)
        self._wait(now_us)

    def _wait(self, now_us: int) -> None:
        """For the first of the replies that are still to come."""
        self.state = self._awaited[0]
        self._deadline_us = now_us + self._waits_us
