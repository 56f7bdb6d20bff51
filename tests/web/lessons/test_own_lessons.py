"""A teacher's own lessons in the page, beside Cartero's: a folder, one language."""

import os
import shutil

import pytest

import app
from simulator.hosting import Limits
from simulator.teaching.playing import SHIPPED
from tests.web.rig import LESSON, ServerInTest

SMTP = SHIPPED / "smtp"


def bring(folder, slug, number, language, copied=LESSON):
    """A lesson of the teacher's own, in one language, in a scenario of its own."""
    target = folder / slug
    target.mkdir(parents=True)
    text = (SMTP / copied / "lesson.toml").read_text(encoding="utf-8")
    text = text.replace(f'slug = "{copied}"', f'slug = "{slug}"')
    text = text.replace('number = "L09"', f'number = "{number}"')
    text = text.replace('scenario = "sesion-smtp"', 'scenario = "mi-red"')
    (target / "lesson.toml").write_text(text, encoding="utf-8")
    shutil.copy(SMTP / copied / f"{language}.md", target)
    scenario = (SHIPPED / "scenarios" / "sesion-smtp.toml").read_text(encoding="utf-8")
    (folder / "scenarios").mkdir(exist_ok=True)
    mine = folder / "scenarios" / "mi-red.toml"
    mine.write_text(scenario.replace("sesion-smtp", "mi-red"), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    bring(tmp_path / "mias", "segunda", "L92", "en")
    bring(tmp_path / "mias", "primera", "L91", "es")
    return tmp_path / "mias"


@pytest.fixture
def visitor(lessons, dist, folder):
    return ServerInTest(lessons, dist, Limits(), own_lessons=folder).visitor()


def test_own_lessons_are_the_last_unit_in_the_order_of_their_numbers(visitor):
    for lang, title in (("es", "Tus lecciones"), ("en", "Your lessons")):
        units = visitor.http.get(f"/lessons.json?lang={lang}").json
        assert [unit["id"] for unit in units] == ["smtp", "propias"]
        assert units[1]["title"] == title
        slugs = [card["slug"] for card in units[1]["lessons"]]
        assert slugs == ["primera", "segunda"]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_lesson_in_one_language_is_shown_in_it_to_everybody(visitor, lang):
    spanish = visitor.http.get(f"/lessons/primera.json?lang={lang}").json
    english = visitor.http.get(f"/lessons/segunda.json?lang={lang}").json
    assert spanish["title"] == "Tu primera sesión SMTP"
    assert english["title"] != spanish["title"]
    assert spanish["next"] == "segunda"
    assert english.get("next") is None


def test_an_own_lesson_is_done_in_its_own_scenario(visitor):
    boot = visitor.boot("/aprende/primera")
    tab = visitor.tab(boot["lab"])
    assert tab.events[0]["fact"]["scenario"] == "mi-red"
    assert tab.ask("attempt", lesson="primera")["steps"]


def own_unit(visitor):
    return visitor.http.get("/lessons.json").json[-1]


def shown(visitor):
    return [card["slug"] for card in own_unit(visitor)["lessons"]]


def edit(folder, old, new, slug="primera", name="lesson.toml"):
    """Change a file, at a later time than its last change."""
    file = folder / slug / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    later = file.stat().st_mtime_ns + 1_000_000
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.utime(file, ns=(later, later))


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('slug = "primera"', f'slug = "{LESSON}"', "slug", "name of its folder"),
        (
            '"smtp.reply_sent"',
            '"smtp.reply"',
            "steps (con-ayuda).goals (sesion)",
            "the nearest is 'smtp.reply_sent'",
        ),
        ("[[steps]]", "[[steps]", "line ", "Expected ']]'"),
    ],
)
def test_a_wrong_own_lesson_is_left_out_and_told_with_its_place(
    lessons, dist, folder, old, new, place, reason
):
    edit(folder, old, new)
    server = ServerInTest(lessons, dist, Limits(), own_lessons=folder)
    visitor = server.visitor()
    assert shown(visitor) == ["segunda"]
    told = own_unit(visitor)["wrong"]
    assert told == list(server.wiring.content.wrong)
    assert told[0].startswith(f"primera/lesson.toml: {place}")
    assert reason in told[0]
    assert visitor.http.get("/aprende/segunda").status_code == 200
    answer = visitor.http.get("/aprende/primera?lang=es")
    assert answer.status_code == 404
    assert "primera/lesson.toml: " in answer.text


def test_a_scenario_that_cannot_be_read_is_told_and_the_others_are_there(
    lessons, dist, folder
):
    edit(folder, '"mi-red"', '"sesion"')
    visitor = ServerInTest(lessons, dist, Limits(), own_lessons=folder).visitor()
    assert shown(visitor) == ["segunda"]
    assert "cannot be read" in own_unit(visitor)["wrong"][0]


def test_what_changes_in_the_folder_is_there_after_a_reload(visitor, folder):
    visitor.boot("/aprende/primera")
    edit(folder, "# Tu primera sesión SMTP", "# Mi sesión", name="es.md")
    assert own_unit(visitor)["lessons"][0]["title"] == "Mi sesión"
    edit(folder, 'kind = "do"', 'kind = "done"')
    assert visitor.http.get("/aprende/primera").status_code == 404
    assert shown(visitor) == ["segunda"]
    edit(folder, 'kind = "done"', 'kind = "do"')
    bring(folder, "tercera", "L93", "es")
    assert shown(visitor) == ["primera", "segunda", "tercera"]
    assert "wrong" not in own_unit(visitor)
    assert visitor.http.get("/lessons/tercera.json").status_code == 200
    shutil.rmtree(folder / "tercera")
    assert visitor.http.get("/aprende/tercera").status_code == 404


def test_a_scenario_that_changes_brings_another_lab(visitor, folder):
    first = visitor.boot("/aprende/primera")["lab"]
    assert visitor.boot("/aprende/primera")["lab"] == first
    edit(folder, '"PC de Ana"', '"Mi PC"', slug="scenarios", name="mi-red.toml")
    second = visitor.boot("/aprende/primera")["lab"]
    assert second != first
    assert "Mi PC" in str(visitor.tab(second).events)


def test_a_slug_of_cartero_is_taken(lessons, dist, tmp_path):
    shutil.copytree(SMTP / LESSON, tmp_path / "mias" / LESSON)
    server = ServerInTest(lessons, dist, Limits(), own_lessons=tmp_path / "mias")
    assert server.wiring.content.wrong == (
        f"{LESSON}/lesson.toml: slug: `{LESSON}` is taken",
    )


def test_a_folder_without_lessons_is_told_and_none_stops_the_start(
    lessons, dist, tmp_path
):
    server = ServerInTest(lessons, dist, Limits(), own_lessons=tmp_path)
    assert server.wiring.content.wrong == (f"{tmp_path}: no lesson.toml in it",)
    with pytest.raises(app.StartRefused, match="CARTERO_LESSONS"):
        app.config_from({"CARTERO_LESSONS": str(tmp_path / "nada")}, [])
    config = app.config_from({"CARTERO_LESSONS": str(tmp_path)}, [])
    assert config.own_lessons == tmp_path


def test_an_exam_asks_the_tasks_of_an_own_lesson(visitor):
    card = visitor.http.get("/lessons.json?lang=es").json[1]["lessons"][0]
    page = visitor.http.get("/exam/45.0.1.7.primera.json?lang=es").json
    assert [task["name"].split("/")[0] for task in page["tasks"]] == (
        ["primera"] * card["tasks"]
    )
    boot = visitor.boot("/examen/45.0.1.7.primera/Ana/1")
    assert visitor.tab(boot["lab"]).events[0]["fact"]["scenario"] == "mi-red"


@pytest.mark.parametrize("papers", ["", "/hoja", "/respuestas"])
def test_what_changes_in_the_folder_is_on_the_teachers_papers(visitor, folder, papers):
    path = f"/docente/leccion/primera{papers}?lang=es"
    assert "Tu primera sesión SMTP" in visitor.http.get(path).text
    edit(folder, "# Tu primera sesión SMTP", "# Mi sesión", name="es.md")
    assert "Mi sesión" in visitor.http.get(path).text
