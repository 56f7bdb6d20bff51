"""Exams as their pages have them: tasks, what was done in a lab, and what it is worth.

It refuses help: hints, exercises and whether a goal holds are not told before the end.
"""

import msgspec

from simulator.hosting.content import Content
from simulator.hosting.permalinks.lines import given, line_of, written
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes.exams import (
    ExamLine,
    ExamMarks,
    ExamPage,
    ExamTaskPage,
    MarkedItem,
    TaskMarks,
)
from simulator.projections.shapes.lessons import LessonStepPage
from simulator.teaching.exams import (
    DIGEST,
    NICKNAME_LENGTH_MAX,
    ExamRecord,
    ExamTask,
    Grades,
    LessonTask,
    PlanError,
    RecordError,
    StepTask,
    TaskGrade,
    grade,
    read_exam,
    read_nickname,
    read_record,
)

QR_CHARACTERS_MAX = 1852
"""What a QR code of version 25 holds: larger ones are not read from paper."""


def exam_page(content: Content, code: str, said: str, lang: str) -> ExamPage:
    """What is asked of that nickname; "": of nobody yet. Raises Refusal."""
    try:
        plan = read_exam(code)
        nickname = read_nickname(said) if said else ""
        tasks = plan.tasks(nickname, content.exams)
    except PlanError as error:
        raise Refusal(error.key, **error.params) from None
    pages = tuple(_task_page(content, task, lang) for task in tasks)
    return ExamPage(
        code=plan.code,
        minutes=plan.minutes,
        nickname=nickname,
        nickname_max=NICKNAME_LENGTH_MAX,
        tasks=pages,
    )


def exam_key(code: str, nickname: str, number: int) -> str:
    """How a lab's purpose names the task of a student. Raises Refusal."""
    try:
        key = f"{read_exam(code).code}/{read_nickname(nickname)}/{number}"
    except PlanError as error:
        raise Refusal(error.key, **error.params) from None
    return key


def exam_task(content: Content, key: str) -> ExamTask:
    """The task of a lab's purpose. Raises Refusal."""
    code, nickname, number = key.split("/")
    try:
        tasks = read_exam(code).tasks(nickname, content.exams)
    except PlanError as error:
        raise Refusal(error.key, **error.params) from None
    if not 0 < int(number) <= len(tasks):
        raise Refusal("error.page")
    return tasks[int(number) - 1]


def exam_line(sight: Sight, branch_id: str | None) -> ExamLine:
    """What the student did on that branch. Raises Refusal."""
    hosted = sight.hosted
    if not sight.whole:
        raise Refusal("error.watch_only")
    with hosted.turn():
        branch = sight.branch(branch_id)
        inputs = hosted.awake(branch).interventions
        line = line_of(given(hosted.beginning), inputs)
    return ExamLine(line=tuple(written(done) for _, done in line))


def marks(content: Content, octets: bytes, lang: str) -> tuple[ExamMarks, str]:
    """What a record is worth, and what its QR code says. Raises Refusal."""
    try:
        record = read_record(octets)
        grades = grade(record, content.exams)
    except RecordError as error:
        raise Refusal(error.key, **error.params) from None
    packed = record.packed
    whole = len(packed) <= QR_CHARACTERS_MAX
    said = packed if whole else f"{DIGEST}{record.digest}"
    return _marks(content, record, grades, lang, whole), said


def _marks(
    content: Content, record: ExamRecord, grades: Grades, lang: str, whole: bool
) -> ExamMarks:
    claimed = msgspec.to_builtins(grades.score)
    shown = msgspec.structs.replace(record, claimed=claimed, code=record.digest)
    file = msgspec.json.encode(shown)
    return ExamMarks(
        nickname=grades.nickname,
        code=grades.plan.code,
        digest=record.digest,
        score=grades.score,
        tasks=tuple(_task_marks(content, each, lang) for each in grades.tasks),
        complaints=grades.complaints,
        file=file.decode(),
        qr="",
        whole=whole,
    )


def _task_page(content: Content, task: ExamTask, lang: str) -> ExamTaskPage:
    if not isinstance(task, StepTask):
        return ExamTaskPage(name=task.name, title="", unit="")
    title, step = _told(content, task, lang)
    bare = msgspec.structs.replace(step, hints=(), remarks={}, help=(), run=False)
    return ExamTaskPage(name=task.name, title=title, unit=task.lesson.unit, step=bare)


def _told(content: Content, task: StepTask, lang: str) -> tuple[str, LessonStepPage]:
    """Title of its lesson, and the step in words."""
    page = content.lesson(task.lesson.slug).page(lang)
    step = next(each for each in page.steps if each.id == task.step.id)
    return f"{page.number} · {page.title}", step


def _task_marks(content: Content, graded: TaskGrade, lang: str) -> TaskMarks:
    title, labels = "", {}
    if isinstance(graded.task, LessonTask):
        page = content.lesson(graded.task.lesson.slug).page(lang)
        title = f"{page.number} · {page.title}"
    if isinstance(graded.task, StepTask):
        title, step = _told(content, graded.task, lang)
        labels = {goal.id: goal.label for goal in step.goals}
    items = tuple(
        MarkedItem(id=item.id, label=labels.get(item.id, ""), held=item.held)
        for item in graded.items
    )
    return TaskMarks(title=title, items=items, score=graded.score)
