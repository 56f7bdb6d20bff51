"""What can be configured of the POP3 engines. Units last, integers inside.

It refuses what the RFCs forbid: an autologout timer under ten minutes (RFC 1939 §3),
commands under 255 octets (RFC 2449 §4), a greeting that looks like an APOP challenge.
"""

from dataclasses import dataclass

AUTOLOGOUT_US_MIN = 600_000_000
COMMAND_OCTETS_MIN = 255

CAPABILITIES = (
    "TOP",
    "USER",
    "RESP-CODES",
    "AUTH-RESP-CODE",
    "PIPELINING",
    "EXPIRE NEVER",
    "UIDL",
)
"""All this server can do: RFC 2449 §6 and RFC 3206 (AUTH-RESP-CODE)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pop3ServerConfig:
    """One POP3 server.

    `greeting`: text after `+OK`; "" makes `POP3 <host_name>`.
    `capabilities`: what CAPA announces, and exactly what is done: without TOP or UIDL
    the command is refused, without RESP-CODES no code is written.
    `implementation`: announced by CAPA only when not "".
    `failed_logins_max`: refused passwords after which the server closes; 0: never.
    Raises ValueError for what an RFC forbids.
    """

    host_name: str
    greeting: str = ""
    capabilities: tuple[str, ...] = CAPABILITIES
    implementation: str = ""
    idle_timeout_us: int = AUTOLOGOUT_US_MIN
    command_octets_max: int = COMMAND_OCTETS_MIN
    failed_logins_max: int = 3

    def __post_init__(self) -> None:
        if self.idle_timeout_us < AUTOLOGOUT_US_MIN:
            raise ValueError("idle_timeout_us: at least ten minutes (RFC 1939 §3)")
        if self.command_octets_max < COMMAND_OCTETS_MIN:
            raise ValueError("command_octets_max: at least 255 (RFC 2449 §4)")
        if "<" in self.greeting:
            raise ValueError("greeting: '<' would announce APOP (RFC 1939 §7)")
        unknown = set(self.capabilities) - set(CAPABILITIES)
        if unknown:
            raise ValueError(f"capabilities: {sorted(unknown)} not implemented")

    @property
    def announced(self) -> tuple[str, ...]:
        """The lines of CAPA's answer."""
        if not self.implementation:
            return self.capabilities
        return (*self.capabilities, f"IMPLEMENTATION {self.implementation}")

    def offers(self, verb: str) -> bool:
        """Whether `verb`, known to POP3, is implemented by this server."""
        return verb not in ("TOP", "UIDL", "USER", "PASS") or (
            ("USER" if verb == "PASS" else verb) in self.capabilities
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pop3ClientConfig:
    """One POP3 client. `reply_timeout_us`: how long it waits for more of a response.
    `data_octets_max`: the longest multi-line response it takes."""

    reply_timeout_us: int = AUTOLOGOUT_US_MIN
    data_octets_max: int = 64_000_000
