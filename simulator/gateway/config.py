"""What the gateway serves and the bounds it keeps: plain values.

Sizes are octets, times seconds of the real world. It refuses the environment: `app.py`
hands in what it read there.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from simulator.protocols import services


class PortNotFree(Exception):
    """A port cannot be listened on. `reason`: what the system says."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"port {port}: {reason}")
        self.port = port
        self.reason = reason


class GatewayService(msgspec.Struct, frozen=True):
    """One port for real programs.

    `protocol`: smtp, pop3 or imap. `port`: its default, `variable` what changes it.
    `behind`: field of a server's configuration that names the simulated port. `tls`:
    from the first octet on (RFC 8314 §3); a server without such a port is reached at
    `otherwise`, and TLS ends at the gateway.
    """

    name: str
    protocol: str
    port: int
    behind: str
    otherwise: str = ""

    @property
    def tls(self) -> bool:
        """Whether it is inside TLS from the first octet on."""
        return bool(self.otherwise)

    @property
    def variable(self) -> str:
        """The environment variable that changes its port."""
        return f"CARTERO_{self.name.upper()}_PORT"


def _in_front_of(
    simulated: services.Service, port: int, name: str = ""
) -> GatewayService:
    otherwise = services.SERVICES[simulated.clear].setting if simulated.tls else ""
    return GatewayService(
        name or simulated.name,
        simulated.protocol,
        port,
        simulated.setting,
        otherwise,
    )


GATEWAY_SERVICES = (
    _in_front_of(services.SMTP, 2525),
    _in_front_of(services.SUBMISSION, 2587),
    _in_front_of(services.POP3, 2110),
    _in_front_of(services.IMAP, 2143),
    _in_front_of(services.SUBMISSIONS, 2465, "smtps"),
    _in_front_of(services.POP3S, 2995),
    _in_front_of(services.IMAPS, 2993),
)
"""`smtps` is what mail programs call `submissions`."""


class GatewayConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One gateway.

    `ports`: service name to port; 0 is any free one, and a service that is not named is
    closed. `data`: folder where the certificate is kept.
    """

    data: Path
    ports: Mapping[str, int] = msgspec.field(default_factory=lambda: ports_from({}))
    host: str = "127.0.0.1"

    plaintext_login: bool = True
    """Passwords may travel without TLS: nothing leaves this machine. False: only after
    STARTTLS or STLS, or on the ports that begin with TLS (RFC 8314 §4)."""

    connections_max: int = 250
    """Real connections of one lab; further ones get the protocol's last line."""

    connections_each: int = 200
    """Real connections at once from one network address, in all labs together; 0: as
    many as there are. A class behind one router has one address: 40 mail clients with
    five connections each."""

    connections_per_minute: int = 600
    """New ones of an address in a minute; 0: as many as it likes."""

    read_octets_max: int = 65_536
    """Octets of one read, which is one act."""

    handshake_s: float = 30.0
    """A TLS client that does not finish its handshake is cut off."""

    linger_s: float = 5.0
    """After our last octet: how long we wait for the program to close as well."""

    stall_s: float = 300.0
    """A program that reads nothing for so long, while there is something, is reset."""

    window_events: int = 20_000
    """Events of a live lab that are kept; a quarter more until the next trim."""

    window_octets: int = 64_000_000
    """Octets of streams that are kept in a live lab, about."""

    lab_listeners_max: int = 20
    """Labs that have ports of their own at the same time."""


def ports_from(environ: Mapping[str, str]) -> dict[str, int]:
    """The ports of all services. Raises ValueError, naming the variable."""
    ports = {}
    for service in GATEWAY_SERVICES:
        said = environ.get(service.variable, str(service.port))
        if not (said.isascii() and said.isdigit() and int(said) < 65_536):
            raise ValueError(f"{service.variable}: {said!r} is no port")
        ports[service.name] = int(said)
    return ports
