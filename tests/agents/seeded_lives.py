"""A seeded life of three servers: letters, and everything that may go wrong meanwhile.

`lived(seed)` is one such life, to the end: all is repaired at last, and the queues have
had their time. `wrong(post)` reads its journal alone and says what must not have been.
"""

from collections import defaultdict
from random import Random
from typing import Literal

from simulator.acts import (
    Act,
    Break,
    Crash,
    Cut,
    DropSegment,
    Fill,
    Freeze,
    Lose,
    MakeRoom,
    Repair,
    Reset,
    Restart,
    Restore,
    ServiceOff,
    ServiceOn,
    Skip,
    Slow,
    Thaw,
)
from simulator.agents.config import ListConfig
from simulator.journal import Event
from simulator.journal import facts as f
from simulator.lab import Lab, LabError
from simulator.projections.narration import Narrator
from tests.agents.mail_world import Post, server, world

BENITO, CARLA, EVA = "benito@sur.example", "carla@sur.example", "eva@este.example"
LIST, NOBODY = "todos@sur.example", "nadie@este.example"
PEOPLE = (BENITO, CARLA, EVA)
Wrong = Literal["disk_full", "busy", "closes_in_data"]
MEMBERS = (BENITO, EVA)
HOSTS = ("norte", "sur", "este")
WRONG: tuple[Wrong, ...] = ("disk_full", "busy", "closes_in_data")
SCENARIO = world(
    *(server(name) for name in HOSTS),
    lists=(ListConfig(address=LIST, owner=CARLA, members=MEMBERS),),
)


def mishap(chance: Random, lab: Lab) -> Act:
    """Something goes wrong, or is repaired."""
    host = chance.choice(HOSTS)
    flights = [e.seq for e in lab.journal.events[-6:] if _flies(e)]
    choices: list[Act] = [
        *(Crash(host), Restart(host), Restart(host), Cut(host), Restore(host)),
        *(Restore(host), Lose(host, chance.randrange(1, 400_000)), Freeze(host)),
        *(Thaw(host), Thaw(host), Slow(host, 700_000), Fill(chance.choice(PEOPLE))),
        *(MakeRoom(BENITO), Break(host, chance.choice(WRONG))),
        *(ServiceOff(host, "mta"), ServiceOn(host, "mta"), Crash(host)),
        *(Reset(f"c{lab.world.network.connected}") for _ in range(3)),
        *(DropSegment(seq) for seq in flights[-2:]),
    ]
    return chance.choice(choices)


def _flies(event: Event) -> bool:
    return type(event.fact) is f.TcpFlightSent and event.fact.arrives_at_us > 0


def lived(seed: int) -> Post:
    """One life. The same seed is the same life."""
    chance = Random(seed)
    post = Post(SCENARIO, seed)
    letters = [
        chance.sample((BENITO, CARLA, EVA, LIST, NOBODY), chance.randrange(1, 4))
        for _ in range(chance.randrange(2, 5))
    ]
    for _ in range(chance.randrange(4, 14)):
        if letters and chance.random() < 0.5:
            post.send(*letters.pop(), settle=False)
        _go_on(post.lab, chance)
        _try(post.lab, mishap(chance, post.lab))
    for letter in letters:
        post.send(*letter, settle=False)
    post.lab.settle()
    repair_all(post.lab)
    for _ in range(60):
        post.lab.settle()
        if post.empty:
            break
        waiting = post.lab.world.clock.waiting()
        retries = any(timer.name == "smtp.retry" for timer in waiting)
        _try(post.lab, Skip("retry" if retries else "next"))
    return post


def _go_on(lab: Lab, chance: Random) -> None:
    """Some events on, mostly to the middle of something."""
    if chance.random() < 0.15:
        lab.settle()
        if chance.random() < 0.5:
            _try(lab, Skip("retry"))
        return
    goal = lab.last_seq + chance.randrange(60)
    while lab.last_seq < goal and not lab.at_rest:
        lab.world.clock.step()
    lab._in_flight = not lab.at_rest


def _try(lab: Lab, act: Act) -> None:
    try:
        lab.apply(act)
    except LabError:
        return


def repair_all(lab: Lab) -> None:
    """Nothing is wrong any more."""
    for host in HOSTS:
        _try(lab, Restart(host))
        _try(lab, Thaw(host))
        _try(lab, Restore(host))
        _try(lab, ServiceOn(host, "mta"))
        for fault in WRONG:
            _try(lab, Repair(host, fault))
    for address in PEOPLE:
        _try(lab, MakeRoom(address))


# --- what must not have been ----------------------------------------------------------


def wrong(post: Post) -> list[str]:
    """Everything that breaks the promises of RFC 5321 §6.1 and §4.5.5."""
    return [
        *_left(post),
        *_lost(post),
        *_answered_notices(post),
        *_copies_without_reason(post),
    ]


def _queued(lab: Lab) -> dict[str, f.MessageQueued]:
    facts = (e.fact for e in lab.journal if type(e.fact) is f.MessageQueued)
    return {fact.message: fact for fact in facts}


def _left(post: Post) -> list[str]:
    done = {fact.message for fact in post.facts(f.MessageDequeued)}
    return [f"{name} is still queued" for name in _queued(post.lab) if name not in done]


def _letter(lab: Lab, message: str) -> str:
    """`letter 3`: what a queued message is a copy of."""
    octets = lab.journal.octets(f"message.{message}")
    return octets.partition(b"Subject: ")[2].partition(b"\r\n")[0].decode()


def _lost(post: Post) -> list[str]:
    """What a server took and nobody has, nobody was told of, nobody may be told of."""
    lab = post.lab
    ends: dict[str, set[str]] = defaultdict(set)
    for fact in post.facts(f.MessageDelivered):
        ends[_letter(lab, fact.message)].add(fact.mailbox)
    for notice in post.facts(f.NoticeComposed):
        if notice.action == "failed":
            ends[_letter(lab, notice.about)].update(notice.recipients)
    out = []
    for name, queued in _queued(lab).items():
        if not queued.with_protocol or not queued.reverse_path:
            continue
        wanted = {end for path in queued.forward_paths for end in _ends_of(path)}
        missing = wanted - ends[_letter(lab, name)]
        out += [f"{name} was lost for {path}" for path in sorted(missing)]
    return out


def _ends_of(path: str) -> tuple[str, ...]:
    return MEMBERS if path == LIST else (path,)


def _answered_notices(post: Post) -> list[str]:
    queued = _queued(post.lab)
    return [
        f"{fact.message} answers a notice"
        for fact in post.facts(f.NoticeComposed)
        if not fact.to or not queued[fact.about].reverse_path
    ]


def _copies_without_reason(post: Post) -> list[str]:
    """A message taken twice from one queue, though its sender had written down the
    first 250; or taken twice, and the narrator said nothing."""
    told: set[int] = set()
    taken = taken_from(post.lab)
    out = []
    for accepted in taken.values():
        for (first, paths), (second, again) in zip(
            accepted, accepted[1:], strict=False
        ):
            if not paths & again:
                continue
            if not told:
                told = _duplicates_told(post.lab)
            if second.seq not in told:
                out.append(f"nobody says that event {second.seq} is a second copy")
            if not _in_doubt(post.lab, first, second):
                out.append(f"event {second.seq} is a second copy for no reason")
    return out


def taken_from(lab: Lab) -> dict[str, list[tuple[Event, set[str]]]]:
    """By `host/message` of the sender: when a next host took it, for whom."""
    carried: dict[str, str] = {}
    taken: dict[str, list[tuple[Event, set[str]]]] = defaultdict(list)
    for event in lab.journal:
        fact = event.fact
        if type(fact) is f.QueueAttemptBegun:
            carried[event.conn] = f"{event.host}/{fact.message}"
        elif type(fact) is f.MessageQueued and event.conn in carried:
            taken[carried[event.conn]].append((event, {*fact.forward_paths}))
    return taken


def _in_doubt(lab: Lab, first: Event, second: Event) -> bool:
    """The 250 was lost, or the sender stopped before it could write it down."""
    begun = next(
        e
        for e in lab.journal
        if e.conn == first.conn and type(e.fact) is f.QueueAttemptBegun
    )
    between = lab.journal.events[begun.seq : second.seq]
    lost = any(
        e.conn == first.conn
        and type(e.fact) is f.SmtpTransactionEnded
        and e.fact.result == "lost"
        for e in between
    )
    stopped = any(
        e.host == begun.host and type(e.fact) in (f.HostCrashed, f.ServiceStopped)
        for e in between
    )
    return lost or stopped


def _duplicates_told(lab: Lab) -> set[int]:
    narrator = Narrator(lab.journal)
    told = ((e.seq, narrator.fold(e).say) for e in lab.journal)
    return {seq for seq, say in told if say and say.key == "say.queue.duplicate"}
