"""Exams without end: a plan in an address, a file of what was done, and its score.

`read_plan` says which tasks a student gets; `read_record` reads the file; `grade` plays
it again. Nothing in the file is believed but what was done.
"""

from simulator.teaching.exams.grading import (
    GradedLines,
    Grades,
    TaskGrade,
    grade,
    grade_lines,
    score_of,
)
from simulator.teaching.exams.plan import (
    LIMITS,
    MINUTES_MAX,
    MYSTERIES_MAX,
    NICKNAME_LENGTH_MAX,
    TASKS_MAX,
    CoursePlan,
    ExamPlan,
    ExamSource,
    PlanError,
    read_exam,
    read_nickname,
    read_plan,
)
from simulator.teaching.exams.record import (
    DIGEST,
    FILE_OCTETS_MAX,
    VERSION,
    Done,
    ExamRecord,
    RecordError,
    TaskRecord,
    done,
    read_record,
    short_digest,
)
from simulator.teaching.exams.tasks import ExamTask, LessonTask, MysteryTask, StepTask

__all__ = [
    "DIGEST",
    "FILE_OCTETS_MAX",
    "LIMITS",
    "MINUTES_MAX",
    "MYSTERIES_MAX",
    "NICKNAME_LENGTH_MAX",
    "TASKS_MAX",
    "VERSION",
    "CoursePlan",
    "Done",
    "ExamPlan",
    "ExamRecord",
    "ExamSource",
    "ExamTask",
    "GradedLines",
    "Grades",
    "LessonTask",
    "MysteryTask",
    "PlanError",
    "RecordError",
    "StepTask",
    "TaskGrade",
    "TaskRecord",
    "done",
    "grade",
    "grade_lines",
    "read_exam",
    "read_nickname",
    "read_plan",
    "read_record",
    "score_of",
    "short_digest",
]
