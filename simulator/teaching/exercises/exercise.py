"""The exercises of one step: its lines to put in order, and its lines with gaps.

Both come out the same for the same step and try, so the server need not remember what
it asked. It refuses shuffles that already solve the step, and gaps that do not matter:
each is tried in the engines before it is shown.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal, TypeVar

import msgspec

from simulator.projections.shapes.lessons import (
    ExerciseLine,
    ExercisePage,
    HelpLevel,
    TriedLine,
)
from simulator.teaching.exercises.parts import parts_of
from simulator.teaching.exercises.trial import REFUSED, try_acts
from simulator.teaching.exercises.typed_lines import (
    Gap,
    TypedLine,
    typed_line,
    typed_lines,
)
from simulator.teaching.playing import Stage
from simulator.teaching.schema import LessonStep

LINES_MIN = 3
DISTRACTORS_MAX = 3
SHUFFLES_MAX = 8
GAPS_MIN, GAPS_MAX = 2, 4
LINES_PER_GAP = 3
TAUGHT_MAX = 2

Drawn = TypeVar("Drawn")
Made = Literal["order", "fill"]
"""The levels for which something is made; the others need the lab alone."""


class Exercise(msgspec.Struct, frozen=True):
    """`lines`: as they are shown; to put in order they are shuffled. `gaps`: by line.
    `extra`: how many lines the dialogue can do without. `parts`: of each line."""

    level: Made
    lines: tuple[TypedLine, ...]
    gaps: dict[int, Gap] = {}
    extra: int = 0
    parts: tuple[int, ...] = ()

    def page(self) -> ExercisePage:
        """What the browser shows: nothing in it tells the right order or the gaps."""
        return ExercisePage(
            level=self.level,
            lines=tuple(map(self._shown, range(len(self.lines)))),
            extra=self.extra,
            parts=max(self.parts, default=0) + 1,
        )

    def _shown(self, number: int) -> ExerciseLine:
        text, gap = self.lines[number].text, self.gaps.get(number)
        part = self.parts[number]
        if gap is None:
            return ExerciseLine(before=text, part=part)
        before, after = text[: gap[0]], text[gap[1] :]
        return ExerciseLine(before=before, after=after, gap=True, part=part)

    def made(self, placed: Sequence[int], filled: Sequence[str]) -> list[TypedLine]:
        """The dialogue somebody made: the lines in their order, or the gaps' words.

        Raises ValueError for a line that is not there or is used twice.
        """
        if self.level == "order":
            if len(set(placed)) != len(placed):
                raise ValueError("a line is placed twice")
            if not set(placed) <= set(range(len(self.lines))):
                raise ValueError("a line is placed that is not there")
            return [self.lines[number] for number in placed]
        words = dict(zip(sorted(self.gaps), filled, strict=False))
        return [
            _with(line, self.gaps[number], words.get(number, ""))
            if number in self.gaps
            else line
            for number, line in enumerate(self.lines)
        ]


def help_levels(step: LessonStep) -> tuple[HelpLevel, ...]:
    """Ways to do a task, most help first; none for a task that is not typed."""
    lines = typed_lines(step.solution)
    if step.tools.view != "type" or lines is None or len(lines) < LINES_MIN:
        return ()
    return ("watch", "order", "fill", "type")


def make_exercise(stage: Stage, step: LessonStep, level: Made, tries: int) -> Exercise:
    """The exercise of that step for a pupil's try number `tries`."""
    lines = typed_lines(step.solution) or []
    salt = f"{stage.lesson.slug}/{step.id}/{level}/{tries}"
    make = _order if level == "order" else _fill
    return make(stage, step, lines, salt)


# --- in order ----------------------------------------------------------------------


def _order(
    stage: Stage, step: LessonStep, lines: list[TypedLine], salt: str
) -> Exercise:
    distractors = _distractors(stage, step, lines, salt)
    parts = parts_of(lines)
    # One that does not belong stands among the lines of any part.
    strangers = (parts[n % len(parts)] for n in range(len(distractors)))
    numbered = [
        *zip(lines, parts, strict=True),
        *zip(distractors, drawn(strangers, salt), strict=True),
    ]
    pool = numbered
    for turn in range(SHUFFLES_MAX):
        mixed = drawn(numbered, f"{salt}/{turn}")
        pool = sorted(mixed, key=lambda each: each[1])
        acts = [line.act for line, _ in pool]
        if not try_acts(stage, step.id, acts).state.solved:
            break
    shown, numbers = zip(*pool, strict=True)
    return Exercise("order", shown, extra=len(distractors), parts=numbers)


def _distractors(
    stage: Stage, step: LessonStep, lines: Sequence[TypedLine], salt: str
) -> list[TypedLine]:
    """Lines of near misses that the solution lacks: first those a server refused, then
    other commands; what is only text of a message says little."""
    known = {_plain(line) for line in lines}
    ranks: dict[str, tuple[int, TypedLine]] = {}
    for miss in step.near_misses:
        acts = [scripted.act for scripted in miss.acts]
        trial = try_acts(stage, step.id, acts)
        for act, tried in zip(acts, trial.lines, strict=True):
            line = typed_line(act)
            if line is None or line.kind == "block" or _plain(line) in known:
                continue
            marks = [reply.mark for reply in tried.replies]
            rank = 0 if any(m in REFUSED for m in marks) else 1 if marks else 2
            if rank == 2 and line.text.isalpha():
                continue
            ranks[_plain(line)] = min((rank, line), ranks.get(_plain(line), (9, line)))
    ranked = sorted(drawn(ranks.values(), salt), key=lambda each: each[0])
    return [line for _, line in ranked[:DISTRACTORS_MAX]]


def _plain(line: TypedLine) -> str:
    return " ".join(line.text.casefold().split())


# --- gaps --------------------------------------------------------------------------


def _fill(
    stage: Stage, step: LessonStep, lines: list[TypedLine], salt: str
) -> Exercise:
    wanted = min(max(len(lines) // LINES_PER_GAP, GAPS_MIN), GAPS_MAX)
    acts = [line.act for line in lines]
    answered = try_acts(stage, step.id, acts).lines
    taught = _taught(step, lines)
    gaps: dict[int, Gap] = {}
    candidates = drawn(_candidates(lines, answered, taught), salt)
    for number, gap in sorted(candidates, key=lambda each: each[0] not in taught):
        if len(gaps) == wanted:
            break
        emptied = _with(lines[number], gap, "").act
        tried = [*acts[:number], emptied, *acts[number + 1 :]]
        if number not in gaps and not try_acts(stage, step.id, tried).state.solved:
            gaps[number] = gap
    return Exercise("fill", tuple(lines), gaps, parts=parts_of(lines))


def _taught(step: LessonStep, lines: Sequence[TypedLine]) -> set[int]:
    """The lines that the step is about: those that a near miss lacks, of near misses
    that lack at most `TAUGHT_MAX`."""
    found: set[int] = set()
    for miss in step.near_misses:
        typed = {typed_line(scripted.act) for scripted in miss.acts}
        lacks = {number for number, line in enumerate(lines) if line not in typed}
        if len(lacks) <= TAUGHT_MAX:
            found |= lacks
    return found


def _candidates(
    lines: Sequence[TypedLine], answered: Sequence[TriedLine], taught: set[int]
) -> list[tuple[int, Gap]]:
    """Gaps in what a server answers, in what the step is about and in lines that begin
    with a dot."""
    return [
        (number, gap)
        for number, (line, tried) in enumerate(zip(lines, answered, strict=True))
        if tried.replies or number in taught or line.text.startswith(".")
        for gap in line.gaps
    ]


def _with(line: TypedLine, gap: Gap, words: str) -> TypedLine:
    return line._replace(text=line.text[: gap[0]] + words + line.text[gap[1] :])


def drawn(items: Iterable[Drawn], salt: str) -> list[Drawn]:
    """The items in an order that depends on the salt alone, on any machine."""
    keyed = [
        (sha256(f"{salt}/{n}".encode()).digest(), item) for n, item in enumerate(items)
    ]
    return [item for _, item in sorted(keyed, key=lambda pair: pair[0])]
