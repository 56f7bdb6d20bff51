"""What can be configured of the POP3 engines. Units last, integers inside.

It refuses what the RFCs forbid: an autologout timer under ten minutes (RFC 1939 §3),
commands under 255 octets (RFC 2449 §4), a greeting that looks like an APOP challenge.
"""

from dataclasses import dataclass

from simulator.protocols.sasl import MECHANISMS

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
"""What every server here can do: RFC 2449 §6 and RFC 3206 (AUTH-RESP-CODE)."""

MORE_CAPABILITIES = ("STLS", "UTF8 USER")
"""What it can do besides, where it is asked to: RFC 2595 §4, RFC 6856 §2."""

_NEEDED_BY = {"PASS": "USER", "UTF8": "UTF8 USER"}
_WITHOUT_PASSWORD = ("CRAM-MD5",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pop3ServerConfig:
    """One POP3 server.

    `greeting`: text after `+OK`; "" makes `POP3 <host_name>`.
    `capabilities`: what CAPA announces, and exactly what is done: without TOP or UIDL
    the command is refused, without RESP-CODES no code is written. EXPIRE NEVER is true:
    nothing here deletes a message but QUIT after DELE.
    `implementation`: announced by CAPA only when not "".
    `mechanisms`: of AUTH, announced as SASL. `apop`: the greeting has a timestamp.
    `nonce`: makes challenges unique among sessions of the same moment.
    `plaintext_login`: passwords may travel without TLS. `tls`: inside TLS from the
    first octet (RFC 8314 §3). `login_delay_s`: announced; the store keeps it.
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
    mechanisms: tuple[str, ...] = ()
    apop: bool = False
    nonce: str = ""
    plaintext_login: bool = True
    tls: bool = False
    login_delay_s: int = 0

    def __post_init__(self) -> None:
        if self.idle_timeout_us < AUTOLOGOUT_US_MIN:
            raise ValueError("idle_timeout_us: at least ten minutes (RFC 1939 §3)")
        if self.command_octets_max < COMMAND_OCTETS_MIN:
            raise ValueError("command_octets_max: at least 255 (RFC 2449 §4)")
        if "<" in self.greeting:
            raise ValueError("greeting: '<' would announce APOP (RFC 1939 §7)")
        unknown = set(self.capabilities) - {*CAPABILITIES, *MORE_CAPABILITIES}
        unknown |= set(self.mechanisms) - set(MECHANISMS)
        if unknown:
            raise ValueError(f"capabilities: {sorted(unknown)} not implemented")

    def announced(self, secure: bool, logged_in: bool) -> tuple[str, ...]:
        """The lines of CAPA's answer: STLS only where it may be said (RFC 2595 §4),
        USER only where it is not refused."""
        hidden = {"STLS"} if secure or logged_in else set()
        if not self.allows_passwords(secure):
            hidden.add("USER")
        lines = [line for line in self.capabilities if line not in hidden]
        if self.offered_mechanisms(secure):
            lines.append(f"SASL {' '.join(self.offered_mechanisms(secure))}")
        if self.login_delay_s:
            lines.append(f"LOGIN-DELAY {self.login_delay_s}")
        if self.implementation:
            lines.append(f"IMPLEMENTATION {self.implementation}")
        return tuple(lines)

    def allows_passwords(self, secure: bool) -> bool:
        """Whether USER and mechanisms with a password are open to this session."""
        return secure or self.plaintext_login

    def offered_mechanisms(self, secure: bool) -> tuple[str, ...]:
        """Without TLS perhaps only those that hide the password."""
        if self.allows_passwords(secure):
            return self.mechanisms
        return tuple(m for m in self.mechanisms if m in _WITHOUT_PASSWORD)

    def offers(self, verb: str) -> bool:
        """Whether `verb`, known to POP3, is implemented by this server."""
        if verb == "APOP":
            return self.apop
        if verb == "AUTH":
            return bool(self.mechanisms)
        if verb not in ("TOP", "UIDL", "USER", "PASS", "STLS", "UTF8"):
            return True
        return _NEEDED_BY.get(verb, verb) in self.capabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Pop3ClientConfig:
    """One POP3 client. `reply_timeout_us`: how long it waits for more of a response.
    `data_octets_max`: the longest multi-line response it takes."""

    reply_timeout_us: int = AUTOLOGOUT_US_MIN
    data_octets_max: int = 64_000_000
