"""Teaching: lessons as data, their judge, their library, and what checks them.

A lesson describes; it does nothing. Goals are predicates over the journal, so what is
graded is what happened. The web needs `Library`, `judge_attempt`, `acts_of`,
`acts_due`, `STEP_QUESTION`, and of experiments `load_experiments`, `bare` and `moment`.
"""

from simulator.teaching.attempt import Attempt, Score, StepState, judge_attempt
from simulator.teaching.base import LessonError
from simulator.teaching.catching_up import acts_due
from simulator.teaching.check import Problem, check_folder
from simulator.teaching.comparison import comparison_page
from simulator.teaching.deeds import Deed, acts_of
from simulator.teaching.experiments import Experiment, bare, load_experiments, moment
from simulator.teaching.judge import Item, judge_step
from simulator.teaching.library import Library, LoadedLesson
from simulator.teaching.schema import STEP_QUESTION, Lesson, Step

__all__ = [
    "STEP_QUESTION",
    "Attempt",
    "Deed",
    "Experiment",
    "Item",
    "Lesson",
    "LessonError",
    "Library",
    "LoadedLesson",
    "Problem",
    "Score",
    "Step",
    "StepState",
    "acts_due",
    "acts_of",
    "bare",
    "check_folder",
    "comparison_page",
    "judge_attempt",
    "judge_step",
    "load_experiments",
    "moment",
]
