"""What a spy on the cable sees of the same session, said in the clear, with STARTTLS
and inside TLS from the first octet.

A scenario with a machine that only listens is played to the end of its demonstration;
each connection that passes that machine is one way. What is shown are the octets of the
wire, flight by flight, as the journal has them: nothing is made up for the page. What
leaks is found by looking for it in those octets.
"""

from collections.abc import Iterator

from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.shapes.comparison import (
    EavesdroppingPage,
    Leak,
    OverheardFlight,
    OverheardSession,
)
from simulator.scenario import Scenario

TEXT_CHARACTERS_MAX = 400
"""Of one flight; a longer one is cut."""

LEAKS = ("server_name", "client_name", "password", "recipient", "message")
"""What one would like to know, in the order in which a session says it."""


def eavesdropping_page(scenario: Scenario) -> EavesdroppingPage:
    """For the page; without sessions nobody listens in that scenario."""
    spy = next((h for h in scenario.hosts if h.wiretap), None)
    if spy is None or spy.wiretap is None or spy.wiretap.strips != "nothing":
        return EavesdroppingPage(names=(), sessions=())
    lab = Lab(scenario, 1)
    lab.open()
    for act in scenario.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    ends = {*spy.wiretap.between}
    listened = [
        event
        for event in lab.journal
        if isinstance(event.fact, f.TcpConnectionOpened)
        and {event.host, event.fact.server} <= ends
    ]
    return EavesdroppingPage(
        names=tuple(dict.fromkeys(_names(lab.journal))),
        sessions=tuple(_session(lab.journal, event) for event in listened),
    )


def _names(journal: Journal) -> Iterator[str]:
    """What was asked of DNS, which goes in the clear whatever comes after."""
    for event in journal:
        if isinstance(event.fact, f.DnsQueryReceived):
            yield event.fact.name


def _session(journal: Journal, opened: Event) -> OverheardSession:
    conn = opened.conn
    assert isinstance(opened.fact, f.TcpConnectionOpened)
    events = [event for event in journal if event.conn == conn]
    tls = next(
        (e.fact for e in events if isinstance(e.fact, f.TlsHandshakeCompleted)), None
    )
    flights = tuple(_flights(journal, events, opened.at_us))
    wire = b"".join(journal.stream(f"{conn}.{key}").read() for key in "cs")
    return OverheardSession(
        tls="none" if tls is None else "implicit" if tls.implicit else "started",
        port=opened.fact.server_port,
        flights=flights,
        octets=sum(flight.octets for flight in flights),
        leaks=tuple(_leaks(events, wire)),
    )


def _flights(
    journal: Journal, events: list[Event], since_us: int
) -> Iterator[OverheardFlight]:
    """What left for the first time, with what can be read of it."""
    for event in events:
        fact = event.fact
        if isinstance(fact, f.TcpFlightSent) and fact.length and fact.attempt == 1:
            stream = journal.stream(f"{event.conn}.{fact.stream}")
            octets = stream.read(fact.offset, fact.length)
            yield OverheardFlight(
                at_ms=(event.at_us - since_us) // 1_000,
                by="client" if fact.stream == "c" else "server",
                octets=fact.length,
                text=_readable(octets),
            )


def _readable(octets: bytes) -> str:
    """The text of lines; "" for what is no text."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    plain = all(each.isprintable() or each in "\r\n\t" for each in text)
    return text.replace("\r\n", "\n")[:TEXT_CHARACTERS_MAX] if plain else ""


def _leaks(events: list[Event], wire: bytes) -> Iterator[Leak]:
    """What the server heard, and whether it stands in the octets of the wire."""
    heard: dict[str, str] = {}
    for event in events:
        fact = event.fact
        if isinstance(fact, f.SmtpCommandReceived):
            name = {"EHLO": "client_name", "AUTH": "password", "RCPT": "recipient"}
            if fact.verb in name:
                said = fact.argument.rpartition(" ")[2] or fact.argument
                heard.setdefault(name[fact.verb], said)
        elif isinstance(fact, f.SmtpReplySent) and not fact.verb:
            heard.setdefault("server_name", fact.lines[0].partition(" ")[0])
        elif isinstance(fact, f.SmtpContentReceived):
            body = fact.octets.rstrip("\r\n").rpartition("\r\n\r\n")[2]
            heard.setdefault("message", body)
    for what in LEAKS:
        if what in heard:
            yield Leak(what=what, read=heard[what].strip().encode() in wire)
