"""The library: order, pages for the browser, and no right answer before its time."""

import json
import re
import shutil

import msgspec
import pytest

from simulator.acts import AnswerQuestion
from simulator.teaching import LessonError, Library
from simulator.teaching.playing import (
    SHIPPED,
    begin,
    open_lab,
    progress_at,
)
from tests.worlds import library, scenario

LIBRARY = library()
KINDS = "LP"
"""What a number begins with: a lesson of the course, a practice beside it."""
NUMBER = re.compile(rf"[{KINDS}]\d\d")


def lab_of(loaded):
    return open_lab(loaded.lesson, scenario(loaded.lesson.scenario))


def served(shape):
    """As the browser gets it."""
    return json.loads(msgspec.json.encode(shape))


def standing(loaded, lab, lang):
    return served(loaded.standing(progress_at(loaded.lesson, lab), lang))


def test_lessons_come_in_the_order_of_the_course_each_with_the_next():
    lessons = list(LIBRARY.lessons.values())
    numbers = [loaded.lesson.number for loaded in lessons]
    assert all(NUMBER.fullmatch(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    for kind in KINDS:
        of_kind = [number for number in numbers if number[0] == kind]
        assert of_kind and of_kind == sorted(of_kind)
    assert [loaded.next for loaded in lessons] == [
        *(loaded.lesson.slug for loaded in lessons[1:]),
        None,
    ]
    cards = [card for unit in LIBRARY.index("es") for card in unit.lessons]
    assert [card.number for card in cards] == numbers
    assert LIBRARY.get("no-hay") is None


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("slug", LIBRARY.lessons)
def test_a_page_has_all_its_words_and_no_answer(slug, lang):
    page = served(LIBRARY.lessons[slug].page(lang))
    assert page["title"] and page["goal"] and page["beyond"]
    assert all(source["link"].startswith("https://www.rfc-") for source in page["rfc"])
    for step in page["steps"]:
        assert step["title"]
        assert step["html"] or step["question"]["prompt"]
        assert all(goal["label"] != goal["id"] for goal in step["goals"])
        for option in step.get("question", {}).get("options", []):
            assert option["label"] != option["value"]
    text = json.dumps(page)
    assert '"right"' not in text
    assert '"after"' not in text
    assert '"solution"' not in text


@pytest.mark.parametrize("slug", LIBRARY.lessons)
def test_every_lesson_predicts_before_it_explains_and_asks_at_the_end(slug):
    kinds = [step.kind for step in LIBRARY.lessons[slug].lesson.steps]
    assert kinds[0] == "predict"
    assert "do" in kinds
    assert kinds.count("read") == 1
    assert kinds[-1] == "quiz"


def test_the_first_lesson_of_smtp_shows_before_it_asks_to_do():
    steps = LIBRARY.lessons["primera-sesion-smtp"].lesson.steps
    assert [step.kind for step in steps[:5]] == ["predict"] * 3 + ["do"] * 2
    assert [step.tools.chips for step in steps[3:5]] == [True, False]
    assert all(step.script for step in steps[:3])


def test_right_answers_and_feedback_are_shown_only_after_an_answer():
    loaded = LIBRARY.lessons["quien-habla-con-quien"]
    lab = lab_of(loaded)
    begin(lab, loaded.lesson.step("recibe"))
    before = standing(loaded, lab, "es")["steps"][0]
    assert (before["right"], before["after"], before["answers"]) == ({}, "", {})
    lab.apply(AnswerQuestion("recibe-con", "pop3"))
    after = standing(loaded, lab, "es")["steps"][0]
    assert after["right"] == {"recibe-con": "smtp"}
    assert "SMTP" in after["after"]
    answer = after["answers"]["recibe-con"]
    assert (answer["value"], answer["right"]) == ("pop3", False)
    assert "libros" in answer["feedback"]


def test_a_wrong_quiz_answer_tells_why_and_not_what():
    loaded = LIBRARY.lessons["quien-habla-con-quien"]
    lab = lab_of(loaded)
    begin(lab, loaded.lesson.step("comprueba"))
    lab.apply(AnswerQuestion("quien-abre", "sur"))
    step = standing(loaded, lab, "en")["steps"][-1]
    assert step["right"] == {}
    assert step["after"] == ""
    assert "never calls a client" in step["answers"]["quien-abre"]["feedback"]


def test_standing_names_the_first_step_that_is_not_over():
    loaded = LIBRARY.lessons["primera-sesion-smtp"]
    lab = lab_of(loaded)
    begin(lab, loaded.lesson.steps[0])
    found = standing(loaded, lab, "es")
    assert found["current"] == "primera-palabra"
    assert found["solved"] is False
    assert found["scores"]["predict"] == {"got": 0, "of": 3}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_unit_opens_with_a_question(lang):
    asked = [unit.question for unit in LIBRARY.index(lang)]
    assert all(question.endswith("?") for question in asked)
    assert len(set(asked)) == len(asked)


def test_all_forty_lessons_are_there_and_none_is_announced_any_more():
    numbers = {each.lesson.number for each in LIBRARY.lessons.values()}
    assert numbers >= {f"L{n:02}" for n in range(1, 41)}
    assert not [card for unit in LIBRARY.index("es") for card in unit.coming]


def test_what_is_announced_is_not_there_already(tmp_path):
    folder = tmp_path / "smtp"
    shutil.copytree(SHIPPED / "smtp" / "primera-sesion-smtp", folder / "una")
    text = (folder / "una" / "lesson.toml").read_text(encoding="utf-8")
    (folder / "una" / "lesson.toml").write_text(
        text.replace('"primera-sesion-smtp"', '"una"'), encoding="utf-8"
    )
    words = '{ es = "Dos", en = "Two" }'
    (tmp_path / "catalogue.toml").write_text(
        f'[[units]]\nid = "smtp"\ntitle = {words}\nlessons = ["una"]\n'
        f'coming = [{{ number = "L09", title = {words} }}]\n',
        encoding="utf-8",
    )
    with pytest.raises(LessonError, match="L09 is there already"):
        Library.load(tmp_path)


def test_a_question_asked_on_a_slide_stays_open_until_it_is_right():
    loaded = LIBRARY.get("antes-y-ahora")
    right = "telnet,correo,smtp,pop,archie,web,correo-web,jmap"
    tried = loaded.reviewed("linea-del-tiempo", {"fecha": right[7:]}, "es")
    assert not tried.solved
    assert (tried.right, tried.years, tried.after) == ({}, {}, "")
    assert len(tried.answers["fecha"].held) == 7
    done = loaded.reviewed("linea-del-tiempo", {"fecha": right}, "es")
    assert done.solved
    assert done.years["smtp"] == 1982


def test_of_several_answers_only_a_wrong_one_is_spoken_of():
    """Said of a right one, it would answer the others."""
    loaded = LIBRARY.lessons["las-normas"]
    parts = {"fuerza.rset": "must", "fuerza.ehlo": "must", "fuerza.ayuda": "may"}
    told = loaded.reviewed("mayusculas", parts, "es").answers
    said = loaded.words("es").sections["mayusculas"].feedback
    assert set(said) == {"must", "may"}
    feedback = {part: answer.feedback for part, answer in told.items()}
    assert feedback["fuerza.rset"] == feedback["fuerza.ayuda"] == ""
    assert feedback["fuerza.ehlo"] != ""


def test_of_one_answer_is_spoken_right_or_wrong():
    loaded = LIBRARY.lessons["vrfy-expn-alias-listas"]
    section = loaded.words("es").sections["comprueba"]
    for value in section.feedback:
        told = loaded.reviewed("comprueba", {"siempre-252": value}, "es")
        assert told.answers["siempre-252"].feedback
