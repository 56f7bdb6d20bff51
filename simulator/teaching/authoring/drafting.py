"""A lesson made of a draft: its steps, goals, solution, near misses and words.

Why it exists: who plays a session in the page and marks in it what matters has said
all that `lesson.toml` says. What nobody wrote yet stands in the words as `[[...]]`, so
that the check of lessons asks for it. It refuses nothing that is only unfinished.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from simulator.acts import Act, act_name
from simulator.languages import Texts
from simulator.projections.shapes.authoring import (
    DraftStep,
    DraftTurn,
    LessonDraft,
    TurnKind,
)
from simulator.scenario import Scenario
from simulator.teaching.authoring.offers import pattern_of
from simulator.teaching.authoring.recording import DraftError, Recording
from simulator.teaching.authoring.written import (
    Table,
    markdown,
    plain,
    plain_line,
    toml,
)
from simulator.teaching.checks.text import unwritten
from simulator.teaching.goals import Pattern
from simulator.teaching.library import LESSON_FILE
from simulator.teaching.playing import PlayError, Stage, play
from simulator.teaching.schema import OWN, Lesson
from simulator.teaching.scripts import ScriptedAct, decode_scripted, to_table
from simulator.teaching.text import BEYOND, LessonText, StepText
from simulator.teaching.toml_files import SLUG_LENGTH_MAX

DRAFT_FILE = "draft.json"
QUIZ, QUESTION, RIGHT = "comprueba", "pregunta", "correcta"
NAMELESS = "leccion"
HINTS = 3
GOAL, REMARK = "meta-", "camino-"


class Segment(NamedTuple):
    """One step: where it begins and ends on the right way."""

    step: DraftStep
    id: str
    start: int
    end: int


class Turn(NamedTuple):
    """A way beside the right one, from the beginning of the step it leaves."""

    said: DraftTurn
    segment: Segment
    acts: list[Act]


class Drafting:
    """The lesson of a draft. Raises DraftError for a draft that is none."""

    def __init__(self, draft: LessonDraft, scenario: Scenario, texts: Texts) -> None:
        if draft.lang not in texts:
            raise DraftError("error.language")
        self.draft = draft
        self.scenario = scenario
        self.recording = Recording(draft, scenario)
        self._says = texts[draft.lang]
        self.slug = slug_of(draft.slug or draft.title)
        self.segments = tuple(self._segments())

    @property
    def ready(self) -> bool:
        """There is something to play: every step has acts and goals."""
        return bool(self.segments) and all(s.step.goals for s in self.segments)

    def files(self) -> dict[str, str]:
        """The files of the folder, by name. Ask `ready` first."""
        table = self._table(self.turns)
        return {
            LESSON_FILE: toml(table),
            f"{self.draft.lang}.md": markdown(self._words()),
            DRAFT_FILE: msgspec.json.encode(self.draft).decode(),
        }

    # --- steps ---------------------------------------------------------------------

    def _segments(self) -> Iterator[Segment]:
        line, steps = self.draft.line, self.draft.steps
        if not line:
            return
        starts = [self._place(step.at) for step in steps] or [0]
        if starts[0] != 0 or sorted(set(starts)) != starts:
            raise DraftError("ui.author.wrong.steps")
        given = steps or (DraftStep(at=line[0]),)
        for number, (step, start, end) in enumerate(
            zip(given, starts, [*starts[1:], len(line)], strict=True), 1
        ):
            yield Segment(step, f"paso-{number}", start, end)

    def _place(self, move: str) -> int:
        if move not in self.draft.line:
            raise DraftError("ui.author.wrong.steps")
        return self.draft.line.index(move)

    def _acts(self, moves: Sequence[str]) -> list[Act]:
        return [self.recording.acts[move] for move in moves]

    # --- other ways ------------------------------------------------------------------

    @cached_property
    def ways(self) -> tuple[Turn, ...]:
        """Every way that ends beside the right one."""
        said = {turn.move: turn for turn in self.draft.turns}
        found = []
        for leaf in self.recording.leaves if self.segments else ():
            path = self.recording.path(leaf)
            if leaf in self.draft.line:
                continue
            leaves = _common(path, self.draft.line)
            last = self.segments[-1]
            segment = next((s for s in self.segments if leaves < s.end), last)
            acts = self._acts(path[segment.start :])
            found.append(Turn(said.get(leaf, DraftTurn(move=leaf)), segment, acts))
        return tuple(found)

    @cached_property
    def turns(self) -> tuple[TurnKind, ...]:
        """What each of them is, tried in the lesson. Ask `ready` first."""
        lesson = msgspec.convert(self._table(()), Lesson, dec_hook=decode_scripted)
        stage = Stage(lesson, self.scenario)
        return tuple(self._tried(stage, way) for way in self.ways)

    def _tried(self, stage: Stage, way: Turn) -> TurnKind:
        number, move = self.segments.index(way.segment), way.said.move
        if not way.said.used:
            return TurnKind(move=move, step=number, kind="unused")
        try:
            lab = stage.at(way.segment.id)
            play(lab, map(ScriptedAct, way.acts))
        except PlayError:
            return TurnKind(move=move, step=number, kind="broken")
        state = stage.state(lab, way.segment.id)
        fails = tuple(item.id for item in state.items if not item.held)
        if state.solved:
            return TurnKind(move=move, step=number, kind="right")
        return TurnKind(move=move, step=number, kind="wrong", fails=fails)

    # --- the lesson ------------------------------------------------------------------

    def _table(self, turns: Sequence[TurnKind]) -> Table:
        draft = self.draft
        steps = [self._step(segment, turns) for segment in self.segments]
        if draft.question is not None:
            names = [RIGHT, *(f"otra-{n}" for n, _ in self._wrong_answers())]
            question = {"id": QUESTION, "options": sorted(names), "right": RIGHT}
            steps.append({"id": QUIZ, "kind": "quiz", "question": question})
        return {
            "slug": self.slug or NAMELESS,
            "unit": OWN,
            "number": f"P{draft.number:02}",
            "minutes": draft.minutes,
            "scenario": draft.scenario,
            "seed": draft.seed,
            "steps": steps,
        }

    def _step(self, segment: Segment, turns: Sequence[TurnKind]) -> dict[str, object]:
        moves = self.draft.line[segment.start : segment.end]
        ways = {way.said.move: way for way in self.ways}
        mine = [t for t in turns if self.segments[t.step] is segment]
        return {
            "id": segment.id,
            "kind": "do",
            "solution": _tables(self._acts(moves)),
            "goals": self._goals(segment),
            "near_misses": [
                self._near_miss(ways[turn.move], turn)
                for turn in mine
                if turn.kind == "wrong"
            ],
            "alternatives": [
                {"name": _name(ways[turn.move]), "acts": _tables(ways[turn.move].acts)}
                for turn in mine
                if turn.kind == "right"
            ],
        }

    def _near_miss(self, way: Turn, turn: TurnKind) -> dict[str, object]:
        """What is said of the turn answers it; else the first hint."""
        signs = self._sign(way)
        return {
            "name": _name(way),
            "hint": self._remark(way) if way.said.words.strip() else 1,
            **({"shows": signs[0]} if signs else {}),
            "acts": _tables(way.acts),
            "fails": list(turn.fails),
        }

    def _remark(self, way: Turn) -> str:
        return f"{REMARK}{self.ways.index(way) + 1}"

    def _sign(self, way: Turn) -> list[Pattern]:
        """What shows that somebody went that way: what it alone brings about, else what
        the right one does not, else its last event."""
        others = {w.said.move for w in self.ways} - {way.said.move}
        known = self._patterns(self.draft.line)
        elsewhere = [p for move in others for p in self._patterns_of(move)]
        own = self._patterns_of(way.said.move)
        new = [pattern for pattern in own if pattern not in known]
        alone = [pattern for pattern in new if pattern not in elsewhere]
        return (alone or new or own[::-1])[:1]

    def _patterns_of(self, leaf: str) -> list[Pattern]:
        path = self.recording.path(leaf)
        return self._patterns(path[_common(path, self.draft.line) :])

    def _patterns(self, moves: Sequence[str]) -> list[Pattern]:
        marks = [mark for move in moves for mark in self.recording.marks(move)]
        return [pattern_of(mark.event, "exact") for mark in marks]

    def _goals(self, segment: Segment) -> list[dict[str, object]]:
        patterns, actor = [], "student"
        moves = self.draft.line[segment.start : segment.end]
        for number, goal in enumerate(segment.step.goals, 1):
            if goal.move not in moves:
                raise DraftError("ui.author.wrong.goal")
            marks = self.recording.marks(goal.move)
            try:
                mark = marks[goal.event]
                pattern = pattern_of(mark.event, goal.choice)
            except LookupError:
                raise DraftError("ui.author.wrong.goal") from None
            patterns.append((f"{GOAL}{number}", pattern, mark.actor))
        if segment.step.in_order and len(patterns) > 1:
            if any(by != "student" for _, _, by in patterns):
                actor = "any"
            order = [{"id": name, **pattern} for name, pattern, _ in patterns]
            return [{"id": "todo", **_by(actor), "order": order}]
        return [{"id": n, **_by(by), "seen": pattern} for n, pattern, by in patterns]

    # --- the words -------------------------------------------------------------------

    def _words(self) -> LessonText:
        draft = self.draft
        sections = {s.id: self._section(s) for s in self.segments}
        if draft.question is not None:
            sections[QUIZ] = self._quiz()
        if draft.beyond.strip():
            title = self._says["ui.author.beyond"]
            sections[BEYOND] = StepText(BEYOND, title, 0, body=plain(draft.beyond))
        title = _title(draft.title) or self._ask("lesson")
        aim = plain_line(draft.aim) or self._ask("aim")
        return LessonText("", title, aim, sections)

    def _section(self, segment: Segment) -> StepText:
        step = segment.step
        return StepText(
            segment.id,
            _title(step.title) or self._ask("title"),
            0,
            body=plain(step.words) or self._ask("body"),
            after=plain(step.done).replace("\n", "\n\n") or self._ask("after"),
            hints=self._hints(segment),
            remarks=self._remarks(segment),
            items={
                f"{GOAL}{number}": plain_line(goal.words) or self._ask("goal")
                for number, goal in enumerate(step.goals, 1)
            },
        )

    def _hints(self, segment: Segment) -> list[str]:
        """A nudge, and two that tell more."""
        given = [*segment.step.hints, *[""] * HINTS][:HINTS]
        return [
            plain_line(hint) or self._ask(f"hint_{number}")
            for number, hint in enumerate(given, 1)
        ]

    def _remarks(self, segment: Segment) -> dict[str, str]:
        """What is said of each wrong turn to who takes it."""
        number = self.segments.index(segment)
        wrong = {
            turn.move
            for turn in self.turns
            if turn.kind == "wrong" and turn.step == number
        }
        return {
            self._remark(way): plain_line(way.said.words)
            for way in self.ways
            if way.said.move in wrong and way.said.words.strip()
        }

    def _quiz(self) -> StepText:
        question = self.draft.question
        assert question is not None
        wrong = dict(self._wrong_answers())
        options = {RIGHT: plain_line(question.right) or self._ask("right")}
        options |= {
            f"otra-{number}": plain_line(answer) or self._ask("wrong")
            for number, answer in wrong.items()
        }
        remarks = enumerate(question.wrong, 1)
        return StepText(
            QUIZ,
            self._says["ui.author.quiz"],
            0,
            prompt=plain_line(question.words) or self._ask("question"),
            after=plain(question.because).replace("\n", "\n\n") or self._ask("answer"),
            options={name: options[name] for name in sorted(options)},
            feedback={
                f"otra-{n}": plain_line(each.remark)
                for n, each in remarks
                if each.remark.strip()
            },
        )

    def _wrong_answers(self) -> list[tuple[int, str]]:
        question = self.draft.question
        given = [each.words for each in question.wrong] if question else []
        return list(enumerate(given or [""], 1))

    def _ask(self, what: str) -> str:
        return unwritten(self._says[f"unwritten.{what}"])


def slug_of(words: str) -> str:
    """The name of a folder for a title: small letters, digits and hyphens; "" when
    nothing of it can be one."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")
    return slug[:SLUG_LENGTH_MAX].strip("-")


def _title(words: str) -> str:
    """Titles are plain text, on one line."""
    return " ".join(words.replace("`", "").split())


def _name(way: Turn) -> str:
    """What an author calls a near miss: its remark, else what was done last."""
    said = " ".join(way.said.words.split())
    last = way.acts[-1]
    return said or " ".join(str(getattr(last, "text", "")).split()) or act_name(last)


def _tables(acts: Sequence[Act]) -> list[dict[str, object]]:
    return [to_table(act) for act in acts]


def _by(actor: str) -> dict[str, object]:
    return {} if actor == "student" else {"actor": "any"}


def _common(path: Sequence[str], line: Sequence[str]) -> int:
    """How many moves two ways share from the beginning."""
    count = 0
    for mine, other in zip(path, line, strict=False):
        if mine != other:
            break
        count += 1
    return count
