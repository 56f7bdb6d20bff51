"""What whoever teaches opens: every address answers, and leads on to what is there."""

import re

import pytest

from tests.web.rig import ServerInTest, Visitor

OURS = re.compile(
    r'href="(/(?:docente|aprende|experimento|misterio|escena|mapa)[^"#]*)'
)


def links(page: str) -> set[str]:
    return set(OURS.findall(page))


@pytest.fixture
def teacher(whole_course: ServerInTest) -> Visitor:
    return whole_course.visitor()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_plan_note_and_sheet_is_one_step_away(teacher, lang):
    index = teacher.http.get(f"/docente?lang={lang}").get_data(as_text=True)
    found = links(index)
    assert len([each for each in found if each.startswith("/docente/plan/")]) == 5
    assert len([each for each in found if each.endswith("/hoja")]) >= 35
    wrong = [
        path for path in sorted(found) if teacher.http.get(path).status_code != 200
    ]
    assert wrong == []


def test_what_plans_lead_to_is_there(teacher):
    index = teacher.http.get("/docente").get_data(as_text=True)
    plans = [each for each in links(index) if each.startswith("/docente/plan/")]
    led = {
        path
        for plan in plans
        for path in links(teacher.http.get(plan).get_data(as_text=True))
    }
    assert any(path.startswith("/misterio/") for path in led)
    assert {path for path in led if teacher.http.get(path).status_code != 200} == set()


def test_a_key_marks_what_a_sheet_leaves_open(teacher):
    address = "/docente/leccion/primera-sesion-smtp"
    sheet = teacher.http.get(f"{address}/hoja").get_data(as_text=True)
    key = teacher.http.get(f"{address}/respuestas").get_data(as_text=True)
    assert 'class="right"' not in sheet
    assert key.count('class="right"') == 3
    assert "Nombre:" in sheet
    assert "Nombre:" not in key


def test_an_unknown_plan_or_lesson_is_not_there(teacher):
    for path in ("plan/nada", "leccion/nada", "leccion/nada/hoja"):
        assert teacher.http.get(f"/docente/{path}").status_code == 404
