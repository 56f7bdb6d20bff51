"""The internet that a class plays: its machines, who is what, and the letters.

Whoever leaves is nobody's machine: the engine decides there, until somebody comes late.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from simulator.acts import Act, Send
from simulator.classroom.internet.astray import Round, astray
from simulator.classroom.internet.dealing import Part, computer, dealt, writers_of
from simulator.classroom.internet.decisions import Decision
from simulator.classroom.internet.travel import TravellingLetter, carry
from simulator.classroom.network.computers import in_turn
from simulator.hosting import acting
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.stations import HeldLetter, SharedLab
from simulator.journal import Journal
from simulator.lab import LabError
from simulator.scenario import Team

LETTERS_MAX = 80
"""So many a class sends; one that comes back is some 450 events."""
LETTERS_EACH_MAX = 10
WORLD_EVENTS = 1_000
"""To make a world anew takes about as long as so many events."""

Waiting = frozenset[tuple[str, int]]
"""Decisions, by the letter's id and their number."""


class KeptLetter(msgspec.Struct, frozen=True):
    """A `TravellingLetter` as it is written: what was decided, and where it is."""

    id: str
    act: Send
    sender: str
    start: int
    end: int
    by_hand: list[bool]
    wrong: list[int]
    taken_back: int


class KeptInternet(msgspec.Struct, frozen=True):
    """As it is written. `lab`: id of the shared one; `holds`, `held`: letters wait, and
    which do."""

    lab: str
    teams: tuple[Team, ...]
    starttls: bool
    who: list[tuple[Part, str]]
    letters: list[KeptLetter]
    changes: int
    holds: bool
    held: tuple[HeldLetter, ...]


class ClassInternet:
    """`shared`: the lab in which letters are played; its time only goes on, for they
    are where they are in its journal. `who`: every machine that somebody is, or was,
    with their id, or "". `starttls`: servers offer it. `changes`: grows with every one.
    `names`: of hosts, as DNS has them."""

    def __init__(
        self,
        labs: Labs,
        shared: SharedLab,
        teams: tuple[Team, ...],
        who: dict[Part, str],
        *,
        starttls: bool,
    ) -> None:
        self.shared = shared
        self.teams = teams
        self.who = who
        self.starttls = starttls
        self.changes = 0
        self.names = {host.id: host.names[0] for host in shared.scenario.hosts}
        self._labs = labs
        self._letters: list[TravellingLetter] = []
        self._asleep: list[KeptLetter] = []
        self._writing: set[str] = set()
        self._addresses = {
            computer(team.host(each), team): team.address(each)
            for team, each in in_turn(teams)
        }
        self._spare = [part for part in self._addresses if part not in who]
        shared.one_line = shared.outlives = True

    @classmethod
    def dealt_out(
        cls,
        labs: Labs,
        shared: SharedLab,
        teams: tuple[Team, ...],
        members: list[str],
        *,
        starttls: bool,
    ) -> "ClassInternet":
        """For those members, by id; at least one."""
        places = [computer(team.host(each), team) for team, each in in_turn(teams)]
        who = dealt(members, places[: writers_of(len(members))], teams)
        return cls(labs, shared, teams, who, starttls=starttls)

    # --- what outlives the process ----------------------------------------------------

    @classmethod
    def brought_back(
        cls, labs: Labs, found: KeptInternet, members: Collection[str]
    ) -> "ClassInternet":
        """As it was written; `members`: who is in the class. Raises Refusal: its lab is
        not there any more."""
        shared = labs.get(found.lab)
        assert isinstance(shared, SharedLab)
        who = {part: each if each in members else "" for part, each in found.who}
        played = cls(labs, shared, found.teams, who, starttls=found.starttls)
        played.changes = found.changes
        played._asleep = found.letters
        shared.holding.take_back(found.holds, found.held)
        return played

    def kept(self) -> KeptInternet:
        """Who is what, and what was decided; the world is written as labs are."""
        holding = self.shared.holding
        return KeptInternet(
            lab=self.shared.id,
            teams=self.teams,
            starttls=self.starttls,
            who=list(self.who.items()),
            letters=[*self._asleep, *map(_kept, self._letters)],
            changes=self.changes,
            holds=holding.on,
            held=holding.letters,
        )

    @property
    def letters(self) -> Sequence[TravellingLetter]:
        """In order. After a restart the world is played again first."""
        if self._asleep:
            with self.shared.turn():
                journal = self._journal
                while self._asleep:
                    self._take_back(self._asleep[0], journal)
                    del self._asleep[0]
        return self._letters

    def _take_back(self, found: KeptLetter, journal: Journal) -> None:
        span = (found.start, found.end)
        letter = self._on_its_way(found.id, found.act, found.sender, span, journal)
        letter.by_hand, letter.wrong = found.by_hand, found.wrong
        letter.taken_back = found.taken_back
        self._lead_astray(letter)

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
            part = self._spare.pop(0)
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
        self,
        member: str,
        visitor: str,
        letter_id: str,
        to: str,
        subject: str,
        body: str,
    ) -> None:
        """Send a letter, or let it wait where letters are held; the same one twice is
        one. Raises Refusal."""
        if any(each.id == letter_id for each in self.letters):
            return
        if member in self._writing or not self.may_write(member):
            raise Refusal("internet.not_yet")
        sender = self.address_of(member)
        if sum(each.sender == sender for each in self.letters) >= LETTERS_EACH_MAX:
            raise Refusal("internet.too_many_of_yours", limit=LETTERS_EACH_MAX)
        host = next(p.host for p in self.parts_of(member) if p in self._addresses)
        act = Send(host, to.lower(), subject, body)
        self._writing.add(member)
        try:
            with self.shared.turn(acting=True):
                self._send(letter_id, act, visitor)
        finally:
            self._writing.discard(member)

    def release(self, letter_id: str) -> None:
        """Send one that waits. Raises Refusal; then it still does."""
        number = len(self.letters) + 1
        with self.shared.turn(acting=True):
            held = self.shared.holding.get(letter_id)
            self._play(f"{held.id}-{number}", held.act)
            self.shared.holding.drop(letter_id)

    def _send(self, letter_id: str, act: Send, visitor: str) -> None:
        holding = self.shared.holding
        if not holding.on:
            self._play(letter_id, act)
            return
        try:
            holding.hold(visitor, act)
        except LabError as error:
            raise Refusal(error.key, **error.params) from None
        raise Refusal("internet.held")

    def _play(self, letter_id: str, act: Send) -> None:
        if len(self.letters) >= LETTERS_MAX:
            raise Refusal("internet.too_many", limit=LETTERS_MAX)
        journal, computers = self._journal, self._computers
        try:
            start = carry(journal, self._act, act, computers)
        except LabError as error:
            raise Refusal(error.key, **error.params) from None
        sender = next(a for a, host in computers.items() if host == act.host)
        span = (start, len(journal))
        self._on_its_way(letter_id, act, sender, span, journal)
        self._go_on()

    def _on_its_way(
        self,
        letter_id: str,
        act: Send,
        sender: str,
        span: tuple[int, int],
        journal: Journal,
    ) -> TravellingLetter:
        number = len(self._letters) + 1
        played = (journal, *span, self.teams)
        letter = TravellingLetter(letter_id, number, act, sender, *played)
        self._letters.append(letter)
        return letter

    @property
    def _computers(self) -> dict[str, str]:
        return {address: part.host for part, address in self._addresses.items()}

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
        self._lead_astray(letter)
        self._go_on()

    def _lead_astray(self, letter: TravellingLetter) -> None:
        """Play where the last wrong choice leads; none any more, once it is right."""
        letter.astray = None
        if not letter.wrong:
            return
        shared, tried = self.shared, [*letter.wrong]
        journal, computers = self._journal, self._computers
        world = Round(shared.scenario, shared.seed, journal, computers)
        size = letter.end - letter.start + WORLD_EVENTS
        found = shared.scheduler.run_heavy(size, astray, letter, world)
        if letter.wrong == tried:
            letter.astray = found

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


def _kept(letter: TravellingLetter) -> KeptLetter:
    return KeptLetter(
        id=letter.id,
        act=letter.act,
        sender=letter.sender,
        start=letter.start,
        end=letter.end,
        by_hand=letter.by_hand,
        wrong=letter.wrong,
        taken_back=letter.taken_back,
    )
