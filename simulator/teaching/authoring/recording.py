"""A recorded session: a tree of acts, and what each of them brought about.

Why it exists: who records a lesson plays, undoes and tries something else. The branches
of that are kept as one tree of moves, so the recording outlives the lab. It refuses
acts that mean a moment of one particular run.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from simulator.acts import (
    ACTS,
    Act,
    Alter,
    AnswerQuestion,
    DropSegment,
    act_name,
    act_target,
    encode_act,
)
from simulator.journal import Event
from simulator.lab import Intervention, Lab, LabError
from simulator.projections.catalogue import Text
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.projections.shapes.authoring import (
    DraftMove,
    LessonDraft,
    MarkableEvent,
    ToldMove,
)
from simulator.scenario import Scenario, scenario_view
from simulator.teaching.authoring.offers import offers_of
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.playing import comes_to_rest

GATEWAY = "gateway"
ID_CHARACTERS = 12
WORDS_CHARACTERS_MAX = 60
EVENTS_IN_ALL_MAX = 200_000
"""Of all ways of a draft: each is played in a lab of its own."""


class DraftError(Exception):
    """A draft that is none: why, as a text of the catalogue."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.text = Text(key, dict(params))


class Mark(NamedTuple):
    """An event that can be a goal, how it is told, and whose doing it is ("": the
    world's own)."""

    event: Event
    said: Text
    actor: str


def moves_of(
    branches: Iterable[Sequence[Intervention]], opening: int
) -> tuple[DraftMove, ...]:
    """All that was done in some branches after the `opening` acts of the scenario."""
    found: dict[str, DraftMove] = {}
    for inputs in branches:
        for move in path_of(inputs, opening):
            found.setdefault(move.id, move)
    return tuple(found.values())


def path_of(inputs: Sequence[Intervention], opening: int) -> list[DraftMove]:
    """The moves of one branch, in order. The same acts have the same names anywhere."""
    path: list[DraftMove] = []
    for done in inputs[opening:]:
        if isinstance(done.act, AnswerQuestion) or done.actor == GATEWAY:
            continue
        after = path[-1].id if path else ""
        act = encode_act(done.act)
        name = hashlib.sha256(after.encode() + msgspec.json.encode(act)).hexdigest()
        path.append(DraftMove(id=name[:ID_CHARACTERS], after=after, act=act))
    return path


class Recording:
    """The moves of a draft, decoded. Raises DraftError for what is no tree of acts."""

    def __init__(self, draft: LessonDraft, scenario: Scenario) -> None:
        self.draft = draft
        self.scenario = scenario
        self.acts: dict[str, Act] = {}
        self._after: dict[str, str] = {}
        self._told: dict[str, ToldMove] = {}
        self._marks: dict[str, list[Mark]] = {}
        self._events = 0
        for move in draft.moves:
            if move.id in self.acts or (move.after and move.after not in self.acts):
                raise DraftError("ui.author.wrong.moves")
            self._after[move.id] = move.after
            self.acts[move.id] = _decoded(move.act)
        for before, name in zip(("", *draft.line), draft.line, strict=False):
            if self._after.get(name) != before:
                raise DraftError("ui.author.wrong.line")

    def path(self, move: str) -> list[str]:
        """The moves from the beginning to that one."""
        path = [move]
        while self._after[path[-1]]:
            path.append(self._after[path[-1]])
        return path[::-1]

    @property
    def leaves(self) -> list[str]:
        """Where ways end, in the order recorded."""
        inner = set(self._after.values())
        return [name for name in self.acts if name not in inner]

    def told(self) -> tuple[ToldMove, ...]:
        """What every move brought about."""
        self._play_all()
        return tuple(self._told[name] for name in self.acts)

    def marks(self, move: str) -> list[Mark]:
        """The events of that move that can be goals."""
        self._play_all()
        return self._marks[move]

    def _play_all(self) -> None:
        """Raises DraftError when that is too much work."""
        for leaf in self.leaves:
            if leaf not in self._told:
                self._events += self._play(self.path(leaf))
            if self._events > EVENTS_IN_ALL_MAX:
                raise DraftError("ui.author.wrong.long")

    def _play(self, path: list[str]) -> int:
        """Do the acts of one way in a lab of its own. How many events that was."""
        lab = Lab(self.scenario, self.draft.seed)
        lab.open()
        lab.settle()
        starts: list[int] = []
        refused: Text | None = None
        for name in path:
            starts.append(len(lab.journal))
            refused = refused or _unfit(self.acts[name]) or _done(lab, self.acts[name])
            if refused and name not in self._told:
                self._tell(name, [], refused)
        served = ServedJournal(lab.journal, scenario_view(self.scenario))
        evidence = GradedJournal(lab.journal)
        steps = [step for step in served.served(0) if isinstance(step, Step)]
        for name, start, end in zip(path, starts, [*starts[1:], None], strict=True):
            if name not in self._told:
                inside = [
                    step
                    for step in steps
                    if step.seq >= start and (end is None or step.seq < end)
                ]
                marks = [
                    Mark(lab.journal.events[s.seq], s.say, evidence.by(s.seq, 0))
                    for s in inside
                ]
                self._tell(name, [m for m in marks if offers_of(m.event)])
        return len(lab.journal)

    def _tell(self, name: str, marks: list[Mark], refused: Text | None = None) -> None:
        self._marks[name] = marks
        self._told[name] = ToldMove(
            id=name,
            said=_label(self.acts[name]),
            events=tuple(
                MarkableEvent(said=mark.said, offers=offers_of(mark.event))
                for mark in marks
            ),
            refused=refused,
        )


def _decoded(written: object) -> Act:
    try:
        act = ACTS.decode(written)
    except msgspec.ValidationError:
        raise DraftError("ui.author.wrong.act") from None
    if "student" not in ACTS.spec_of(act).actors or isinstance(act, AnswerQuestion):
        raise DraftError("ui.author.wrong.act")
    return act


def _unfit(act: Act) -> Text | None:
    """Why a lesson cannot hold such an act: it means one event of one run."""
    if isinstance(act, Alter):
        return Text("ui.author.wrong.alter")
    return Text("ui.author.wrong.drop") if isinstance(act, DropSegment) else None


def _done(lab: Lab, act: Act) -> Text | None:
    """Do it; why it was refused."""
    try:
        lab.apply(act)
    except LabError as error:
        return Text(error.key, error.params)
    return None if comes_to_rest(lab) else Text("ui.author.wrong.long", {})


def _label(act: Act) -> Text:
    """What was done, in short."""
    words = getattr(act, "text", "") or ACTS.spec_of(act).params(act).get("words", "")
    first = " ".join(str(words).split("\n")[0].split()) or "↵"
    params = {"host": act_target(act), "words": first[:WORDS_CHARACTERS_MAX]}
    return Text(f"ui.author.act.{act_name(act)}", {**params})
