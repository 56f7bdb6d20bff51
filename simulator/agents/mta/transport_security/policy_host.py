"""A web server with one page: the MTA-STS policy of a domain (RFC 8461 §3.2).

It stands on the machine of the mail server, which needs a name for it in DNS and in its
certificate.
"""

from simulator.agents.driver import Driver
from simulator.agents.machine import Machine
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.http import HttpServer, HttpServerConfig, Request, Response
from simulator.protocols.mta_sts import POLICY_PATH
from simulator.protocols.services import HTTPS


def serve_policy(machine: Machine, policy: str) -> None:
    """Hand out `policy` at the port of HTTPS."""

    def accept(end: End) -> Driver:
        engine = HttpServer(HttpServerConfig(tls=True), machine.clock.now_us)
        page = _OnePage(policy.replace("\n", "\r\n").encode("ascii", "replace"))
        return Driver(machine.clock, end, engine, page, "http.server_idle", tls=True)

    machine.host.listen(HTTPS.port, HTTPS.clear, accept)


class _OnePage:
    """Who answers: one page, and 404 to everything else."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def answer(self, question: Question) -> Answer:
        """The response to one request."""
        assert isinstance(question, Request)
        if question.target != POLICY_PATH or question.method not in ("GET", "HEAD"):
            return Response(404, (("content-type", "text/plain"),), b"Not here\r\n")
        return Response(200, (("content-type", "text/plain"),), self._body)

    def ended(self, clean: bool) -> None:
        """The client left."""
