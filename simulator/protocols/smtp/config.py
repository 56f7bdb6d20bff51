"""Configuration of the SMTP engines: one frozen value each, passed in.

Times in virtual microseconds, sizes in octets. It refuses, with ValueError, limits
below those of RFC 5321 §4.5.3.1 and extensions the server does not have.
"""

from dataclasses import dataclass
from typing import Literal

from simulator.protocols.sasl import MECHANISMS
from simulator.protocols.smtp.extensions import EXTENSIONS, OPTIONAL_VERBS

MINUTE_US = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServerConfig:
    """How one server behaves.

    `host_name`: the domain it gives in greeting and replies. `strict`: the letter of
    RFC 5321; False is a *real server*, which tolerates `MAIL FROM: <path>` and does
    not tell who has a mailbox. `extensions`: keywords to announce after EHLO, in this
    order, without values. `verbs`: which of VRFY, EXPN and HELP it offers (§3.5.2);
    those that tell something are announced. `discloses`: VRFY and EXPN are asked of the
    agent; False: 252 to all (§7.3); None: as `strict`. `refuses`: the greeting is 554
    (§3.1). `esmtp`: False is a server of RFC 821, which knows no EHLO and offers no
    extensions. `lenient_end`: vulnerable on purpose: a content ends at `LF . CRLF` and
    `LF . LF` too, which §2.3.8 and §4.1.1.4 forbid (CVE-2023-51764 and its kin).

    `mechanisms`: of AUTH. `plaintext_auth`: passwords may travel without TLS; without
    it PLAIN and LOGIN wait for TLS (538). `requires_tls`, `requires_auth`: 530 to what
    comes before (RFC 3207 §4, RFC 4954 §6). `tls`: the connection is encrypted from its
    first octet (RFC 8314 §3).
    """

    host_name: str
    strict: bool = True
    extensions: tuple[str, ...] = ()
    verbs: tuple[str, ...] = OPTIONAL_VERBS
    discloses: bool | None = None
    refuses: bool = False
    mechanisms: tuple[str, ...] = ()
    plaintext_auth: bool = True
    requires_tls: bool = False
    requires_auth: bool = False
    tls: bool = False
    esmtp: bool = True
    lenient_end: bool = False
    command_octets_max: int = 512
    text_line_octets_max: int = 1000
    message_octets_max: int = 10_485_760
    recipients_max: int = 100
    idle_timeout_us: int = 5 * MINUTE_US

    def __post_init__(self) -> None:
        for name, minimum, section in _MINIMUMS:
            if getattr(self, name) < minimum:
                raise ValueError(f"{name} is below {minimum} (RFC 5321 §{section})")
        self._check_extensions()
        for verb in self.verbs:
            if verb not in OPTIONAL_VERBS:
                raise ValueError(f"verb {verb!r} is not one of {[*OPTIONAL_VERBS]}")
        for mechanism in self.mechanisms:
            if mechanism not in MECHANISMS:
                raise ValueError(f"mechanism {mechanism!r} is not one of {MECHANISMS}")

    def _check_extensions(self) -> None:
        for keyword in self.extensions:
            if keyword not in EXTENSIONS:
                raise ValueError(f"extension {keyword!r} is not one of {[*EXTENSIONS]}")
            for needed in EXTENSIONS[keyword].needs:
                if needed not in self.extensions:
                    raise ValueError(f"{keyword} needs {needed}")
        if ("AUTH" in self.extensions) != bool(self.mechanisms):
            raise ValueError("AUTH goes with mechanisms (RFC 4954 §3)")
        if self.extensions and not self.esmtp:
            raise ValueError("extensions need EHLO (RFC 5321 §2.2.1)")
        if self.requires_tls and not (self.tls or "STARTTLS" in self.extensions):
            raise ValueError("requires_tls without STARTTLS (RFC 3207 §4)")

    @property
    def line_octets_max(self) -> int:
        """Of a command line, with the room that extensions ask for."""
        extra = sum(EXTENSIONS[keyword].octets for keyword in self.extensions)
        return self.command_octets_max + extra

    @property
    def answers_verification(self) -> bool:
        """VRFY and EXPN become questions to the agent."""
        return self.strict if self.discloses is None else self.discloses

    @property
    def announced_verbs(self) -> tuple[str, ...]:
        """Those of `verbs` that are worth using: what is answered 252 whatever is asked
        is disabled (§3.5.2, §7.3)."""
        if self.answers_verification:
            return self.verbs
        return tuple(verb for verb in self.verbs if verb not in ("VRFY", "EXPN"))


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
    reply; that of a block of the content (§4.5.3.2.5) from when the one before it left,
    that of the whole content from when all has left. `command_timeout_us`: of the
    commands for which §4.5.3.2 names none.

    `tls`: STARTTLS is used where it is `offered`, `required` (else nothing is sent) or
    `never`; `implicit`: the connection is encrypted from its first octet. Whether the
    certificate is looked at is the driver's: what it does not trust ends the session.
    `credentials`: user and password, for a server that offers AUTH. `whole_lines`:
    every line end of a content is sent whole, as §2.3.8 wants; without it a bare CR or
    LF leaves as it came. `esmtp`: it greets with EHLO, and with HELO only whoever does
    not know that (§3.2); a client of RFC 821 says HELO at once.
    """

    host_name: str
    tls: Literal["never", "offered", "required", "implicit"] = "offered"
    credentials: tuple[str, str] | None = None
    whole_lines: bool = True
    esmtp: bool = True
    greeting_timeout_us: int = 5 * MINUTE_US
    command_timeout_us: int = 5 * MINUTE_US
    mail_timeout_us: int = 5 * MINUTE_US
    rcpt_timeout_us: int = 5 * MINUTE_US
    data_timeout_us: int = 2 * MINUTE_US
    block_timeout_us: int = 3 * MINUTE_US
    content_timeout_us: int = 10 * MINUTE_US
    reply_octets_max: int = 512
