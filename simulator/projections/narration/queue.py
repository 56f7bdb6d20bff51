"""What a server does with the messages it is responsible for: it waits, tries again,
gives up, sends notices, expands lists.

An attempt that succeeds is told by its commands and replies.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import (
    Draft,
    Memory,
    Tellers,
    WrittenNotice,
)
from simulator.projections.narration.words import clip, readable, span_of
from simulator.projections.shapes.events import BeatShape

Params = dict[str, str | int]


NOTICES = {
    "failed": ("5321#6.1", "5321#4.5.5", "3464#2"),
    "expired": ("5321#4.5.4.1", "5321#6.1", "3464#2"),
    "delayed": ("3464#2.3.3", "3461#4.1"),
    "delivered": ("3464#2.3.3", "3461#4.1"),
    "relayed": ("3464#2.3.3", "3461#5.2.2"),
    "expanded": ("3464#2.3.3", "3461#4.1"),
}
"""What a notice tells, and where that is written."""

EXPANSIONS = {
    "alias": ("5321#3.9.1",),
    "aliases": ("5321#3.9.1",),
    "forward": ("5321#3.9.1",),
    "list": ("5321#3.9.2",),
}
"""What stood behind a recipient."""

NOT_SAFE = "4.7."
"""How the text of a failure begins that is a decision of the client, about security:
the other server did answer (RFC 3463 §3.8)."""

WITHHELD = {
    "null_reverse_path": ("5321#4.5.5", "5321#6.1"),
    "not_wanted": ("3461#4.1",),
}
"""Why nobody is told, and where that is written."""


def _local(
    event: Event,
    memory: Memory,
    say: Text,
    why: Text,
    rfc: tuple[str, ...],
    shape: BeatShape = "local",
    notes: tuple[Text, ...] = (),
) -> Draft:
    return Draft(
        shape=shape,
        protocol="local",
        source=event.host,
        target=event.host,
        say=say,
        why=why,
        chapter=memory.chapter,
        rfc=rfc,
        notes=notes,
    )


def _begun(event: Event, fact: f.QueueAttemptBegun, memory: Memory) -> None:
    """No step; but from now on it is known what that connection carries."""
    memory.carried[event.conn] = f"{event.host}/{fact.message}"
    conn = memory.conns.get(event.conn)
    if conn is not None:
        conn.notice = memory.carries_notice(event.conn)


def _deferred(event: Event, fact: f.QueueAttemptDeferred, memory: Memory) -> Draft:
    unit, n = span_of(fact.next_at_us - event.at_us)
    last = fact.next_at_us >= fact.gives_up_at_us
    params: Params = {
        "server": event.host,
        "n": n,
        "code": fact.code,
        "text": clip(readable(fact.text.partition("\n")[0])),
    }
    why = "last" if last else "said" if fact.code else "mute"
    if why == "mute" and fact.text.startswith(NOT_SAFE):
        why = "not_safe"
    return _local(
        event,
        memory,
        Text(f"say.queue.deferred.{unit}", params),
        Text(f"why.queue.deferred.{why}", params),
        ("5321#4.5.4.1",),
    )


def _resumed(event: Event, fact: f.QueueResumed, memory: Memory) -> Draft:
    carried = f"{event.host}/{fact.message}"
    name = "resumed"
    if fact.interrupted:
        taken = memory.taken.get(carried, set())
        name = "twice" if taken & {*fact.forward_paths} else "interrupted"
    params: Params = {"server": event.host}
    return _local(
        event,
        memory,
        Text(f"say.queue.{name}", params),
        Text(f"why.queue.{name}", params),
        ("5321#6.1", "1047") if name == "twice" else ("5321#6.1",),
    )


def _expanded(event: Event, fact: f.MessageExpanded, memory: Memory) -> Draft:
    params: Params = {
        "server": event.host,
        "path": clip(readable(fact.recipient), 30),
        "target": clip(readable(fact.targets[0]), 30) if fact.targets else "",
        "n": len(fact.targets),
        "owner": clip(readable(fact.reverse_path)),
    }
    name = fact.how
    if name != "list" and len(fact.targets) > 1:
        name = "aliases"
    return _local(
        event,
        memory,
        Text(f"say.expanded.{name}", params),
        Text(f"why.expanded.{name}{'_changed' if fact.changes else ''}", params),
        EXPANSIONS[name],
        notes=tuple(
            Text(f"why.expanded.note.{change}", params) for change in fact.changes or ()
        ),
    )


def _notice(_event: Event, fact: f.NoticeComposed, memory: Memory) -> None:
    """No step yet: the notice is told when it is in the queue, with its octets."""
    memory.notices[fact.message] = fact


def queued(event: Event, fact: f.MessageQueued, memory: Memory) -> Draft | None:
    """A message taken over is told by its 250. Told here: a notice of this server, a
    message that came already, and fields that were taken out."""
    memory.relays.add(event.host)
    memory.recipients[fact.message] = len(fact.forward_paths)
    if event.conn in memory.results:
        memory.marked[fact.message] = memory.results.pop(event.conn)
    notice = memory.notices.pop(fact.message, None)
    if notice is not None:
        return _told(event, fact, notice, memory)
    carried = memory.carried.get(event.conn)
    if carried is None:
        return _cleaned(event, fact, memory)
    written = memory.actions.get(carried.partition("/")[2])
    if written is not None:
        memory.actions[fact.message] = written
    before = memory.taken.setdefault(carried, set())
    again = before & {*fact.forward_paths}
    before.update(fact.forward_paths)
    if not again:
        return _cleaned(event, fact, memory)
    conn = memory.conn_of(event)
    params: Params = {"server": event.host, "client": conn.client}
    return _local(
        event,
        memory,
        Text("say.queue.duplicate", params),
        Text("why.queue.duplicate", params),
        ("1047", "5321#6.1"),
        shape="fault",
    )


def _cleaned(event: Event, fact: f.MessageQueued, memory: Memory) -> Draft | None:
    """A field from elsewhere that claimed to be this server's was taken out."""
    if not fact.removed:
        return None
    params: Params = {"server": event.host}
    say = Text("say.authentication.removed", params)
    why = Text("why.authentication.removed", params)
    return _local(event, memory, say, why, ("8601#5",))


def _told(
    event: Event, fact: f.MessageQueued, notice: f.NoticeComposed, memory: Memory
) -> Draft:
    kind = "expired" if notice.expired else notice.action
    memory.actions[fact.message] = WrittenNotice(notice.action, event.host)
    reached_not, total = len(notice.recipients), memory.recipients.get(notice.about, 0)
    name = kind
    if kind == "failed" and reached_not >= total:
        name = "failed_only" if reached_not == 1 else "failed_all"
    params: Params = {
        "server": event.host,
        "n": reached_not,
        "total": total,
        "path": clip(readable(notice.to), 30),
        "code": notice.code,
        "text": clip(readable(notice.text.partition("\n")[0])),
    }
    return Draft(
        shape="local",
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.notice.{name}", params),
        why=Text(f"why.notice.{kind}", params),
        length=fact.length,
        chapter=memory.chapter,
        rfc=NOTICES[kind],
    )


def _withheld(event: Event, fact: f.NoticeWithheld, memory: Memory) -> Draft:
    params: Params = {"server": event.host}
    return _local(
        event,
        memory,
        Text(f"say.withheld.{fact.reason}", params),
        Text(f"why.withheld.{fact.reason}", params),
        WITHHELD[fact.reason],
        shape="fault",
    )


QUEUE_STEPS: Tellers = {
    f.QueueAttemptBegun: _begun,
    f.QueueAttemptDeferred: _deferred,
    f.QueueResumed: _resumed,
    f.MessageExpanded: _expanded,
    f.NoticeComposed: _notice,
    f.MessageQueued: queued,
    f.NoticeWithheld: _withheld,
}
