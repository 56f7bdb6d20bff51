"""HTTP/1.1 between a browser and a webmail (RFC 9110, RFC 9112)."""

from simulator.protocols.http.client import HttpClient
from simulator.protocols.http.questions import (
    Arrived,
    Fetch,
    Fields,
    Request,
    Response,
    Seen,
)
from simulator.protocols.http.server import HttpServer, HttpServerConfig

__all__ = [
    "Arrived",
    "Fetch",
    "Fields",
    "HttpClient",
    "HttpServer",
    "HttpServerConfig",
    "Request",
    "Response",
    "Seen",
]
