"""What CI and teachers ask of a lesson: every problem with its file, place, reason."""

from simulator.teaching.checks.folder import (
    LessonProblem,
    check_folder,
    check_lesson,
    check_shape,
)
from simulator.teaching.checks.languages import check_languages

__all__ = [
    "LessonProblem",
    "check_folder",
    "check_languages",
    "check_lesson",
    "check_shape",
]
