"""A certificate's record: lessons as they were done, by tasks and first answers."""

import msgspec
import pytest

from simulator.acts import AnswerQuestion
from simulator.projections.shapes.lessons import Score
from simulator.teaching.exams import (
    VERSION,
    ExamRecord,
    LessonTask,
    RecordError,
    TaskRecord,
    done,
    grade,
    grading,
    read_plan,
    read_record,
)
from simulator.teaching.playing import begin, finish
from simulator.teaching.questions import SOLVED_QUESTION
from tests.teaching.exams.exams import CODE, line_of, source
from tests.teaching.exams.exams import tasks as tasks_of

UNIT = "pop3"


def lessons(code: str = f"course.{UNIT}") -> tuple[LessonTask, ...]:
    found = read_plan(code).tasks("Ana", source())
    assert all(isinstance(task, LessonTask) for task in found)
    return found


def whole(task: LessonTask) -> tuple:
    """The lesson, done rightly from its beginning to its end."""
    lab = task.begin()
    since = len(lab.interventions)
    for step in task.lesson.steps:
        begin(lab, step)
        finish(lab, step)
        lab.settle()
    return line_of(lab, since)


def record(*works: TaskRecord, code: str = f"course.{UNIT}") -> ExamRecord:
    return ExamRecord(VERSION, code, "Ana", works)


def test_a_unit_done_rightly_is_worth_all_of_it():
    works = [TaskRecord(task.name, whole(task)) for task in lessons()]
    found = grade(read_record(msgspec.json.encode(record(*works))), source())
    assert found.complaints == ()
    assert found.score.got == found.score.of > 0
    kinds = {item.id.partition(":")[0] for t in found.tasks for item in t.items}
    assert kinds == {"do", "predict", "quiz"}


def test_what_nobody_did_is_worth_nothing():
    found = grade(record(), source())
    assert found.score.got == 0
    assert [each.task.name for each in found.tasks] == [t.name for t in lessons()]


def test_a_lesson_in_two_lines_is_worth_what_both_hold_together():
    task = lessons()[0]
    line = whole(task)
    turns = [n for n, each in enumerate(line) if task.is_turn(each)]
    half = line[: turns[len(turns) // 2]]
    parts = [grade(record(TaskRecord(task.name, p)), source()) for p in (half, line)]
    both = grade(
        record(TaskRecord(task.name, half), TaskRecord(task.name, line)), source()
    )
    assert 0 < parts[0].score.got < parts[1].score.got == both.score.got
    assert both.complaints == ()


def test_steps_begun_again_and_again_are_judged_within_a_bound(monkeypatch):
    task, folded = lessons()[0], []
    items = LessonTask.items

    def counted(self, lab):
        folded.append(lab.last_seq)
        return items(self, lab)

    monkeypatch.setattr(LessonTask, "items", counted)
    monkeypatch.setattr(grading, "FOLDED_IN_ALL_MAX", 5_000)
    turn = done(AnswerQuestion("step", task.lesson.steps[0].id))
    line = whole(task) + (turn, done(AnswerQuestion("x", "y"))) * 100
    works = [TaskRecord(task.name, line)] * task.lines_max
    found = grade(record(*works), source())
    assert {text.key for text in found.complaints} == {
        *("grades.cannot_be_done", "grades.too_many_turns"),
    }
    assert found.tasks[0].score.got == found.tasks[0].score.of
    longest, ends = max(folded), len(works) + len(lessons())
    assert sum(folded) <= 5_000 + longest * ends


def test_a_step_begun_again_with_nothing_done_is_not_judged_again(monkeypatch):
    task, judged = lessons()[0], []
    items = LessonTask.items
    monkeypatch.setattr(
        LessonTask, "items", lambda *given: judged.append(1) or items(*given)
    )
    turn = done(AnswerQuestion("step", task.lesson.steps[0].id))
    counts = []
    for times in (1, 1_000):
        judged.clear()
        found = grade(record(TaskRecord(task.name, (turn,) * times)), source())
        assert found.complaints == ()
        counts.append(len(judged))
    assert counts[1] <= counts[0] + 1


def test_that_a_step_was_solved_is_not_believed():
    task = lessons()[0]
    lies = tuple(
        done(AnswerQuestion(SOLVED_QUESTION, step.id), auto=True)
        for step in task.lesson.steps
    )
    assert grade(record(TaskRecord(task.name, lies)), source()).score.got == 0


def test_the_first_answer_counts_and_the_second_does_not():
    task = lessons()[0]
    quiz = next(step for step in task.lesson.steps if step.kind == "quiz")
    assert quiz.question is not None
    (name, right), *_ = quiz.question.parts.items()
    options = [option for option in quiz.question.options if option not in right]
    said = [options[0], right[0]]
    line = [done(AnswerQuestion("step", quiz.id))]
    line += [done(AnswerQuestion(name, value)) for value in said]
    found = grade(record(TaskRecord(task.name, tuple(line))), source())
    assert found.score.got == 0
    line[1:] = [done(AnswerQuestion(name, value)) for value in reversed(said)]
    found = grade(record(TaskRecord(task.name, tuple(line))), source())
    assert found.score.got == 1


def test_in_an_exam_nothing_happens_by_itself():
    task = tasks_of()[0]
    line = (done(AnswerQuestion("x", "y"), auto=True),)
    found = grade(record(TaskRecord(task.name, line), code=CODE), source())
    assert [text.key for text in found.complaints] == [
        *("grades.cannot_be_done", "grades.no_act"),
    ]


def test_more_lines_than_a_lesson_may_have_are_left_out():
    work = TaskRecord(lessons()[0].name, ())
    found = grade(record(*[work] * 6), source())
    assert [text.key for text in found.complaints] == ["grades.strange_task"] * 2


@pytest.mark.parametrize("code", ["course.no-such-unit", "course.", "course.a.b"])
def test_a_record_of_no_course_is_refused(code):
    with pytest.raises(RecordError):
        grade(record(code=code), source())


def test_the_whole_course_is_every_lesson_of_it():
    units = source().library.catalogue.units
    assert len(lessons("course")) == sum(len(unit.lessons) for unit in units)
    untouched = grade(record(code="course"), source())
    assert untouched.score == Score(got=0, of=untouched.score.of)
