"""An exam as its pages have it: its tasks, what was done, and what it is worth."""

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Json, Shape
from simulator.projections.shapes.lessons import LessonStepPage, Score


class ExamTaskPage(Shape):
    """One task of a student."""

    name: str
    """As the record has it."""
    title: str
    """Of its lesson; "" for a mystery."""
    unit: str
    """Of its lesson: what is spoken there."""
    step: LessonStepPage | None = None
    """Without hints and other help; None for a mystery."""


class ExamLimits(Shape):
    """`/exams.json`: what an exam may be."""

    tasks: int
    mysteries: int
    levels: tuple[int, ...]
    """Of mysteries."""
    minutes: int
    number: int
    """The largest number of a plan."""


class ExamPage(Shape):
    """`/exam/CODE.json`: what an exam is, and what is asked of that nickname."""

    code: str
    minutes: int
    nickname: str
    """As it is kept; "" when none was given."""
    nickname_max: int
    """Characters it may have."""
    tasks: tuple[ExamTaskPage, ...]


class ExamLine(Shape):
    """`/lab/ID/line.json`: what was done there, as the record has it."""

    line: tuple[dict[str, Json], ...]


class MarkedItem(Shape):
    """One item of the partial credit."""

    id: str
    """Of a lesson `do:step/item`, `predict:step/part` or `quiz:step/part`."""
    label: str
    """Safe HTML; "" for those of a mystery."""
    held: bool


class TaskMarks(Shape):
    """What one task is worth."""

    title: str
    """"" for a mystery."""
    items: tuple[MarkedItem, ...]
    score: Score


class ExamMarks(Shape):
    """`/exam/grade`: a record, played again."""

    nickname: str
    code: str
    digest: str
    """Short code of the record, to compare paper and file."""
    score: Score
    tasks: tuple[TaskMarks, ...]
    complaints: tuple[Text, ...]
    file: str
    """The record to be saved, with the score it claims."""
    qr: str
    """SVG."""
    whole: bool
    """The QR code holds the whole record; else only its short code."""
