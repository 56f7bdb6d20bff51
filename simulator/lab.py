"""A lab: one simulated world and everything anybody did to it.

`apply` intervenes, `settle` lets the world come to rest, `fork` makes another lab whose
past is the same up to an event. What was done is a list of interventions; with the
scenario and the seed it *is* the lab: replaying it gives the same journal, octet for
octet. It refuses an act that makes no sense, and then changes nothing.

A *live* lab follows the wall clock, which every intervention then carries, and keeps a
window of its past: it cannot be forked.
"""

from bisect import bisect_left
from collections.abc import Callable

import msgspec

from simulator.acts import (
    ACTORS,
    ACTS,
    Act,
    ActRegistry,
    Doer,
    Problem,
    Send,
    act_name,
    act_target,
    message_parts,
    no_mail_client,
    skipped_timers,
)
from simulator.agents import Outlet, World
from simulator.journal import Journal
from simulator.journal.facts import LabIntervened, LabOpened
from simulator.net import LiveClock, Timer
from simulator.scenario import Scenario


class LabError(Exception):
    """An act that makes no sense. `key`, `params`: a text of the catalogue."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(f"{key} {params}" if params else key)
        self.key = key
        self.params = params


class Intervention(msgspec.Struct, frozen=True, gc=False):
    """Who did what, when: after event `after_seq`, at rest or in flight.

    `wall_us`: what a live lab's wall showed; 0 in others.
    """

    after_seq: int
    at_rest: bool
    actor: str
    act: Act
    wall_us: int = 0


class Lab:
    """One world, its journal, and the interventions that made it.

    `acts`: those that can be done here. `octets_asked`: of its interventions, about, as
    they are written; a live lab counts those it has let go of, too.
    """

    octets_asked = 0

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        *,
        live: bool = False,
        acts: ActRegistry = ACTS,
    ) -> None:
        self.scenario = scenario
        self.acts = acts
        self.seed = seed
        self.journal = Journal()
        self.interventions: list[Intervention] = []
        self.world = World(scenario.hosts, self.journal, seed, scenario.epoch, live)
        self.world.clock.record("", "", LabOpened(scenario=scenario.name, seed=seed))
        self.world.start(
            scenario.accounts,
            scenario.aliases,
            scenario.lists,
            scenario.messages,
            scenario.folders,
        )
        self._in_flight = False

    # --- time ---

    @property
    def last_seq(self) -> int:
        """Seq of the newest event."""
        return len(self.journal) - 1

    @property
    def octets_kept(self) -> int:
        """Octets in its streams and mailboxes, about what it needs of memory."""
        stores = self.world.stores.values()
        return self.journal.octets_kept + sum(store.octets for store in stores)

    def let_go(self) -> None:
        """Give the octets back: nobody looks at this lab any more. The world is full of
        cycles, so the rest of it goes when Python next looks for garbage."""
        self.journal.forget_octets()
        for store in self.world.stores.values():
            store.forget_messages()

    @property
    def at_rest(self) -> bool:
        """Only waiting is left."""
        return self.world.clock.at_rest

    def settle(self, most: int = 1_000_000) -> bool:
        """Run a slice of at most so many actions and about so many events; True when
        only waiting is left."""
        self._in_flight = False
        return self.world.clock.work(most)

    def follow(self, wall_us: int) -> None:
        """A live lab's wall shows `wall_us`: whatever waited until then happens."""
        clock = self.world.clock
        assert isinstance(clock, LiveClock)
        self.settle()
        clock.follow(wall_us)

    def forget(self, base: int) -> None:
        """A live lab lets go of its past before event `base`."""
        self.journal.trim(base)
        done = self.interventions
        del done[: bisect_left(done, base, key=lambda d: d.after_seq)]

    def run_to(self, since: int, found: Callable[[int], bool]) -> bool:
        """Run to the first step boundary after an event later than `since` that `found`
        says yes to, by its seq: the next `apply` happens there, in flight. False: the
        world came to rest before."""
        at = since + 1
        while not any(map(found, range(at, len(self.journal)))):
            at = len(self.journal)
            if self.at_rest:
                return False
            self.world.clock.step()
        self._in_flight = not self.at_rest
        return True

    def _run_past(self, seq: int) -> None:
        """Run to the first step boundary after event `seq`."""
        while self.last_seq < seq:
            if not self.world.clock.step():
                raise LabError("error.no_such_moment", seq=seq)

    def attach(self, host: str, outlet: Outlet) -> None:
        """What a visitor is sent goes to `outlet` from now on; a replay has none."""
        self.world.visitors[host].outlet = outlet

    def draft(self, act: Send) -> tuple[bytes, str, tuple[str, ...]]:
        """What `act` would send now: octets of the message, reverse-path and
        forward-paths. Addresses that are none yet are left out. Raises LabError."""
        _refuse(no_mail_client(self.world, act.host))
        mua = self.world.muas[act.host]
        content, paths = mua.draft(*message_parts(act))
        return content, mua.config.address, paths

    def skipped(self, to: str) -> list[Timer]:
        """Timers that end when the clock skips to `to`, the last of them included."""
        return skipped_timers(self.world.clock, to)

    # --- interventions ---

    def open(self) -> None:
        """The scenario's opening acts, by nobody in particular."""
        for act in self.scenario.opening_acts():
            self.apply(act, "auto")
            self.settle()

    def apply(self, act: Act, actor: str = "student", wall_us: int = 0) -> Intervention:
        """Do `act` now, at rest (or where a fork stopped, until it settles). Raises
        LabError, changing nothing."""
        spec = self.acts.spec_of(act)
        if actor not in spec.actors:
            if actor not in ACTORS:
                raise LabError("error.unknown_actor", actor=actor)
            raise LabError("error.gateway_only")
        at_rest = not self._in_flight
        if wall_us:
            self.follow(wall_us)
        elif at_rest:
            self.settle()
        _refuse(spec.problem(self.world, act))
        intervention = Intervention(self.last_seq, at_rest, actor, act, wall_us)
        self.interventions.append(intervention)
        self.octets_asked += len(repr(act).encode(errors="surrogatepass"))
        clock = self.world.clock
        clock.cause = intervention.after_seq
        if spec.announced:
            done = LabIntervened(actor=actor, act=act_name(act), target=act_target(act))
            clock.record("", "", done)
        spec.apply(Doer(self.world, actor), act)
        return intervention

    def fork(self, after_seq: int) -> "Lab":
        """Another lab, the same up to the first step boundary after `after_seq`.

        The next `apply` happens there, in flight. Raises LabError for a moment that
        never was, and of a live lab.
        """
        if self.world.live:
            raise LabError("error.live_fork")
        if not 0 <= after_seq <= self.last_seq:
            raise LabError("error.no_such_moment", seq=after_seq)
        other = Lab(self.scenario, self.seed, acts=self.acts)
        for done in self.interventions:
            if done.after_seq >= after_seq:
                break
            other.replay(done)
        other._run_past(after_seq)
        other._in_flight = not other.at_rest
        return other

    def replay(self, done: Intervention) -> None:
        """Do again what was done in a lab that was the same until then."""
        if done.at_rest:
            self.settle()
        else:
            self._run_past(done.after_seq)
            self._in_flight = True
        if done.wall_us:
            self.follow(done.wall_us)
        assert self.last_seq == done.after_seq or not done.at_rest
        self.apply(done.act, done.actor, done.wall_us)


def _refuse(problem: Problem) -> None:
    if problem is not None:
        raise LabError(problem[0], **problem[1])
