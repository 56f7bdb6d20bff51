"""Teaching: lessons as data, their judge, their library, and what checks them.

A lesson describes; it does nothing. Goals are predicates over the journal, so what is
graded is what happened. The web needs `Library`, `judge_lesson`, `acts_of`,
`acts_due`, `STEP_QUESTION`, of experiments `load_experiments`, `bare` and `moment`, and
`exercises/`, made of the tasks' solutions.
"""

from simulator.teaching.catching_up import acts_due
from simulator.teaching.checks import LessonProblem, check_folder, check_languages
from simulator.teaching.comparing import ERAS, comparison_page, eras_page
from simulator.teaching.eavesdropping import eavesdropping_page
from simulator.teaching.exercises import (
    Exercise,
    help_levels,
    make_exercise,
    try_acts,
)
from simulator.teaching.experiments import Experiment, bare, load_experiments, moment
from simulator.teaching.glossary import Glossary, load_glossary
from simulator.teaching.judge import judge_step
from simulator.teaching.keeping import KeptAnswer, step_began, to_keep
from simulator.teaching.library import Library, LoadedLesson
from simulator.teaching.own_lessons import OwnLessons, add_own, stamp
from simulator.teaching.playing import Stage
from simulator.teaching.progress import Progress, StepState, judge_lesson
from simulator.teaching.questions import STEP_QUESTION
from simulator.teaching.scenes import Scene, SceneSources
from simulator.teaching.schema import Lesson, LessonStep
from simulator.teaching.scripts import ScriptedAct, acts_of
from simulator.teaching.slides import Course, load_course
from simulator.teaching.toml_files import LessonError

__all__ = [
    "ERAS",
    "STEP_QUESTION",
    "Course",
    "Exercise",
    "Experiment",
    "Glossary",
    "KeptAnswer",
    "Lesson",
    "LessonError",
    "LessonProblem",
    "LessonStep",
    "Library",
    "LoadedLesson",
    "OwnLessons",
    "Progress",
    "Scene",
    "SceneSources",
    "ScriptedAct",
    "Stage",
    "StepState",
    "acts_due",
    "acts_of",
    "add_own",
    "bare",
    "check_folder",
    "check_languages",
    "comparison_page",
    "eavesdropping_page",
    "eras_page",
    "help_levels",
    "judge_lesson",
    "judge_step",
    "load_course",
    "load_experiments",
    "load_glossary",
    "make_exercise",
    "moment",
    "stamp",
    "step_began",
    "to_keep",
    "try_acts",
]
