"""A world that many share: the lab with everything in it, and a lab for each station.

Why it exists: thirty pupils act in one world, each at their own machine. Whoever holds
the shared lab sees and does everything; a station is a lab of its own, whose journal is
the part that its visitor sees, and whose acts are done in the shared world in the order
of arrival. So whatever is asked of a station, by socket or address, can only speak of
that part. It refuses to decide who gets which station.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

from simulator.acts import Act, Encrypt, HangUp, Leave, Paste, Send, Skip, Take
from simulator.agents import Outlet
from simulator.hosting import acting
from simulator.hosting.branches import STUDENT, Branch
from simulator.hosting.hosted_lab import HostedLab, Purpose
from simulator.hosting.labs import Labs
from simulator.hosting.rates import Rate
from simulator.hosting.refusals import Gone, Refusal
from simulator.hosting.stations.holding import Holding, sends_by_hand
from simulator.hosting.stations.station import Station
from simulator.journal import Event
from simulator.journal import facts as f
from simulator.lab import Intervention, Lab, LabError
from simulator.net import Timer
from simulator.projections.catalogue import Text
from simulator.projections.part_of_journal import PartOfJournal

PASSIVE = (Take, Encrypt, HangUp, Leave)
"""What a real program does without asking more of the world."""

Admit = Callable[[Act], None]
"""Raises LabError when somebody does too much, or must wait."""


class SharedLab(HostedLab):
    """`stations`: the labs of those who sit in it. Nobody else sees any of it: whoever
    shows it shows everybody's letters. `holding`: letters that wait to be let out. It
    outlives the process where its class keeps who sits there."""

    followed = False
    outlives = False
    stations: "tuple[StationLab, ...]" = ()

    @cached_property
    def holding(self) -> Holding:
        """None waits at first."""
        limits = self.limits
        return Holding(limits.letters_held_max, limits.letters_held_each_max)

    def release(self, letter_id: str) -> None:
        """Send one that waits. Raises Refusal and LabError; then it still waits."""
        letter = self.holding.get(letter_id)
        with self.turn(acting=True):
            acting.act(self, None, [letter.act], actor=STUDENT)
        self.holding.drop(letter_id)

    @property
    def events_max(self) -> int:
        """More than of a lab of one."""
        return self.limits.shared_events_max

    @property
    def asked_octets_max(self) -> int:
        """More than of a lab of one."""
        return self.limits.shared_asked_octets_max

    @property
    def needed(self) -> bool:
        """Here, or at one of its stations."""
        return any(one.watchers for one in self.stations) or super().needed

    @property
    def busy(self) -> bool:
        """Here, or real programs are connected to one of its stations."""
        return any(one.guests for one in self.stations) or super().busy

    @property
    def crowded(self) -> bool:
        """Those at a station have a bound of their own."""
        waiting = self._waiting - sum(one.waiting for one in self.stations)
        return waiting >= self.limits.acts_waiting_max

    def publish(self, branch: Branch, rest: bool) -> None:
        """Whoever has a station is shown their part."""
        super().publish(branch, rest)
        if branch is self.tree.get(None):
            for one in self.stations:
                one.follow(rest)

    def rest(self) -> None:
        """The stations hold on to the runs."""
        super().rest()
        for one in self.stations:
            one.rest()


class StationRun(Lab):
    """The run of a shared world, as a station has it: `journal` is its part."""

    def __init__(self, run: Lab, station: Station, admit: Admit) -> None:
        self.run = run
        self.scenario = run.scenario
        self.acts = run.acts
        self.seed = run.seed
        self.world = run.world
        self.interventions = []
        self._station = station
        self._admit = admit
        self._part = PartOfJournal(run.journal, station.seen)
        self.journal = self._part.journal

    def catch_up(self) -> None:
        """Take in what has happened in the world."""
        self._part.catch_up()

    @property
    def octets_kept(self) -> int:
        """The shared world counts them."""
        return 0

    def let_go(self) -> None:
        """They are not its own."""

    def attach(self, host: str, outlet: Outlet) -> None:
        """Of a real program that is theirs."""
        self.run.attach(host, outlet)

    def draft(self, act: Send) -> tuple[bytes, str, tuple[str, ...]]:
        """Of a letter that is theirs to send."""
        own = self._own(act)
        assert isinstance(own, Send)
        return self.run.draft(own)

    def skipped(self, to: str) -> list[Timer]:
        """Everybody's. Raises LabError for who may not skip."""
        if Skip not in self._station.kinds:
            raise LabError("shared.for_teacher")
        return self.run.skipped(to)

    def apply(self, act: Act, actor: str = "student", wall_us: int = 0) -> Intervention:
        """Do it in the shared world, if it is theirs to do."""
        own = self._own(act)
        problem = self.acts.spec_of(own).problem(self.world, own)
        if problem is not None:
            raise LabError(problem[0], **problem[1])
        self._admit(own)
        before = self.run.octets_asked
        done = self.run.apply(own, actor, wall_us)
        self.octets_asked += self.run.octets_asked - before
        return done

    def _own(self, act: Act) -> Act:
        return self._station.own(act, self.world, self._part)


class StationLab(HostedLab):
    """`take` before anything else."""

    one_line = True
    outlives = False
    shared: SharedLab
    station: Station | None = None

    @property
    def whole(self) -> HostedLab:
        """What is done here is done there."""
        return self.shared

    def take(self, shared: SharedLab, station: Station) -> None:
        """It is a station of that world, with those rights."""
        self.rest()
        self.shared, self.station = shared, station
        limits, now = self.limits, self.scheduler.now
        self._acts = Rate(limits.station_acts_per_minute, now)
        self._letters = Rate(limits.station_letters_per_minute, now)
        self._events = Rate(limits.station_events_per_minute, now)
        self._before = self._made = 0
        self._line = shared.tree.current
        shared.stations = (*(s for s in shared.stations if s is not self), self)

    def touch(self) -> None:
        """Whoever is here is there, too."""
        super().touch()
        self.shared.touch()

    @property
    def waiting(self) -> int:
        """So many of its visitor's wait, or have their turn."""
        return self._waiting

    @property
    def crowded(self) -> bool:
        """One visitor does not make the others wait."""
        return self._waiting >= self.limits.station_waiting_max

    @contextmanager
    def turn(self, *, acting: bool = False, asleep: bool = False) -> Iterator[None]:
        """The shared world's: acts are done in the order of arrival. Who asks too much
        is refused before."""
        if acting and self.crowded:
            raise Refusal("error.busy")
        if acting and not self._acts.take(""):
            raise Refusal("shared.too_many_acts")
        self._waiting += 1
        try:
            with self.shared.turn(asleep=asleep):
                if self.over:
                    raise Gone(self.over.key)
                self.touch()
                self.acted = self.touched
                self._join_line()
                yield
        finally:
            self._waiting -= 1

    def awake(self, branch: Branch) -> Lab:
        """Its part of the run of the world."""
        assert self.station is not None
        run = self.shared.awake(self.shared.tree.get(None))
        known = branch.lab
        if not isinstance(known, StationRun) or known.run is not run:
            known = branch.lab = StationRun(run, self.station, self._admit)
            branch.served_journal = None
        branch.full = self.shared.tree.get(None).full
        known.catch_up()
        return known

    def settle(self, branch: Branch, *, publish: bool = True) -> None:
        """The whole world comes to rest; what came of it counts, however much."""
        line = self.shared.tree.get(None)
        before = line.events
        self.shared.settle(line, publish=publish)
        self._events.charge("", line.events - before)
        self._made += line.events - before
        made = self.awake(branch).journal.events[self._before :]
        self._letters.charge("", sum(map(self._is_letter, made)))

    def follow(self, rest: bool) -> None:
        """The world went on, or is another one: those who look on are shown."""
        self._join_line()
        if self.watchers:
            self.publish(self.tree.get(None), rest)

    def _join_line(self) -> None:
        """Where the shared world began anew, or went back, so does its part."""
        if self._line != self.shared.tree.current:
            self._line = self.shared.tree.current
            self.tree.branches.clear()
            self.tree.grow(None, -1)
            self.publisher.branches(self)

    def _admit(self, act: Act) -> None:
        """Raises LabError when they do too much at once, or did in the last minute, or
        where letters are held."""
        run = self.awake(self.tree.get(None))
        self._before = len(run.journal)
        lines_max = self.limits.station_paste_lines_max
        if isinstance(act, PASSIVE):
            return
        if isinstance(act, Paste) and act.text.count("\n") >= lines_max:
            raise LabError("shared.too_many_lines", limit=lines_max)
        if self._letters.spent(""):
            raise LabError("shared.too_many_letters")
        if self._events.spent(""):
            raise LabError("shared.too_many_acts")
        part, shared = self.limits.station_part, self.shared
        if self._made * part >= shared.events_max:
            raise LabError("shared.own_part_full")
        if run.octets_asked * part >= shared.asked_octets_max:
            raise LabError("shared.own_part_full")
        holding = shared.holding
        if holding.on and isinstance(act, Send):
            holding.hold(self.owner, act)
            self._letters.charge("", 1)
            raise LabError("shared.held")
        if holding.on and sends_by_hand(act, run.world):
            raise LabError("shared.not_by_hand")

    def _is_letter(self, event: Event) -> bool:
        """They have sent one, with a mail client or by hand."""
        assert self.station is not None
        if type(event.fact) is f.MessageComposed:
            return event.host in self.station.at
        if type(event.fact) is not f.MessageQueued:
            return False
        world = self.awake(self.tree.get(None)).world
        terminal = world.terminals.get(event.conn)
        if terminal is not None:
            return terminal.host in self.station.at
        here = world.visitors.keys() & {*self.station.programs}
        calls = [world.visitors[name].conn for name in here]
        return any(call.name == event.conn for call in calls if call is not None)

    def end(self, reason: Text) -> None:
        """Its machines are still there."""
        self.shared.stations = tuple(s for s in self.shared.stations if s is not self)
        super().end(reason)


def take_station(
    labs: Labs, shared: SharedLab, visitor: str, station: Station, lab_id: str = ""
) -> StationLab:
    """The lab in which that visitor has that station, made when first asked for.
    `lab_id`: that it had before a restart. Raises Refusal when the server is full."""
    purpose = Purpose(shared=shared.id)
    scenario = station.scenario(shared.scenario)
    hosted = labs.own(
        visitor, scenario, shared.seed, purpose, StationLab, lab_id=lab_id
    )
    assert isinstance(hosted, StationLab)
    if hosted.station is None:
        shared.closing.append(lambda: labs.end(hosted, "ended.shared"))
    if hosted.station != station:
        hosted.take(shared, station)
    return hosted
