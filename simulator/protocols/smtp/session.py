"""What the server knows of one session, and what each reply does to it.

RFC 5321 §4.1.1 speaks of a reverse-path buffer and a forward-path buffer: here they are
one `Envelope`, or None when no transaction is open. The table of `states.py` says where
a reply leads; `settle` moves there and keeps the buffers in step.

It refuses octets and facts: those belong to the engine.
"""

from dataclasses import dataclass, field

from simulator.mail.envelope import Envelope
from simulator.protocols.sasl import ServerExchange
from simulator.protocols.smtp.config import SmtpServerConfig
from simulator.protocols.smtp.cursor import CommandLine
from simulator.protocols.smtp.extensions import SMTPUTF8, Terms, announced
from simulator.protocols.smtp.grammar import as_text
from simulator.protocols.smtp.questions import Parameters
from simulator.protocols.smtp.states import EXTENSION_VERBS, State, next_state

WITHOUT_PASSWORD = ("CRAM-MD5",)
"""Mechanisms that show nothing to whoever watches the wire."""

_IN_TRANSACTION = (State.MAIL, State.RCPT, State.DATA, State.BDAT)


@dataclass(slots=True)
class SmtpSession:
    """`helo`: the name the client gave, "" before; `extended`: it said EHLO.

    `secure`: inside TLS. `user`: who proved to be whom, "" before. `nonce`: makes
    challenges unlike those of other connections. `exchange`: an AUTH under way.
    """

    config: SmtpServerConfig
    nonce: str = ""
    state: State = State.CLOSED
    helo: str = ""
    extended: bool = False
    secure: bool = False
    user: str = ""
    envelope: Envelope | None = None
    parameters: Parameters = ()
    recipient_parameters: list[Parameters] = field(default_factory=list)
    exchange: ServerExchange | None = None
    claimed: str = ""
    challenges: int = 0

    @property
    def extensions(self) -> tuple[str, ...]:
        """Keywords this client is told of: nothing after HELO (§2.2.1)."""
        return self._announced[0] if self.extended else ()

    @property
    def extension_lines(self) -> tuple[str, ...]:
        """What EHLO is told of them, one line each."""
        return self._announced[1]

    @property
    def _announced(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        limit = self.config.message_octets_max
        terms = Terms(self.mechanisms, self.secure, limit)
        return announced(self.config.extensions, terms)

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Those that may be used now."""
        return tuple(m for m in self.config.mechanisms if self.allows(m))

    def allows(self, mechanism: str) -> bool:
        """Whether `mechanism` may be used without TLS, or TLS is there."""
        open_wire = self.config.plaintext_auth or mechanism in WITHOUT_PASSWORD
        return self.secure or open_wire

    @property
    def utf8(self) -> bool:
        """The transaction was begun with SMTPUTF8 (RFC 6531 §3.4)."""
        return (SMTPUTF8.keyword, "") in self.parameters

    def has(self, verb: str) -> bool:
        """Whether an extension's `verb` exists on this server."""
        return EXTENSION_VERBS[verb] in self.config.extensions

    def challenge(self) -> bytes:
        """One that this server never gave before (RFC 2195 §2)."""
        self.challenges += 1
        again = f"-{self.challenges}" if self.challenges > 1 else ""
        return f"<{self.nonce}{again}@{self.config.host_name}>".encode("ascii")

    def settle(self, command: CommandLine, code: int) -> None:
        """The reply `code` to `command` was given."""
        self.state = next_state(self.state, command.verb, code)
        if code // 100 == 2:
            self._accepted(command)
        if self.state not in _IN_TRANSACTION:
            self.envelope = None
            self.parameters = ()
            self.recipient_parameters = []
        if self.state is not State.AUTH:
            self.exchange = None

    def _accepted(self, command: CommandLine) -> None:
        match command.verb:
            case "EHLO" | "HELO":
                self.helo = command.string
                self.extended = command.verb == "EHLO"
            case "STARTTLS":
                self.helo, self.extended, self.user = "", False, ""
                self.secure = True
            case "AUTH" | "=":
                self.user = self.claimed
            case "MAIL":
                self.envelope = Envelope(as_text(command.path))
                self.parameters = command.parameters
            case "RCPT":
                assert self.envelope is not None
                path = as_text(command.path)
                self.envelope = self.envelope.with_recipient(path)
                self.recipient_parameters.append(command.parameters)
