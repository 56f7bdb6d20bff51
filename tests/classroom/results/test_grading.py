"""Scores of a class: from what was done, played again, and from nothing else."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Update, func, select, update

from simulator.archive.tables import INPUTS, LABS, SCENARIOS
from simulator.classroom.results import (
    ClassRecord,
    StudentResult,
    class_record,
    with_scores,
)
from simulator.hosting.keeping.kept_tree import KeptInput
from simulator.projections.shapes.lessons import Score, Scores
from simulator.teaching.exams.record import LINE_ACTS_MAX
from tests.archive.rig import ClassServer, edited
from tests.classroom.results.rig import (
    SLUG,
    numbers,
    opens_lesson,
    results,
    solves,
    strange,
)
from tests.classroom.rig import ClassInTest
from tests.hosting.ahead import PageAhead

ALL = {"task": "12/12", "predict": "3/3", "quiz": "1/1"}
NOTHING = {"task": "0/12", "predict": "0/3", "quiz": "0/1"}


def graded(klass: ClassInTest):
    return results(class_record(klass.classroom, klass.hosting.labs), content(klass))


def content(klass: ClassInTest):
    return klass.hosting.content


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def test_three_numbers_of_each_student_and_who_did_nothing(klass):
    ana, _, clara = (klass.student(each) for each in ("Ana", "Benito", "Clara"))
    solves(opens_lesson(klass, ana), content(klass))
    opens_lesson(klass, clara).act("answer", question="step", value="con-ayuda")
    found = graded(klass)
    assert [each.name for each in found] == ["Ana", "Benito", "Clara"]
    assert [each.idle for each in found] == [False, True, True]
    assert numbers(found[0]) == ALL
    assert found[1].lessons == {}
    assert numbers(found[2]) == NOTHING
    assert strange(found[0]) == strange(found[2]) == []


def test_a_wrong_first_prediction_stays_wrong_and_what_was_solved_before_counts(klass):
    tab = opens_lesson(klass, klass.student("Ana"))
    step = content(klass).lesson(SLUG).lesson.steps[0]
    [(part, right)] = step.question.parts.items()
    wrong = next(each for each in step.question.options if each not in right)
    tab.act("answer", question="step", value=step.id)
    tab.act("answer", question=part, value=wrong)
    solves(tab, content(klass), steps=4)
    before = numbers(graded(klass)[0])
    assert before == {"task": "6/12", "predict": "2/3", "quiz": "0/1"}
    tab.branch = tab.ask("restart")["branch"]
    assert numbers(graded(klass)[0]) == before


def test_who_turns_to_and_fro_loses_nothing_of_what_follows(klass):
    tab = opens_lesson(klass, klass.student("Ana"))
    steps = content(klass).lesson(SLUG).lesson.steps
    for number in range(LINE_ACTS_MAX + 1):
        step = steps[number % len(steps)].id
        tab.act("answer", question="step", value=step)
    solves(tab, content(klass))
    [found] = graded(klass)
    assert (numbers(found), strange(found)) == (ALL, [])


def test_a_sleeping_lab_and_one_of_a_closed_class_count_and_stay_where_they_are(
    tmp_path,
):
    server = ClassServer(tmp_path)
    klass = server.klass
    solves(opens_lesson(klass, klass.student("Ana")), content(klass))
    klass.classrooms.keep(klass.classroom.code)
    server.start()
    klass = server.klass
    [found] = graded(klass)
    assert (numbers(found), strange(found)) == (ALL, [])
    assert len(server.hosting.labs) == 0


SOLVED = KeptInput(
    10**6, True, "auto", {"act": "answer", "question": "solved", "value": "con-ayuda"}
)


@pytest.mark.parametrize("restarted", [False, True])
def test_what_a_page_did_ahead_is_done_here_and_counts(tmp_path, restarted):
    server = ClassServer(tmp_path)
    klass = server.klass
    klass.student("Ana")
    page = PageAhead(klass.hosting, klass.hosting.lesson(SLUG, "Ana"))
    step = content(klass).lesson(SLUG).lesson.steps[0]
    [(part, right)] = step.question.parts.items()
    page.act("answer", question="step", value=step.id)
    page.act("answer", question=part, value=right[0])
    klass.classrooms.keep(klass.classroom.code)
    if restarted:
        server.start()
    [found] = graded(server.klass)
    assert numbers(found)["predict"] == "1/3"
    assert (strange(found), found.idle) == ([], False)


LINE = '"act":{"act":"line","conn":"c1","text":"NOOP"}}'
FORGED = {
    "more happened": {"events": INPUTS.c.events + 5},
    "no act at all": {"body": '{"after_seq":1,"at_rest":true,"actor":"x","act":{}}'},
    "a moment that never was": {
        "body": f'{{"after_seq":-7,"at_rest":false,"actor":"student",{LINE}'
    },
    "a moment far away": {
        "body": f'{{"after_seq":999999999,"at_rest":false,"actor":"student",{LINE}'
    },
}


def after_an_edit(folder: Path, change: Update, steps: int) -> StudentResult:
    """Ana did so many steps; the server ended, and somebody edited its database."""
    server = ClassServer(folder)
    klass = server.klass
    solves(opens_lesson(klass, klass.student("Ana")), content(klass), steps)
    klass.classrooms.keep(klass.classroom.code)
    edited(server.archive.database, change)
    server.start()
    [found] = graded(server.klass)
    return found


@pytest.mark.parametrize("changed", FORGED.values(), ids=FORGED)
def test_an_edited_row_of_the_archive_is_told(tmp_path, changed):
    last = INPUTS.c.number == select(func.max(INPUTS.c.number)).scalar_subquery()
    found = after_an_edit(tmp_path, update(INPUTS).where(last).values(changed), 1)
    assert strange(found)[0] == "results.does_not_replay"
    assert numbers(found)["task"] == "0/12"


def test_a_note_in_the_archive_that_a_step_was_solved_earns_nothing(tmp_path):
    body = msgspec.json.encode(SOLVED).decode()
    change = update(INPUTS).where(INPUTS.c.number == 0).values(body=body)
    found = after_an_edit(tmp_path, change, 1)
    assert numbers(found)["task"] == "0/12"


def test_another_world_in_the_archive_is_not_the_one_that_is_judged(tmp_path):
    easier = update(SCENARIOS).values(body='{"name": "easy"}')
    changed = after_an_edit(tmp_path / "a", easier, 99)
    assert (changed.lessons, changed.unread) == ({}, 1)
    other_program = update(LABS).values(engine="another program")
    found = after_an_edit(tmp_path / "b", other_program, 99)
    assert (numbers(found), strange(found)) == (ALL, [])


def saved(klass: ClassInTest) -> ClassRecord:
    """The file of a class whose student made half of the lesson."""
    solves(opens_lesson(klass, klass.student("Ana")), content(klass), steps=4)
    record = class_record(klass.classroom, klass.hosting.labs)
    found = results(record, content(klass))
    return with_scores(record, [each.scores for each in found])


def replaced(record: ClassRecord, **what) -> ClassRecord:
    student = msgspec.structs.replace(record.students[0], **what)
    return msgspec.structs.replace(record, students=[student])


def test_a_file_that_nobody_changed_says_so(klass):
    record = saved(klass)
    [found] = results(record, content(klass))
    assert record.digest == record.right_digest
    assert strange(found) == []


def test_a_score_that_somebody_wrote_is_compared_and_not_believed(klass):
    record = saved(klass)
    best = Score(got=12, of=12)
    claimed = {SLUG: Scores(task=best, predict=best, quiz=best)}
    edited = replaced(record, scores=claimed)
    [found] = results(edited, content(klass))
    assert edited.digest != edited.right_digest
    assert strange(found) == ["results.claimed"]
    assert numbers(found)["task"] == "6/12"


def test_inputs_that_somebody_wrote_do_not_replay(klass):
    record = saved(klass)
    [lab] = record.students[0].labs
    [branch] = lab.tree.branches
    fewer = msgspec.structs.replace(branch, inputs=branch.inputs[:-1])
    tree = msgspec.structs.replace(lab.tree, branches=[fewer])
    edited = replaced(record, labs=[msgspec.structs.replace(lab, tree=tree)])
    [found] = results(edited, content(klass))
    assert "results.does_not_replay" in strange(found)
    assert "results.claimed" in strange(found)
    assert edited.digest != edited.right_digest


def test_another_nickname_changes_the_digest(klass):
    edited = replaced(saved(klass), name="Benito")
    assert edited.digest != edited.right_digest
