"""One lab as the server hosts it: who owns it, its branches, and turns at acting.

Acts of one lab wait for each other; between slices of work every other lab gets its
chance, so a long simulation never freezes the rest. A lab nobody acts in keeps only
its inputs: the same scenario, seed and inputs make the same journal again.

It refuses to know sockets: whoever shows the journal is a `Publisher`.
"""

import hmac
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from simulator.hosting.ahead import PutOff
from simulator.hosting.branches import Branch, Tree
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Gone, Refusal
from simulator.hosting.scheduler import Given, Made, Scheduler
from simulator.lab import Intervention, Lab
from simulator.projections.catalogue import Text
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Answer, Served, Step
from simulator.projections.shapes.lessons import LessonStanding
from simulator.scenario import Scenario, scenario_view

SLICE_EVENTS = 200
"""So many, about, are made before others get a turn."""

NOBODY = ""
"""As a presenter: those who only watch are shown nothing more."""


class Purpose(NamedTuple):
    """What a lab is for besides its scenario: a lesson or an experiment, by slug, a
    scene, by name, a mystery, by code, a task of somebody's exam, what a permalink
    says after its path, an attempt of somebody else's, to show; a world that others act
    in too, by what it is for, or a station in one, by the id of its lab. "": not for
    one."""

    lesson: str = ""
    experiment: str = ""
    scene: str = ""
    mystery: str = ""
    exam: str = ""
    permalink: str = ""
    attempt: str = ""
    shared: str = ""

    def slot(self, scenario: str) -> str:
        """In a text, with the name of the scenario: a visitor has one lab for each."""
        return "|".join((scenario, *self))


class Stood(NamedTuple):
    """How a lab's learner stood when their page asked last. `since_s`: when it became
    so, by the scheduler's clock; `since_seq`: the newest event on show then."""

    lesson: LessonStanding
    since_s: float
    since_seq: int


class Publisher(Protocol):
    """Shows what happened to those who watch."""

    def journal(self, hosted: "HostedLab", branch: Branch, rest: bool) -> None:
        """Events from `branch.sent` on exist now; `rest`: nothing more for now."""

    def branches(self, hosted: "HostedLab") -> None:
        """The tree changed."""

    def ended(self, hosted: "HostedLab", reason: Text) -> None:
        """The lab is over."""


class HostedLab:
    """A lab of one visitor. `actors`: visitors who may act; `secret` makes more.
    `lent`: who may act besides, for a while, and is never told the secret. `presenter`:
    the one of them all whom those who only watch follow; None: any; or `NOBODY`.
    `begins_at`: the event of the step its page begins at; None: as usual. `outlives`:
    it may be there again when the process is not.

    `begin`: makes its run as it is before anybody came; `beginning`: its acts.
    `address`: of the network, from which it was asked for; "": nobody's.
    `watchers`: how many browsers look on. `opened`: one ever did. `over`: why it ended.
    `guests`: real programs that are connected; `live`: they may come at any time;
    `closing`: who must hear of the end.
    `followed`: who only watches sees what its presenter shows; else nothing.
    `one_line`: its time only goes on: it has no other branch, and begins no more.
    `octets`: what its runs keep in memory. `answers`: by request, the newest of
    all that were given.
    `touched`: when somebody was here last; `acted`: when the run was needed last;
    `done`: when somebody last did something, and did not only look.
    `stood`: in its lesson; None: nobody asked yet. `put_off`: what a page did ahead of
    it; in a turn nothing waits, unless the turn is `asleep`.
    """

    followed = True
    one_line = False
    presenter: str | None = None
    lent: str | None = None
    begins_at: int | None = None
    outlives = True
    stood: Stood | None = None
    over: Text | None = None

    def __init__(
        self,
        lab_id: str,
        secret: str,
        owner: str,
        scenario: Scenario,
        purpose: Purpose,
        *,
        seed: int,
        limits: Limits,
        publisher: Publisher,
        scheduler: Scheduler,
        used: Callable[["HostedLab"], None],
        begin: Callable[[], Lab] | None = None,
    ) -> None:
        self.id = lab_id
        self.secret = secret
        self.owner = owner
        self.actors = {owner}
        self.scenario = scenario
        self.purpose = purpose
        self.seed = seed
        self.limits = limits
        self.publisher = publisher
        self.tree = Tree()
        self.tree.grow(None, -1)
        self.address = ""
        self.put_off = PutOff()
        self.watchers = self.guests = 0
        self.live = self.opened = False
        self.closing: list[Callable[[], None]] = []
        self.octets = self._waiting = 0
        self.scheduler = scheduler
        self.touched = self.acted = self.done = scheduler.now()
        self.beginning: tuple[Intervention, ...] = ()
        self._used = used
        self._begin = begin or self._opened
        self._turn = scheduler.lock()
        self.answers: OrderedDict[str, Answer] = OrderedDict()
        self.answers_given = 0

    def may_act(self, visitor: str | None) -> bool:
        """That visitor may, without the secret."""
        return visitor is not None and (visitor in self.actors or visitor == self.lent)

    def admits(self, secret: str, visitor: str | None) -> bool:
        """Who says so may act: by that secret, or as that visitor."""
        known = hmac.compare_digest(secret.encode(), self.secret.encode())
        return known or self.may_act(visitor)

    @property
    def may_be_ahead(self) -> bool:
        """A page may carry out itself what is done in it: it begins as any other of its
        scenario and purpose, and nobody else acts in it."""
        _, _, _, _, *special = self.purpose
        return not (self.live or self.one_line or any(special))

    def admit(self, visitor: str) -> None:
        """They may act from now on. Raises Refusal when too many may."""
        most = self.limits.actors_max
        if visitor not in self.actors and len(self.actors) >= most:
            raise Refusal("error.too_many_actors", limit=most)
        self.actors.add(visitor)

    def stands(self, lesson: LessonStanding, seq: int) -> None:
        """Its learner is told so of what they did up to event `seq`."""
        before = self.stood
        if before is None or _met(before.lesson) != _met(lesson):
            self.stood = Stood(lesson, self.scheduler.now(), seq)
        else:
            self.stood = before._replace(lesson=lesson)

    # --- turns -------------------------------------------------------------------

    def touch(self) -> None:
        """Somebody is here: idle time starts again."""
        self.touched = self.scheduler.now()

    @property
    def busy(self) -> bool:
        """Somebody acts, or waits to, or is connected from outside."""
        return self._waiting > 0 or self.guests > 0

    @property
    def crowded(self) -> bool:
        """So many wait that further acts are refused."""
        return self._waiting >= self.limits.acts_waiting_max

    @property
    def events_max(self) -> int:
        """As many as a branch of it may have."""
        return self.limits.events_max

    @property
    def asked_octets_max(self) -> int:
        """As much as may be written of one."""
        return self.limits.asked_octets_max

    def bound_reached(self, run: Lab) -> Text | None:
        """Which bound a run of one of its branches has reached, in words."""
        return self.limits.reached_by(run, self.events_max, self.asked_octets_max)

    @property
    def needed(self) -> bool:
        """Somebody looks on, or is at work in it."""
        return self.watchers > 0 or self.busy

    @property
    def whole(self) -> "HostedLab":
        """What is written when something is done here."""
        return self

    @property
    def untouched(self) -> bool:
        """Nobody has done anything in it: a new one would be the same."""
        inputs = (b.inputs for b in self.tree.branches.values())
        acted = any(done.actor != "auto" for each in inputs for done in each)
        return not (acted or self.put_off.waiting)

    @contextmanager
    def turn(self, *, acting: bool = False, asleep: bool = False) -> Iterator[None]:
        """Wait for our turn at this lab. Raises Gone when it ended meanwhile, and for
        an act Refusal when too many wait already. `asleep`: its runs are not needed,
        so what was put off still is."""
        if acting and self.crowded:
            raise Refusal("error.busy")
        with self.held():
            self.touch()
            if not asleep:
                self.acted = self.touched
                self._used(self)
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """Likewise, only to look: it stays as idle as it is, and as awake."""
        self._waiting += 1
        try:
            with self._turn:
                self._go_on()
                yield
        finally:
            self._waiting -= 1

    def _go_on(self) -> None:
        """Others had their turn: raises Gone when they ended the lab."""
        if self.over:
            raise Gone(self.over.key)

    def _heavy(
        self,
        size: int,
        work: Callable[Given, Made],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Made:
        """As `Scheduler.run_heavy`. Raises Gone when the lab ended meanwhile."""
        made = self.scheduler.run_heavy(size, work, *args, **kwargs)
        self._go_on()
        return made

    def once(self, key: str, do: Callable[[], Answer]) -> Answer:
        """`do()` the first time; afterwards what it answered. Call it in a turn."""
        if key not in self.answers:
            self.answers[key] = do()
            self.answers_given += 1
            while len(self.answers) > self.limits.answers_kept:
                self.answers.popitem(last=False)
        return self.answers[key]

    # --- the runs (call these in a turn) ------------------------------------------

    def awake(self, branch: Branch) -> Lab:
        """The branch's run, remade from its inputs if it slept."""
        if branch.lab is None:
            if not branch.inputs:
                branch.lab = self._begun()
            else:
                branch.lab = self._heavy(branch.events, self.remade, branch.inputs)
            self.settle(branch, publish=False)
        return branch.lab

    def served_journal(self, branch: Branch) -> ServedJournal:
        """The branch's journal as it is shown; made when somebody watches."""
        lab = self.awake(branch)
        if branch.served_journal is None:
            branch.served_journal = ServedJournal(
                lab.journal, scenario_view(self.scenario)
            )
        return branch.served_journal

    def total(self, branch: Branch) -> int:
        """Events of the branch so far."""
        return len(self.awake(branch).journal)

    def served(
        self, branch: Branch, start: int, limit: int | None = None
    ) -> list[Served]:
        """Events from `start` on, at most `limit`, narrated."""
        told = branch.sent if branch.served_journal else 0
        served = self.served_journal(branch)
        size = self.total(branch) - told
        return self._heavy(size, served.served, start, limit)

    def step_at(self, branch: Branch, seq: int) -> int:
        """The number of the step on show after event `seq`; 0 before the first."""
        for event in reversed(self.served(branch, 0)[: seq + 1]):
            if isinstance(event, Step):
                return event.beat.step
        return 0

    def fork(self, branch: Branch, after_seq: int) -> Lab:
        """A run with the branch's past up to `after_seq`. Raises LabError, and Refusal
        where nothing branches."""
        if self.one_line:
            raise Refusal("shared.one_line")
        lab = self.awake(branch)
        return self._heavy(len(lab.journal), lab.fork, after_seq)

    def settle(self, branch: Branch, *, publish: bool = True) -> None:
        """Run until only waiting timers remain, or the branch is full."""
        lab = self.awake(branch)
        while True:
            rest = lab.settle(SLICE_EVENTS)
            branch.full = self.bound_reached(lab)
            rest = rest or branch.full is not None
            if publish:
                self.publish(branch, rest)
            if rest:
                branch.note()
                self._spare(branch)
                return
            self.scheduler.pause()
            self._go_on()

    def publish(self, branch: Branch, rest: bool) -> None:
        """Show those who watch what is new in the branch."""
        self.publisher.journal(self, branch, rest)

    def _spare(self, current: Branch) -> None:
        """Put the oldest other branches to sleep when the lab keeps too much."""
        others = [b for b in self.tree.branches.values() if b is not current]
        kept = sum(each.octets for each in others)
        for branch in others:
            if kept <= self.limits.branch_octets_max:
                break
            kept -= branch.octets
            branch.sleep()
        self.octets = kept + current.octets

    def _begun(self) -> Lab:
        """Another run, as it is before anybody came."""
        lab = self._begin()
        self.beginning = tuple(lab.interventions)
        return lab

    def _opened(self) -> Lab:
        lab = Lab(self.scenario, self.seed)
        lab.open()
        return lab

    def remade(self, inputs: Sequence[Intervention]) -> Lab:
        """Another run, in which that was done."""
        lab = Lab(self.scenario, self.seed)
        for done in inputs:
            lab.replay(done)
        return lab

    def rest(self) -> None:
        """Keep the inputs of every branch and drop the runs."""
        for branch in self.tree.branches.values():
            branch.sleep()
        self.octets = 0

    def end(self, reason: Text) -> None:
        """The lab is over; those who watch are told why."""
        self.over = reason
        for close in self.closing:
            close()
        self.publisher.ended(self, reason)
        if not self.busy:
            self.rest()
        self.tree = Tree()
        self.tree.grow(None, -1)

    def prune(self) -> None:
        """Keep the number of branches in bounds."""
        self.tree.prune(self.limits.branches_max)


def _met(lesson: LessonStanding) -> list[object]:
    return [(step.begun, step.solved, step.goals) for step in lesson.steps]
