"""A record is worth what it does when it is played again, and nothing it says."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.acts import AnswerQuestion, Open, PowerOff, TypeLine
from simulator.projections.shapes.lessons import Score
from simulator.teaching import acts_of
from simulator.teaching.exams import (
    Done,
    ExamRecord,
    MysteryTask,
    RecordError,
    StepTask,
    done,
    grade,
    read_nickname,
    read_record,
)
from simulator.teaching.exams.record import LINE_ACTS_MAX
from simulator.teaching.mysteries import standing
from simulator.teaching.mysteries.judge import QUESTION, Accusation
from tests.teaching.exams.exams import (
    CODE,
    examined,
    play,
    record,
    solution,
    solved,
    source,
)
from tests.teaching.exams.exams import tasks as tasks_of
from tests.teaching.test_mysteries import served

STRAY = [
    TypeLine("NOOP"),
    TypeLine("QUIT"),
    PowerOff("sur"),
    AnswerQuestion("solved", "tu-turno"),
    Open("pc-ana", "sur", 25),
]


def keys(found) -> list[str]:
    return [text.key for text in found.complaints]


@pytest.mark.parametrize("slug", examined())
def test_every_task_is_worth_nothing_untouched_and_everything_solved(slug):
    code = f"45.0.1.7.{slug}"
    untouched = grade(record({}, code), source())
    assert untouched.score.got == 0
    whole = grade(solved(code), source())
    assert whole.score == Score(got=untouched.score.of, of=untouched.score.of)
    assert whole.complaints == ()


def test_tasks_from_the_chair_of_the_server_are_not_asked():
    library = source().library
    cards = [card for unit in library.index("en") for card in unit.lessons]
    for card in cards:
        asked = source().tasks_of(card.slug)
        assert all(task.step.tools.view != "serve" for task in asked)
        assert len(asked) == card.tasks
    seated = [card.slug for card in cards if card.slug not in examined()]
    assert seated == ["la-silla-del-servidor"]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_played_exam_is_worth_what_the_labs_showed(data):
    slug = data.draw(st.sampled_from(examined()))
    code, works, shown = f"45.0.1.7.{slug}", {}, {}
    for task in tasks_of(code):
        assert isinstance(task, StepTask)
        ways = [task.step.solution, *(miss.acts for miss in task.step.near_misses)]
        acts = acts_of(data.draw(st.sampled_from(ways)))
        acts = acts[: data.draw(st.integers(0, len(acts)))]
        acts += data.draw(st.lists(st.sampled_from(STRAY), max_size=3))
        lab, works[task.name] = play(task, acts)
        shown[task.name] = task.items(lab)
    written = msgspec.json.encode(record(works, code))
    found = grade(read_record(written), source())
    assert found.complaints == ()
    for each in found.tasks:
        if each.score.got:
            assert each.items == shown[each.task.name]
        else:
            before = {i.id for i in each.task.items(each.task.begin()) if i.held}
            assert {i.id for i in shown[each.task.name] if i.held} <= before


@settings(max_examples=10, deadline=None)
@given(
    claim=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.dictionaries(st.sampled_from(["got", "of"]), inner),
    )
)
def test_a_claimed_score_changes_no_point(claim):
    fair = read_record(msgspec.json.encode(solved()))
    edited = msgspec.structs.replace(fair, claimed=claim)
    read = read_record(msgspec.json.encode(edited))
    assert (read.digest, read.inputs) == (fair.digest, fair.inputs)
    found = grade(read, source())
    assert found.score == Score(got=12, of=15)
    believed = claim is None or claim == {"got": 12, "of": 15}
    assert keys(found) == ([] if believed else ["grades.claimed"])


def test_a_claim_that_is_wrong_is_complained_of():
    score = grade(solved(), source()).score
    right = msgspec.structs.replace(solved(), claimed=msgspec.to_builtins(score))
    assert keys(grade(right, source())) == []
    more = msgspec.structs.replace(solved(), claimed={"got": score.of, "of": score.of})
    assert keys(grade(more, source())) == ["grades.claimed"]


def test_a_nickname_changed_after_the_page_saved_the_file_is_complained_of():
    fair = solved("45.0.1.7.primera-sesion-smtp")
    saved = msgspec.structs.replace(fair, code=fair.digest)
    assert read_record(msgspec.json.encode(saved)).digest == saved.digest
    assert keys(grade(saved, source())) == []
    other = msgspec.structs.replace(saved, nickname="Benito")
    assert keys(grade(other, source())) == ["grades.changed"]
    less = msgspec.structs.replace(saved, tasks=saved.tasks[:1])
    assert keys(grade(less, source())) == ["grades.changed"]


def test_a_line_that_left_another_is_played_from_there():
    task = tasks_of()[0]
    acts = solution(task)
    lab, _ = play(task, acts)
    typed = [each for each in lab.interventions if isinstance(each.act, TypeLine)]
    other = lab.fork(typed[2].after_seq + 1)
    begun = len(task.begin().interventions)
    kept = [done(each.act) for each in other.interventions[begun:]]
    left = other.last_seq
    other.apply(TypeLine("NOOP"))
    other.settle()
    line = [*kept, done(TypeLine("NOOP"), left)]
    found = grade(record({task.name: line}), source())
    assert found.complaints == ()
    assert found.tasks[0].items == task.items(other)


def test_what_the_student_says_of_a_mystery_is_judged():
    task = tasks_of()[-1]
    assert isinstance(task, MysteryTask)
    lab = task.begin()
    pair = standing(task.mystery, served(lab), lab.interventions).pair
    assert pair is not None
    kind = task.mystery.kind.cause
    right = Accusation(kind, task.mystery.machine, pair).value
    half = Accusation(kind, task.mystery.machine, (0, 0)).value
    for said, points in ((right, 3), (half, 2), ("nothing", 0)):
        line = [done(AnswerQuestion(QUESTION, said))]
        found = grade(record({task.name: line}), source())
        assert found.tasks[-1].score == Score(got=points, of=3)


def test_each_nickname_has_mysteries_of_its_own_and_keeps_them():
    def names(nickname: str) -> list[str]:
        return [task.name for task in tasks_of("45.3.1.7", nickname)]

    assert names("Ana") == names("ANA") != names("Benito")
    assert len(set(names("Ana"))) == 3


@pytest.mark.parametrize(
    ("act", "key"),
    [
        ({"act": "line", "conn": "c99", "text": "NOOP"}, "error.no_connection"),
        ({"act": "become_root"}, "grades.no_act"),
        ({"act": "join", "host": "x"}, "grades.no_act"),
        ({}, "grades.no_act"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_came_before_counts(act, key):
    task = tasks_of()[0]
    line = [*map(done, solution(task)), Done(act), *map(done, solution(task))]
    found = grade(record({task.name: line}), source())
    assert keys(found) == ["grades.cannot_be_done", key]
    assert found.tasks[0].score.got == found.tasks[0].score.of


def test_of_a_line_that_is_too_long_the_beginning_is_graded():
    task = tasks_of()[0]
    said = [done(AnswerQuestion("x", "y"))] * LINE_ACTS_MAX
    line = [*map(done, solution(task)), *said]
    octets = msgspec.json.encode(record({task.name: line}))
    found = grade(read_record(octets), source())
    assert keys(found) == ["grades.long_line"]
    assert found.tasks[0].score.got == found.tasks[0].score.of
    late = record({task.name: [*said, *map(done, solution(task))]})
    assert grade(late, source()).score.got == 0


@pytest.mark.parametrize("after", [10**6, 2**40])
def test_a_moment_that_never_was_is_not_waited_for(after):
    task = tasks_of()[0]
    line = [done(TypeLine("NOOP")), done(TypeLine("NOOP"), after)]
    found = grade(record({task.name: line}), source())
    assert keys(found)[0] == "grades.cannot_be_done"


def test_only_tasks_of_the_exam_count_and_each_once():
    task = tasks_of()[0]
    twice = record({task.name: map(done, solution(task)), "other/task": []})
    twice = msgspec.structs.replace(twice, tasks=(*twice.tasks, twice.tasks[0]))
    found = grade(twice, source())
    assert keys(found) == ["grades.strange_task", "grades.strange_task"]
    assert found.tasks[0].score.got == found.tasks[0].score.of


@pytest.mark.parametrize(
    ("exam", "nickname", "key"),
    [
        ("", "Ana", "exam.no_plan"),
        ("45.0.1.7", "Ana", "exam.no_plan"),
        ("045.1.1.7", "Ana", "exam.no_plan"),
        ("45.1.4.7", "Ana", "exam.no_plan"),
        ("45.9.1.7", "Ana", "exam.no_plan"),
        ("45.1.1.7.no-such-lesson", "Ana", "exam.no_lesson"),
        (f"{CODE}.primera-sesion-smtp", "Ana", "exam.no_plan"),
        (CODE, "", "exam.bad_nickname"),
        (CODE, "=1+1", "exam.bad_nickname"),
        (CODE, "..", "exam.bad_nickname"),
        (CODE, "x" * 25, "exam.bad_nickname"),
    ],
)
def test_a_record_of_no_exam_is_refused(exam, nickname, key):
    with pytest.raises(RecordError) as caught:
        grade(ExamRecord(1, exam, nickname), source())
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("M. José", "M. José"),
        ("O\u2019Neill", "O'Neill"),
        ("O'Neill", "O'Neill"),
        (" Ana  B. ", "Ana B."),
    ],
)
def test_a_nickname_is_kept_as_every_keyboard_types_it(said, kept):
    assert read_nickname(said) == kept
    found = grade(record({}, nickname=said), source())
    assert (found.nickname, found.complaints) == (kept, ())


def test_an_exam_of_too_many_tasks_is_refused():
    slugs = ".".join(list(source().library.lessons)[:8])
    with pytest.raises(RecordError) as caught:
        grade(ExamRecord(1, f"45.1.1.7.{slugs}", "Ana"), source())
    assert caught.value.key == "exam.too_many_tasks"
