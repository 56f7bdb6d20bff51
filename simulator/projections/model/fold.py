"""The fold that keeps the model: what each event changes in it.

It sees events and what a scenario says of its machines, nothing else.
"""

import msgspec

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model import visitors
from simulator.projections.model.connections import CONNECTION_FOLDS
from simulator.projections.model.faults import FAULT_FOLDS
from simulator.projections.model.folders import FOLDER_FOLDS
from simulator.projections.model.folds import Folds
from simulator.projections.model.messages import MESSAGE_FOLDS
from simulator.projections.model.possible_faults import possible_faults
from simulator.projections.model.queues import QUEUE_FOLDS, Retries, retry_offer
from simulator.projections.model.zones import ZONE_FOLDS
from simulator.projections.shapes.base import Json
from simulator.projections.shapes.events import Beat
from simulator.projections.shapes.hosts import Host
from simulator.projections.shapes.model import (
    Cable,
    Chapter,
    Mailbox,
    Model,
    Offer,
    Waiting,
)
from simulator.projections.shapes.recorded import Change, Log, placed, whole

WINDOW_CHAPTER = Chapter(key="chapter.window", params={}, protocol="tcp", step=1)
"""What was going on already where the window of a live lab begins."""


class OfferedAct(msgspec.Struct, frozen=True):
    """An act a scenario offers. `when`: as in `OfferConfig`, "": always."""

    act: dict[str, Json]
    key: str
    when: str

    @property
    def host(self) -> str:
        """The machine that would act."""
        return str(self.act.get("host", ""))


class ScenarioView(msgspec.Struct, frozen=True):
    """What the projections need to know of a scenario's machines. `live`: real programs
    talk to the lab, and time is not skipped."""

    order: list[str]
    hosts: list[Host]
    offers: list[OfferedAct]
    epoch: str | None = None
    live: bool = False


class ModelFold:
    """`fold` each event once, in order; `model` is what the world looks like then.

    `view`: what `scenario_view` says of the scenario. `records` False: only the model
    counts, and there are never changes; what follows from the rest of it is made by
    `conclude`, before somebody looks.
    """

    def __init__(self, view: dict[str, Json], *, records: bool = True) -> None:
        scenario = msgspec.convert(view, ScenarioView)
        self._log = Log()
        self._offers = scenario.offers
        self._records = records
        self._moved_us = 0
        self._skips = not scenario.live
        self._open_act: tuple[int, str] = (-1, "")
        self._by_hand: dict[str, str] = {}
        self._sessions = 0
        self.model = _beginning(scenario)
        self._retries = Retries(self.model)
        self._list_faults()
        self._offer(0)
        if records:
            placed(self.model, self._log)
        self.initial = whole(self.model)

    def resume(self, keyframe: Json) -> None:
        """Go on from `keyframe`, a model, with the chapter of what was going on
        already."""
        self.model = msgspec.convert(keyframe, Model)
        self.model.chapters = [WINDOW_CHAPTER]
        self._sessions = sum(1 for conn in self.model.conns.values() if conn.open)
        self._retries = Retries(self.model)
        for conn in self.model.conns.values():
            if conn.open:
                conn.chapter = 0
        placed(self.model, self._log)

    def fold(
        self, event: Event, beat: Beat | None, chapter: Chapter | None
    ) -> list[Change]:
        """The changes this event makes. `chapter`: the one that begins with it."""
        model, fact = self.model, event.fact
        kind = type(fact)
        if chapter is not None:
            model.chapters.append(chapter)
        if beat is not None:
            visitors.seat(model, beat)
        self._count_sessions(event)
        connection_fold = CONNECTION_FOLDS.get(kind)
        if connection_fold is not None:
            connection_fold(model, event, fact)
        if beat is not None and kind is f.TcpConnectionOpened:
            model.conns[event.conn].chapter = beat.chapter
        self._terminals(event)
        world_fold = WORLD_FOLDS.get(kind)
        if world_fold is not None:
            world_fold(model, event, fact)
        if type(fact) is f.QueueAttemptDeferred:
            self._retries.note(event.host, fact)
        waits = kind in WAITING_FACTS
        if world_fold is not None or waits:
            self._moved_us = event.at_us
            if self._records:
                self._follow(waits, kind in FAULT_FOLDS or kind is f.HostJoined)
        return self._log.take()

    def _follow(self, waits: bool, faults: bool) -> None:
        """What follows from the rest of the model, after a change."""
        if waits:
            self._count_waiting()
        if faults:
            self._list_faults()
        self._offer(self._moved_us)

    def conclude(self) -> None:
        """Where nothing was recorded: make what follows from the rest of the model."""
        self._follow(waits=True, faults=True)

    def _terminals(self, event: Event) -> None:
        """A connection is a terminal from its opening on: its SYN came of `open`."""
        fact = event.fact
        if isinstance(fact, f.LabIntervened) and fact.act == "open":
            self._open_act = event.seq, fact.actor
        elif event.conn and event.cause == self._open_act[0]:
            self._by_hand[event.conn] = self._open_act[1]
        if isinstance(fact, f.TcpConnectionOpened) and event.conn in self._by_hand:
            self.model.conns[event.conn].terminal = self._by_hand.pop(event.conn)

    def _count_sessions(self, event: Event) -> None:
        if type(event.fact) is f.TcpConnectionOpened:
            self._sessions += 1
        elif type(event.fact) is f.TcpConnectionClosed:
            conn = self.model.conns.get(event.conn)
            self._sessions -= conn is not None and conn.open

    def _count_waiting(self) -> None:
        """What waits at rest: open sessions (idle limits) and queued mail (retries)."""
        model, waiting = self.model, self.model.waiting
        sessions = self._sessions
        queued = sum(len(queue) for queue in model.queues.values())
        waiting.count = sessions + queued
        waiting.retry_us = self._retries.next_us()
        waiting.sessions = sessions if waiting.retry_us else None

    def _list_faults(self) -> None:
        for host in self.model.hosts.values():
            host.possible_faults = possible_faults(self.model, host)

    def _offer(self, now_us: int) -> None:
        """The buttons that make sense now; where mail waits for its next attempt, one
        that skips the waiting."""
        offers = [
            Offer(act=each.act, key=each.key, params={"host": each.host})
            for each in self._offers
            if self._fits(each)
        ]
        offers += [
            Offer(
                act={"act": "resend", "host": host.id},
                key="offer.resend",
                params={"host": host.id},
            )
            for host in self.model.hosts.values()
            if host.on and any(not each.trying for each in host.unsent or ())
        ]
        waiting = self.model.waiting
        if self._skips and waiting.retry_us:
            offers.append(retry_offer(waiting, waiting.retry_us, now_us))
        self.model.offers = offers

    def _fits(self, offer: OfferedAct) -> bool:
        host = self.model.hosts.get(offer.host)
        if offer.when == "off":
            return host is None or not host.on
        if offer.when == "mail":
            box = self.model.mailboxes.get(host.address or "") if host else None
            return bool(host and host.on and box and self._is_new(offer.host, box))
        if offer.when == "fault":
            return bool(host and offer.act["fault"] in (host.faults or ()))
        if offer.when in ("running", "stopped"):
            stopped = host and offer.act["program"] in (host.stopped or ())
            return bool(stopped) == (offer.when == "stopped")
        return True

    def _is_new(self, host: str, box: Mailbox) -> bool:
        """Whether the mailbox has a message of which that mail client has no copy. One
        that asks for no unique-ids knows a message by what it looks like, as we do."""
        held = {
            (copy.subject, copy.from_, copy.length)
            for copy in self.model.inboxes.get(host, [])
        }
        return any(
            (message.subject, message.from_, message.length) not in held
            for message in box.messages
        )


def _beginning(scenario: ScenarioView) -> Model:
    return Model(
        epoch=scenario.epoch,
        order=list(scenario.order),
        hosts={host.id: host for host in scenario.hosts},
        links={host.id: Cable(host=host.id) for host in scenario.hosts},
        mailboxes={
            address: Mailbox(host=host.id, messages=[])
            for host in scenario.hosts
            for address in host.mailboxes
        },
        conns={},
        answers={},
        queues={},
        inboxes={},
        chapters=[],
        waiting=Waiting(count=0),
        offers=[],
    )


def _answered(model: Model, _event: Event, fact: f.LabAnswered) -> None:
    model.answers[fact.question] = fact.value


WAITING_FACTS = (
    f.TcpConnectionOpened,
    f.TcpConnectionClosed,
    f.MessageQueued,
    f.MessageDequeued,
    f.QueueAttemptBegun,
    f.QueueAttemptDeferred,
    f.QueueResumed,
    f.ClockSkipped,
)

WORLD_FOLDS: Folds = {
    f.LabAnswered: _answered,
    **visitors.VISITOR_FOLDS,
    **MESSAGE_FOLDS,
    **FOLDER_FOLDS,
    **QUEUE_FOLDS,
    **FAULT_FOLDS,
    **ZONE_FOLDS,
}
