"""Exams for tests: what they are made of, plans, and students who play them."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from simulator.acts import Act
from simulator.lab import Lab, LabError
from simulator.scenario import load_scenario
from simulator.teaching import acts_of
from simulator.teaching.exams import (
    VERSION,
    Done,
    ExamRecord,
    ExamSource,
    ExamTask,
    StepTask,
    TaskRecord,
    done,
    read_plan,
)
from simulator.teaching.playing import play as play_script
from tests.worlds import library

LESSONS = Path(__file__).parents[3] / "lessons"
CODE = "45.1.2.7.primera-sesion-smtp"


@cache
def source() -> ExamSource:
    """Cartero's own."""
    files = (LESSONS / "scenarios").glob("*.toml")
    return ExamSource(library(), {file.stem: load_scenario(file) for file in files})


def tasks(code: str = CODE, nickname: str = "Ana") -> tuple[ExamTask, ...]:
    return read_plan(code).tasks(nickname, source())


def examined() -> list[str]:
    """The lessons that have tasks for an exam."""
    lessons = source().library.lessons
    return [slug for slug in lessons if source().tasks_of(slug)]


def solution(task: ExamTask) -> list[Act]:
    """Of a task of a lesson; mysteries are left alone."""
    return acts_of(task.step.solution) if isinstance(task, StepTask) else []


def solved(code: str = CODE, nickname: str = "Ana") -> ExamRecord:
    """Every task of a lesson done by its solution."""
    works = {task.name: _solved(task) for task in tasks(code, nickname)}
    return record(works, code, nickname)


def _solved(task: ExamTask) -> tuple[Done, ...]:
    lab = task.begin()
    since = len(lab.interventions)
    if isinstance(task, StepTask):
        play_script(lab, task.step.solution)
    return line_of(lab, since)


def line_of(lab: Lab, since: int) -> tuple[Done, ...]:
    """What was done from the act `since` on, as a page keeps it."""
    return tuple(
        done(
            each.act,
            None if each.at_rest else each.after_seq,
            auto=each.actor == "auto",
        )
        for each in lab.interventions[since:]
    )


def record(
    works: Mapping[str, Iterable[Done]], code: str = CODE, nickname: str = "Ana"
) -> ExamRecord:
    done_in = (TaskRecord(name, tuple(line)) for name, line in works.items())
    return ExamRecord(VERSION, code, nickname, tuple(done_in))


def play(task: ExamTask, acts: Iterable[Act]) -> tuple[Lab, list[Done]]:
    """As a page does it: each act at rest; what is refused is not done."""
    lab, line = task.begin(), []
    for act in acts:
        try:
            lab.apply(act)
        except LabError:
            continue
        lab.settle()
        line.append(done(act))
    return lab, line
