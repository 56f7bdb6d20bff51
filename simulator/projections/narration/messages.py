"""Messages between and around their journeys: composed, delivered, collected, refused.

What another sentence has said is not told again: that a server accepted a message is
told by its 250, a whole success by the steps that led to it.
"""

import re

import msgspec

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.message_names import queue_name
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import (
    SUBJECT_CHARACTERS_MAX,
    clip,
    decoded,
    first_of,
    person_of,
    readable,
)
from simulator.projections.shapes.model import Chapter

_REPORT = re.compile(r"^content-type:\s*multipart/report\b", re.I | re.M)


def _composed(event: Event, fact: f.MessageComposed, memory: Memory) -> Draft:
    person = person_of(readable(fact.reverse_path))
    chapter, new_chapter = memory.begin_chapter("compose", "smtp", person=person)
    memory.pending[event.host] = chapter
    subject = clip(decoded(fact.subject).strip(), SUBJECT_CHARACTERS_MAX)
    count = len(fact.forward_paths)
    name = ("" if subject else "bare_") + ("one" if count == 1 else "many")
    params: dict[str, str | int] = {
        "person": person,
        "subject": subject,
        "n": count,
        "path": clip(readable(fact.forward_paths[0])) if count else "",
    }
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.composed.{name}", params),
        why=Text("why.composed"),
        length=fact.length,
        chapter=chapter,
        new_chapter=new_chapter,
        rfc=("5322#2.1",),
    )


def _delivered(event: Event, fact: f.MessageDelivered, memory: Memory) -> Draft | None:
    if not fact.added:
        return None
    message = queue_name(fact.message) or fact.message
    name = "more" if message in memory.delivered else "first"
    memory.delivered.add(message)
    conn = memory.conns.get(event.conn) or memory.nearest_conn(event)
    new_chapter: Chapter | None = None
    if conn is None:
        chapter, new_chapter = memory.begin_chapter("delivery", "local")
    else:
        chapter = conn.chapter
    params: dict[str, str | int] = {
        "server": event.host,
        "mailbox": clip(readable(fact.mailbox)),
    }
    notes: tuple[Text, ...] = ()
    if not isinstance(fact.junk_folder, msgspec.UnsetType):
        name = "junk_kept" if fact.junk_folder == "INBOX" else "junk"
        params["folder"] = clip(readable(fact.junk_folder))
        if message in memory.marked:
            results: dict[str, str | int] = {"results": memory.marked[message]}
            notes = (Text("why.delivered.results", results),)
    elif not fact.reverse_path:
        name = _without_sender(message, fact, memory)
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.delivered.{name}", params),
        why=Text(f"why.delivered.{name}", params),
        notes=notes,
        length=fact.length,
        chapter=chapter,
        new_chapter=new_chapter,
        rfc=("5321#4.4",),
    )


def _without_sender(message: str, fact: f.MessageDelivered, memory: Memory) -> str:
    """Which sentence delivers a message with a null reverse-path: anybody may send one,
    only a notice is called a notice."""
    written = memory.actions.get(message)
    if written is not None:
        return "notice" if written.action == "failed" else "report"
    header = fact.octets.partition("\r\n\r\n")[0]
    return "report" if _REPORT.search(header) else "null_sender"


def _collected(event: Event, fact: f.MessageCollected, memory: Memory) -> Draft:
    conn = memory.conn_of(event)
    subject = clip(decoded(fact.subject).strip(), SUBJECT_CHARACTERS_MAX)
    params: dict[str, str | int] = {"client": event.host, "subject": subject}
    kind = "titled" if subject else "bare"
    copy = (event.host, fact.subject, fact.header_from, fact.length)
    again = conn.protocol == "pop3" and not fact.unique_id and copy in memory.collected
    memory.collected.add(copy)
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        client=conn.client,
        server=conn.server,
        say=Text(f"say.collected.{kind}{'_again' if again else ''}", params),
        why=Text(
            f"why.collected{'_again' if again else ''}",
            params | {"server": conn.server},
        ),
        length=fact.length,
        phase=conn.phase,
        chapter=conn.chapter,
        rfc=("3501#6.4.5",) if conn.protocol == "imap" else ("1939#5",),
    )


def _discarded(event: Event, _fact: f.MessageDiscarded, memory: Memory) -> Draft:
    params: dict[str, str | int] = {"client": event.host}
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text("say.discarded", params),
        why=Text("why.discarded", params),
        chapter=memory.chapter,
        rfc=("1939#8",),
    )


def _ended(event: Event, fact: f.SmtpTransactionEnded, memory: Memory) -> Draft | None:
    conn = memory.conns.get(event.conn)
    left_out = len(fact.refused) + len(fact.deferred)
    name = fact.result
    if name == "accepted":
        if not left_out:
            return None
        name = "partial"
    params: dict[str, str | int] = {
        "client": event.host,
        "code": fact.code,
        "n": left_out,
    }
    mute = "" if fact.code else "_mute"
    whose = "server" if event.host in memory.relays else "person"
    return Draft(
        shape="fault",
        protocol="local",
        source=event.host,
        target=event.host,
        client=conn.client if conn else "",
        server=conn.server if conn else "",
        say=Text(first_of(f"say.ended.{name}{mute}", f"say.ended.{name}"), params),
        why=Text(f"why.ended.{name}_{whose}", params),
        phase=conn.phase if conn else "",
        chapter=conn.chapter if conn else memory.chapter,
        rfc=("5321#4.2.1", "5321#6.1"),
    )


def _set_up(event: Event, fact: f.AccountSetUp, memory: Memory) -> Draft:
    params: dict[str, str | int] = {
        "client": event.host,
        "service": fact.service.upper(),
        "incoming": f"{clip(readable(fact.incoming))}:{fact.incoming_port}",
        "outgoing": f"{clip(readable(fact.outgoing))}:{fact.outgoing_port}",
    }
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text("say.account.set_up", params),
        why=Text("why.account.set_up", params),
        chapter=memory.chapter,
        rfc=("6409#3.1", "8314#3"),
    )


def _kept(event: Event, fact: f.UnsentKept, memory: Memory) -> Draft:
    conn = memory.nearest_conn(event)
    subject = clip(decoded(fact.subject).strip(), SUBJECT_CHARACTERS_MAX)
    params: dict[str, str | int] = {"client": event.host, "subject": subject}
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.unsent.kept_{'titled' if subject else 'bare'}", params),
        why=Text("why.unsent.kept", params),
        length=fact.length,
        chapter=conn.chapter if conn else memory.chapter,
        rfc=("5321#4.2.1",),
    )


def _tried(event: Event, fact: f.UnsentTried, memory: Memory) -> Draft:
    chapter, new_chapter = memory.begin_chapter("resend", "smtp", client=event.host)
    memory.pending[event.host] = chapter
    subject = clip(decoded(fact.subject).strip(), SUBJECT_CHARACTERS_MAX)
    params: dict[str, str | int] = {
        "client": event.host,
        "subject": subject,
        "n": fact.attempt,
    }
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.unsent.tried_{'titled' if subject else 'bare'}", params),
        why=Text("why.unsent.tried", params),
        chapter=chapter,
        new_chapter=new_chapter,
        rfc=("5321#4.2.1",),
    )


MESSAGE_STEPS: Tellers = {
    f.AccountSetUp: _set_up,
    f.UnsentKept: _kept,
    f.UnsentTried: _tried,
    f.MessageComposed: _composed,
    f.MessageDelivered: _delivered,
    f.MessageCollected: _collected,
    f.MessageDiscarded: _discarded,
    f.SmtpTransactionEnded: _ended,
}
