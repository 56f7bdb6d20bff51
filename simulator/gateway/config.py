"""What the gateway serves and the bounds it keeps: plain values.

Sizes are octets, times seconds of the real world. It refuses to read the
environment: `app.py` hands it in.
"""

from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address
from pathlib import Path

import msgspec
from msgspec.structs import replace

from simulator.protocols import services

HOST_VARIABLE = "CARTERO_GATEWAY_HOST"
LOOPBACK = "127.0.0.1"
ANY_PORT = 0


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
    closed. `data`: folder where the certificate is kept. `host`: address to listen on.
    `reached`: what real programs are told to connect to.
    """

    data: Path
    ports: Mapping[str, int] = msgspec.field(default_factory=lambda: ports_from({}))
    host: str = LOOPBACK
    reached: str = LOOPBACK

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

    listeners_max: int = 21
    """Labs that have ports at the same time, with the gateway's own."""

    station_listeners_max: int = 40
    """Likewise computers of one class network."""

    personal_listeners_max: int = 80
    """And of all class networks together: seven ports each."""

    def for_lab(self) -> "GatewayConfig":
        """The same on any free ports."""
        return replace(self, ports=dict.fromkeys(self.ports, ANY_PORT))

    def for_station(self, connections_max: int) -> "GatewayConfig":
        """For the programs of one student."""
        return replace(
            self.for_lab(),
            connections_max=connections_max,
            listeners_max=self.station_listeners_max,
        )

    @property
    def open_to_others(self) -> bool:
        """Programs of other machines of the local network may connect."""
        return not ip_address(self.reached).is_loopback


def gateway_from(
    environ: Mapping[str, str], data: Path, lan_address: Callable[[], str]
) -> GatewayConfig:
    """As the environment says. `lan_address`: of this machine, or "". Raises
    ValueError, naming the variable."""
    host = host_from(environ)
    reached = host
    if ip_address(host).is_unspecified:
        reached = lan_address() or LOOPBACK
    plaintext = environ.get("CARTERO_PLAINTEXT_LOGIN", "1")
    if plaintext not in ("0", "1"):
        raise ValueError(f"CARTERO_PLAINTEXT_LOGIN: {plaintext!r} is neither 0 nor 1")
    return GatewayConfig(
        data=data,
        ports=ports_from(environ),
        host=host,
        reached=reached,
        plaintext_login=plaintext == "1",
        connections_each=number_from(environ, "CARTERO_CONNECTIONS_EACH", 200),
        connections_per_minute=number_from(
            environ, "CARTERO_CONNECTIONS_PER_MINUTE", 600
        ),
    )


def number_from(environ: Mapping[str, str], variable: str, default: int) -> int:
    """A number that is not negative. Raises ValueError."""
    said = environ.get(variable, str(default))
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise ValueError(f"{variable}: {said!r} is not a number")
    return int(said)


def ports_from(environ: Mapping[str, str]) -> dict[str, int]:
    """The ports of all services. Raises ValueError, naming the variable."""
    ports = {}
    for service in GATEWAY_SERVICES:
        said = environ.get(service.variable, str(service.port))
        if not (said.isascii() and said.isdigit() and int(said) < 65_536):
            raise ValueError(f"{service.variable}: {said!r} is no port")
        ports[service.name] = int(said)
    return ports


def host_from(environ: Mapping[str, str]) -> str:
    """Where to listen: this machine alone, unless the environment says otherwise.
    Raises ValueError: no address of a local network."""
    said = environ.get(HOST_VARIABLE, "") or LOOPBACK
    try:
        fits = is_local(said) or ip_address(said).is_unspecified
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{HOST_VARIABLE}: {said!r} is no address of a local network")
    return said


def is_local(address: str) -> bool:
    """Of this machine, of a private network, or of the same link.
    Raises ValueError: no address at all."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    local = ip.is_private or ip.is_loopback or ip.is_link_local
    return local and not ip.is_unspecified
