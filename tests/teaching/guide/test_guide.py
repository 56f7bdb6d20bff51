"""What is made for whoever teaches: whole for every lesson, in every language."""

import msgspec
import pytest

from simulator.languages import read
from simulator.teaching.guide import (
    LessonNotes,
    lesson_notes,
    lesson_sheet,
    load_plans,
    ordered_task,
)
from simulator.teaching.guide.notes import (
    CLOSING_MINUTES,
    OPENING_MINUTES,
    shared_out,
)
from simulator.teaching.playing import SHIPPED
from simulator.teaching.toml_files import LessonError
from tests.teaching.test_slides import COURSE, EXPERIMENTS, LIBRARY, SCENARIOS

TEXTS = read()
PLANS = load_plans(SHIPPED, LIBRARY, COURSE, EXPERIMENTS, TEXTS)
EVERY = [(slug, lang) for slug in LIBRARY.lessons for lang in TEXTS]


def notes_of(slug: str, lang: str) -> LessonNotes:
    return lesson_notes(LIBRARY.lessons[slug], COURSE, lang)


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_the_minutes_of_a_plan_follow_each_other_and_are_those_of_the_lesson(
    slug, lang
):
    lesson, notes = LIBRARY.lessons[slug].lesson, notes_of(slug, lang)
    clock = 0
    for part in notes.plan:
        assert (part.start, part.minutes >= 1) == (clock, True)
        clock += part.minutes
    assert clock == notes.minutes == OPENING_MINUTES + lesson.minutes + CLOSING_MINUTES
    assert len(notes.plan) == len(lesson.steps) + 2


def test_a_task_takes_more_of_the_minutes_than_a_text():
    assert shared_out(10, ["predict", "do", "read", "quiz"]) == [3, 5, 1, 1]
    assert shared_out(2, ["predict", "do", "read"]) == [1, 1, 1]


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_questions_for_the_board_say_what_is_right_and_what_to_say_to_the_rest(
    slug, lang
):
    notes = notes_of(slug, lang)
    assert {question.kind for question in notes.questions} == {"predict", "quiz"}
    for question in notes.questions:
        if question.shape != "choice":
            assert all(part.right and part.letter for part in question.parts)
            continue
        wrong = [answer for answer in question.answers if not answer.right]
        assert len(wrong) == len(question.answers) - 1
        assert any(answer.feedback for answer in wrong), question.prompt
        assert "<button" not in question.context + question.after


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_each_mistake_to_expect_is_told_in_this_language_and_says_what_is_missing(
    slug, lang
):
    lesson = LIBRARY.lessons[slug].lesson
    for step in lesson.steps:
        for miss in step.near_misses:
            assert isinstance(miss.name, dict)
            assert set(miss.name) == set(TEXTS), miss.name
    mistakes = [one for task in notes_of(slug, lang).tasks for one in task.mistakes]
    assert len(mistakes) >= 2
    assert all(one.misses for one in mistakes)


def test_every_lesson_covers_something_of_the_slides_or_a_belief():
    bare = [slug for slug in LIBRARY.lessons if not notes_of(slug, "es").claims]
    assert bare == []


@pytest.mark.parametrize("slug", LIBRARY.lessons)
def test_a_key_numbers_the_lines_of_the_solution_and_leaves_out_the_rest(slug):
    loaded = LIBRARY.lessons[slug]
    task = ordered_task(loaded.lesson, SCENARIOS[loaded.lesson.scenario])
    sheet = lesson_sheet(loaded, COURSE, task, "es")
    if sheet.dialogue is None:
        return
    assert task is not None
    places = sorted(line.place for line in sheet.dialogue.lines if line.place)
    assert places == list(range(1, len(places) + 1))
    assert len(sheet.dialogue.lines) - len(places) == task[1].extra


def test_a_lesson_of_ones_own_in_one_language_has_notes_and_a_remark():
    loaded = LIBRARY.lessons["primera-sesion-smtp"]
    words = {"es": loaded.texts["es"]}
    remarks = {"es": "Trae *dos* teléfonos."}
    lesson = msgspec.structs.replace(loaded.lesson, remarks=remarks)
    own = msgspec.structs.replace(loaded, lesson=lesson, texts=words)
    notes = lesson_notes(own, COURSE, "en")
    assert notes.title == "Tu primera sesión SMTP"
    assert notes.remarks == "<p>Trae <em>dos</em> teléfonos.</p>"


# --- plans ---------------------------------------------------------------------------


def test_there_is_a_plan_for_each_kind_of_class():
    minutes = {plan.id: [one.minutes for one in plan.sessions] for plan in PLANS}
    assert minutes["demostracion"] == [15]
    assert minutes["un-periodo"] == [50]
    assert minutes["dos-periodos"] == [50, 50]
    assert minutes["cuatro-semanas"] == [50] * 8
    assert "para-casa" in minutes
    words = [plan.title for plan in PLANS] + [plan.lead for plan in PLANS]
    for plan in PLANS:
        for session in plan.sessions:
            words += [session.title, *(part.does for part in session.parts)]
    assert all(set(each) == set(TEXTS) for each in words)


GOOD = """id = "mio"
order = 1
title = { es = "Mío" }
lead = { es = "Uno." }
[[session]]
title = { es = "Hoy" }
minutes = 12
[[session.part]]
minutes = 12
does.es = "Hazlo."
lesson = "primera-sesion-smtp"
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("minutes = 12\n[[", "minutes = 13\n[[", "the parts take 12 minutes, not 13"),
        ("primera-sesion-smtp", "nada", "there is no lesson 'nada'"),
        ("= 12", "= 9", "the lesson takes 10 minutes"),
        ('lesson = "primera-sesion-smtp"', 'mystery = "9-1"', "is no mystery"),
        ('"mio"', '"otro"', "is not the name of the file"),
        ('es = "Hoy"', 'xx = "Hoy"', "no language here"),
    ],
)
def test_a_plan_that_is_wrong_is_refused_with_its_place(tmp_path, before, after, said):
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "mio.toml").write_text(GOOD)
    load_plans(tmp_path, LIBRARY, COURSE, EXPERIMENTS, TEXTS)
    (folder / "mio.toml").write_text(GOOD.replace(before, after))
    with pytest.raises(LessonError, match=said):
        load_plans(tmp_path, LIBRARY, COURSE, EXPERIMENTS, TEXTS)
