"""A worksheet of one page for each lesson, and the key that goes with it.

Both are the same sheet: the key shows what the worksheet leaves blank. It takes the
lesson's predictions and its quiz, one dialogue to put in order, and one thing to
label. What is more than a page of A4 holds is left out (the limits below).
"""

from collections.abc import Iterator

import msgspec

from simulator.scenario import Scenario
from simulator.teaching.exercises import Exercise, help_levels, make_exercise
from simulator.teaching.exercises.typed_lines import typed_lines
from simulator.teaching.guide.notes import Mistake, TaskNotes, lesson_notes
from simulator.teaching.guide.questions import BoardQuestion, board_question
from simulator.teaching.library import LoadedLesson
from simulator.teaching.playing import Stage
from simulator.teaching.schema import Lesson, LessonStep
from simulator.teaching.slides import Course

DIALOGUE_LINES_MAX = 14
"""A longer one is typed, not put in order on paper."""
MISTAKES_MAX = 4
PREDICTIONS_MAX = 2
"""One, where there is both something to put in order and something to label."""


class SheetLine(msgspec.Struct, frozen=True):
    """A line to put in order. `place`: from 1, or 0 for one that does not belong."""

    text: str
    place: int


class ShuffledTask(msgspec.Struct, frozen=True):
    """The lines of a task, shuffled."""

    title: str
    lines: tuple[SheetLine, ...]


class Sheet(msgspec.Struct, frozen=True):
    """What stands on both papers, in one language."""

    slug: str
    number: str
    title: str
    goal: str
    predictions: tuple[BoardQuestion, ...]
    labels: BoardQuestion | None
    dialogue: ShuffledTask | None
    quizzes: tuple[BoardQuestion, ...]
    tasks: tuple[TaskNotes, ...]
    mistakes: tuple[Mistake, ...]


def ordered_task(lesson: Lesson, scenario: Scenario) -> tuple[str, Exercise] | None:
    """The first typed task that fits on paper, with its lines to put in order; None
    where there is no such task. Some 150 ms of work."""
    for step in lesson.steps:
        lines = typed_lines(step.solution) or ()
        if help_levels(step) and len(lines) <= DIALOGUE_LINES_MAX:
            stage = Stage(lesson, scenario)
            return step.id, make_exercise(stage, step, "order", 0)
    return None


def lesson_sheet(
    loaded: LoadedLesson,
    course: Course,
    task: tuple[str, Exercise] | None,
    lang: str,
) -> Sheet:
    """The sheet of that lesson; `task`: its dialogue, as `ordered_task` made it."""
    lesson, notes = loaded.lesson, lesson_notes(loaded, course, lang)
    labels = next(_labelled(loaded, lang), None)
    mistakes = [one for each in notes.tasks for one in each.mistakes]
    predictions = [one for one in notes.questions if one.kind == "predict"]
    return Sheet(
        slug=notes.slug,
        number=notes.number,
        title=notes.title,
        goal=notes.goal,
        predictions=tuple(predictions[: 1 if task and labels else PREDICTIONS_MAX]),
        labels=labels,
        dialogue=_dialogue(loaded, lesson.step(task[0]), task[1], lang)
        if task
        else None,
        quizzes=tuple(one for one in notes.questions if one.kind == "quiz"),
        tasks=notes.tasks,
        mistakes=tuple(mistakes[:MISTAKES_MAX]),
    )


def _labelled(loaded: LoadedLesson, lang: str) -> Iterator[BoardQuestion]:
    """Things a task asks to label, sort or put in order."""
    sections = loaded.words(lang).sections
    for step in loaded.lesson.steps:
        asked = step.question.kind if step.kind == "do" and step.question else ""
        if asked not in ("", "choice", "serve"):
            yield board_question(step, sections[step.id])


def _dialogue(
    loaded: LoadedLesson, step: LessonStep, exercise: Exercise, lang: str
) -> ShuffledTask:
    places: dict[str, list[int]] = {}
    for place, line in enumerate(typed_lines(step.solution) or (), 1):
        places.setdefault(line.text, []).append(place)
    lines = tuple(
        SheetLine(line.text, places[line.text].pop(0) if places.get(line.text) else 0)
        for line in exercise.lines
    )
    return ShuffledTask(loaded.words(lang).sections[step.id].title, lines)
