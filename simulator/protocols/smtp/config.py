"""Configuration of the SMTP engines: one frozen value each, passed in.

Times in virtual microseconds, sizes in octets. It refuses, with ValueError, limits
below those of RFC 5321 §4.5.3.1 and extensions the server does not have.
"""

from dataclasses import dataclass

from simulator.protocols.smtp.extensions import EXTENSIONS, OPTIONAL_VERBS

MINUTE_US = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServerConfig:
    """How one server behaves.

    `host_name`: the domain it gives in greeting and replies. `strict`: the letter of
    RFC 5321; False is a *real server*, which tolerates `MAIL FROM: <path>` and does
    not tell who has a mailbox. `extensions`: keywords to announce after EHLO, in this
    order, without values. `verbs`: which of VRFY, EXPN and HELP it offers and
    announces (§3.5.2). `discloses`: VRFY and EXPN are asked of the agent; False: 252
    to all (§7.3); None: as `strict`. `refuses`: the greeting is 554 (§3.1).
    """

    host_name: str
    strict: bool = True
    extensions: tuple[str, ...] = ()
    verbs: tuple[str, ...] = OPTIONAL_VERBS
    discloses: bool | None = None
    refuses: bool = False
    command_octets_max: int = 512
    text_line_octets_max: int = 1000
    message_octets_max: int = 10_485_760
    recipients_max: int = 100
    idle_timeout_us: int = 5 * MINUTE_US

    def __post_init__(self) -> None:
        for name, minimum, section in _MINIMUMS:
            if getattr(self, name) < minimum:
                raise ValueError(f"{name} is below {minimum} (RFC 5321 §{section})")
        for keyword in self.extensions:
            if keyword not in EXTENSIONS:
                raise ValueError(f"extension {keyword!r} is not one of {[*EXTENSIONS]}")
        for verb in self.verbs:
            if verb not in OPTIONAL_VERBS:
                raise ValueError(f"verb {verb!r} is not one of {[*OPTIONAL_VERBS]}")

    @property
    def answers_verification(self) -> bool:
        """VRFY and EXPN become questions to the agent."""
        return self.strict if self.discloses is None else self.discloses


_MINIMUMS = (
    ("command_octets_max", 512, "4.5.3.1.4"),
    ("text_line_octets_max", 1000, "4.5.3.1.6"),
    ("message_octets_max", 65_536, "4.5.3.1.7"),
    ("recipients_max", 100, "4.5.3.1.8"),
    ("idle_timeout_us", 1, "4.5.3.2.7"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpClientConfig:
    """How one client behaves.

    `host_name`: the domain or address literal it gives in EHLO. The time-outs are the
    minimums of RFC 5321 §4.5.3.2, each counted from the command that waits for its
    reply. §4.5.3.2.5 also times every block of the content as it is sent: that is the
    network's business, an engine cannot see it.
    """

    host_name: str
    greeting_timeout_us: int = 5 * MINUTE_US
    hello_timeout_us: int = 5 * MINUTE_US
    mail_timeout_us: int = 5 * MINUTE_US
    rcpt_timeout_us: int = 5 * MINUTE_US
    data_timeout_us: int = 2 * MINUTE_US
    content_timeout_us: int = 10 * MINUTE_US
    quit_timeout_us: int = 5 * MINUTE_US
    reply_octets_max: int = 512
