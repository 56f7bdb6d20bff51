"""What came of a class: a file that shows when it was edited, scores, and tables.

Reading order: `record.py` (the file), `grading.py` (played again),
`marking.py` (for whoever asks), `tables.py`.
"""

from simulator.classroom.results.grading import StudentResult, student_result
from simulator.classroom.results.marking import ClassResults, Marking
from simulator.classroom.results.record import (
    CLASS_FILE_OCTETS_MAX,
    ClassRecord,
    Seal,
    class_record,
    read_class_record,
    to_file,
    with_scores,
)
from simulator.classroom.results.tables import (
    AskedRow,
    LessonColumn,
    asked_rows,
    lessons_of,
    score_rows,
    strange_of,
    vote_rows,
)

__all__ = [
    "CLASS_FILE_OCTETS_MAX",
    "AskedRow",
    "ClassRecord",
    "ClassResults",
    "LessonColumn",
    "Marking",
    "Seal",
    "StudentResult",
    "asked_rows",
    "class_record",
    "lessons_of",
    "read_class_record",
    "score_rows",
    "strange_of",
    "student_result",
    "to_file",
    "vote_rows",
    "with_scores",
]
