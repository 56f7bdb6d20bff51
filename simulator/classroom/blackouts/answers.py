"""Puts one fault into the networks of a class, and judges who found it out; or sets the
class a mystery, whose own judge says so.

The fault is an act of the teacher in each student's own lab, so a replay has it, too;
what is said of it is an act of the student. Who begins again, or opens another lab, has
it there as soon as their page asks. It refuses exams, mysteries, labs in real time, and
networks without that machine: those students are told so, and so is the teacher.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from simulator.acts import Act, AnswerQuestion
from simulator.classroom.blackouts.blackout import (
    FAULTS,
    SUSPECTS,
    Blackout,
    Place,
)
from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.requests import (
    ClassBlackoutRequest,
    ClassCaseRequest,
    ClassDiagnoseRequest,
    ClassRequest,
)
from simulator.hosting import acting
from simulator.hosting.branches import STUDENT, TEACHER, Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.reading.mystery_views import standing_in
from simulator.hosting.refusals import Refusal, text
from simulator.hosting.requests import Caller, decoding
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import Text
from simulator.projections.shapes import Answer, Step
from simulator.projections.shapes.class_tasks.blackouts import (
    BlackoutBoard,
    BlackoutCase,
    BlackoutMachine,
)
from simulator.teaching.mysteries import (
    Accusation,
    Evidence,
    Proof,
    Verdict,
    signs,
    verdict_on,
)

QUESTION = "blackout"
NO_STEP = -1


class BlackoutAnswers(ClassAnswers):
    """Begins and ends blackouts, and hears what students say is wrong."""

    def __init__(self, office: Office) -> None:
        super().__init__(
            office,
            {
                "class_blackout": decoding(ClassBlackoutRequest, self._blackout),
                "class_blackout_board": decoding(ClassRequest, self._board),
                "class_case": decoding(ClassCaseRequest, self._case),
                "class_diagnose": decoding(ClassDiagnoseRequest, self._diagnose),
            },
        )

    # --- a teacher --------------------------------------------------------------------

    def _blackout(self, request: ClassBlackoutRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        before = classroom.blackout
        if not (request.cause or request.mystery):
            self._end(classroom)
        elif before is None or before.id != request.id:
            blackout = self._made(request)
            self._end(classroom)
            classroom.black_out(blackout)
            for member in list(classroom):
                self._reach(blackout, member)
            self.office.labs.flush()
        self.office.tell_soon(classroom)
        return self._board(request, caller)

    def _made(self, request: ClassBlackoutRequest) -> Blackout:
        """Raises Refusal: there is no such mystery."""
        if not request.mystery:
            return Blackout(request.id, request.cause, request.machine)
        mystery = self.office.content.mystery(request.mystery)
        cause, machine = mystery.kind.cause, mystery.machine
        return Blackout(request.id, cause, machine, request.mystery)

    def _end(self, classroom: Classroom) -> None:
        """Repair it everywhere; one that is over already is put away."""
        blackout = classroom.blackout
        if blackout is None:
            return
        if blackout.over:
            classroom.black_out(None)
            return
        blackout.over = True
        classroom.black_out(blackout)
        if not blackout.mystery:
            self._repair(blackout)

    def _repair(self, blackout: Blackout) -> None:
        for place in blackout.places:
            with suppress(Refusal, LabError):
                hosted = self.office.labs.get(place.lab)
                with hosted.turn():
                    self._act(hosted, place.branch, blackout.repair, TEACHER)
            self.office.scheduler.pause()
        self.office.labs.flush()

    def _board(self, request: ClassRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        blackout = classroom.blackout
        if blackout is not None and blackout.mystery and not blackout.over:
            for each in list(classroom):
                self._hear(blackout, each)
        names = {member.id: member.name for member in classroom}
        now_s = self.office.scheduler.now()
        return BlackoutBoard(
            ok=True,
            causes=tuple(FAULTS),
            machines=self._machines(classroom),
            rows=blackout.board(names, now_s) if blackout else [],
            id=blackout.id if blackout else "",
            over=bool(blackout and blackout.over),
            cause=blackout.cause if blackout else "",
            machine=blackout.machine if blackout else "",
            mystery=blackout.mystery if blackout else "",
        )

    def _machines(self, classroom: Classroom) -> tuple[BlackoutMachine, ...]:
        """Mail servers of the labs where students work, the commonest first."""
        labels: dict[str, dict[str, str]] = {}
        found: Counter[str] = Counter()
        for member in classroom:
            hosted = self.office.lab_of(member)
            if hosted is None or _kept_out(hosted):
                continue
            servers = [host for host in hosted.scenario.hosts if host.server]
            found.update(host.id for host in servers)
            labels.update((host.id, host.label) for host in servers)
        return tuple(
            BlackoutMachine(id=machine, label=labels[machine], labs=labs)
            for machine, labs in found.most_common()
        )

    # --- a student --------------------------------------------------------------------

    def _case(self, request: ClassCaseRequest, caller: Caller) -> Answer:
        blackout, member = self._going_on(request, caller)
        why = self._reach(blackout, member)
        self.office.labs.flush()
        if why is not None:
            raise Refusal(why.key, **why.params)
        hosted, branch = self._working(member)
        with hosted.turn():
            since = _since(blackout, hosted.awake(branch))
        if since is None:
            raise Refusal("class.blackout_not_here")
        return _told(blackout, member, hosted, since)

    def _diagnose(self, request: ClassDiagnoseRequest, caller: Caller) -> Answer:
        blackout, member = self._going_on(request, caller)
        if blackout.mystery:
            raise Refusal("class.blackout_mystery")
        hosted, branch = self._working(member)
        said = Accusation(request.cause, request.machine, (request.seq, NO_STEP))
        with hosted.turn(acting=True):
            since = _since(blackout, hosted.awake(branch))
            if since is None or not blackout.looked_for_by(member.id):
                raise Refusal("class.blackout_not_here")
            answer = AnswerQuestion(QUESTION, said.value)
            self._act(hosted, branch.id, answer, STUDENT)
            steps = [
                each
                for each in hosted.served(branch, since + 1)
                if isinstance(each, Step)
            ]
        self.office.labs.flush()
        shown = signs(Evidence.tried(steps), blackout.cause, blackout.machine)
        proof = Proof(blackout.machine, shown, shown)
        verdict = verdict_on(blackout.cause, proof, said)
        now_s = self.office.scheduler.now()
        blackout.diagnosed(member.id, said, verdict, _words(steps, said), now_s)
        return _told(blackout, member, hosted, since, verdict)

    def _going_on(
        self, request: ClassRequest, caller: Caller
    ) -> tuple[Blackout, Member]:
        """The blackout, for a student. Raises Refusal."""
        classroom, member = self.office.of(request, caller)
        blackout = classroom.blackout
        if member is None or blackout is None or blackout.over:
            raise Refusal("class.no_blackout")
        return blackout, member

    def _working(self, member: Member) -> tuple[HostedLab, Branch]:
        """Where they work. Raises Refusal."""
        working = self.office.working(member)
        if working is None:
            raise Refusal("class.blackout_elsewhere")
        with working.hosted.turn():
            return working.hosted, working.at

    # --- the mystery ------------------------------------------------------------------

    def _hear(self, blackout: Blackout, member: Member) -> None:
        """What its own judge says of that student, if they did something since."""
        if self._reach(blackout, member) is not None:
            return
        hosted, branch = self._working(member)
        if blackout.heard_s(member.id) == hosted.done:
            return
        mystery = self.office.content.mystery(blackout.mystery)
        with hosted.turn():
            served, stands = standing_in(hosted, branch, mystery)
        steps = [each for each in served if isinstance(each, Step)]
        blackout.heard(member.id, stands, _words(steps, stands.last), hosted.done)
        self.office.scheduler.pause()

    # --- the fault --------------------------------------------------------------------

    def _reach(self, blackout: Blackout, member: Member) -> Text | None:
        """Put the fault into the network where that student works, unless it is there;
        what keeps it out, which is written down."""
        why = None
        now_s = self.office.scheduler.now()
        try:
            place = self._break(blackout, member)
        except (Refusal, LabError) as error:
            why = text(error.key, **error.params)
            blackout.kept_out(member.id, why, now_s)
        else:
            blackout.reached(member.id, place, now_s)
        self.office.scheduler.pause()
        return why

    def _break(self, blackout: Blackout, member: Member) -> Place:
        hosted, branch = self._working(member)
        if blackout.mystery:
            if hosted.purpose.mystery != blackout.mystery:
                raise Refusal("class.blackout_to_mystery")
            return Place(hosted.id, branch.id)
        if why := _kept_out(hosted):
            raise Refusal(why)
        with hosted.turn(acting=True):
            if _since(blackout, hosted.awake(branch)) is None:
                self._act(hosted, branch.id, blackout.fault, TEACHER)
        return Place(hosted.id, branch.id)

    def _act(self, hosted: HostedLab, branch: str, act: Act, actor: str) -> None:
        """Do it, so that it outlives the process once all is flushed. Call it in a
        turn."""
        acting.act(hosted, branch, [act], actor=actor)
        self.office.labs.note(hosted)


def _kept_out(hosted: HostedLab) -> str:
    """Why nothing is broken there, as a key of the catalogue; "": it may be."""
    if hosted.purpose.exam:
        return "error.exam"
    if hosted.scenario.conceals:
        return "class.blackout_mystery"
    return "class.blackout_live" if hosted.live else ""


def _since(blackout: Blackout, lab: Lab) -> int | None:
    """The last event before the fault; None: it is not there."""
    if blackout.mystery:
        return 0
    for done in reversed(lab.interventions):
        if done.actor == TEACHER and done.act == blackout.repair:
            return None
        if done.actor == TEACHER and done.act == blackout.fault:
            return done.after_seq
    return None


def _words(steps: Iterable[Step], said: Accusation | None) -> Text | None:
    """Of the step that was pinned as evidence."""
    pins = said.pins if said else ()
    return next((step.say for step in steps if step.seq in pins), None)


def _told(
    blackout: Blackout,
    member: Member,
    hosted: HostedLab,
    since: int,
    verdict: Verdict | None = None,
) -> BlackoutCase:
    finding = blackout.findings[member.id]
    return BlackoutCase(
        ok=True,
        causes=SUSPECTS,
        machines=tuple(host.id for host in hosted.scenario.hosts),
        since=since,
        tries=finding.tries,
        solved=finding.solved_s is not None,
        cause_right=verdict and verdict.cause,
        machine_right=verdict and verdict.machine,
        evidence_right=verdict and verdict.pins[0],
    )
