"""One message in several eras: what went over the wires, and what each era added.

Every era is a variant of one scenario, and its demonstration is played. What is new is
told by what a line is (a verb with its parameters, a keyword, a field, a question of
DNS), never by what it says: another queue name is no progress.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.shapes.comparison import (
    Era,
    EraLine,
    ErasPage,
    EraTalk,
    LineKind,
)
from simulator.protocols.services import DNS
from simulator.scenario import Scenario

ERAS = "cuatro-epocas"
"""The scenario whose variants are eras."""

_PARAMETER = re.compile(r" ([A-Z0-9-]+)=")
_WITH = re.compile(r"\bwith (\w+)")

_Line = tuple[LineKind, str, str]
"""Kind, text, and what it is."""


@dataclass(slots=True)
class _Talk:
    client: str
    server: str
    port: int
    lines: list[_Line] = field(default_factory=list)


def eras_page(scenario: Scenario) -> ErasPage:
    """All eras of `scenario`: its variants, and as the newest it is itself."""
    known: set[str] = set()
    eras = [
        _era(variant.id, scenario.varied(variant), known)
        for variant in scenario.variants
    ]
    eras.append(_era(scenario.epoch[:4], scenario, known))
    hosts = {host.id: host.label for host in scenario.hosts}
    return ErasPage(hosts=hosts, eras=tuple(eras))


def _era(year: str, scenario: Scenario, known: set[str]) -> Era:
    lab = Lab(scenario, 1)
    lab.open()
    for act in scenario.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    talks = _talks(lab.journal)
    first = not known
    seen = known | {""}
    told = tuple(_told(talk, seen, first) for talk in talks)
    for talk in talks:
        known |= {what for _, _, what in talk.lines} | {f"port {talk.port}"}
    added = sum(1 for talk in told for line in talk.lines if line.new)
    return Era(year=year, scenario=scenario.name, talks=told, added=added)


def _told(talk: _Talk, seen: set[str], first: bool) -> EraTalk:
    """`first`: of all eras, in which nothing counts as new."""
    return EraTalk(
        client=talk.client,
        server=talk.server,
        port=talk.port,
        lines=tuple(
            EraLine(kind=kind, text=text, new=(not first and what not in seen) or None)
            for kind, text, what in talk.lines
        ),
        new_port=(not first and f"port {talk.port}" not in seen) or None,
    )


def _talks(journal: Journal) -> list[_Talk]:
    """Connections and questions of DNS, in the order in which they began."""
    talks: dict[str, _Talk] = {}
    for event in journal:
        fact = event.fact
        if isinstance(fact, f.TcpConnectionOpened):
            talk = _Talk(event.host, fact.server, fact.server_port)
            talks[event.conn] = talk
        elif isinstance(fact, f.DnsLookupEnded):
            talk = talks.setdefault(f"dns/{event.host}", _Talk(event.host, DNS.name, 0))
            talk.lines += [line for line in _lookup(fact) if line not in talk.lines]
        elif event.conn in talks:
            talks[event.conn].lines += _lines(journal, event)
    return list(talks.values())


def _lookup(fact: f.DnsLookupEnded) -> Iterator[_Line]:
    asked = f"{fact.name} {fact.type}"
    answers = [data for name, _, kind, data in fact.answers if kind == fact.type]
    for answer in answers or ["-"]:
        yield "dns", f"{asked} → {answer}", f"dns {asked}"


def _lines(journal: Journal, event: Event) -> Iterator[_Line]:
    match event.fact:
        case f.SmtpCommandReceived(verb=verb, octets=octets):
            named = " ".join(sorted(_PARAMETER.findall(octets)))
            yield "command", octets.rstrip("\r\n"), f"{verb} {named}"
        case f.SmtpReplySent() as reply:
            yield from _reply(reply)
        case f.SmtpContentReceived(stream=stream, offset=offset, length=length):
            wire = journal.streams[f"{event.conn}.{stream}"].read(offset, length)
            yield from _content(wire.decode("utf-8", "replace"))
        case f.TlsHandshakeCompleted(implicit=implicit):
            yield "tls", "", f"tls {implicit}"
        case f.TlsCertificateChecked(result=result, name=name):
            yield "check", f"certificate={result} ({name})", "check certificate"
        case f.MessageAuthenticated(results=results):
            for method, result, name in results:
                yield "check", f"{method}={result} ({name})", f"check {method}"


def _reply(reply: f.SmtpReplySent) -> Iterator[_Line]:
    lines = reply.octets.removesuffix("\r\n").split("\r\n")
    for number, line in enumerate(lines):
        what = f"{reply.verb} {reply.code} {bool(reply.enhanced)}"
        if reply.verb == "EHLO" and number:
            what = f"keyword {line[4:].split()[0]}"
        elif not reply.verb:
            what = f"greeting {'ESMTP' in line}"
        yield "reply", line, what


def _content(wire: str) -> Iterator[_Line]:
    """Field by field: a line that begins with a space belongs to the one before."""
    head, _, body = wire.partition("\r\n\r\n")
    for entry in re.split(r"\r\n(?![ \t])", head):
        name = entry.partition(":")[0]
        way = _WITH.search(entry) if name == "Received" else None
        what = f"field {name} {way[1] if way else ''}"
        for line in entry.split("\r\n"):
            yield "header", line, what
    yield "body", "", ""
    for line in body.removesuffix("\r\n").split("\r\n"):
        yield "body", line, ""
