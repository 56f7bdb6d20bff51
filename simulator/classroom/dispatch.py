"""Answers what a browser asks of its class, whatever carries it.

A student votes, whoever presents shows and asks, a teacher does everything else.
"""

from simulator.classroom import blackboard
from simulator.classroom.ballot import REPLY_CLASSES, Ballot, lesson_ballot
from simulator.classroom.classroom import Classroom
from simulator.classroom.office import DONE, ClassAnswers, Office
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
from simulator.classroom.telling import held_in, roster_of, state_of
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import Caller, decoding
from simulator.projections.shapes import Answer
from simulator.projections.shapes.classroom import (
    BallotPlace,
    ClassEntered,
    SecretMade,
    SentOut,
)


class ClassDispatcher(ClassAnswers):
    """Who is in a class, what is shown, what is asked."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            {
                "class_enter": decoding(ClassRequest, self._enter),
                "class_show": decoding(ClassShowRequest, self._show),
                "class_chalk": decoding(ClassChalkRequest, self._chalk),
                "class_ask": decoding(ClassAskRequest, self._ask),
                "class_vote": decoding(ClassVoteRequest, self._vote),
                "class_ballot": decoding(ClassBallotRequest, self._ballot),
                "class_door": decoding(ClassDoorRequest, self._door),
                "class_member": decoding(ClassMemberRequest, self._member),
                "class_absent": decoding(ClassRequest, self._absent),
                "class_secret": decoding(ClassRequest, self._secret),
            },
        )

    def left(self, browser: str) -> None:
        """That browser is gone."""
        self.office.leave(browser)

    # --- everybody --------------------------------------------------------------------

    def _enter(self, request: ClassRequest, caller: Caller) -> Answer:
        classroom, member = self.office.of(request, caller)
        self.office.enter(caller, classroom, teaches=member is None)
        if member is None:
            return ClassEntered(
                ok=True,
                role="teacher",
                me="",
                name="",
                state=state_of(classroom),
                members=roster_of(classroom),
                held=held_in(classroom),
                asked=classroom.asked,
                names_hidden=classroom.names_hidden,
            )
        classroom.connected(member, caller.browser)
        self.office.tell_soon(classroom)
        ballot, now_s = classroom.ballot, self.office.scheduler.now()
        return ClassEntered(
            ok=True,
            role="student",
            me=member.id,
            name=member.name,
            state=state_of(classroom),
            vote=ballot.vote_of(member.id) if ballot else None,
            peeked=member.peeked,
            station=classroom.network.told(member.id) if classroom.network else None,
            pushed=tuple(s.push for s in member.unread if s.is_fresh(now_s)),
        )

    def _vote(self, request: ClassVoteRequest, caller: Caller) -> Answer:
        classroom, member = self.office.of(request, caller)
        if member is None:
            raise Refusal("class.students_vote")
        ballot = classroom.asked_now(request.ballot)
        if not ballot.vote(member.id, request.turn, request.option):
            return DONE
        classroom.ballot_changed()
        return self.office.done(classroom)

    # --- whoever presents -------------------------------------------------------------

    def _show(self, request: ClassShowRequest, caller: Caller) -> Answer:
        classroom = self.office.presented(request, caller)
        hosted = self.office.labs.get(request.lab)
        lent = classroom.lent == (hosted.id, caller.visitor)
        if caller.visitor not in hosted.actors and not lent:
            raise Refusal("error.watch_only")
        if hosted.purpose.exam:
            raise Refusal("error.exam")
        visitor = str(caller.visitor)
        blackboard.show(self.office, classroom, hosted, request.view, visitor)
        return self.office.done(classroom)

    def _ask(self, request: ClassAskRequest, caller: Caller) -> Answer:
        classroom = self.office.presented(request, caller)
        classroom.ask(self._ballot_of(request, classroom))
        return self.office.done(classroom)

    def _ballot_of(self, request: ClassAskRequest, classroom: Classroom) -> Ballot:
        if request.kind == "lesson":
            return lesson_ballot(request.id, self.office.content, request.asked)
        own = request.kind == "own"
        options = tuple(request.options) if own else REPLY_CLASSES
        if len(options) < 2 or (own and not request.asked.strip()):
            raise Refusal("class.no_question")
        at = None
        if not own and classroom.shown and request.seq is not None:
            at = BallotPlace(
                lab=classroom.shown.lab, branch=request.branch, seq=request.seq
            )
        return Ballot(request.id, request.kind, request.asked, options, at)

    def _ballot(self, request: ClassBallotRequest, caller: Caller) -> Answer:
        classroom = self.office.presented(request, caller)
        ballot = classroom.asked_now(request.ballot)
        match request.what:
            case "close":
                ballot.close_turn(request.turn)
            case "again":
                ballot.again(request.turn)
            case "reveal":
                ballot.reveal(request.right)
            case "done":
                classroom.put_away()
        classroom.ballot_changed()
        return self.office.done(classroom)

    # --- a teacher --------------------------------------------------------------------

    def _chalk(self, request: ClassChalkRequest, caller: Caller) -> Answer:
        classroom = self.office.find(request, caller)
        if request.member or not classroom.presents(caller.visitor):
            self.office.teaching(classroom, caller)
        member = classroom.member(request.member) if request.member else None
        blackboard.hand_chalk(self.office, classroom, member)
        return self.office.done(classroom)

    def _door(self, request: ClassDoorRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        classroom.set_door(locked=request.locked, names_hidden=request.names_hidden)
        return self.office.done(classroom)

    def _member(self, request: ClassMemberRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        member = classroom.member(request.member)
        if request.name:
            classroom.rename(member, request.name)
            return self.office.done(classroom)
        presents = classroom.presenter is member
        classroom.send_out(member)
        if presents:
            blackboard.hand_chalk(self.office, classroom, None)
        self.office.tell(member, "class_out", SentOut(code=classroom.code))
        for browser in list(member.browsers):
            self.office.leave(browser)
        return self.office.done(classroom)

    def _absent(self, request: ClassRequest, caller: Caller) -> Answer:
        """Who is not connected leaves the list, and may come in again."""
        classroom = self.office.taught(request, caller)
        gone = classroom.absent()
        presents = classroom.presenter in gone
        for member in gone:
            classroom.forget(member)
        if presents:
            blackboard.hand_chalk(self.office, classroom, None)
        return self.office.done(classroom)

    def _secret(self, request: ClassRequest, caller: Caller) -> Answer:
        """A new link for teachers. The old one may be known to others: whoever came by
        it teaches no more, but for the teacher who asks."""
        classroom = self.office.taught(request, caller)
        assert caller.visitor is not None
        gone = classroom.teachers - {caller.visitor}
        self.office.classrooms.renew(classroom, caller.visitor)
        self.office.dismiss(classroom, gone)
        self.office.tell_soon(classroom)
        return SecretMade(ok=True, secret=classroom.secret)
