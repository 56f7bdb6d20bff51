"""The steps of DNS: a question, a response, and an answer from the cache.

Datagrams are not told by themselves: a question is told where it arrives, a lost one
where the answer is missed. A response over TCP is told as any other.
"""

from collections.abc import Iterator, Mapping
from typing import Unpack

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import (
    Draft,
    DraftRest,
    Memory,
    RememberedConn,
    Tellers,
)
from simulator.projections.narration.words import clip, first_of
from simulator.projections.shapes.events import BeatShape

ASKS = {"MX": "mx", "A": "a", "AAAA": "aaaa", "PTR": "ptr"}
RFC_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "MX": ("5321#5.1", "1035#3.3.9"),
    "A": ("1035#3.4.1",),
    "PTR": ("1035#3.5",),
}
RFC_OF_ROUTE: Mapping[str, tuple[str, ...]] = {
    "found": ("5321#5.1",),
    "null_mx": ("7505#3",),
    "no_such_domain": ("5321#5.1", "2308#2.1"),
    "no_mail_hosts": ("5321#5.1",),
    "later": ("5321#5.1", "5321#4.5.4.1"),
}
RFC_OF_RESULT: Mapping[str, tuple[str, ...]] = {
    "no_such_domain": ("1035#4.1.1", "2308#2.1"),
    "no_data": ("2308#2.2",),
    "truncated": ("1035#4.2.1", "7766#5"),
}
RFC_OF_CHECK: Mapping[str, tuple[str, ...]] = {
    "dkim": ("6376#3.6.2.1", "6376#6.1.2"),
    "dmarc": ("9989#4.10",),
    "spf": ("7208#4.4",),
}
"""Where the records are that a check of a message asks for."""
SPF_ASKS = ("MX", "A", "AAAA", "PTR")
"""What the terms of a record of SPF ask for."""
CODES = {"SERVFAIL": "servfail", "REFUSED": "refused"}
MARKS = {"no_such_domain": "5", "no_data": "2", "truncated": "3", "found": "2"}
"""That there is no record of a type is an answer, not an error: NOERROR."""

NAME_CHARACTERS_MAX = 28


def _clip(name: str) -> str:
    return clip(name, NAME_CHARACTERS_MAX)


def _datagram(event: Event, fact: f.UdpDatagramSent, memory: Memory) -> None:
    """Who asks whom, to be known when it arrives. No step."""
    if event.conn not in memory.conns and fact.stream == "c":
        near = memory.nearest_conn(event)
        conn = RememberedConn(event.conn, event.host, fact.to_host, fact.to_port, "dns")
        conn.chapter = near.chapter if near is not None else -1
        conn.chapter = memory.pending.get(event.host, conn.chapter)
        memory.conns[event.conn] = conn


def _draft(
    event: Event,
    memory: Memory,
    shape: BeatShape,
    source: str,
    target: str,
    **rest: Unpack[DraftRest],
) -> Draft:
    """A step of the flow or connection of `event`, in the chapter of what made it ask
    if that is the newest, else in one of its own."""
    conn = memory.conn_of(event)
    chapter, new_chapter = conn.chapter, None
    if chapter < 0 or chapter != memory.chapters - 1:
        chapter, new_chapter = memory.lookup_chapter(conn)
    conn.chapter = chapter
    return Draft(
        shape=shape,
        protocol="dns",
        source=source,
        target=target,
        client=conn.client,
        server=conn.server,
        chapter=chapter,
        new_chapter=new_chapter,
        **rest,
    )


def _check(
    fact: f.DnsQueryReceived | f.DnsResponseSent, client: str, memory: Memory
) -> str:
    """Which check of a message a question for TXT records belongs to: keys and policies
    have names of their own, what SPF asks for has not. "": to none."""
    labels = fact.name.lower().split(".")
    if fact.type != "TXT":
        return ""
    if "_domainkey" in labels:
        return "dkim"
    if labels[0] == "_dmarc":
        return "dmarc"
    return "spf" if client in memory.spf else ""


def _asked(event: Event, fact: f.DnsQueryReceived, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    check = _check(fact, conn.client, memory)
    stem = check or ASKS.get(fact.type, "other")
    if fact.reason != "ok":
        stem = "malformed"
    elif conn.command == fact.name:
        stem = "again"
    conn.command = fact.name
    params = _params(fact, conn)
    notes: tuple[Text, ...] = ()
    if not memory.told_root:
        notes = (Text("why.dns.note.no_root"),)
    memory.told_root = True
    if fact.type in SPF_ASKS and conn.client in memory.spf:
        notes += (Text("why.dns.note.spf", {"domain": _clip(memory.spf[conn.client])}),)
    return _draft(
        event,
        memory,
        notes=notes,
        shape="command",
        source=conn.client,
        target=conn.server,
        say=Text(f"say.dns.ask.{stem}", params),
        why=Text(first_of(f"why.dns.ask.{stem}", "why.dns.ask.other"), params),
        head=f"{fact.type}?" if fact.type else "?",
        text=clip(fact.name, 60),
        length=fact.length,
        rfc=RFC_OF_CHECK.get(check) or RFC_OF_TYPE.get(fact.type, ("1035#4.1.2",)),
        spans=fact.spans,
    )


def _params(
    fact: f.DnsQueryReceived | f.DnsResponseSent, conn: RememberedConn
) -> dict[str, str | int]:
    return {
        "client": conn.client,
        "server": conn.server,
        "name": _clip(fact.name),
        "type": fact.type,
        "octets": fact.length,
    }


def _answered(event: Event, fact: f.DnsResponseSent, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    stem = _stem(fact)
    if stem == "other":
        stem = _check(fact, conn.client, memory) or stem
    params = _params(fact, conn) | _details(fact)
    shown = [*fact.answers] or [*fact.authority]
    lines = [f"{name} {kind} {data}" for name, _, kind, data in shown]
    mark = MARKS.get(fact.result, "4" if fact.code == "SERVFAIL" else "5")
    return _draft(
        event,
        memory,
        shape="reply",
        source=conn.server,
        target=conn.client,
        say=Text(f"say.dns.answer.{stem}", params),
        why=Text(first_of(f"why.dns.answer.{stem}", "why.dns.answer.other"), params),
        mark=mark,
        head="TC" if fact.result == "truncated" else fact.code,
        text=clip(lines[0], 60) if lines else "",
        more=tuple(clip(line, 70) for line in lines[1:]),
        length=fact.length,
        rfc=_rfc(fact, stem),
        spans=fact.spans,
        notes=_notes(fact),
    )


def _rfc(fact: f.DnsResponseSent, stem: str) -> tuple[str, ...]:
    if stem == "null_mx":
        return ("7505#3",)
    if stem == "alias":
        return ("1034#3.6.2", "2181#10.3")
    found = RFC_OF_TYPE.get(fact.type, ("1035#4.1.3",))
    return RFC_OF_RESULT.get(fact.result, found if fact.code == "NOERROR" else CODE)


CODE = ("1035#4.1.1",)


def _stem(fact: f.DnsResponseSent) -> str:
    """Which sentence tells this response."""
    if fact.result == "failed":
        return CODES.get(fact.code, "failed")
    if fact.result != "found":
        return fact.result
    mail_hosts = [data for _, _, kind, data in fact.answers if kind == "MX"]
    if [data.partition(" ")[2] for data in mail_hosts] == ["."]:
        return "null_mx"
    if fact.type == "MX" and mail_hosts:
        return "mx_one" if len(mail_hosts) == 1 else "mx_many"
    if fact.type == "A":
        return "alias" if fact.answers[0][2] == "CNAME" else "a"
    return "other"


def _details(fact: f.DnsResponseSent) -> dict[str, str | int]:
    """What the sentences name of the records."""
    wanted = [r for r in fact.answers if r[2] == fact.type]
    first = wanted[0][3] if wanted else ""
    aliases = [r[3].rstrip(".") for r in fact.answers if r[2] == "CNAME"]
    if fact.type == "MX":
        by_rank = sorted(wanted, key=lambda r: int(r[3].partition(" ")[0]))
        best = by_rank[0][3].partition(" ")[2] if by_rank else ""
        first = best.rstrip(".")
    return {
        "n": len(wanted),
        "mx": _clip(first),
        "address": first,
        "target": _clip(aliases[-1]) if aliases else "",
        "code": fact.code,
        "ttl": wanted[0][1] if wanted else 0,
    }


def _notes(fact: f.DnsResponseSent) -> tuple[Text, ...]:
    """What the eye misses: authority, what came along, for how long it holds."""
    notes = []
    if fact.result in ("found", "no_data", "no_such_domain"):
        authority = "with" if "aa" in fact.flags else "without"
        notes.append(Text(f"why.dns.note.{authority}_authority"))
    if any(kind == "A" for _, _, kind, _ in fact.additional):
        notes.append(Text("why.dns.note.additional"))
    if fact.result == "found" and fact.answers:
        ttl_s = min(ttl for _, ttl, _, _ in fact.answers)
        notes.append(Text("why.dns.note.ttl", {"n": ttl_s}))
    if fact.result in ("no_data", "no_such_domain") and fact.authority:
        notes.append(Text("why.dns.note.negative", {"n": fact.authority[0][1]}))
    if fact.type == "A" and any(r[2] == "CNAME" for r in fact.answers):
        notes.append(Text("why.dns.note.alias"))
    return tuple(notes)


def _timed_out(event: Event, fact: f.DnsQueryTimedOut, memory: Memory) -> Draft:
    stem = "last" if fact.last else "again"
    params: dict[str, str | int] = {
        "client": event.host,
        "server": fact.server,
        "name": _clip(fact.name),
        "n": fact.attempt,
    }
    return _draft(
        event,
        memory,
        shape="fault",
        source=event.host,
        target=fact.server,
        say=Text(f"say.dns.timeout.{stem}", params),
        why=Text(f"why.dns.timeout.{stem}", params),
        next=Text("next.dns.timeout") if fact.last else None,
        rfc=("1035#4.2.1", "1123#6.1.3.3"),
        lost=True,
    )


def _unreachable(
    event: Event, fact: f.IcmpUnreachableSent, memory: Memory
) -> Draft | None:
    """A late answer that nobody waits for any more is no news."""
    conn = memory.conn_of(event)
    if event.host != conn.server:
        return None
    params: dict[str, str | int] = {"client": conn.client, "server": conn.server}
    return _draft(
        event,
        memory,
        shape="fault",
        source=conn.server,
        target=conn.client,
        say=Text("say.dns.unreachable", params | {"port": str(fact.port)}),
        why=Text("why.dns.unreachable", params | {"port": str(fact.port)}),
        rfc=("1122#4.1.3.1",),
        lost=fact.lost,
    )


def _remembered(event: Event, fact: f.DnsCacheAnswered, memory: Memory) -> Draft:
    stem = "found" if fact.result == "found" else "negative"
    params: dict[str, str | int] = {
        "host": event.host,
        "name": _clip(fact.name),
        "type": fact.type,
        "n": fact.ttl_s,
    }
    lines = [f"{kind} {data}" for _, _, kind, data in fact.answers]
    return Draft(
        shape="local",
        protocol="dns",
        source=event.host,
        target=event.host,
        say=Text(f"say.dns.cache.{stem}", params),
        why=Text(f"why.dns.cache.{stem}", params),
        text=clip(lines[0], 60) if lines else "",
        more=tuple(clip(line, 70) for line in lines[1:]),
        chapter=memory.chapter,
        rfc=("2308#5",) if stem == "negative" else ("1034#3.6", "1034#5.3.3"),
    )


def _routed(event: Event, fact: f.MailRouteFound, memory: Memory) -> Draft:
    stem = fact.result
    if stem == "found":
        stem = "found_one" if len(fact.hosts) == 1 else "found_many"
        stem = "implicit" if fact.implicit else stem
    first = fact.hosts[0] if fact.hosts else (0, "", "")
    params: dict[str, str | int] = {
        "server": event.host,
        "name": _clip(fact.domain),
        "n": len(fact.hosts),
        "mx": _clip(first[1]),
        "address": first[2],
    }
    equal = [h for h in fact.hosts if h[0] == first[0]]
    notes = []
    if len(equal) > 1:
        notes.append(Text("why.route.note.equal", {"n": len(equal)}))
    if fact.dropped:
        dropped = _clip(", ".join(fact.dropped))
        notes.append(Text("why.route.note.dropped", {"name": dropped}))
    return Draft(
        shape="local" if fact.result == "found" else "fault",
        protocol="dns",
        source=event.host,
        target=event.host,
        say=Text(f"say.route.{stem}", params),
        why=Text(f"why.route.{stem}", params),
        next=Text("next.route") if fact.result == "no_such_domain" else None,
        text=", ".join(f"{name} ({rank})" for rank, name, _ in fact.hosts[:4]),
        chapter=memory.chapter,
        rfc=RFC_OF_ROUTE[fact.result],
        notes=tuple(notes),
    )


def _edited(
    event: Event, fact: f.DnsRecordPublished | f.DnsRecordWithdrawn, memory: Memory
) -> Draft:
    """Somebody who runs a zone adds a record or takes one out."""
    stem = "published" if isinstance(fact, f.DnsRecordPublished) else "withdrawn"
    params: dict[str, str | int] = {
        "host": event.host,
        "name": _clip(fact.name),
        "type": fact.type,
        "value": clip(fact.value, 60),
    }
    return Draft(
        shape="local",
        protocol="dns",
        source=event.host,
        target=event.host,
        say=Text(f"say.dns.{stem}", params),
        why=Text(f"why.dns.{stem}", params),
        text=clip(f"{fact.type} {fact.value}", 60),
        notes=tuple(_edit_notes(fact)),
        chapter=memory.chapter,
        rfc=("1035#5.1", "1034#3.6"),
    )


def _edit_notes(fact: f.DnsRecordPublished | f.DnsRecordWithdrawn) -> Iterator[Text]:
    """How many there are of the kind, and who still remembers what was."""
    if fact.count:
        said: dict[str, str | int] = {"n": fact.count, "type": fact.type}
        yield Text("why.dns.note.count", said | {"name": _clip(fact.name)})
    if isinstance(fact, f.DnsRecordPublished):
        stem = "remembered" if fact.ttl_s else "not_remembered"
        yield Text(f"why.dns.note.{stem}", {"n": fact.ttl_s})


DNS_STEPS: Tellers = {
    f.UdpDatagramSent: _datagram,
    f.DnsQueryReceived: _asked,
    f.DnsResponseSent: _answered,
    f.DnsQueryTimedOut: _timed_out,
    f.IcmpUnreachableSent: _unreachable,
    f.DnsCacheAnswered: _remembered,
    f.DnsRecordPublished: _edited,
    f.DnsRecordWithdrawn: _edited,
    f.MailRouteFound: _routed,
}
