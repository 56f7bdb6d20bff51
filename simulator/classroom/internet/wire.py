"""What crosses the wires of a world of roles, line by line, and who may see it.

A machine sees what it says and hears. A spy at its cable sees the same octets, but
what is inside TLS is only their number. It refuses to guess: whatever has no line here
is on nobody's page.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.projections.shapes.class_tasks.internet import (
    DeviceLeak,
    DeviceLine,
    LineKind,
)

OCTETS_MAX = 2_000
"""Of what is said at once, so many are shown."""
MINUTE_US = 60_000_000

Leaked = Literal["domain", "sender", "recipient", "letter"]
Tells = Leaked | Literal[""]

_ASKED = f.SmtpCommandReceived | f.SmtpContentReceived | f.Pop3CommandReceived
_ANSWERED = f.SmtpReplySent | f.Pop3ResponseSent
_TELLS: dict[str, Tells] = {"MAIL": "sender", "RCPT": "recipient"}


class WireLine(NamedTuple):
    """`secret`: it crossed inside TLS. `tells`: what a spy learns who reads it."""

    seq: int
    line: DeviceLine
    secret: bool = False
    tells: Tells = ""


def lines_in(journal: Journal, start: int, end: int) -> Iterator[WireLine]:
    """Of the events from `start` to before `end`; connections begin among them."""
    clients: dict[str, str] = {}
    for seq in range(start, end):
        event = journal[seq]
        if event.conn and isinstance(event.fact, f.TcpFlightSent | f.UdpDatagramSent):
            clients.setdefault(event.conn, event.host)
        client = clients.get(event.conn, event.host)
        line = _line(event, client, journal)
        if line is not None:
            yield line


def for_device(
    lines: Iterable[WireLine], hosts: Collection[str], tapped: Collection[str]
) -> list[WireLine]:
    """Those that cross the wires of `hosts`, and of `tapped` as their spy sees them."""
    found = []
    for each in lines:
        ends = (each.line.came, each.line.to)
        if any(end in hosts for end in ends):
            found.append(each)
        elif ends[0] != ends[1] and any(end in tapped for end in ends):
            found.append(_covered(each) if each.secret else each)
    return found


def leaks(lines: Iterable[WireLine], tapped: Collection[str]) -> tuple[DeviceLeak, ...]:
    """What a spy learned from these lines, in the order in which it crossed."""
    found: dict[Leaked, bool] = {}
    for each in lines:
        line = each.line
        if each.tells and (line.came in tapped or line.to in tapped):
            found[each.tells] = found.get(each.tells, False) or not each.secret
    return tuple(DeviceLeak(what=w, read=r) for w, r in found.items())


def _covered(each: WireLine) -> WireLine:
    line = each.line
    return each._replace(line=_told("covered", line.came, line.to, "", line.octets))


def _line(event: Event, client: str, journal: Journal) -> WireLine | None:
    fact, host, seq = event.fact, event.host, event.seq
    if isinstance(fact, _ASKED | _ANSWERED):
        ends = (client, host) if isinstance(fact, _ASKED) else (host, client)
        heard = journal.octets_of(event, fact.offset, min(fact.length, OCTETS_MAX))
        told = _told("said", *ends, _text(heard), fact.length)
        return WireLine(seq, told, fact.stream.startswith("t"), _tells(fact))
    match fact:
        case f.DnsQueryReceived():
            asked = f"{fact.name} {fact.type}?"
            said = _told("said", client, host, asked, fact.length)
            return WireLine(seq, said, tells="domain")
        case f.DnsResponseSent():
            said = _told("said", host, client, answer_of(fact), fact.length)
            return WireLine(seq, said)
        case f.TlsHandshakeCompleted():
            octets = fact.client_octets + fact.server_octets
            return WireLine(seq, _told("tls", client, host, "", octets))
        case f.TcpConnectionRefused():
            return WireLine(seq, _told("refused", host, fact.server, "", 0))
        case f.QueueAttemptDeferred():
            minutes = (fact.next_at_us - event.at_us) // MINUTE_US
            return WireLine(seq, _told("waits", host, host, f"{minutes}", 0))
        case f.MessageComposed():
            told = _told("written", host, host, fact.subject, fact.length)
            return WireLine(seq, told)
        case f.MessageDelivered():
            return WireLine(seq, _told("stored", host, host, fact.mailbox, fact.length))
        case f.MessageCollected():
            text = f"{fact.header_from} · {fact.subject}"
            return WireLine(seq, _told("collected", host, host, text, fact.length))
        case _:
            return None


def _tells(fact: _ASKED | _ANSWERED) -> Tells:
    if isinstance(fact, f.SmtpContentReceived):
        return "letter"
    return _TELLS.get(fact.verb, "") if isinstance(fact, f.SmtpCommandReceived) else ""


def answer_of(fact: f.DnsResponseSent) -> str:
    """A line for each record, as `record` writes them, or the code of a failure."""
    answers = [record(name, kind, data) for name, _, kind, data in fact.answers]
    return "\n".join(answers) or fact.code


def record(name: str, kind: str, data: str) -> str:
    """One record of DNS, without TTL and last dots."""
    return f"{name} {kind} {data}".removesuffix(".")


def _text(octets: bytes) -> str:
    return octets.decode(errors="replace").replace("\r\n", "\n").rstrip("\n")


def _told(
    kind: LineKind,
    came: str,
    to: str,
    text: str,
    octets: int,
) -> DeviceLine:
    return DeviceLine(kind=kind, came=came, to=to, text=text, octets=octets)
