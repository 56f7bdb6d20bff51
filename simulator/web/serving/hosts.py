"""Under which names this server answers: IP addresses, localhost and its own names.

A foreign page can have its own name resolve to our address (DNS rebinding); its scripts
then count as ours, except that the browser still sends their name as Host.
"""

import socket
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from simulator.hosting.refusals import Refusal

Environ = dict[str, Any]
WsgiApp = Callable[..., Iterable[bytes]]


def own_names() -> frozenset[str]:
    """What this machine is called, also on the local network (RFC 6762 §3)."""
    name = socket.gethostname()
    return frozenset(_plain(one) for one in (name, f"{name.partition('.')[0]}.local"))


class OwnHosts:
    """`names`: accepted besides IP addresses and localhost. `proxy`: whoever connects
    is a proxy of ours, and says from where a browser asks and by which scheme."""

    def __init__(self, names: Iterable[str], proxy: bool = False) -> None:
        self._proxy = proxy
        self._names = frozenset(_plain(name) for name in names) | {"localhost"}

    def accepts(self, host: str) -> bool:
        """Whether a Host field is one of ours; "" is a client of HTTP/1.0."""
        try:
            parts = urlsplit(f"//{host}")
            name = _plain(parts.hostname or "")
            _ = parts.port
        except ValueError:
            return False
        if "@" in host or parts.path or parts.query or parts.fragment:
            return False
        return not host or name in self._names or _is_address(name)

    def guard(self, app: Flask) -> None:
        """Refuse the rest, on every way in. Call it after Socket.IO has put itself in
        front of the pages: it must not hear what the pages refuse."""
        pages, everything = Flask.wsgi_app.__get__(app), app.wsgi_app

        def guarded(environ: Environ, start_response: Any) -> Iterable[bytes]:
            ours = self.accepts(environ.get("HTTP_HOST", ""))
            answer: WsgiApp = everything if ours else pages
            return answer(environ, start_response)

        outside = ProxyFix(guarded, x_for=1, x_proto=1) if self._proxy else guarded
        app.wsgi_app = outside  # type: ignore[method-assign]
        app.before_request(self._refuse)

    def _refuse(self) -> None:
        if not self.accepts(request.environ.get("HTTP_HOST", "")):
            raise Refusal("error.host")


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
