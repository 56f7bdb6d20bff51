"""What the server knows of one session, and what each reply does to it.

RFC 5321 §4.1.1 speaks of a reverse-path buffer and a forward-path buffer: here they are
one `Envelope`, or None when no transaction is open. The table of `states.py` says where
a reply leads; `settle` moves there and keeps the buffers in step.

It refuses octets and facts: those belong to the engine.
"""

from dataclasses import dataclass

from simulator.mail.envelope import Envelope
from simulator.protocols.smtp.config import SmtpServerConfig
from simulator.protocols.smtp.grammar import Command
from simulator.protocols.smtp.states import State, next_state


@dataclass(slots=True)
class Session:
    """`helo`: the name the client gave, "" before; `extended`: it said EHLO."""

    config: SmtpServerConfig
    state: State = State.CLOSED
    helo: str = ""
    extended: bool = False
    envelope: Envelope | None = None

    @property
    def extensions(self) -> tuple[str, ...]:
        """What this client was told of: nothing after HELO (§2.2.1)."""
        return self.config.extensions if self.extended else ()

    def settle(self, command: Command, code: int) -> None:
        """The reply `code` to `command` was given."""
        self.state = next_state(self.state, command.verb, code)
        if code // 100 == 2:
            self._accepted(command)
        if self.state not in (State.MAIL, State.RCPT, State.DATA):
            self.envelope = None

    def _accepted(self, command: Command) -> None:
        match command.verb:
            case "EHLO" | "HELO":
                self.helo = command.string
                self.extended = command.verb == "EHLO"
            case "MAIL":
                self.envelope = Envelope(command.path or "")
            case "RCPT":
                assert self.envelope is not None
                self.envelope = self.envelope.with_recipient(command.path or "")
