"""A station: the machines of a shared world where one visitor acts, and what they see.

Why it exists: whoever shares a world must not act at another's machine. It refuses by
default: an act of a kind that nobody named is the teacher's.
"""

from dataclasses import dataclass

from msgspec.structs import replace

from simulator.acts import (
    Act,
    Alter,
    Browse,
    Close,
    Collect,
    DropSegment,
    GatewayAct,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Publish,
    Resend,
    Run,
    Send,
    SetUp,
    StartTls,
    Tidy,
    TypeLine,
    Withdraw,
    act_target,
)
from simulator.agents import World
from simulator.lab import LabError
from simulator.projections.part_of_journal import PartOfJournal, Seen
from simulator.scenario import HostConfig, Scenario

AT_A_MACHINE: frozenset[type[Act]] = frozenset(
    (
        *(PowerOn, PowerOff, Send, Resend, Collect, Tidy, SetUp, Browse),
        *(Open, Run, TypeLine, Paste, StartTls, Close, Publish, Withdraw),
    )
)
"""What somebody does who sits at a machine. All else concerns the whole world."""

Typed = TypeLine | Paste | StartTls | Close


@dataclass(frozen=True)
class Station:
    """`at`: the machines at which one acts. `sees`: those of which one sees everything,
    besides; a spy's own wire. `mailboxes`: addresses whose letters one may have.
    `around`: further machines that are drawn. `kinds`: of acts that one may do.
    `programs`: what one's real programs are called, once they are connected."""

    at: frozenset[str]
    mailboxes: frozenset[str] = frozenset()
    sees: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    kinds: frozenset[type[Act]] = AT_A_MACHINE
    programs: tuple[str, ...] = ()

    @property
    def seen(self) -> Seen:
        """What of the journal is theirs."""
        return Seen(self.at | self.sees | {*self.programs}, self.mailboxes)

    def scenario(self, whole: Scenario) -> Scenario:
        """What their page knows of the world: machines drawn, own mailboxes."""
        drawn = [host for host in whole.hosts if self._draws(host.id)]
        return replace(
            whole,
            hosts=tuple(sorted(drawn, key=self._distance)),
            accounts=tuple(a for a in whole.accounts if a.address in self.mailboxes),
            offers=tuple(o for o in whole.offers if o.act.get("host") in self.at),
            messages=(),
            opening=(),
            demonstration=(),
        )

    def own(self, act: Act, world: World, part: PartOfJournal) -> Act:
        """The act as the whole world knows it. Raises LabError for one that is not
        theirs to do."""
        if isinstance(act, GatewayAct):
            if act.host not in self.programs:
                raise LabError("shared.not_yours")
            return act
        if type(act) not in self.kinds:
            raise LabError("shared.for_teacher")
        if isinstance(act, Typed):
            return replace(act, conn=self._terminal(world, act.conn))
        if isinstance(act, DropSegment | Alter):
            origin = part.origin(act.flight)
            if not origin:
                raise LabError("shared.not_yours")
            return replace(act, flight=origin)
        target = act_target(act)
        if target not in self.at and target not in self.mailboxes:
            raise LabError("shared.not_yours")
        if not all(self._draws(world.host_called(name)) for name in _called(act)):
            raise LabError("shared.nothing_there")
        return act

    def _distance(self, host: HostConfig) -> int:
        """One's own machine stands first, then the server of one's own mailbox."""
        domains = host.server.domains if host.server else ()
        own = any(box.rpartition("@")[2] in domains for box in self.mailboxes)
        return 0 if host.id in self.at else 2 - own

    def _draws(self, host: str) -> bool:
        """It is on their page, or none at all."""
        return not host or host in self.at | self.sees | self.around

    def _terminal(self, world: World, conn: str) -> str:
        """The terminal named, or their newest. Raises LabError."""
        own = [name for name, one in world.terminals.items() if one.host in self.at]
        if not own:
            raise LabError("error.no_connection")
        if conn and conn not in own:
            raise LabError("shared.not_yours")
        return conn or own[-1]


def _called(act: Act) -> tuple[str, ...]:
    """Machines that it names as servers."""
    if isinstance(act, Open):
        return (act.target,)
    return (act.incoming, act.outgoing) if isinstance(act, SetUp) else ()
