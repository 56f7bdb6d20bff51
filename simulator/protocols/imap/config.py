"""What can be configured of the IMAP engines. Units last, integers inside.

It refuses what the RFCs forbid: an autologout timer under 30 minutes (RFC 3501 §5.4), a
capability nobody implemented, a server nobody can log in to.
"""

from dataclasses import dataclass

from simulator.protocols.sasl import MECHANISMS

AUTOLOGOUT_US_MIN = 1_800_000_000

EXTENSIONS = (
    "LITERAL+",
    "SASL-IR",
    "ID",
    "ENABLE",
    "IDLE",
    "NAMESPACE",
    "UIDPLUS",
    "UNSELECT",
    "MOVE",
    "ESEARCH",
    "CHILDREN",
    "SPECIAL-USE",
    "UTF8=ACCEPT",
)
"""All this server can do besides RFC 3501: 7888, 4959, 2971, 5161, 2177, 2342, 4315,
3691, 6851, 4731, 3348, 6154, 6855."""

NEEDED_BY = {
    "ID": "ID",
    "ENABLE": "ENABLE",
    "IDLE": "IDLE",
    "NAMESPACE": "NAMESPACE",
    "UNSELECT": "UNSELECT",
    "MOVE": "MOVE",
    "UID MOVE": "MOVE",
    "UID EXPUNGE": "UIDPLUS",
}
"""Verb to the extension that brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapServerConfig:
    """One IMAP server.

    `greeting`: text after `* OK`; "" makes `<host_name> IMAP4rev1 ready`.
    `extensions`: what CAPABILITY announces, and exactly what is done.
    `mechanisms`: of AUTHENTICATE. `plaintext_login`: passwords may travel without TLS;
    without it LOGINDISABLED is announced (RFC 3501 §6.2.3). `starttls`: offered.
    `tls`: the connection is encrypted from its first octet (RFC 8314).
    `preauthenticated`: a user who is logged in by other means, or "".
    `nonce`: makes challenges of this process unlike those of another; a simulation
    needs none. `identity`: answer to ID, names and values.
    `line_octets_max`: one line (ID may have 30 pairs with values of 1,024 octets, RFC
    2971 §3.3); `command_octets_max`: a command with its literals,
    APPEND's message apart; `append_octets_max`: that message.
    `failed_logins_max`: refused passwords after which the server closes; 0: never.
    Raises ValueError for what an RFC forbids.
    """

    host_name: str
    greeting: str = ""
    extensions: tuple[str, ...] = EXTENSIONS
    mechanisms: tuple[str, ...] = MECHANISMS
    plaintext_login: bool = True
    starttls: bool = False
    tls: bool = False
    preauthenticated: str = ""
    nonce: str = ""
    identity: tuple[tuple[str, str], ...] = (("name", "Cartero"),)
    delimiter: str = "/"
    idle_timeout_us: int = AUTOLOGOUT_US_MIN
    line_octets_max: int = 65_536
    command_octets_max: int = 65_536
    append_octets_max: int = 64_000_000
    failed_logins_max: int = 0

    def __post_init__(self) -> None:
        if self.idle_timeout_us < AUTOLOGOUT_US_MIN:
            raise ValueError("idle_timeout_us: at least 30 minutes (RFC 3501 §5.4)")
        if self.command_octets_max < self.line_octets_max:
            raise ValueError("command_octets_max: at least line_octets_max")
        if len(self.delimiter) != 1 or self.delimiter in '*%"\\':
            raise ValueError("delimiter: one character, not of a pattern")
        unknown = set(self.extensions) - set(EXTENSIONS)
        unknown |= set(self.mechanisms) - set(MECHANISMS)
        if unknown:
            raise ValueError(f"{sorted(unknown)} not implemented")

    def offers(self, verb: str) -> bool:
        """Whether `verb`, known to IMAP, is implemented by this server."""
        if verb == "STARTTLS":
            return self.starttls
        extension = NEEDED_BY.get(verb)
        return extension is None or extension in self.extensions

    def allows_passwords(self, tls: bool) -> bool:
        """Whether LOGIN and plaintext mechanisms are open to this connection."""
        return tls or self.plaintext_login

    def announced(self, tls: bool, logged_in: bool) -> tuple[str, ...]:
        """The capability list as it is now (RFC 3501 §6.1.1, §7.2.1)."""
        words = ["IMAP4rev1", *self.extensions]
        if logged_in:
            return tuple(words)
        if self.starttls and not tls:
            words.append("STARTTLS")
        words += [f"AUTH={m}" for m in self.offered_mechanisms(tls)]
        if not self.allows_passwords(tls):
            words.append("LOGINDISABLED")
        return tuple(words)

    def offered_mechanisms(self, tls: bool) -> tuple[str, ...]:
        """Without TLS perhaps only those that hide the password."""
        if self.allows_passwords(tls):
            return self.mechanisms
        return tuple(m for m in self.mechanisms if m == "CRAM-MD5")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapClientConfig:
    """One IMAP client. `reply_timeout_us`: how long it waits for more of a response;
    IDLE waits without limit. `line_octets_max`, `literal_octets_max`: what it reads;
    `response_octets_max`: of all that comes with one command."""

    reply_timeout_us: int = 600_000_000
    line_octets_max: int = 1_000_000
    literal_octets_max: int = 64_000_000
    response_octets_max: int = 256_000_000
    tag_prefix: str = "a"
