"""What each student of a class is doing: plain bookkeeping, it sends nothing.

It is derived from what hosting knows: which lab a student's browsers show, its journal,
and how they stood in the lesson when their page asked last. Only labs in which
something happened are read, so many events at a time.
"""

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.office import Office
from simulator.classroom.typed_lines import TypedLines
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab, Stood
from simulator.hosting.refusals import Refusal
from simulator.hosting.watchers import Watching
from simulator.projections.shapes.class_work import (
    Stuck,
    StuckRule,
    StudentWork,
    WrongLine,
)
from simulator.projections.shapes.lessons import LessonStanding, StepStanding

RULE = StuckRule(wrong=3, wrong_s=180, still_s=300)

EVENTS_A_TURN = 20_000
"""Read of journals in one turn, about: some 20 ms."""
WAKES_A_TURN = 2
"""Sleeping labs that are made again to be read: some 15 ms each."""
STUDENTS_A_SLICE = 50
"""Looked at before others get a turn."""
WRONG_TOLD = 12
LABS_KEPT = 16
"""Of one student: the labs they opened last."""

NOTHING_OPEN = StudentWork(
    member="",
    version=0,
    place="",
    lesson="",
    step="",
    scenario="",
    line="",
    reply="",
    wrong=False,
    errors=0,
    idle_s=0,
    stuck="",
    goals="",
)


@dataclass
class Allowance:
    """What may be done yet in this turn."""

    events: int = EVENTS_A_TURN
    wakes: int = WAKES_A_TURN


class WorkBook:
    """Of one class. `readers`: teachers' browsers that are told of it; `telling`: they
    are looked after. `wrong`: the commonest wrong lines."""

    telling = False

    def __init__(self) -> None:
        self.readers: set[str] = set()
        self.wrong: list[WrongLine] = []
        self._typed: dict[str, dict[str, TypedLines]] = {}
        self._told: dict[str, tuple[StudentWork, float]] = {}
        self._version = 0

    def known(self, now: float) -> list[StudentWork]:
        """All that was told so far, with idle times of now."""
        return [_idle(work, now - done) for work, done in self._told.values()]

    def look(self, classroom: Classroom, office: Office) -> list[StudentWork]:
        """Everybody whose work is not as it was."""
        allowance, changed = Allowance(), []
        members = list(classroom)
        for number, member in enumerate(members, 1):
            working = office.working(member)
            if working and not working.hosted.purpose.exam:
                self._read(member, working, office.content, allowance)
            work = self._changed(member, working, office.scheduler.now())
            if work:
                changed.append(work)
            if number % STUDENTS_A_SLICE == 0:
                office.scheduler.pause()
        self._forget({member.id for member in members})
        return changed

    def count_wrong(self) -> bool:
        """Count the commonest wrong lines again; whether they are not as they were."""
        who: dict[tuple[str, str], int] = {}
        for labs in self._typed.values():
            for said in {said for lines in labs.values() for said in lines.refused}:
                who[said] = who.get(said, 0) + 1
        often = sorted(who.items(), key=lambda each: (-each[1], each[0]))[:WRONG_TOLD]
        before = self.wrong
        self.wrong = [
            WrongLine(line=line, reply=reply, students=n) for (line, reply), n in often
        ]
        return self.wrong != before

    def _read(
        self,
        member: Member,
        working: Watching,
        content: Content,
        allowance: Allowance,
    ) -> None:
        hosted, lines = working.hosted, self._lines(member, working.hosted)
        late = bool(hosted.put_off.waiting)
        if allowance.events <= 0 or not (late or lines.behind(working.at) > 0):
            return
        if late or working.at.lab is None:
            if working.at.lab is None and not allowance.wakes:
                return
            allowance.wakes -= working.at.lab is None
            _wake(working, content)
        branch = working.at
        if branch.lab is not None:
            allowance.events -= lines.behind(branch)
            lines.read(branch, branch.lab.journal)

    def _lines(self, member: Member, hosted: HostedLab) -> TypedLines:
        labs = self._typed.setdefault(member.id, {})
        lines = labs.pop(hosted.id, None) or TypedLines()
        labs[hosted.id] = lines
        if len(labs) > LABS_KEPT:
            del labs[next(iter(labs))]
        return lines

    def _changed(
        self, member: Member, working: Watching | None, now: float
    ) -> StudentWork | None:
        before = self._told.get(member.id)
        work, done = _closed(before[0] if before else NOTHING_OPEN), now
        if working and working.hosted.purpose.exam:
            work = msgspec.structs.replace(NOTHING_OPEN, place="exam")
        elif working:
            lines = self._lines(member, working.hosted)
            work, done = _work(working.hosted, lines, now), working.hosted.done
        version = before[0].version if before else 0
        work = msgspec.structs.replace(work, member=member.id, version=version)
        if before and before[0] == work and (not work.scenario or before[1] == done):
            return None
        self._version += 1
        work = msgspec.structs.replace(work, version=self._version)
        self._told[member.id] = (work, done)
        return _idle(work, now - done)

    def _forget(self, here: set[str]) -> None:
        """Whoever is no member any more."""
        for kept in (self._typed, self._told):
            for gone in kept.keys() - here:
                del kept[gone]


def _wake(working: Watching, content: Content) -> None:
    """Who goes ahead is told by their own page how they stand: it is asked here."""
    hosted = working.hosted
    with suppress(Refusal), hosted.turn():
        branch = working.at
        journal = hosted.awake(branch).journal
        lesson = hosted.purpose.lesson
        if working.ahead and lesson:
            seen = len(journal) - 1
            model = hosted.served_journal(branch).model_at(seen)
            hosted.stands(content.standing(lesson, journal, model, "", seen), seen)


def _idle(work: StudentWork, idle_s: float) -> StudentWork:
    return msgspec.structs.replace(work, idle_s=int(idle_s) if work.scenario else 0)


def _closed(before: StudentWork) -> StudentWork:
    """Nothing is open; what was reached in the lesson before is not lost."""
    return msgspec.structs.replace(
        NOTHING_OPEN, lesson=before.lesson, step=before.step, goals=before.goals
    )


def _work(hosted: HostedLab, lines: TypedLines, now: float) -> StudentWork:
    _, said = lines.last
    lesson, stood = hosted.purpose.lesson, hosted.stood
    return msgspec.structs.replace(
        NOTHING_OPEN,
        place="lesson" if lesson else "scenario",
        lesson=lesson,
        step=lines.step,
        scenario=hosted.scenario.name,
        line=said.line,
        reply=said.reply,
        wrong=lines.last_wrong,
        errors=len(lines.wrong),
        stuck="astray"
        if hosted.put_off.astray
        else how_stuck(stood, lines, now - hosted.done, now),
        goals=_goals(stood.lesson) if stood else "",
    )


def how_stuck(
    stood: Stood | None, lines: TypedLines, still_s: float, now: float
) -> Stuck:
    """Whether somebody is, by `RULE`. `still_s`: since they did something."""
    if stood is None or not _is_open(stood.lesson):
        return ""
    wrong = lines.wrong_since(stood.since_seq)
    if wrong >= RULE.wrong and now - stood.since_s >= RULE.wrong_s:
        return "wrong"
    return "still" if still_s >= RULE.still_s else ""


def _is_open(lesson: LessonStanding) -> bool:
    return any(step.begun and not step.solved for step in lesson.steps)


def _goals(lesson: LessonStanding) -> str:
    return "".join(map(_goals_of, lesson.steps))


def _goals_of(step: StepStanding) -> str:
    missing = "o" if step.begun else "-"
    held = [goal.held or step.earlier for goal in step.goals] or [step.solved]
    return "".join("h" if each else missing for each in held)
