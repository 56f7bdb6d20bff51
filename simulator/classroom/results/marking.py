"""The results of a class, made while whoever asks waits.

It takes seconds, and teachers press twice: who asks while they are being made gets the
same ones. Classes do not wait for each other.
"""

from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple

from simulator.classroom.classroom import Classroom
from simulator.classroom.office import Office
from simulator.classroom.results.grading import StudentResult, student_result, work_of
from simulator.classroom.results.record import ClassRecord, class_record, with_scores


class ClassResults(NamedTuple):
    """Everything that is known, and what it is worth."""

    record: ClassRecord
    students: list[StudentResult]


class _Making:
    """`made`: None before it is done, and when that failed."""

    def __init__(self, lock: AbstractContextManager[object]) -> None:
        self.lock = lock
        self.made: ClassResults | None = None


class Marking:
    """Of every class of a server."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._making: dict[str, _Making] = {}

    def results(self, classroom: Classroom) -> ClassResults:
        """Of that class. Who waited for ones that failed makes their own."""
        code = classroom.code
        while other := self._making.get(code):
            with other.lock:
                if other.made:
                    return other.made
        own = self._making[code] = _Making(self._office.scheduler.lock())
        with own.lock:
            try:
                own.made = made = self._made(classroom)
            finally:
                del self._making[code]
        return made

    def _made(self, classroom: Classroom) -> ClassResults:
        content, scheduler = self._office.content, self._office.scheduler
        record = class_record(classroom, self._office.labs)
        students = []
        for each in record.students:
            scheduler.pause()
            work = partial(student_result, each, content)
            students.append(scheduler.run_heavy(work_of(each), work))
        size = sum(map(work_of, record.students))
        scores = [each.scores for each in students]
        scored = scheduler.run_heavy(size, with_scores, record, scores)
        return ClassResults(scored, students)
