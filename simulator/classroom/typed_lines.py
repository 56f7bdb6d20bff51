"""What somebody typed by hand in a lab, and what came back to it.

It is read from the journal alone, and only what is new of it. A line that was undone
and typed again at the same place counts once.
"""

from typing import NamedTuple

from simulator.export.transcript import shown
from simulator.hosting.branches import STUDENT, Branch
from simulator.journal import Event, Journal
from simulator.journal.facts import (
    HttpResponseSent,
    ImapResponseSent,
    LabAnswered,
    Pop3ResponseSent,
    SmtpReplySent,
    TerminalLineSent,
)
from simulator.teaching import STEP_QUESTION

LINE_MAX = 120
"""Characters of a line that are told."""
WRONG_KEPT = 300
"""Wrong lines kept of one lab."""
CAUSES_MAX = 32
"""A reply is not further than that from the line it answers."""

Replies = SmtpReplySent | Pop3ResponseSent | ImapResponseSent | HttpResponseSent


class Said(NamedTuple):
    """A line, and the first line of what came back; "" while nothing did."""

    line: str
    reply: str = ""


class TypedLines:
    """Of one lab. `step`: of its lesson, turned to last. `last`: said last, by the
    event of its line. `wrong`: what was refused, by the same."""

    def __init__(self) -> None:
        self.step = ""
        self.last = (-1, Said(""))
        self.last_wrong = False
        self.wrong: dict[tuple[int, str], Said] = {}
        self._branch = ""
        self._read = 0

    def behind(self, branch: Branch) -> int:
        """So many events of the branch were not read yet."""
        if branch.id != self._branch:
            return branch.length
        return branch.length - self._read

    def read(self, branch: Branch, journal: Journal) -> None:
        """Take in what is new on the branch, which is awake."""
        if branch.id != self._branch:
            self._branch, self._read = branch.id, 0
            self.step, self.last, self.last_wrong = "", (-1, Said("")), False
        for event in journal.events[max(0, self._read - journal.base) :]:
            self._take(event, journal)
        self._read = len(journal)

    @property
    def refused(self) -> set[Said]:
        """What was refused, each once."""
        return set(self.wrong.values())

    def wrong_since(self, seq: int) -> int:
        """Refused lines after that event."""
        return sum(at > seq for at, _ in self.wrong)

    def _take(self, event: Event, journal: Journal) -> None:
        fact = event.fact
        if isinstance(fact, TerminalLineSent):
            if fact.actor == STUDENT:
                self.last = (event.seq, Said(_shown(fact.octets)))
                self.last_wrong = False
        elif isinstance(fact, LabAnswered):
            if fact.question == STEP_QUESTION:
                self.step = fact.value
        elif isinstance(fact, Replies):
            self._answer(event, fact, journal)

    def _answer(self, event: Event, fact: Replies, journal: Journal) -> None:
        asked = _line_of(event, journal)
        if asked is None or not isinstance(asked.fact, TerminalLineSent):
            return
        said = Said(_shown(asked.fact.octets), _shown(fact.octets))
        refused = _refuses(fact)
        if refused and len(self.wrong) < WRONG_KEPT:
            self.wrong[asked.seq, said.line] = said
        if asked.seq == self.last[0]:
            self.last, self.last_wrong = (asked.seq, said), refused


def _line_of(event: Event, journal: Journal) -> Event | None:
    """The line a student typed that a reply answers."""
    for _ in range(CAUSES_MAX):
        if not journal.base <= event.cause < event.seq:
            return None
        event = journal[event.cause]
        if isinstance(event.fact, TerminalLineSent):
            return event if event.fact.actor == STUDENT else None
    return None


def _refuses(fact: Replies) -> bool:
    if isinstance(fact, Pop3ResponseSent):
        return fact.status == "-ERR"
    if isinstance(fact, ImapResponseSent):
        return fact.status in ("NO", "BAD")
    if isinstance(fact, HttpResponseSent):
        return fact.status >= 400
    return fact.code >= 400


def _shown(octets: str) -> str:
    """The first line of it, as far as it is told."""
    return next(iter(shown(octets.encode("latin-1"))), "")[:LINE_MAX]
