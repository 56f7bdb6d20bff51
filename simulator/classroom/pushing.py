"""What a teacher puts on the pages of students: cards, and a cover over all of them;
and how a student's attempt gets to the board.

It reaches the pages of those who are in the class and nothing in them: what somebody
typed stays as it was.
"""

from functools import partial

from simulator.classroom.attempt_copy import attempt_copy
from simulator.classroom.classroom import Classroom, Sent
from simulator.classroom.office import DONE, ClassAnswers, Office
from simulator.classroom.requests import (
    ClassPushRequest,
    ClassReadRequest,
    ClassShowAttemptRequest,
    ClassStopRequest,
)
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import Caller, decoding
from simulator.projections.shapes import Answer
from simulator.projections.shapes.class_tasks.braids import AttemptCopied
from simulator.projections.shapes.classroom import ClassPush, PushNews

STOPPED_S_MAX = 3600
"""Screens are given back after so long: the teacher may have gone home."""


class Pushing(ClassAnswers):
    """Sends cards, makes attempts again, covers screens."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            {
                "class_stop": decoding(ClassStopRequest, self._stop),
                "class_push": decoding(ClassPushRequest, self._push),
                "class_read": decoding(ClassReadRequest, self._read),
                "class_show_attempt": decoding(ClassShowAttemptRequest, self._attempt),
            },
        )
        self._lifting: set[Classroom] = set()

    # --- cards ------------------------------------------------------------------------

    def _push(self, request: ClassPushRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        push = self._push_of(request)
        sent = Sent(push, request.to, self.office.scheduler.now())
        for member in classroom.send(sent):
            self.office.tell(member, "push", PushNews(code=classroom.code, push=push))
        return DONE

    def _push_of(self, request: ClassPushRequest) -> ClassPush:
        title, address = self._place(request.kind, request.target)
        words = request.words.strip()
        if request.kind == "message" and not words:
            raise Refusal("class.no_words")
        return ClassPush(
            id=request.id,
            kind=request.kind,
            words=words,
            title=title,
            address=address,
            now=request.now and bool(address),
        )

    def _place(self, kind: str, target: str) -> tuple[dict[str, str], str]:
        """Title by language, and address; Raises Refusal when there is none."""
        content = self.office.content
        if kind == "lesson":
            texts = content.lesson(target).texts
            titles = {lang: text.title for lang, text in texts.items()}
            return titles, f"/aprende/{target}"
        if kind == "scenario":
            return dict(content.scenario(target).title), f"/escenario/{target}"
        return {}, ""

    def _read(self, request: ClassReadRequest, caller: Caller) -> Answer:
        _, member = self.office.of(request, caller)
        if member is not None:
            member.read(request.push)
        return DONE

    # --- attempts ---------------------------------------------------------------------

    def _attempt(self, request: ClassShowAttemptRequest, caller: Caller) -> Answer:
        """Without a name, and not on show yet: the teacher's page shows what it opens,
        if the teacher presents."""
        classroom = self.office.taught(request, caller)
        working = self.office.working(classroom.member(request.member))
        if working is None or caller.visitor is None:
            raise Refusal("class.no_attempt")
        hosted = working.hosted
        with hosted.turn():
            branch = working.at
            last = hosted.total(branch) - 1
        copy = attempt_copy(self.office.labs, hosted, branch.id, last, caller.visitor)
        return AttemptCopied(ok=True, lab=copy.id)

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
