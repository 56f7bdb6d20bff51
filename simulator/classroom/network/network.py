"""Who sits where in the network of a class.

A computer belongs to one student for as long as the network is there, for their letters
are in its mailbox; who was sent out leaves it behind. It refuses to act: the shared lab
does.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import msgspec

from simulator.acts import PowerOn
from simulator.classroom.network.computers import in_turn
from simulator.hosting import acting
from simulator.hosting.branches import AUTO
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.stations import (
    HeldLetter,
    SharedLab,
    Station,
    StationLab,
    take_station,
)
from simulator.lab import LabError
from simulator.projections.shapes.classroom import ClassStation
from simulator.scenario import Computer, Team
from simulator.scenario.teams import RESOLVER

PROGRAMS = range(1, 7)
"""Numbers of the real connections of one student. A mail client holds up to five."""


class Place(NamedTuple):
    """A computer, and whose team it is in."""

    team: Team
    computer: Computer

    @property
    def host(self) -> str:
        """The id of the machine."""
        return self.team.host(self.computer)

    @property
    def address(self) -> str:
        """Of whoever sits there."""
        return self.team.address(self.computer)


class KeptNetwork(msgspec.Struct, frozen=True):
    """As it is written. `lab`: id of the shared one. `places`: the machine of each
    member; `stations`: their lab, once they sat there. `spare`: machines of nobody.
    `holds`, `held`: letters wait, and which do."""

    lab: str
    teams: tuple[Team, ...]
    places: dict[str, str]
    stations: dict[str, str]
    spare: list[str]
    holds: bool
    held: tuple[HeldLetter, ...]


class ClassNetwork:
    """`shared`: the lab with everything in it. `members`: ids of the students for whom
    it was made, in order."""

    def __init__(
        self,
        labs: Labs,
        shared: SharedLab,
        teams: tuple[Team, ...],
        members: Sequence[str],
    ) -> None:
        self.shared = shared
        self.teams = teams
        self._labs = labs
        places = [Place(*each) for each in in_turn(teams)]
        self._places = dict(zip(members, places, strict=False))
        self._spare = places[len(members) :]
        self._stations: dict[str, StationLab] = {}

    @classmethod
    def brought_back(
        cls, labs: Labs, found: KeptNetwork, visitors: Mapping[str, str]
    ) -> "ClassNetwork":
        """As it was written; `visitors`: of the members who are in the class. Raises
        Refusal: its lab is not there any more."""
        shared = labs.get(found.lab)
        assert isinstance(shared, SharedLab)
        network = cls(labs, shared, found.teams, ())
        hosts = {place.host: place for place in network._spare}
        network._places = {each: hosts[host] for each, host in found.places.items()}
        network._spare = [hosts[host] for host in found.spare]
        for member, lab_id in found.stations.items():
            if member in visitors:
                network._sit(member, visitors[member], lab_id)
        shared.holding.take_back(found.holds, found.held)
        return network

    def kept(self) -> KeptNetwork:
        """Who sits where, and what waits; the world is written as labs are."""
        holding = self.shared.holding
        return KeptNetwork(
            lab=self.shared.id,
            teams=self.teams,
            places={member: place.host for member, place in self._places.items()},
            stations={member: lab.id for member, lab in self._stations.items()},
            spare=[place.host for place in self._spare],
            holds=holding.on,
            held=holding.letters,
        )

    @property
    def there(self) -> bool:
        """It has not ended."""
        return self.shared.over is None

    def told(self, member: str) -> ClassStation | None:
        """Their computer, as their own page is told."""
        place = self._places.get(member)
        if place is None:
            return None
        lab = self._stations.get(member)
        return ClassStation(
            lab=lab.id if lab else "",
            host=place.host,
            address=place.address,
            server=place.team.server,
            user=place.computer.local,
            password=place.computer.password,
        )

    def host_of(self, member: str) -> str:
        """Their machine; "" while they have none."""
        place = self._places.get(member)
        return place.host if place else ""

    def sit(self, member: str, visitor: str) -> StationLab:
        """Their part of the network; who has no computer yet gets a spare one, and it
        is switched on. Raises Refusal: there is none, or the server is full."""
        if member not in self._places:
            self._take_spare(member)
        return self._sit(member, visitor)

    def _sit(self, member: str, visitor: str, lab_id: str = "") -> StationLab:
        station = self._station(self._places[member])
        lab = take_station(self._labs, self.shared, visitor, station, lab_id)
        self._stations[member] = lab
        return lab

    def leave(self, member: str) -> None:
        """They are not in the class any more."""
        self._places.pop(member, None)
        lab = self._stations.pop(member, None)
        if lab is not None:
            self._labs.end(lab, "ended.shared")

    def end(self) -> None:
        """Nobody has a network any more."""
        self._labs.end(self.shared, "ended.shared")

    def _take_spare(self, member: str) -> None:
        """Theirs before its turn to be switched on, for who else is late waits, too."""
        if not self._spare:
            raise Refusal("class.no_computer")
        place = self._places[member] = self._spare.pop(0)
        try:
            # Whoever teaches may have switched it on.
            with self.shared.turn(acting=True), suppress(LabError):
                acting.act(self.shared, None, [PowerOn(place.host)], actor=AUTO)
                self._labs.note(self.shared)
        except Refusal:
            if member not in self._stations:
                self._places.pop(member, None)
                self._spare.insert(0, place)
            raise

    def _station(self, place: Place) -> Station:
        return Station(
            at=frozenset((place.host,)),
            mailboxes=frozenset((place.address,)),
            programs=tuple(f"{place.host}-real-{n}" for n in PROGRAMS),
            around=frozenset((RESOLVER, *(team.name for team in self.teams))),
        )
