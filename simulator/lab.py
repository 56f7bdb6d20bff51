"""A lab: one simulated world and everything anybody did to it.

`apply` intervenes, `settle` lets the world come to rest, `fork` makes another lab whose
past is the same up to an event. What was done is a list of interventions; with the
scenario and the seed it *is* the lab: replaying it gives the same journal, octet for
octet. It refuses an act that makes no sense, and then changes nothing.

A *live* lab follows the wall clock, which every intervention then carries, and keeps a
window of its past: it cannot be forked.
"""

from bisect import bisect_left

import msgspec

from simulator.acts import (
    Act,
    AnswerQuestion,
    AnyAct,
    Browse,
    Close,
    Collect,
    FaultAct,
    GatewayAct,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Problem,
    Run,
    Send,
    Skip,
    Tidy,
    TypeLine,
    apply_fault,
    apply_visit,
    browse_problem,
    fault_problem,
    name_of,
    send_problem,
    target_of,
    text_problem,
    visit_problem,
    written,
)
from simulator.agents import Outlet, World
from simulator.journal import Journal
from simulator.journal.facts import (
    ClockSkipped,
    HostPoweredOff,
    HostPoweredOn,
    LabAnswered,
    LabIntervened,
    LabOpened,
)
from simulator.net import Timer
from simulator.scenario import Scenario

RETRY = "smtp.retry"  # the timer of a queue's next attempt
ACTORS = ("student", "auto", "teacher", "gateway")


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
    act: AnyAct
    wall_us: int = 0


class Lab:
    """One world, its journal, and the interventions that made it."""

    def __init__(
        self, scenario: Scenario, seed: int = 0, *, live: bool = False
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.journal = Journal()
        self.interventions: list[Intervention] = []
        self.world = World(scenario.hosts, self.journal, seed, scenario.epoch, live)
        self.world.clock.record("", "", LabOpened(scenario=scenario.name, seed=seed))
        self.world.furnish(
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
    def at_rest(self) -> bool:
        """Only waiting is left."""
        return self.world.clock.at_rest

    def settle(self, actions_max: int = 1_000_000) -> bool:
        """Run at most `actions_max` actions; True when only waiting is left."""
        self._in_flight = False
        return self.world.clock.work(actions_max)

    def follow(self, wall_us: int) -> None:
        """A live lab's wall shows `wall_us`: whatever waited until then happens."""
        assert self.world.clock.live
        self.settle()
        self.world.clock.follow(wall_us)

    def forget(self, base: int) -> None:
        """A live lab lets go of its past before event `base`."""
        self.journal.trim(base)
        done = self.interventions
        del done[: bisect_left(done, base, key=lambda d: d.after_seq)]

    def _run_past(self, seq: int) -> None:
        """Run to the first step boundary after event `seq`."""
        while self.last_seq < seq:
            if not self.world.clock.step():
                raise LabError("error.no_such_moment", seq=seq)

    def attach(self, host: str, outlet: Outlet) -> None:
        """What a visitor is sent goes to `outlet` from now on; a replay has none."""
        self.world.visitors[host].outlet = outlet

    def draft(self, act: Send) -> tuple[bytes, str, tuple[str, ...]]:
        """What `act` would send now: octets of the letter, reverse-path, forward-paths.
        Addresses that are none yet are left out. Raises LabError."""
        self._working_mua(act.host)
        mua = self.world.muas[act.host]
        content, paths = mua.draft(*written(act))
        return content, mua.config.address, paths

    # --- interventions ---

    def open(self) -> None:
        """The scenario's opening acts, by nobody in particular."""
        for act in self.scenario.opening_acts():
            self.apply(act, "auto")
            self.settle()

    def apply(self, act: Act, actor: str = "student", wall_us: int = 0) -> Intervention:
        """Do `act` now, at rest (or where a fork stopped). Raises LabError, changing
        nothing."""
        if actor not in ACTORS:
            raise LabError("error.unknown_actor", actor=actor)
        visit = act if isinstance(act, GatewayAct) else None
        if visit is not None and actor != "gateway":
            raise LabError("error.gateway_only")
        at_rest = not self._in_flight
        if wall_us:
            self.follow(wall_us)
        elif at_rest:
            self.settle()
        if visit is not None:
            self._refuse(visit_problem(self.world, visit))
        else:
            self._check(act)
        last = self.last_seq
        intervention = Intervention(last, at_rest, actor, act, wall_us)  # type: ignore[arg-type]
        self._in_flight = False
        self.interventions.append(intervention)
        self.world.clock.cause = last
        if visit is not None:
            apply_visit(self.world, visit)
        else:
            self._do(act, actor)
        return intervention

    def fork(self, after_seq: int) -> "Lab":
        """Another lab, the same up to the first step boundary after `after_seq`.

        The next `apply` happens there, in flight. Raises LabError for a moment that
        never was, and of a live lab.
        """
        if self.world.clock.live:
            raise LabError("error.live_fork")
        if not 0 <= after_seq <= self.last_seq:
            raise LabError("error.no_such_moment", seq=after_seq)
        other = Lab(self.scenario, self.seed)
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

    # --- what an act may do, and does ---

    def _check(self, act: Act) -> None:
        """Raise LabError when `act` makes no sense now."""
        if isinstance(act, FaultAct):
            self._refuse(fault_problem(self.world, act))
            return
        match act:
            case PowerOn(host=host) | PowerOff(host=host):
                self._known(host)
                on = self.world.network.hosts[host].on
                if on == isinstance(act, PowerOn):
                    raise LabError(f"error.already_{'on' if on else 'off'}", host=host)
            case Send():
                self._working_mua(act.host)
                self._refuse(send_problem(act))
            case Collect():
                self._working_mua(act.host)
                if not self.world.muas[act.host].config.collect_from:
                    raise LabError("error.collects_nowhere", host=act.host)
            case Tidy() | Browse():
                self._check_reading(act)
            case Open():
                self._seated(act.host)
                self._check_open(act)
            case Run():
                self._running(act.host)
                if act.host in self.world.visitors:
                    raise LabError("error.real_program", host=act.host)
                self._refuse(text_problem(act))
            case TypeLine() | Paste():
                self._refuse(text_problem(act))
                self._terminal(act.conn)
            case Close():
                self._terminal(act.conn)
            case Skip(to=to):
                waits = not self.world.clock.live and self._waiting(to)
                self._refuse(None if waits else ("error.nothing_waits", {}))
            case AnswerQuestion(question=question, value=value):
                if not 0 < len(question) <= 80 or len(value) > 400:
                    raise LabError("error.bad_answer")

    def _check_open(self, act: Open) -> None:
        asks = self.world.asks_for(act.host, act.target)
        if not asks and self.scenario.resolve(act.target) is None:
            raise LabError("error.unknown_target", target=act.target[:80])
        if not 0 < act.port < 65_536:
            raise LabError("error.bad_port", port=act.port)

    def _check_reading(self, act: Tidy | Browse) -> None:
        if isinstance(act, Tidy):
            self._working_mua(act.host)
            mua = self.world.muas[act.host]
            self._refuse(mua.tidy_problem(act.unique_id, act.how))
            return
        self._running(act.host)
        browser = self.world.browsers.get(act.host)
        if browser is None:
            raise LabError("error.no_browser", host=act.host)
        if browser.busy:
            raise LabError("error.browser_busy", host=act.host)
        self._refuse(browse_problem(act))

    def _refuse(self, wrong: Problem) -> None:
        if wrong is not None:
            raise LabError(wrong[0], **wrong[1])

    def _known(self, host: str) -> None:
        if host not in self.world.network.hosts:
            raise LabError("error.unknown_host", name=host[:80])

    def _seated(self, host: str) -> None:
        """A person sits there, at a machine that runs."""
        self._known(host)
        if host not in self.world.muas:
            raise LabError("error.no_mail_program", host=host)
        self._running(host)

    def _working_mua(self, host: str) -> None:
        self._seated(host)
        if not self.world.muas[host].config.address:
            raise LabError("error.no_mail_program", host=host)

    def _running(self, host: str) -> None:
        self._known(host)
        machine = self.world.network.hosts[host]
        if not machine.on or machine.frozen:
            raise LabError(
                f"error.host_is_{'frozen' if machine.on else 'off'}", host=host
            )

    def _terminal(self, conn: str) -> None:
        terminal = self.world.terminal(conn)
        if terminal is None:
            raise LabError("error.no_connection")
        if not terminal.usable:
            raise LabError("error.connection_closed")
        self._running(terminal.conn.client.host.name)

    def _do(self, act: Act, actor: str) -> None:
        world, record = self.world, self.world.clock.record
        if not isinstance(act, TypeLine | Paste | AnswerQuestion):
            record("", "", self._intervened(act, actor))
        if isinstance(act, FaultAct):
            apply_fault(world, act)
            return
        match act:
            case PowerOn(host=host):
                record(host, "", HostPoweredOn())
                world.power_on(host)
            case PowerOff(host=host):
                record(host, "", HostPoweredOff())
                world.power_off(host)
            case Send(host=host):
                world.muas[host].send(*written(act))
            case Collect(host=host):
                world.muas[host].collect()
            case Tidy(host=host, unique_id=unique_id, how=how):
                world.muas[host].tidy(unique_id, how)
            case Browse(host=host):
                browser = world.browsers[host]
                browser.visit(act.method, act.target, act.fields, act.language)
            case Open(host=host, target=target, port=port):
                world.open_terminal(host, target, port)
            case Run(host=host, text=text):
                world.prompt(host).run(text, actor)
            case TypeLine(text=text, conn=conn) | Paste(text=text, conn=conn):
                world.usable_terminal(conn).send(text, actor)
            case Close(conn=conn):
                world.usable_terminal(conn).close()
            case Skip(to=to):
                self._skip(to)
            case AnswerQuestion(question=question, value=value):
                said = LabAnswered(actor=actor, question=question, value=value)
                record("", "", said)

    def _intervened(self, act: Act, actor: str) -> LabIntervened:
        return LabIntervened(actor=actor, act=name_of(act), target=target_of(act))

    def _waiting(self, to: str = "next") -> list[Timer]:
        """What waits, soonest first; with `to` retry only attempts of a queue."""
        waiting = self.world.clock.waiting()
        return [t for t in waiting if to == "next" or t.name == RETRY]

    def _skip(self, to: str) -> None:
        """Jump to the soonest of what waits; all that waited until then go off."""
        clock = self.world.clock
        at_us = self._waiting(to)[0].at_us
        names = tuple(t.name for t in self._waiting() if t.at_us <= at_us)
        if to == "next" and clock.at_rest:
            clock.now_us = at_us
        clock.record("", "", ClockSkipped(to_us=at_us, expired=names))
        clock.run_until(at_us)
