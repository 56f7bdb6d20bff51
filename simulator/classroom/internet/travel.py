"""One letter on its way: how far it has come, and who let it go on.

Its whole way has been played; nobody is told more of it than up to the decision that it
waits for. So a wrong choice takes nothing back, letters do not wait for each other, and
in whichever order a class decides, the world that comes of it is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from simulator.acts import Act, Collect, Send
from simulator.classroom.internet.decisions import Choice, Decision, decisions_in
from simulator.classroom.internet.wire import WireLine, lines_in
from simulator.hosting.branches import AUTO, STUDENT
from simulator.journal import Journal
from simulator.journal import facts as f
from simulator.projections.shapes.class_tasks.internet import Outcome
from simulator.scenario import Team


class Astray(NamedTuple):
    """What comes of a wrong choice. `lines`: what crosses wires from that decision on;
    `outcome`: what becomes of the letter."""

    shown: str
    lines: tuple[WireLine, ...]
    outcome: Outcome


Do = Callable[[Act, str], None]
"""Does an act, of that actor, and lets the world come to rest."""


def carry(journal: Journal, do: Do, act: Send, computers: Mapping[str, str]) -> int:
    """Play a letter's whole way, to where its reader, or its writer, collects it: the
    event at which it begins. `computers`: machines by the address of whose they are."""
    start = len(journal)
    do(act, STUDENT)
    boxes = {each.mailbox for each in delivered(journal, start, len(journal))}
    for address, host in computers.items():
        if address in boxes:
            do(Collect(host), AUTO)
    return start


def delivered(journal: Journal, start: int, end: int) -> list[f.MessageDelivered]:
    """What was put into mailboxes from event `start` to before `end`."""
    facts = (journal[seq].fact for seq in range(start, end))
    return [fact for fact in facts if isinstance(fact, f.MessageDelivered)]


class TravellingLetter:
    """`number`: of the class's letters, from 1. `start`, `end`: its events;
    `decisions`, `lines`: of its whole way. `by_hand`: of each decision that was made,
    whether somebody made it. `wrong`: places of choices for the open one that were
    tried, the last one last; `astray`: where that leads; `taken_back`: how many there
    were of all."""

    def __init__(
        self,
        letter_id: str,
        number: int,
        act: Send,
        sender: str,
        journal: Journal,
        start: int,
        end: int,
        teams: Sequence[Team],
    ) -> None:
        self.id = letter_id
        self.number = number
        self.act, self.sender = act, sender
        self.start, self.end = start, end
        self.decisions = tuple(decisions_in(journal, start, end, teams))
        self.lines = tuple(lines_in(journal, start, end))
        self.by_hand: list[bool] = []
        self.wrong: list[int] = []
        self.astray: Astray | None = None
        self.taken_back = 0
        self._end = outcome_of(journal, start, end)

    @property
    def open(self) -> Decision | None:
        """What it waits for."""
        at = len(self.by_hand)
        return self.decisions[at] if at < len(self.decisions) else None

    @property
    def outcome(self) -> Outcome:
        """What has become of it, as far as one can know."""
        return "on_its_way" if self.open else self._end

    def crossed(self) -> list[WireLine]:
        """What crossed any wire so far."""
        waits = self.open
        return [each for each in self.lines if waits is None or each.seq < waits.seq]

    def last_by(self, hosts: frozenset[str]) -> tuple[Choice, bool] | None:
        """What one of these machines decided last, and whether by hand."""
        made = zip(self.decisions, self.by_hand, strict=False)
        own = [(d.right, hand) for d, hand in made if d.host in hosts]
        return own[-1] if own else None

    def decide(self, number: int, choice: int | None) -> None:
        """Choose; None: as the engine does. What was decided stays, a wrong choice is
        taken back; a decision that is not the open one was made before."""
        waits = self.open
        if waits is None or number != len(self.by_hand):
            return
        if choice is None or waits.choices[choice].right:
            self.by_hand.append(choice is not None)
            self.wrong.clear()
        elif choice not in self.wrong:
            self.wrong.append(choice)
            self.taken_back += 1


def outcome_of(journal: Journal, start: int, end: int) -> Outcome:
    """Only a notice has no reverse-path here. To whom it was delivered does not say it:
    the mailbox of an alias has another name."""
    facts = delivered(journal, start, end)
    if facts:
        return "arrived" if all(each.reverse_path for each in facts) else "returned"
    events = (journal[seq].fact for seq in range(start, end))
    waits = any(isinstance(each, f.QueueAttemptDeferred) for each in events)
    return "waits" if waits else "refused"
