"""What a teacher puts on the pages of students: a cover over all of them.

It reaches the pages of those who are in the class and nothing in them: what somebody
typed stays as it was.
"""

from functools import partial

from simulator.classroom.classroom import Classroom
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.requests import ClassStopRequest
from simulator.hosting.dispatch import Caller, decoding
from simulator.projections.shapes import Answer

STOPPED_S_MAX = 3600
"""Screens are given back after so long: the teacher may have gone home."""


class Pushing(ClassAnswers):
    """Covers the screens of a class."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, {"class_stop": decoding(ClassStopRequest, self._stop)})
        self._lifting: set[Classroom] = set()

    # --- screens ----------------------------------------------------------------------

    def _stop(self, request: ClassStopRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        if request.stopped:
            classroom.stop(self.office.scheduler.now())
            self._lift_after(STOPPED_S_MAX, classroom)
        else:
            classroom.stop(None)
        return self.office.done(classroom)

    def _lift_after(self, seconds: float, classroom: Classroom) -> None:
        if classroom not in self._lifting:
            self._lifting.add(classroom)
            self.office.scheduler.defer(seconds, partial(self._lift, classroom))

    def _lift(self, classroom: Classroom) -> None:
        """However often they were stopped meanwhile: the last time counts."""
        self._lifting.discard(classroom)
        if classroom.stopped_s is None:
            return
        left = classroom.stopped_s + STOPPED_S_MAX - self.office.scheduler.now()
        if left > 0:
            self._lift_after(left, classroom)
            return
        classroom.stop(None)
        self.office.tell_soon(classroom)
