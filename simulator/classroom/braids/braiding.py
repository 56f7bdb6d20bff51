"""What the students of a class typed, as one tree, and one of their attempts on show.

Only the newest line of each lab counts, and only for whoever teaches. An exam is not
looked into.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from simulator.acts import AnswerQuestion, Paste, TypeLine
from simulator.classroom.attempt_copy import attempt_copy
from simulator.classroom.braids.braid import TypedSession, braid
from simulator.classroom.braids.line_shapes import STUDENT, typed_lines
from simulator.classroom.classroom import Classroom
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.requests import ClassAttemptRequest, ClassBraidRequest
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import Caller, decoding
from simulator.projections.shapes import Answer
from simulator.projections.shapes.class_tasks.braids import (
    AttemptCopied,
    BraidTask,
    ClassBraid,
)
from simulator.teaching import STEP_QUESTION

TASKS_MAX = 50


class Task(NamedTuple):
    """Names of the scenario, of the lesson and of its step; "": none."""

    scenario: str
    lesson: str
    step: str


class BraidAnswers(ClassAnswers):
    """Answers a teacher who asks what the class typed."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            {
                "class_braid": decoding(ClassBraidRequest, self._braid),
                "class_attempt": decoding(ClassAttemptRequest, self._attempt),
            },
        )

    def _braid(self, request: ClassBraidRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        typed_for: dict[Task, list[HostedLab]] = {}
        for hosted in self._labs(classroom):
            for task in _tasks(hosted):
                typed_for.setdefault(task, []).append(hosted)
        tasks = sorted(typed_for, key=lambda task: (-len(typed_for[task]), task))
        wanted = Task(request.scenario, request.lesson, request.step)
        if wanted in tasks[TASKS_MAX:]:
            tasks.insert(0, wanted)
        tasks = tasks[:TASKS_MAX]
        asked = tasks.index(wanted) if wanted in tasks else min(0, len(tasks) - 1)
        labs = typed_for[tasks[asked]] if tasks else []
        sessions = [self._session(hosted, tasks[asked]) for hosted in labs]
        size = sum(len(each.lines) for each in sessions)
        return ClassBraid(
            ok=True,
            tasks=tuple(self._told(task, typed_for[task]) for task in tasks),
            asked=asked,
            braid=self.office.scheduler.run_heavy(size, braid, sessions),
        )

    def _attempt(self, request: ClassAttemptRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        hosted = self.office.labs.get(request.lab)
        if classroom.of(hosted.owner) is None or caller.visitor is None:
            raise Refusal("class.no_member")
        copy = attempt_copy(
            self.office.labs, hosted, request.branch, request.seq, caller.visitor
        )
        return AttemptCopied(ok=True, lab=copy.id)

    # --- what was typed ---------------------------------------------------------------

    def _labs(self, classroom: Classroom) -> Iterator[HostedLab]:
        """Those of its students."""
        students = {member.visitor for member in classroom}
        for hosted in self.office.labs:
            told = not hosted.purpose.exam and not hosted.live
            if told and hosted.owner in students:
                yield hosted

    def _session(self, hosted: HostedLab, task: Task) -> TypedSession:
        branch = hosted.tree.get(None)
        with hosted.turn():
            lines = typed_lines(hosted.awake(branch).journal).get(task.step, [])
        self.office.scheduler.pause()
        return TypedSession(hosted.id, branch.id, tuple(lines))

    def _told(self, task: Task, labs: list[HostedLab]) -> BraidTask:
        told = BraidTask(
            scenario=task.scenario,
            lesson=task.lesson,
            step=task.step,
            students=len(labs),
            title=labs[0].scenario.title,
        )
        loaded = self.office.content.library.get(task.lesson)
        if loaded is None:
            return told
        texts = {lang: loaded.words(lang) for lang in self.office.content.texts}
        steps = {
            lang: text.sections[task.step].title
            for lang, text in texts.items()
            if task.step in text.sections
        }
        return msgspec.structs.replace(
            told,
            title={lang: text.title for lang, text in texts.items()},
            step_title=steps or None,
        )


def _tasks(hosted: HostedLab) -> set[Task]:
    """What lines were typed for on the newest line of the lab, which is not woken."""
    name, lesson = hosted.scenario.name, hosted.purpose.lesson
    step, found = "", set()
    for done in hosted.tree.get(None).inputs:
        if isinstance(done.act, AnswerQuestion) and done.act.question == STEP_QUESTION:
            step = done.act.value
        if isinstance(done.act, TypeLine | Paste) and done.actor == STUDENT:
            found.add(Task(name, lesson, step))
    return found
