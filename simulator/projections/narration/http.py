"""The steps of a browser and a webmail: requests, responses, pages shown.

The password in the form is read aloud on purpose, as PASS's is: without TLS anybody on
the wire reads it. HTML is not read here.
"""

from collections.abc import Mapping

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import (
    Draft,
    Memory,
    RememberedConn,
    Tellers,
)
from simulator.projections.narration.words import clip, first_of, lines_of, readable

PHASES: Mapping[str, str] = {
    "": "door",
    "login": "door",
    "logout": "leave",
    "letter": "read",
    "folder": "list",
    "write": "send",
    "send": "send",
}
"""First word of a target to the phase it belongs to; others change something."""

RFC_OF_STATUS: Mapping[int, str] = {
    200: "9110#15.3.1",
    303: "9110#15.4.4",
    400: "9110#15.5.1",
    403: "9110#15.5.4",
    404: "9110#15.5.5",
    405: "9110#15.5.6",
    413: "9110#15.5.14",
    501: "9110#15.6.2",
    502: "9110#15.6.3",
}

KINDS = ("failed", "good", "good", "elsewhere", "wrong", "failed")
"""By the first digit of a status code (RFC 9110 §15)."""

STATUS_CODES = frozenset(("200", "303", "403", "404", "502"))
"""Those with a sentence of their own; `403` and kin are keys of the catalogue."""


def _first(target: str) -> str:
    return target.partition("?")[0].strip("/").split("/")[0]


def _is_policy(target: str) -> bool:
    """Whether it is that of MTA-STS that is asked for (RFC 8461 §3.2)."""
    return target == "/.well-known/mta-sts.txt"


def _ends(conn: RememberedConn) -> dict[str, str | int]:
    return {"client": conn.client, "server": conn.server}


def _request(event: Event, fact: f.HttpRequestReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    memory.asked_imap.discard(conn.server)
    word = "policy" if _is_policy(fact.target) else _first(fact.target)
    conn.phase = PHASES.get(word, "change") if fact.method else conn.phase
    head, *rest = lines_of(fact.octets) or [""]
    cut = len(fact.method)
    params = _ends(conn) | {
        "target": clip(readable(fact.target), 34),
        "octets": fact.content_length,
    }
    name = f"{fact.method.lower()}.{word or 'door'}" if fact.method else "broken"
    fallback = f"say.http.ask.{fact.method.lower()}.other"
    last = fallback if fact.method in ("GET", "POST") else "say.http.ask.other"
    return Draft(
        shape="command",
        protocol="http",
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(first_of(f"say.http.ask.{name}", last), params),
        why=Text(first_of(f"why.http.ask.{name}", "why.http.ask.other"), params),
        head=head[:cut],
        text=head[cut:],
        more=tuple(rest),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("9110#9.3.3" if fact.method == "POST" else "9110#9.3.1",),
        spans=fact.spans,
    )


def _response(event: Event, fact: f.HttpResponseSent, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    head, *rest = lines_of(fact.octets) or [""]
    params = _ends(conn) | {
        "code": fact.status,
        "octets": fact.content_length,
        "location": clip(readable(fact.location), 34),
    }
    kind = KINDS[fact.status // 100]
    name = str(fact.status)
    if name not in STATUS_CODES:
        name = kind
    why = f"{name}_imap" if name == "200" and conn.server in memory.asked_imap else name
    say = name
    if name == "200" and _is_policy(fact.target):
        say = why = "policy"
    version, _, told = head.partition(" ")
    return Draft(
        shape="reply",
        protocol="http",
        source=conn.server,
        target=conn.client,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.http.reply.{say}", params),
        why=Text(f"why.http.reply.{why}", params),
        mark=str(fact.status)[:1],
        head=version,
        text=f" {told}",
        more=tuple(rest),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=(RFC_OF_STATUS.get(fact.status, "9110#15"),),
        spans=fact.spans,
        lost=not memory.reaches(conn.server, conn.client),
    )


def _shown(event: Event, fact: f.BrowserPageShown, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    params = _ends(conn) | {"host": event.host, "address": clip(fact.address, 44)}
    name = "none" if fact.problem else "page" if fact.status == 200 else "problem"
    return Draft(
        shape="fault" if fact.problem else "local",
        protocol="http",
        source=event.host,
        target=event.host,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.http.shown.{name}", params),
        why=Text(f"why.http.shown.{name}", params),
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("9110#3.5",),
    )


HTTP_STEPS: Tellers = {
    f.HttpRequestReceived: _request,
    f.HttpResponseSent: _response,
    f.BrowserPageShown: _shown,
}
