"""Answers what a browser asks of its class, whatever carries it.

Who may is decided here by the visitor's cookie: a student votes, whoever presents shows
and asks, a teacher does everything else. What changed is told soon, once for many
changes: thirty phones that come in are one message to each of them.
"""

from contextlib import suppress
from functools import partial

from simulator.classroom.ballot import REPLY_CLASSES, Ballot
from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.classrooms import Classrooms
from simulator.classroom.requests import (
    ClassAskRequest,
    ClassBallotRequest,
    ClassChalkRequest,
    ClassDoorRequest,
    ClassMemberRequest,
    ClassRequest,
    ClassShowRequest,
    ClassVoteRequest,
)
from simulator.hosting.dispatch import Caller, decoding, refused
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler
from simulator.hosting.watchers import Rooms, Watchers
from simulator.projections.shapes import Answer
from simulator.projections.shapes.classroom import (
    ClassDone,
    ClassEntered,
    ClassNews,
    RosterNews,
    SentOut,
)

TELL_AFTER_S = 0.1
"""Changes so close together are told as one."""

DONE = ClassDone(ok=True)


class ClassDispatcher:
    """`names`: of the requests there are."""

    def __init__(
        self,
        classrooms: Classrooms,
        labs: Labs,
        watchers: Watchers,
        rooms: Rooms,
        scheduler: Scheduler,
    ) -> None:
        self._classrooms = classrooms
        self._labs = labs
        self._watchers = watchers
        self._rooms = rooms
        self._scheduler = scheduler
        self._telling: set[str] = set()
        self._inside: dict[str, Classroom] = {}
        self._handlers = {
            "class_enter": decoding(ClassRequest, self._enter),
            "class_show": decoding(ClassShowRequest, self._show),
            "class_chalk": decoding(ClassChalkRequest, self._chalk),
            "class_ask": decoding(ClassAskRequest, self._ask),
            "class_vote": decoding(ClassVoteRequest, self._vote),
            "class_ballot": decoding(ClassBallotRequest, self._ballot),
            "class_door": decoding(ClassDoorRequest, self._door),
            "class_member": decoding(ClassMemberRequest, self._member),
        }
        self.names = tuple(self._handlers)

    def answer(self, name: str, data: object, caller: Caller) -> Answer:
        """The answer to request `name`; `data` is decoded JSON of any shape."""
        self._watchers.hear(caller.browser)
        try:
            return self._handlers[name](data, caller)
        except Refusal as refusal:
            return refused(refusal)

    def left(self, browser: str) -> None:
        """That browser is gone."""
        classroom = self._inside.pop(browser, None)
        if classroom is None:
            return
        for room in (_room(classroom), _teachers(classroom)):
            self._rooms.leave(browser, room)
        if classroom.disconnected(browser):
            self._tell_soon(classroom)

    # --- everybody --------------------------------------------------------------------

    def _enter(self, request: ClassRequest, caller: Caller) -> Answer:
        classroom, member = self._of(request, caller)
        if self._inside.get(caller.browser) is not classroom:
            self.left(caller.browser)
        self._inside[caller.browser] = classroom
        self._rooms.enter(caller.browser, _room(classroom))
        if member is None:
            self._rooms.enter(caller.browser, _teachers(classroom))
            return ClassEntered(
                ok=True,
                role="teacher",
                me="",
                name="",
                state=classroom.served(),
                members=classroom.roster(),
                asked=classroom.asked,
                names_hidden=classroom.names_hidden,
            )
        classroom.connected(member, caller.browser)
        self._tell_soon(classroom)
        ballot = classroom.ballot
        return ClassEntered(
            ok=True,
            role="student",
            me=member.id,
            name=member.name,
            state=classroom.served(),
            vote=ballot.vote_of(member.id) if ballot else None,
        )

    def _vote(self, request: ClassVoteRequest, caller: Caller) -> Answer:
        classroom, member = self._of(request, caller)
        if member is None:
            raise Refusal("class.students_vote")
        ballot = classroom.asked_now(request.ballot)
        if not ballot.vote(member.id, request.turn, request.option):
            return DONE
        classroom.ballot_changed()
        return self._done(classroom)

    # --- whoever presents -------------------------------------------------------------

    def _show(self, request: ClassShowRequest, caller: Caller) -> Answer:
        classroom = self._presented(request, caller)
        hosted = self._labs.get(request.lab)
        lent = classroom.lent == (hosted.id, caller.visitor)
        if caller.visitor not in hosted.actors and not lent:
            raise Refusal("error.watch_only")
        if hosted.purpose.exam:
            raise Refusal("error.exam")
        before = self._on_show(classroom)
        if before is not hosted:
            hosted.tree.hold_back()
            if before is not None:
                before.presenter = None
        hosted.presenter = caller.visitor if classroom.presenter else None
        classroom.show(hosted.id, request.view)
        return self._done(classroom)

    def _ask(self, request: ClassAskRequest, caller: Caller) -> Answer:
        classroom = self._presented(request, caller)
        own = request.kind == "own"
        options = tuple(request.options) if own else REPLY_CLASSES
        if len(options) < 2 or (own and not request.asked.strip()):
            raise Refusal("class.no_question")
        classroom.ask(Ballot(request.id, request.kind, request.asked, options))
        return self._done(classroom)

    def _ballot(self, request: ClassBallotRequest, caller: Caller) -> Answer:
        classroom = self._presented(request, caller)
        ballot = classroom.asked_now(request.ballot)
        match request.what:
            case "close":
                ballot.close()
            case "again":
                ballot.again()
            case "reveal":
                ballot.reveal(request.right)
            case "done":
                classroom.put_away()
        classroom.ballot_changed()
        return self._done(classroom)

    # --- a teacher --------------------------------------------------------------------

    def _chalk(self, request: ClassChalkRequest, caller: Caller) -> Answer:
        classroom = self._find(request, caller)
        if request.member or not classroom.presents(caller.visitor):
            self._teaching(classroom, caller)
        member = classroom.member(request.member) if request.member else None
        self._hand_chalk(classroom, member)
        return self._done(classroom)

    def _hand_chalk(self, classroom: Classroom, member: Member | None) -> None:
        """Whoever had it may act no more in a lab that is not theirs; whoever gets it
        may in the teacher's that is on show."""
        if classroom.lent:
            self._take_back(*classroom.lent)
            classroom.lent = None
        hosted = self._on_show(classroom)
        if hosted is not None:
            hosted.presenter = member.visitor if member else None
            taught = hosted.owner in classroom.teachers
            if member and taught and not hosted.may_act(member.visitor):
                hosted.lent = member.visitor
                classroom.lent = (hosted.id, member.visitor)
        classroom.hand_chalk(member)

    def _take_back(self, lab_id: str, visitor: str) -> None:
        with suppress(Refusal):
            hosted = self._labs.get(lab_id)
            if hosted.lent == visitor:
                hosted.lent = None
                self._watchers.revoked(hosted, visitor)

    def _door(self, request: ClassDoorRequest, caller: Caller) -> Answer:
        classroom = self._teaching(self._find(request, caller), caller)
        classroom.set_door(locked=request.locked, names_hidden=request.names_hidden)
        return self._done(classroom)

    def _member(self, request: ClassMemberRequest, caller: Caller) -> Answer:
        classroom = self._teaching(self._find(request, caller), caller)
        member = classroom.member(request.member)
        if request.name:
            classroom.rename(member, request.name)
            return self._done(classroom)
        if classroom.presenter is member:
            self._hand_chalk(classroom, None)
        classroom.send_out(member)
        for browser in member.browsers:
            self._inside.pop(browser, None)
            self._rooms.leave(browser, _room(classroom))
            self._rooms.send(browser, "class_out", SentOut(code=classroom.code))
        return self._done(classroom)

    # --- rights -----------------------------------------------------------------------

    def _find(self, request: ClassRequest, caller: Caller) -> Classroom:
        """The class, for somebody who is in it: a stranger does not learn whether there
        is one. Raises Refusal."""
        classroom = self._classrooms.known(request.code, caller.visitor)
        if classroom is None:
            raise Refusal("class.not_in")
        return classroom

    def _of(
        self, request: ClassRequest, caller: Caller
    ) -> tuple[Classroom, Member | None]:
        """The class, and the member who asks; None: a teacher. Raises Refusal."""
        classroom = self._find(request, caller)
        if caller.visitor in classroom.teachers:
            return classroom, None
        return classroom, classroom.of(caller.visitor)

    def _presented(self, request: ClassRequest, caller: Caller) -> Classroom:
        classroom = self._find(request, caller)
        if not classroom.presents(caller.visitor):
            raise Refusal("class.not_presenting")
        return classroom

    def _teaching(self, classroom: Classroom, caller: Caller) -> Classroom:
        if caller.visitor not in classroom.teachers:
            raise Refusal("class.not_teaching")
        return classroom

    def _on_show(self, classroom: Classroom) -> HostedLab | None:
        """The lab on show, while it is there."""
        with suppress(Refusal):
            if classroom.shown:
                return self._labs.get(classroom.shown.lab)
        return None

    # --- telling ----------------------------------------------------------------------

    def _done(self, classroom: Classroom) -> Answer:
        self._tell_soon(classroom)
        return DONE

    def _tell_soon(self, classroom: Classroom) -> None:
        if classroom.code not in self._telling:
            self._telling.add(classroom.code)
            self._scheduler.defer(TELL_AFTER_S, partial(self._tell, classroom))

    def _tell(self, classroom: Classroom) -> None:
        self._telling.discard(classroom.code)
        self._watchers.hear(_room(classroom))
        news = ClassNews(state=classroom.served())
        self._rooms.send(_room(classroom), "class", news)
        roster = RosterNews(
            code=classroom.code,
            version=classroom.version,
            members=classroom.roster(),
            asked=classroom.asked,
            names_hidden=classroom.names_hidden,
        )
        self._rooms.send(_teachers(classroom), "roster", roster)


def _room(classroom: Classroom) -> str:
    return f"class:{classroom.code}"


def _teachers(classroom: Classroom) -> str:
    return f"class:{classroom.code}:teachers"
