"""The name server of one host: datagrams and connections in, answers out.

What it answers is decided in `protocols/dns/server.py`. Here are its connections, the
time an answer takes, and, where it is recursive, what it asks others. Malformed
queries are answered with a format error; what is not a query is not answered.
"""

from collections.abc import Callable

import dns.rcode
import dns.rrset

from simulator.agents.dns.resolver import Resolver
from simulator.agents.machine import Machine
from simulator.journal import inline
from simulator.journal.facts import DnsQueryReceived, DnsResponseSent
from simulator.net import End, Flow
from simulator.protocols.dns import (
    LookupResult,
    NameServer,
    NameServerConfig,
    framed,
    read,
    zone_of,
)
from simulator.protocols.dns.messages import (
    DnsMessage,
    flags_of,
    parse_name,
    parts,
    question_of,
    records_of,
)
from simulator.protocols.dns.server import Decision, wire
from simulator.protocols.services import DNS

SendResponse = Callable[[bytes], object]
"""Puts the octets of a response on the wire."""


class NameServerAgent:
    """Serves `config.zones` on the DNS port of `machine`."""

    def __init__(self, machine: Machine, config: NameServerConfig) -> None:
        self.machine = machine
        self.config = config
        zones = tuple(zone_of(zone) for zone in config.zones)
        self.engine = NameServer(zones, config.recursive, tuple(config.elsewhere))
        self._others = Resolver(machine, self._server_for)
        machine.host.take_datagrams(DNS.port, self._datagram)
        machine.host.listen(DNS.port, DNS.name, lambda end: _Stream(self, end))

    def _server_for(self, name: str) -> str:
        """Host id of the name server of a name outside our zones; "" if unknown."""
        labels = name.lower().split(".")
        for at in range(len(labels)):
            server = self.config.elsewhere.get(".".join(labels[at:]))
            if server:
                return server
        return ""

    def _datagram(self, flow: Flow, offset: int, data: bytes) -> None:
        self.serve(flow.name, "udp", offset, data, flow.answer)

    def serve(
        self, conn: str, transport: str, offset: int, data: bytes, send: SendResponse
    ) -> None:
        """Read a query and answer it after a while; `send` puts octets on the wire."""
        machine = self.machine
        message = read(data)
        machine.record(_received_fact(message, data, offset, transport), conn)
        decision = self.engine.decide(data)
        response = decision.response
        if response is None:
            return

        def reply() -> None:
            if "dns" not in machine.host.stopped:
                self._reply(conn, transport, decision, response, send)

        def answer() -> None:
            if decision.recurse:
                self._recurse(response, reply)
            else:
                reply()

        machine.clock.after(self.config.think_us, machine.host.later(answer))

    def _recurse(self, response: DnsMessage, reply: Callable[[], None]) -> None:
        """Ask another name server first; its answer is passed on without authority."""
        question = question_of(response)
        assert question is not None

        def heard(answer: LookupResult) -> None:
            _fill(response, answer)
            reply()

        self._others.ask(question, heard)

    def _reply(
        self,
        conn: str,
        transport: str,
        decision: Decision,
        response: DnsMessage,
        send: SendResponse,
    ) -> None:
        data = wire(decision.query, response, transport)
        stream = self.machine.stream(f"{conn}.s")
        offset = stream.length + (2 if transport == "tcp" else 0)
        self.machine.record(_sent_fact(response, data, offset, transport), conn)
        send(data)


class _Stream:
    """DNS over a connection: each message after two octets of length (RFC 7766 §8)."""

    def __init__(self, server: NameServerAgent, end: End) -> None:
        self._server = server
        self._end = end
        self._buffer = b""
        self._taken = 0

    def opened(self) -> None:
        """The client speaks first."""

    def received(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= 2:
            length = int.from_bytes(self._buffer[:2], "big")
            if len(self._buffer) < 2 + length:
                return
            message, self._buffer = (
                self._buffer[2 : 2 + length],
                self._buffer[2 + length :],
            )
            offset = self._taken + 2
            self._taken = offset + length
            self._server.serve(self._end.conn.name, "tcp", offset, message, self._send)

    def _send(self, data: bytes) -> None:
        if not self._end.closing:
            self._end.send(framed(data))

    def ended(self) -> None:
        self._end.close()

    def lost(self, reason: str) -> None:
        """The client is gone; the answer is not sent."""

    def vanish(self) -> None:
        """The name server is gone; its answer is not sent."""


def _fill(response: DnsMessage, answer: LookupResult) -> None:
    """Put into `response` what others said (RFC 1034 §5.3.3)."""
    theirs = read(answer.data)
    if answer.result in ("failed", "unreachable", "timed_out") or theirs is None:
        response.set_rcode(dns.rcode.SERVFAIL)
        return
    response.set_rcode(theirs.rcode())
    response.answer = [
        dns.rrset.from_text(parse_name(name), ttl_s, "IN", rdtype, data)
        for name, ttl_s, rdtype, data in answer.records
    ]
    response.authority = theirs.authority
    response.additional = theirs.additional


def _received_fact(
    message: DnsMessage | None, data: bytes, offset: int, transport: str
) -> DnsQueryReceived:
    question = question_of(message) if message is not None else None
    return DnsQueryReceived(
        octets=inline(data),
        stream="c",
        offset=offset,
        length=len(data),
        transport=transport,
        id=int.from_bytes(data[:2], "big"),
        name=question.name if question else "",
        type=question.type if question else "",
        flags=flags_of(message) if message is not None else (),
        reason="ok" if message is not None else "malformed",
        spans=parts(data) if message is not None else (),
    )


def _sent_fact(
    response: DnsMessage, data: bytes, offset: int, transport: str
) -> DnsResponseSent:
    question = question_of(response)
    return DnsResponseSent(
        octets=inline(data),
        stream="s",
        offset=offset,
        length=len(data),
        transport=transport,
        id=response.id,
        name=question.name if question else "",
        type=question.type if question else "",
        flags=flags_of(response),
        code=dns.rcode.to_text(response.rcode()),
        result=result_of(response),
        answers=records_of(response.answer),
        authority=records_of(response.authority),
        additional=records_of(response.additional),
        spans=parts(data),
    )


def result_of(response: DnsMessage) -> str:
    """found, no_data, no_such_domain, truncated or failed."""
    if "tc" in flags_of(response):
        return "truncated"
    rcode = response.rcode()
    if rcode == dns.rcode.NXDOMAIN:
        return "no_such_domain"
    if rcode != dns.rcode.NOERROR:
        return "failed"
    question = question_of(response)
    kinds = {record[2] for record in records_of(response.answer)}
    found = question is not None and (question.type in kinds or question.type == "ANY")
    return "found" if found else "no_data"
