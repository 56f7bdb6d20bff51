"""Exercises made of a task's own solution: help that fades until one types freely.

Why it exists: who has never seen a dialogue learns it quicker by putting its lines in
order than by typing it (Parsons problems), and by filling gaps before that help ends.
Nothing is written for it: lines come from `solution` and `near_misses`, and the engines
and the step's own goals judge what is made of them.
"""

from simulator.teaching.exercises.exercise import (
    Exercise,
    drawn,
    help_levels,
    make_exercise,
)
from simulator.teaching.exercises.trial import Trial, try_acts

__all__ = ["Exercise", "Trial", "drawn", "help_levels", "make_exercise", "try_acts"]
