"""What a draft still lacks before `flask lessons check` accepts it, in plain words.

Why it exists: the check of lessons speaks to people who write files. Here each of its
problems is told by a text of the catalogue, and by the step it is in. What cannot be
checked before there is something to play is asked for first.
"""

import re
import tempfile
from collections.abc import Container, Iterator
from pathlib import Path

import msgspec

from simulator.languages import Texts
from simulator.projections.catalogue import Text
from simulator.projections.shapes.authoring import (
    AuthoringPage,
    LessonDraft,
    MissingPart,
    TurnKind,
)
from simulator.scenario import Scenario
from simulator.teaching.authoring.drafting import GOAL, Drafting
from simulator.teaching.checks import LessonProblem, check_lesson
from simulator.teaching.checks.text import STILL

STEP = re.compile(r"\(paso-(\d+)\)")
PLAIN: tuple[tuple[str, str], ...] = (
    (rf"{STILL}(?P<what>.+)", "write"),
    (r"a sentence of (?P<n>\d+) words: «(?P<what>.+)»", "long"),
    (r"as many (?P<open>.) as (?P<close>.)", "pairs"),
    (r"is solved before anything is done", "solved"),
    (r"a step with goals needs a near miss", "turn"),
    (r"a lesson needs two near misses or more", "turns"),
    (r"does not solve the step: .*", "unsolved"),
    (r"nothing tells it from .*|hint .* opens first, .*", "apart"),
)
"""Reasons of the check that a draft can bring about: pattern, and key of the text."""


def authoring_page(
    draft: LessonDraft, scenario: Scenario, texts: Texts, taken: Container[str]
) -> AuthoringPage:
    """All that is to be told of a draft. `taken`: names of lessons there are. Raises
    DraftError."""
    drafting = Drafting(draft, scenario, texts)
    missing = tuple(_missing(drafting, texts, taken))
    return AuthoringPage(
        slug=drafting.slug,
        moves=drafting.recording.told(),
        turns=tuple(_in_words(drafting) if drafting.ready else _waiting(drafting)),
        missing=missing,
    )


def _in_words(drafting: Drafting) -> Iterator[TurnKind]:
    """What the other ways are, with the goals they miss as their author calls them."""
    for turn in drafting.turns:
        goals = drafting.segments[turn.step].step.goals
        called = {f"{GOAL}{n}": goal.words for n, goal in enumerate(goals, 1)}
        fails = tuple(called[name] or name for name in turn.fails)
        yield msgspec.structs.replace(turn, fails=fails)


def _waiting(drafting: Drafting) -> Iterator[TurnKind]:
    for way in drafting.ways:
        step = drafting.segments.index(way.segment)
        yield TurnKind(move=way.said.move, step=step, kind="waiting")


def _missing(
    drafting: Drafting, texts: Texts, taken: Container[str]
) -> Iterator[MissingPart]:
    if not drafting.segments:
        yield _part("moves")
        return
    if not drafting.slug:
        yield _part("title")
    if drafting.slug in taken:
        yield _part("taken", slug=drafting.slug)
    for number, segment in enumerate(drafting.segments):
        if not segment.step.goals:
            yield _part("goal", number)
    refused = [move for move in drafting.recording.told() if move.refused]
    for move in refused:
        if move.id in drafting.draft.line and move.refused:
            yield MissingPart(said=move.refused)
    if drafting.ready and drafting.slug and not refused:
        told: list[MissingPart] = []
        for problem in problems_of(drafting, texts):
            part = _told(problem)
            if part not in told:
                told.append(part)
        yield from told


def problems_of(drafting: Drafting, texts: Texts) -> list[LessonProblem]:
    """What `flask lessons check` says of its folder."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / drafting.slug
        folder.mkdir()
        for name, text in drafting.files().items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return check_lesson(folder, texts)


def _told(problem: LessonProblem) -> MissingPart:
    """In plain words."""
    found = STEP.search(problem.place)
    step = int(found[1]) - 1 if found else -1
    for pattern, key in PLAIN:
        match = re.fullmatch(pattern, problem.reason, re.DOTALL)
        if match:
            return _part(key, step, **match.groupdict())
    return _part("other", step, what=problem.reason)


def _part(key: str, step: int = -1, **params: str) -> MissingPart:
    return MissingPart(said=Text(f"ui.author.missing.{key}", {**params}), step=step)
