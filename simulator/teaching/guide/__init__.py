"""For whoever teaches: plans by minutes, questions for the board, sheets of paper.

Why it exists: a lesson says already what is asked, what is answered wrong and why, and
which mistakes are made; so a teacher's notes, a worksheet and its key are made of it,
and a new lesson has them at once. Only plans over several lessons are written
(`lessons/plans/`). It refuses to say anything of its own about mail.
"""

from simulator.teaching.guide.notes import LessonNotes, lesson_notes
from simulator.teaching.guide.plans import ClassPlan, load_plans
from simulator.teaching.guide.sheets import Sheet, lesson_sheet, ordered_task

__all__ = [
    "ClassPlan",
    "LessonNotes",
    "Sheet",
    "lesson_notes",
    "lesson_sheet",
    "load_plans",
    "ordered_task",
]
