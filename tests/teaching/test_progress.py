"""An attempt: steps begin, predictions keep the first answer, undo is forgotten."""

import msgspec

from simulator.acts import AnswerQuestion, Open, TypeLine
from simulator.scenario import load_scenario
from simulator.teaching.playing import SHIPPED, begin, finish, open_lab, progress_at
from simulator.teaching.progress import judge_lesson
from simulator.teaching.schema import Lesson
from simulator.teaching.scripts import decode_scripted
from tests.teaching.worlds import Story

LESSON = msgspec.convert(
    {
        "slug": "prueba",
        "unit": "smtp",
        "number": "L99",
        "minutes": 5,
        "scenario": "sesion-smtp",
        "seed": 1,
        "steps": [
            {
                "id": "antes",
                "kind": "predict",
                "question": {"id": "quien", "options": ["uno", "dos"], "right": "dos"},
            },
            {
                "id": "haz",
                "kind": "do",
                "solution": [{"open": ("pc-ana", "sur", 25)}, {"line": "RSET"}],
                "goals": [
                    {
                        "id": "borron",
                        "seen": {
                            "kind": "smtp.reply_sent",
                            "verb": "RSET",
                            "code": 250,
                        },
                    }
                ],
            },
            {
                "id": "final",
                "kind": "quiz",
                "question": {"id": "fin", "options": ["si", "no"], "right": "si"},
            },
            {
                "id": "rotulos",
                "kind": "do",
                "solution": [
                    {"answer": ("rotulo.uno", "a")},
                    {"answer": ("rotulo.dos", "b")},
                ],
                "question": {
                    "id": "rotulo",
                    "kind": "label",
                    "arrows": ["uno", "dos"],
                    "options": ["a", "b"],
                    "right": {"uno": "a", "dos": "b"},
                },
            },
        ],
    },
    Lesson,
    dec_hook=decode_scripted,
)


def test_a_prediction_is_over_when_made_and_its_first_answer_scores():
    story = Story()
    story.answer("step", "antes")
    story.answer("quien", "uno")
    attempt = judge_lesson(LESSON, story.journal, {})
    assert attempt.step("antes").solved
    assert (attempt.prediction.got, attempt.prediction.of) == (0, 1)
    story.answer("step", "antes")
    story.answer("quien", "dos")
    again = judge_lesson(LESSON, story.journal, {})
    assert again.step("antes").answers["quien"].right
    assert again.prediction.got == 0


def test_a_quiz_is_over_when_right_and_scores_only_at_the_first_try():
    story = Story()
    story.answer("step", "final")
    story.answer("fin", "no")
    assert not judge_lesson(LESSON, story.journal, {}).step("final").solved
    story.answer("fin", "si")
    attempt = judge_lesson(LESSON, story.journal, {})
    assert attempt.step("final").solved
    assert (attempt.quiz.got, attempt.quiz.of) == (0, 1)
    assert attempt.step("final").answers["fin"].tries == 2


def test_an_answer_by_somebody_else_is_no_answer():
    story = Story()
    story.answer("step", "final")
    story.answer("fin", "si", actor="auto")
    state = judge_lesson(LESSON, story.journal, {}).step("final")
    assert not state.solved
    assert state.answers["fin"].tries == 0


def test_an_answer_kept_from_another_line_counts_once_its_step_begins():
    story = Story()
    story.answer("fin", "si")
    assert not judge_lesson(LESSON, story.journal, {}).step("final").solved
    story.answer("step", "final")
    assert judge_lesson(LESSON, story.journal, {}).step("final").solved


def test_labels_given_before_their_step_begins_do_not_count():
    story = Story()
    story.answer("step", "rotulos")
    story.answer("rotulo.uno", "a")
    story.answer("rotulo.dos", "b")
    assert judge_lesson(LESSON, story.journal, {}).step("rotulos").solved
    story.answer("step", "rotulos")
    state = judge_lesson(LESSON, story.journal, {}).step("rotulos")
    assert not state.solved
    assert [answered.tries for answered in state.answers.values()] == [0, 0]


def test_labels_are_items_and_the_last_answer_counts():
    story = Story()
    story.answer("step", "rotulos")
    story.answer("rotulo.uno", "b")
    story.answer("rotulo.dos", "b")
    state = judge_lesson(LESSON, story.journal, {}).step("rotulos")
    assert [(item.id, item.held) for item in state.items] == [
        ("rotulo.uno", False),
        ("rotulo.dos", True),
    ]
    story.answer("rotulo.uno", "a")
    assert judge_lesson(LESSON, story.journal, {}).step("rotulos").solved


def test_a_step_that_has_not_begun_holds_nothing():
    story = Story()
    story.reply(story.open(), 250, "RSET")
    state = judge_lesson(LESSON, story.journal, {}).step("haz")
    assert state.from_seq is None
    assert not state.solved
    assert not any(item.held for item in state.items)


def test_task_prediction_and_quiz_are_scored_apart():
    story = Story()
    for step in LESSON.steps:
        story.answer("step", step.id)
    story.answer("quien", "dos")
    story.answer("fin", "si")
    attempt = judge_lesson(LESSON, story.journal, {})
    assert (attempt.prediction.got, attempt.quiz.got, attempt.task.got) == (1, 1, 0)
    assert attempt.task.of == 3
    assert not attempt.solved


def test_what_was_undone_does_not_count():
    scenario = load_scenario(SHIPPED / "scenarios" / "sesion-smtp.toml")
    lab = open_lab(LESSON, scenario)
    lab.apply(AnswerQuestion("step", "haz"))
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    before = lab.last_seq
    lab.apply(TypeLine("RSET"))
    lab.settle()
    assert progress_at(LESSON, lab).step("haz").solved
    undone = lab.fork(before)
    undone.settle()
    assert not progress_at(LESSON, undone).step("haz").solved


def test_the_whole_lesson_can_be_walked():
    scenario = load_scenario(SHIPPED / "scenarios" / "sesion-smtp.toml")
    lab = open_lab(LESSON, scenario)
    for step in LESSON.steps:
        begin(lab, step)
        finish(lab, step)
    assert progress_at(LESSON, lab).solved
