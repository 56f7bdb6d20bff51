"""What a lesson asks: the kinds of question, and what is right of an answer."""

from simulator.teaching.questions.question import (
    AS_IT_IS,
    PLAYED,
    SOLVED_QUESTION,
    STEP_QUESTION,
    LessonQuestion,
)

__all__ = ["AS_IT_IS", "PLAYED", "SOLVED_QUESTION", "STEP_QUESTION", "LessonQuestion"]
