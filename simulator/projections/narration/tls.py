"""The steps of TLS, whatever is spoken inside: it began, or it could not.

One sentence for a whole handshake; the records that follow are not told, what they
carry is told as ever. No sentence says that modelled TLS protects anything.
"""

from collections.abc import Mapping

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import clip, readable

RFC_OF_TLS: Mapping[str, tuple[str, ...]] = {
    "smtp": ("3207#4",),
    "pop3": ("2595#4",),
    "imap": ("2595#3",),
}

RFC_OF_STRIPPED: Mapping[str, tuple[str, ...]] = {
    "offer": ("3207#6",),
    "command": ("3207#6",),
    "reply": ("3207#4", "3207#6"),
}
"""What a machine on the way wrote over, and where that is written."""


def _completed(event: Event, fact: f.TlsHandshakeCompleted, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    params: dict[str, str | int] = {"client": conn.client, "server": conn.server}
    rfc = ("8314#3",) if fact.implicit else RFC_OF_TLS.get(conn.protocol, ())
    return Draft(
        shape="open",
        protocol=conn.protocol,
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text("say.tls.done", params),
        why=Text("why.tls_done", params),
        head="TLS",
        length=fact.client_octets + fact.server_octets,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=rfc,
    )


def _failed(event: Event, _fact: f.TlsHandshakeFailed, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    heard = "failed" if event.host == conn.server else "not_here"
    other = conn.client if event.host == conn.server else conn.server
    params: dict[str, str | int] = {"host": event.host}
    return Draft(
        shape="fault",
        protocol=conn.protocol,
        source=event.host,
        target=other,
        client=conn.client,
        server=conn.server,
        say=Text("say.tls.failed.client", params),
        why=Text(f"why.tls_{heard}", params),
        head="TLS",
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=RFC_OF_TLS.get(conn.protocol, ()),
    )


def _checked(event: Event, fact: f.TlsCertificateChecked, memory: Memory) -> Draft:
    params = {"name": clip(fact.name), "names": clip(", ".join(fact.names))}
    rfc = ("8461#4.2",)
    return _client_step(event, f"certificate.{fact.result}", params, rfc, memory)


def _missed(event: Event, fact: f.SmtpTlsMissed, memory: Memory) -> Draft:
    params: dict[str, str | int] = {"code": fact.code}
    return _client_step(event, f"missed.{fact.reason}", params, ("3207#6",), memory)


def _replaced(event: Event, fact: f.TcpTextReplaced, memory: Memory) -> Draft:
    """What one machine said, what the other reads, and who made the difference."""
    conn = memory.conn_of(event)
    after = readable(fact.after).rstrip()
    params: dict[str, str | int] = {
        "host": event.host,
        "from": fact.from_host,
        "to": fact.to_host,
        "before": clip(readable(fact.before)),
        "after": clip(after),
    }
    return Draft(
        shape="fault",
        protocol=conn.protocol,
        source=event.host,
        target=fact.to_host,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.tls.stripped.{fact.part}", params),
        why=Text(f"why.tls.stripped.{fact.part}", params),
        head=after.partition(" ")[0],
        length=len(fact.after),
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=RFC_OF_STRIPPED[fact.part],
    )


def _client_step(
    event: Event,
    name: str,
    params: Mapping[str, str | int],
    rfc: tuple[str, ...],
    memory: Memory,
) -> Draft:
    """What a client finds out about the TLS of its server, at its own machine."""
    conn = memory.conn_of(event)
    said: dict[str, str | int] = {
        "client": event.host,
        "server": conn.server,
        **params,
    }
    return Draft(
        shape="local",
        protocol=conn.protocol,
        source=event.host,
        target=event.host,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.tls.{name}", said),
        why=Text(f"why.tls.{name}", said),
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=rfc,
    )


TLS_STEPS: Tellers = {
    f.TlsHandshakeCompleted: _completed,
    f.TlsHandshakeFailed: _failed,
    f.TlsCertificateChecked: _checked,
    f.SmtpTlsMissed: _missed,
    f.TcpTextReplaced: _replaced,
}
