"""The steps of TLS, whatever is spoken inside: it began, or it could not.

One sentence for a whole handshake; the records that follow are not told, what they
carry is told as ever. No sentence says that modelled TLS protects anything.
"""

from collections.abc import Mapping

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory, Tellers

RFC_OF_TLS: Mapping[str, tuple[str, ...]] = {
    "smtp": ("3207#4",),
    "pop3": ("2595#4",),
    "imap": ("2595#3",),
}


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


TLS_STEPS: Tellers = {
    f.TlsHandshakeCompleted: _completed,
    f.TlsHandshakeFailed: _failed,
}
