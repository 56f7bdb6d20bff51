"""The internet that a class plays: its machines, who is what, and the letters.

Whoever leaves is nobody's machine: the engine decides there, until somebody comes late.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.acts import Act, Collect, Send
from simulator.classroom.internet.dealing import Part, computer, dealt, writers_of
from simulator.classroom.internet.decisions import Decision
from simulator.classroom.internet.travel import TravellingLetter
from simulator.classroom.network.computers import in_turn
from simulator.hosting import acting
from simulator.hosting.branches import AUTO, STUDENT
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.stations import SharedLab
from simulator.journal import Journal
from simulator.journal import facts as f
from simulator.lab import LabError
from simulator.scenario import Team

LETTERS_MAX = 80
"""So many a class sends; one that comes back is some 450 events."""
LETTERS_EACH_MAX = 10

Waiting = frozenset[tuple[str, int]]
"""Decisions, by the letter's id and their number."""


class Desk(NamedTuple):
    """Somebody's computer."""

    part: Part
    address: str


class ClassInternet:
    """`shared`: the lab in which letters are played. `members`: ids of those who were
    there when it began, at least one. `starttls`: servers offer it. `letters`: in
    order. `changes`: grows with every one. `names`: of hosts, as DNS has them."""

    def __init__(
        self,
        labs: Labs,
        shared: SharedLab,
        teams: tuple[Team, ...],
        members: list[str],
        *,
        starttls: bool,
    ) -> None:
        self.shared = shared
        self.teams = teams
        self.starttls = starttls
        self.letters: list[TravellingLetter] = []
        self.changes = 0
        self.names = {host.id: host.names[0] for host in shared.scenario.hosts}
        self._labs = labs
        self._writing: set[str] = set()
        places = [
            Desk(computer(team.host(each), team), team.address(each))
            for team, each in in_turn(teams)
        ]
        writers = writers_of(len(members))
        self._spare = places[writers:]
        self._addresses = {place.part: place.address for place in places}
        parts = [place.part for place in places[:writers]]
        self.who: dict[Part, str] = dealt(members, parts, teams)

    @property
    def there(self) -> bool:
        """It has not ended."""
        return self.shared.over is None

    def end(self) -> None:
        """Nobody plays it any more."""
        self._labs.end(self.shared, "ended.shared")

    # --- who is what ------------------------------------------------------------------

    def parts_of(self, member: str) -> tuple[Part, ...]:
        """What they are; who comes late gets a machine that nobody is, or else a new
        computer; one that somebody had, with their letters, only when there is no
        other. Raises Refusal: nothing is left."""
        own = tuple(part for part, each in self.who.items() if each == member)
        return own or (self._taken(member),)

    def address_of(self, member: str) -> str:
        """Of their computer, or ""."""
        parts = self.parts_of(member)
        return next((self._addresses[p] for p in parts if p in self._addresses), "")

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Members with theirs."""
        for part, member in self.who.items():
            if member and part in self._addresses:
                yield member, self._addresses[part]

    def holder(self, decision: Decision) -> str:
        """The member who decides, or ""."""
        parts = (p for p in self.who if (p.host, p.role) == decision[1:3])
        return next((self.who[part] for part in parts), "")

    def leave(self, member: str) -> None:
        """They are not in the class any more."""
        for part, each in self.who.items():
            if each == member:
                self.who[part] = ""
        self._go_on()

    def _taken(self, member: str) -> Part:
        free = [part for part, each in self.who.items() if not each]
        machines = [part for part in free if part not in self._addresses]
        if machines:
            part = machines[0]
        elif self._spare:
            part = self._spare.pop(0).part
        elif free:
            part = free[0]
        else:
            raise Refusal("class.no_computer")
        self.who[part] = member
        self.changes += 1
        return part

    # --- letters ----------------------------------------------------------------------

    def may_write(self, member: str) -> bool:
        """They have a computer, and no letter of theirs is on its way."""
        address = self.address_of(member)
        own = (each for each in self.letters if each.sender == address)
        return bool(address) and not any(each.open for each in own)

    def write(
        self, member: str, letter_id: str, to: str, subject: str, body: str
    ) -> None:
        """Send a letter; the same one twice is one. Raises Refusal."""
        if any(each.id == letter_id for each in self.letters):
            return
        if member in self._writing or not self.may_write(member):
            raise Refusal("internet.not_yet")
        sender, to = self.address_of(member), to.lower()
        if len(self.letters) >= LETTERS_MAX:
            raise Refusal("internet.too_many", limit=LETTERS_MAX)
        if sum(each.sender == sender for each in self.letters) >= LETTERS_EACH_MAX:
            raise Refusal("internet.too_many_of_yours", limit=LETTERS_EACH_MAX)
        host = next(p.host for p in self.parts_of(member) if p in self._addresses)
        self._writing.add(member)
        try:
            with self.shared.turn(acting=True):
                self._play(letter_id, (sender, to), Send(host, to, subject, body))
        except LabError as error:
            raise Refusal(error.key, **error.params) from None
        finally:
            self._writing.discard(member)

    def _play(self, letter_id: str, ends: tuple[str, str], act: Send) -> None:
        """Its whole way, to where its reader, or its writer, collects it."""
        start = len(self._journal)
        self._act(act, STUDENT)
        facts = [self._journal[at].fact for at in range(start, len(self._journal))]
        boxes = [fact.mailbox for fact in facts if isinstance(fact, f.MessageDelivered)]
        for part, address in self._addresses.items():
            if address in boxes:
                self._act(Collect(part.host), AUTO)
        number = len(self.letters) + 1
        self.letters.append(
            TravellingLetter(letter_id, number, ends, self._journal, start, self.teams)
        )
        self._go_on()

    @property
    def _journal(self) -> Journal:
        return self.shared.awake(self.shared.tree.get(None)).journal

    def _act(self, act: Act, actor: str) -> None:
        acting.act(self.shared, None, [act], actor=actor)

    # --- decisions --------------------------------------------------------------------

    def letter(self, letter_id: str) -> TravellingLetter:
        """By id. Raises Refusal."""
        found = next((each for each in self.letters if each.id == letter_id), None)
        if found is None:
            raise Refusal("internet.no_letter")
        return found

    def decide(
        self, member: str, letter_id: str, number: int, choice: int | None
    ) -> None:
        """That member chooses, or lets the engine; with "" whoever teaches does.
        Raises Refusal when it is not theirs to."""
        letter = self.letter(letter_id)
        waits = letter.open
        if waits is None or number != len(letter.by_hand):
            return
        if member and self.holder(waits) != member:
            raise Refusal("internet.not_yours")
        if choice is not None and choice >= len(waits.choices):
            raise Refusal("internet.no_choice")
        letter.decide(number, choice)
        self._go_on()

    def waits_for(self, letter: TravellingLetter, member: str) -> bool:
        """They are to decide about it."""
        return letter.open is not None and self.holder(letter.open) == member

    def waiting_for(self, members: Sequence[str]) -> Waiting:
        """Decisions that are theirs."""
        return frozenset(
            (each.id, len(each.by_hand))
            for each in self.letters
            if each.open and self.holder(each.open) in members
        )

    def _go_on(self) -> None:
        """Past whatever nobody is there to decide."""
        for letter in self.letters:
            while letter.open and not self.holder(letter.open):
                letter.decide(len(letter.by_hand), None)
        self.changes += 1
