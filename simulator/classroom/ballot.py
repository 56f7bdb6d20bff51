"""A question to the class, in two turns: think and vote; talk, and vote again.

Votes may be changed until a turn is closed; until then nobody is told how they fall.
Whose vote is whose stays here: no shape carries it.
"""

from dataclasses import dataclass, field
from typing import Literal

from simulator.hosting.content import Content
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes.classroom import (
    BallotPlace,
    BallotWords,
    ClassBallot,
)
from simulator.teaching import LessonStep, LoadedLesson

TURNS = 2
OPTIONS_MAX = 6
REPLY_CLASSES = ("2", "3", "4", "5")
"""First digits of SMTP replies (RFC 5321 §4.2.1); 1 is used by no SMTP server."""

Kind = Literal["reply", "own", "lesson"]


@dataclass
class Ballot:
    """`id`: chosen by whom asks, so that a doubled request asks once. `known`: the
    option that is right, where that is known before; nobody is told. `votes`: by
    member, of the last turn."""

    id: str
    kind: Kind
    asked: str
    options: tuple[str, ...]
    at: BallotPlace | None = None
    words: dict[str, BallotWords] = field(default_factory=dict)
    known: int | None = None
    open: bool = True
    right: int | None = None
    tallies: list[tuple[int, ...]] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)

    @property
    def turn(self) -> int:
        """1 or 2."""
        return len(self.tallies) + self.open

    def vote(self, member: str, turn: int, option: int) -> bool:
        """The member's vote, in place of an earlier one; whether it is their first of
        this turn. Raises Refusal."""
        if not self.open or turn != self.turn:
            raise Refusal("class.ballot_closed")
        if option >= len(self.options):
            raise Refusal("class.no_option")
        first = member not in self.votes
        self.votes[member] = option
        return first

    def vote_of(self, member: str) -> int | None:
        """What they voted in this turn."""
        return self.votes.get(member)

    def withdraw(self, member: str) -> None:
        """Who left the class does not count in an open turn."""
        if self.open:
            self.votes.pop(member, None)

    def close(self) -> None:
        """Count this turn; of a closed one nothing is counted twice."""
        if self.open:
            counted = [0] * len(self.options)
            for option in self.votes.values():
                counted[option] += 1
            self.tallies.append(tuple(counted))
            self.open = False

    def close_turn(self, turn: int) -> None:
        """Count that turn; one that is over was counted."""
        if turn == self.turn:
            self.close()

    def again(self, turn: int) -> None:
        """After that turn the second: everybody votes anew. It begins once. Raises
        Refusal when there is none."""
        if self.open or turn < self.turn:
            return
        if self.turn >= TURNS or self.right is not None:
            raise Refusal("class.no_turn")
        self.votes.clear()
        self.open = True

    def reveal(self, right: int) -> None:
        """Say which was right; the turn is closed then."""
        right = right if self.known is None else self.known
        if right >= len(self.options):
            raise Refusal("class.no_option")
        self.close()
        self.right = right

    def served(self) -> ClassBallot:
        """As the class gets it."""
        return ClassBallot(
            id=self.id,
            kind=self.kind,
            asked=self.asked,
            options=self.options,
            turn=self.turn,
            open=self.open,
            voted=len(self.votes),
            tallies=tuple(self.tallies),
            right=self.right,
            at=self.at,
            words=self.words,
        )


def lesson_ballot(ballot_id: str, content: Content, place: str) -> Ballot:
    """The question of step `SLUG/STEP`, and what is right. Raises Refusal when it
    has none that is answered by one of a few options."""
    slug, _, step_id = place.partition("/")
    loaded = content.lesson(slug)
    step = next((each for each in loaded.lesson.steps if each.id == step_id), None)
    question = step.question if step else None
    if step is None or question is None or question.kind != "choice":
        raise Refusal("class.no_question")
    options = question.options
    if len(options) > OPTIONS_MAX:
        raise Refusal("class.no_question")
    return Ballot(
        ballot_id,
        "lesson",
        place,
        options,
        words={lang: _words(loaded, lang, step) for lang in loaded.texts},
        known=options.index(question.parts[question.id][0]),
    )


def _words(loaded: LoadedLesson, lang: str, step: LessonStep) -> BallotWords:
    pages = loaded.page(lang).steps
    asked = next(page.question for page in pages if page.id == step.id)
    assert asked is not None
    return BallotWords(
        asked=asked.prompt, options=tuple(each.label for each in asked.options)
    )
