"""The services of the simulated network and their ports: one table for everybody.

Ports are IANA's registry of service names (RFC 6335), `submission` RFC 6409 §3.1,
the services inside TLS RFC 8314 §7. What listens, what connects, what a view calls a
port and what a terminal takes for a number all read it; a scenario may give a server
other ports.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Service(NamedTuple):
    """One service.

    `name`: as facts and terminals say it. `port`: its default. `protocol`: what is
    spoken there. `program`: what serves it, as acts and the model call it. `clear`: for
    a service that is inside TLS from the first octet, the name of the same one that is
    not; else "".
    """

    name: str
    port: int
    protocol: str
    program: str
    clear: str = ""

    @property
    def tls(self) -> bool:
        """Whether TLS begins with the first octet."""
        return bool(self.clear)

    @property
    def setting(self) -> str:
        """The field of a mail server's configuration that says its port."""
        return f"{self.name}_port"


SMTP = Service("smtp", 25, "smtp", "mta")
SUBMISSION = Service("submission", 587, "smtp", "msa")
SUBMISSIONS = Service("submissions", 465, "smtp", "msa", "submission")
POP3 = Service("pop3", 110, "pop3", "pop3")
POP3S = Service("pop3s", 995, "pop3", "pop3", "pop3")
IMAP = Service("imap", 143, "imap", "imap")
IMAPS = Service("imaps", 993, "imap", "imap", "imap")
DNS = Service("dns", 53, "dns", "dns")
HTTP = Service("http", 80, "http", "webmail")
HTTPS = Service("https", 443, "http", "webmail", "http")

SERVICES: Mapping[str, Service] = {
    service.name: service
    for service in (
        SMTP,
        SUBMISSION,
        SUBMISSIONS,
        POP3,
        POP3S,
        IMAP,
        IMAPS,
        DNS,
        HTTP,
        HTTPS,
    )
}
"""By name, in the order in which a machine lists its programs."""

CLEAR: tuple[Service, ...] = tuple(s for s in SERVICES.values() if not s.tls)
"""Those that begin without TLS: one for each program."""

PROTOCOLS: Mapping[str, str] = {s.name: s.protocol for s in CLEAR}
"""What a connection's `service` says to what is spoken there. One inside TLS is
recorded under the name of the one that is not."""
