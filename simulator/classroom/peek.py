"""A teacher looks at a student's own screen: live, read-only, at the student's step.

The page is one that follows the student's lab, as anybody follows a lab that was shown
to them. That a teacher looks is derived from who watches, whatever page they came by;
so the student is told as long as it lasts, and of nothing that it is not.
"""

from functools import partial

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.requests import ClassPeekRequest
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import Caller, decoding
from simulator.projections.shapes import Answer
from simulator.projections.shapes.class_work import ClassPeek, PeekedNews, PeekNews

LOOK_AFTER_S = 0.3
"""Who opens another page leaves one lab, and enters another: that is told as one."""


class PeekAnswers(ClassAnswers):
    """Who looks at whose screen."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, {"class_peek": decoding(ClassPeekRequest, self._peek)})
        self._peeking: dict[str, Member] = {}
        self._told: dict[str, str] = {}
        self._looking: set[tuple[str, str]] = set()
        office.watchers.noticed.append(self._noticed)

    def left(self, browser: str) -> None:
        """That browser is gone."""
        self._peeking.pop(browser, None)
        self._told.pop(browser, None)

    def _peek(self, request: ClassPeekRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        member = classroom.member(request.member)
        lab = self._lab(classroom, member)
        self._peeking[caller.browser] = member
        self._told[caller.browser] = lab
        return ClassPeek(ok=True, lab=lab)

    def _noticed(self, hosted: HostedLab) -> None:
        for visitor in hosted.actors:
            classroom = self.office.classrooms.of(visitor)
            member = classroom.of(visitor) if classroom else None
            if classroom is None or member is None:
                continue
            looked = (classroom.code, member.id)
            if looked not in self._looking:
                self._looking.add(looked)
                look = partial(self._look, classroom, member)
                self.office.scheduler.defer(LOOK_AFTER_S, look)

    def _look(self, classroom: Classroom, member: Member) -> None:
        self._looking.discard((classroom.code, member.id))
        lab = self._lab(classroom, member)
        for browser, peeked in list(self._peeking.items()):
            if peeked is member and self._told[browser] != lab:
                self._told[browser] = lab
                news = PeekNews(code=classroom.code, member=member.id, lab=lab)
                self.office.tell_page(browser, "class_peek", news)
        labs = self._looked_at(classroom, member)
        if labs != member.peeked:
            member.peeked = labs
            told = PeekedNews(code=classroom.code, labs=labs)
            self.office.tell(member, "class_peeked", told)

    def _lab(self, classroom: Classroom, member: Member) -> str:
        """Where a teacher may look, or ""."""
        try:
            return self.office.on_screen(classroom, member.id).id
        except Refusal:
            return ""

    def _looked_at(self, classroom: Classroom, member: Member) -> tuple[str, ...]:
        """Labs the student has open that a teacher's page watches, too; not what the
        whole class watches, because they are at the blackboard."""
        presents = classroom.presents(member.visitor)
        board = classroom.shown.lab if presents and classroom.shown else ""
        opened = {each.hosted.id: each.hosted for each in self.office.open_by(member)}
        return tuple(
            sorted(
                lab
                for lab, hosted in opened.items()
                if lab != board and self._taught(classroom, hosted)
            )
        )

    def _taught(self, classroom: Classroom, hosted: HostedLab) -> bool:
        watching = self.office.watchers.of(hosted)
        return any(each.visitor in classroom.teachers for each in watching)
