"""What goes wrong on purpose: one sentence each, and why it matters to mail.

What comes of it is told when it comes.
"""

from msgspec.structs import replace

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import clip, readable, shown_octet

Params = dict[str, str | int]

FAULTS = (
    "disk_full",
    "busy",
    "closes_in_data",
    "open_relay",
    "lenient_end",
    "bare_line_ends",
)
"""What may be wrong with a mail server, and be put right again: the ends of the keys of
its sentences (`test_every_sentence_of_the_catalogue_can_be_said` reads them here)."""


def _told(
    host: str, key: str, memory: Memory, /, bad: bool = True, **params: str | int
) -> Draft:
    """One machine, one fault (`bad`) or its end."""
    said: Params = {"host": host, **params}
    return Draft(
        shape="fault" if bad else "local",
        protocol="local",
        source=host,
        target=host,
        say=Text(f"say.fault.{key}", said),
        why=Text(f"why.fault.{key}", said),
        chapter=memory.chapter,
    )


def _crashed(event: Event, _fact: f.HostCrashed, memory: Memory) -> Draft:
    memory.off.add(event.host)
    return _told(event.host, "crashed", memory)


def _restarted(event: Event, _fact: f.HostRestarted, memory: Memory) -> Draft:
    memory.off.discard(event.host)
    return _told(event.host, "restarted", memory, bad=False)


def _frozen(event: Event, _fact: f.HostFrozen, memory: Memory) -> Draft:
    return _told(event.host, "frozen", memory)


def _thawed(event: Event, _fact: f.HostThawed, memory: Memory) -> Draft:
    return _told(event.host, "thawed", memory, bad=False)


def _stopped(event: Event, fact: f.ServiceStopped, memory: Memory) -> Draft:
    name = fact.program.upper()
    return _told(event.host, "service_stopped", memory, name=name)


def _started(event: Event, fact: f.ServiceStarted, memory: Memory) -> Draft:
    name = fact.program.upper()
    return _told(event.host, "service_started", memory, bad=False, name=name)


def _began(event: Event, fact: f.HostFaultBegan, memory: Memory) -> Draft:
    return _told(event.host, f"began.{fact.fault}", memory)


def _ended(event: Event, fact: f.HostFaultEnded, memory: Memory) -> Draft:
    return _told(event.host, f"ended.{fact.fault}", memory, bad=False)


def _slowed(_event: Event, fact: f.LinkSlowed, memory: Memory) -> Draft:
    return _told(fact.link, "slowed", memory, n=fact.latency_us // 1_000)


def _lossy(_event: Event, fact: f.LinkMadeLossy, memory: Memory) -> Draft:
    name = "lossy" if fact.loss_ppm else "sure"
    percent = fact.loss_ppm // 10_000
    return _told(fact.link, name, memory, bad=bool(fact.loss_ppm), n=percent)


def _filled(event: Event, fact: f.MailboxFilled, memory: Memory) -> Draft:
    mailbox = clip(readable(fact.mailbox))
    return _told(event.host, "filled", memory, mailbox=mailbox)


def _eased(event: Event, fact: f.MailboxEased, memory: Memory) -> Draft:
    mailbox = clip(readable(fact.mailbox))
    return _told(event.host, "eased", memory, bad=False, mailbox=mailbox)


def _dropped(event: Event, fact: f.TcpSegmentDropped, memory: Memory) -> Draft:
    said: Params = {"host": event.host, "to": fact.to_host}
    told = _in_the_air(event, "dropped", memory, said, ("9293#3.8.1",))
    return replace(told, length=fact.length, lost=True)


def _altered(event: Event, fact: f.TcpOctetAltered, memory: Memory) -> Draft:
    said: Params = {
        "host": event.host,
        "to": fact.to_host,
        "before": shown_octet(fact.before),
        "after": shown_octet(fact.after),
    }
    return replace(_in_the_air(event, "altered", memory, said, ("9293#3.1",)), length=1)


def _in_the_air(
    event: Event, name: str, memory: Memory, said: Params, rfc: tuple[str, ...]
) -> Draft:
    """What befalls a segment on its way. `said`: its `host`, where `to`, and more."""
    to_host = str(said["to"])
    conn = memory.conns.get(event.conn)
    return Draft(
        shape="fault",
        protocol="tcp",
        source=event.host,
        target=to_host,
        client=conn.client if conn else event.host,
        server=conn.server if conn else to_host,
        say=Text(f"say.fault.{name}", said),
        why=Text(f"why.fault.{name}", said),
        chapter=conn.chapter if conn else memory.chapter,
        rfc=rfc,
    )


def _reset(event: Event, fact: f.TcpConnectionReset, memory: Memory) -> Draft:
    conn = memory.conns.get(event.conn)
    said: Params = {"host": fact.client, "to": fact.server}
    return Draft(
        shape="fault",
        protocol="tcp",
        source=fact.client,
        target=fact.server,
        client=fact.client,
        server=fact.server,
        say=Text("say.fault.reset", said),
        why=Text("why.fault.reset", said),
        chapter=conn.chapter if conn else memory.chapter,
        rfc=("9293#3.5.3",),
        lost=True,
    )


FAULT_STEPS: Tellers = {
    f.HostCrashed: _crashed,
    f.HostRestarted: _restarted,
    f.HostFrozen: _frozen,
    f.HostThawed: _thawed,
    f.ServiceStopped: _stopped,
    f.ServiceStarted: _started,
    f.HostFaultBegan: _began,
    f.HostFaultEnded: _ended,
    f.LinkSlowed: _slowed,
    f.LinkMadeLossy: _lossy,
    f.MailboxFilled: _filled,
    f.MailboxEased: _eased,
    f.TcpSegmentDropped: _dropped,
    f.TcpOctetAltered: _altered,
    f.TcpConnectionReset: _reset,
}
