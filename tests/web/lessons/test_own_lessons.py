"""A teacher's own lessons in the page, beside Cartero's: a folder, one language."""

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


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('slug = "primera"', f'slug = "{LESSON}"', "is not the name of its folder"),
        ('"smtp.reply_sent"', '"smtp.reply"', "the nearest is 'smtp.reply_sent'"),
        ('"mi-red"', '"sesion"', "cannot be read"),
    ],
)
def test_a_wrong_own_lesson_stops_the_start_and_says_where(
    lessons, dist, folder, old, new, reason
):
    file = folder / "primera" / "lesson.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(app.StartRefused, match=reason):
        ServerInTest(lessons, dist, Limits(), own_lessons=folder)


def test_a_slug_of_cartero_is_taken(lessons, dist, tmp_path):
    shutil.copytree(SMTP / LESSON, tmp_path / "mias" / LESSON)
    with pytest.raises(app.StartRefused, match=f"`{LESSON}` is taken"):
        ServerInTest(lessons, dist, Limits(), own_lessons=tmp_path / "mias")


def test_a_folder_without_lessons_or_that_is_none_stops_the_start(
    lessons, dist, tmp_path
):
    with pytest.raises(app.StartRefused, match="no lesson.toml"):
        ServerInTest(lessons, dist, Limits(), own_lessons=tmp_path)
    with pytest.raises(app.StartRefused, match="CARTERO_LESSONS"):
        app.config_from({"CARTERO_LESSONS": str(tmp_path / "nada")}, [])
    config = app.config_from({"CARTERO_LESSONS": str(tmp_path)}, [])
    assert config.own_lessons == tmp_path
