"""How the other machines of the classroom reach this one.

Asks the system which of its own addresses it would use to reach the network; nothing
is sent. Without a network the answer is "", and the page says so.
"""

import io
import socket
from urllib.parse import urlsplit

import segno

LOOPBACK = ("127.0.0.1", "::1", "localhost")
EVERYWHERE = ("0.0.0.0", "::", "")
"""What a server may be told to listen on: only here, and on every address."""

_ELSEWHERE = ("198.51.100.1", 9)
"""RFC 5737 documentation address: a route is looked up, no octet leaves."""

_NOWHERE = ("127.", "0.")


def lan_address() -> str:
    """This machine's address on the local network, or ""."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            address = str(probe.getsockname()[0])
        except OSError:
            address = _by_name()
    return "" if address.startswith(_NOWHERE) else address


def _by_name() -> str:
    """Without a way out (a switch and nothing else) the machine still has a name."""
    try:
        addresses = socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return "0."
    return next((a for a in addresses if not a.startswith(_NOWHERE)), "0.")


def authority(address: str, port: int) -> str:
    """Address and port as a URL holds them (RFC 3986 §3.2.2: IPv6 in brackets)."""
    host = f"[{address}]" if ":" in address else address
    return host if port == 80 else f"{host}:{port}"


def url(address: str, port: int) -> str:
    """What a student types or scans."""
    return f"http://{authority(address, port)}/"


def only_here(site: str) -> bool:
    """Whether an address works on this machine alone: no phone could open it."""
    host = urlsplit(site).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith(_NOWHERE)


def qr_terminal(content: str) -> str:
    """The same for a terminal."""
    out = io.StringIO()
    segno.make(content, error="l", micro=False).terminal(out, compact=True)
    return out.getvalue()
