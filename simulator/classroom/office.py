"""What everybody needs who answers a class's browsers: who may, and how it is told.

Who may is decided by the visitor's cookie. What changed is told soon, once for many
changes: thirty phones that come in are one message to each of them.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from weakref import WeakKeyDictionary

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.classrooms import Classrooms
from simulator.classroom.requests import ClassRequest
from simulator.classroom.telling import held_in, roster_of, state_of
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Gone, Refusal, refused
from simulator.hosting.requests import Caller
from simulator.hosting.watchers import Rooms, Watchers, Watching
from simulator.projections.shapes import Answer, News
from simulator.projections.shapes.classroom import (
    ClassBallot,
    ClassDone,
    ClassHeldLetter,
    ClassMember,
    ClassNews,
    RosterNews,
    SentOut,
)

TELL_AFTER_S = 0.1
"""Changes so close together are told as one."""
TELL_EACH_S = 0.001
"""And so much more for each student: five hundred who vote are told in half seconds."""

DONE = ClassDone(ok=True)

Roster = tuple[list[ClassMember], bool, list[ClassHeldLetter], list[ClassBallot]]
"""Students, whether their names are hidden, letters that wait, what was asked."""


class Office:
    """`classrooms`, `content`, `labs`, `watchers`: of this server."""

    def __init__(
        self,
        classrooms: Classrooms,
        content: Content,
        labs: Labs,
        watchers: Watchers,
        rooms: Rooms,
    ) -> None:
        self.classrooms = classrooms
        self.content = content
        self.labs = labs
        self.watchers = watchers
        self.scheduler = labs.scheduler
        self._rooms = rooms
        self._telling: set[str] = set()
        self._told: WeakKeyDictionary[Classroom, Roster] = WeakKeyDictionary()
        self._inside: dict[str, Classroom] = {}
        self._teaching: dict[str, str] = {}
        classrooms.lost.append(self.close)

    # --- rights -----------------------------------------------------------------------

    def find(self, request: ClassRequest, caller: Caller) -> Classroom:
        """The class, for somebody who is in it: a stranger does not learn whether there
        is one. Raises Refusal."""
        classroom = self.classrooms.known(request.code, caller.visitor)
        if classroom is None:
            raise Refusal("class.not_in")
        return classroom

    def of(
        self, request: ClassRequest, caller: Caller
    ) -> tuple[Classroom, Member | None]:
        """The class, and the member who asks; None: a teacher. Raises Refusal."""
        classroom = self.find(request, caller)
        if caller.visitor in classroom.teachers:
            return classroom, None
        return classroom, classroom.of(caller.visitor)

    def presented(self, request: ClassRequest, caller: Caller) -> Classroom:
        """The class, for whoever presents. Raises Refusal."""
        classroom = self.find(request, caller)
        if not classroom.presents(caller.visitor):
            raise Refusal("class.not_presenting")
        return classroom

    def taught(self, request: ClassRequest, caller: Caller) -> Classroom:
        """The class, for a teacher. Raises Refusal."""
        return self.teaching(self.find(request, caller), caller)

    def teaching(self, classroom: Classroom, caller: Caller) -> Classroom:
        """The same class, for a teacher. Raises Refusal."""
        if caller.visitor not in classroom.teachers:
            raise Refusal("class.not_teaching")
        return classroom

    def on_show(self, classroom: Classroom) -> HostedLab | None:
        """The lab on show, while it is there."""
        with suppress(Refusal):
            if classroom.shown:
                return self.labs.get(classroom.shown.lab)
        return None

    def open_by(self, member: Member) -> list[Watching]:
        """The labs of their own that browsers of that student show. What is one for:
        `hosted.purpose`; an exam is told, too."""
        watched = map(self.watchers.watched, member.browsers)
        return [each for each in watched if each and _is_own(each, member)]

    def working(self, member: Member) -> Watching | None:
        """The one that ran last, and the branch it is at. None: they only follow, or
        are not there."""
        own = self.open_by(member)
        return max(own, key=_last_busy, default=None)

    def lab_of(self, member: Member) -> HostedLab | None:
        """The lab where that student works."""
        working = self.working(member)
        return working.hosted if working else None

    def on_screen(self, classroom: Classroom, member_id: str) -> HostedLab:
        """The lab of a student's that a teacher may look at now. Raises Refusal."""
        hosted = self.lab_of(classroom.member(member_id))
        if hosted is None:
            raise Refusal("class.nothing_open")
        if hosted.purpose.exam:
            raise Refusal("error.exam")
        return hosted

    def keep_lab(self, hosted: HostedLab) -> None:
        """What a class changed of a lab outlives the process."""
        with suppress(Gone):
            self.labs.keep(hosted)

    # --- who hears --------------------------------------------------------------------

    def enter(self, caller: Caller, classroom: Classroom, *, teaches: bool) -> None:
        """From now on that browser is told of this class."""
        browser = caller.browser
        if self._inside.get(browser) is not classroom:
            self.leave(browser)
        self._inside[browser] = classroom
        self._rooms.enter(browser, _room(classroom))
        if teaches:
            self._rooms.enter(browser, _teachers(classroom))
            self._teaching[browser] = str(caller.visitor)

    def leave(self, browser: str) -> None:
        """And from now on no more."""
        classroom = self._inside.pop(browser, None)
        self._teaching.pop(browser, None)
        if classroom is None:
            return
        for room in (_room(classroom), _teachers(classroom)):
            self._rooms.leave(browser, room)
        if classroom.disconnected(browser):
            self.tell_soon(classroom)

    def dismiss(self, classroom: Classroom, visitors: set[str]) -> None:
        """Those taught it until now: their pages are told, and hear no more."""
        for browser, visitor in list(self._teaching.items()):
            if visitor in visitors and self._inside.get(browser) is classroom:
                self._rooms.send(browser, "class_out", SentOut(code=classroom.code))
                self.leave(browser)

    def close(self, classroom: Classroom) -> None:
        """It is over: its pages come back, and are told that they are in no class."""
        for browser, inside in list(self._inside.items()):
            if inside is classroom:
                self.leave(browser)
                self._rooms.disconnect(browser)

    # --- telling ----------------------------------------------------------------------

    def done(self, classroom: Classroom) -> Answer:
        """Something changed, which is told soon."""
        self.tell_soon(classroom)
        return DONE

    def letter_waits(self, classroom: Classroom) -> None:
        """One more does, to be let out."""
        classroom.letters_changed()
        self.classrooms.keep(classroom.code)
        self.tell_soon(classroom)

    def tell(self, member: Member, name: str, news: News) -> None:
        """Tell every browser of one student, now."""
        for browser in member.browsers:
            self._rooms.send(browser, name, news)

    def tell_page(self, browser: str, name: str, news: News) -> None:
        """Tell one browser, now."""
        self._rooms.send(browser, name, news)

    def tell_teachers(self, classroom: Classroom, name: str, news: News) -> None:
        """Tell every page of its teachers, now."""
        self._rooms.send(_teachers(classroom), name, news)

    def taught_now(self, classroom: Classroom) -> bool:
        """A teacher's page is there to hear."""
        return self._rooms.occupied(_teachers(classroom))

    def tell_soon(self, classroom: Classroom) -> None:
        """Tell everybody how the class is now, soon."""
        if classroom.code not in self._telling:
            self._telling.add(classroom.code)
            after_s = TELL_AFTER_S + TELL_EACH_S * sum(1 for _ in classroom)
            self.scheduler.defer(after_s, partial(self._tell, classroom))

    def _tell(self, classroom: Classroom) -> None:
        self._telling.discard(classroom.code)
        news = ClassNews(state=state_of(classroom))
        self._rooms.send(_room(classroom), "class", news)
        self._tell_roster(classroom)

    def _tell_roster(self, classroom: Classroom) -> None:
        """Only what is not as it was told before: votes change neither."""
        held, asked = held_in(classroom), classroom.asked
        now = (roster_of(classroom), classroom.names_hidden, held, asked)
        before = self._told.get(classroom)
        if now == before:
            return
        self._told[classroom] = now
        members, names_hidden, *_ = now
        same = before is not None and asked == before[-1]
        roster = RosterNews(
            code=classroom.code,
            version=classroom.version,
            members=members,
            held=held,
            names_hidden=names_hidden,
            asked=None if same else asked,
        )
        self.tell_teachers(classroom, "roster", roster)


class ClassAnswers:
    """Answers some of the requests about classes. `names`: theirs."""

    def __init__(
        self,
        office: Office,
        handlers: dict[str, Callable[[object, Caller], Answer]],
    ) -> None:
        self.office = office
        self._handlers = handlers
        self.names = tuple(handlers)

    def answer(self, name: str, data: object, caller: Caller) -> Answer:
        """The answer to request `name`; `data` is decoded JSON of any shape."""
        try:
            answer = self._handlers[name](data, caller)
            if isinstance(data, dict):
                self.office.classrooms.keep(str(data.get("code")))
            return answer
        except Refusal as refusal:
            return refused(refusal)

    def left(self, browser: str) -> None:
        """That browser is gone."""


def _is_own(watching: Watching, member: Member) -> bool:
    return not watching.follows and member.visitor in watching.hosted.actors


def _last_busy(watching: Watching) -> float:
    """What is done ahead of a lab does not run there yet."""
    return max(watching.hosted.acted, watching.hosted.done)


def _room(classroom: Classroom) -> str:
    return f"class:{classroom.code}"


def _teachers(classroom: Classroom) -> str:
    return f"class:{classroom.code}:teachers"
