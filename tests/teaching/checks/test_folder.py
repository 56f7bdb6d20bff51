"""`check_folder` finds every planted mistake, with its file and place."""

import re
import shutil

import pytest

from simulator.teaching import check_folder
from simulator.teaching.playing import SHIPPED

SLUG = "primera-sesion-smtp"


@pytest.fixture
def folder(tmp_path):
    """A teacher's own folder with one lesson, far from ours."""
    shutil.copytree(SHIPPED / "smtp" / SLUG, tmp_path / "mias" / SLUG)
    return tmp_path / "mias"


def edit(folder, name, old, new):
    file = folder / SLUG / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_teacher_s_folder_is_fine_and_so_is_a_single_lesson(folder):
    assert check_folder(folder) == []
    assert check_folder(folder / SLUG) == []


def test_one_language_is_enough_for_a_teacher(folder):
    (folder / SLUG / "en.md").unlink()
    assert check_folder(folder) == []


def bring_scenario(folder, name):
    """A scenario of the teacher's own, used by the lesson."""
    (folder / "scenarios").mkdir()
    mine = folder / "scenarios" / f"{name}.toml"
    text = (SHIPPED / "scenarios" / "sesion-smtp.toml").read_text(encoding="utf-8")
    mine.write_text(text.replace("sesion-smtp", name), encoding="utf-8")
    edit(folder, "lesson.toml", '"sesion-smtp"', f'"{name}"')
    return mine


def test_a_teacher_s_own_scenario_is_found_and_checked(folder):
    mine = bring_scenario(folder, "mi-red")
    assert check_folder(folder) == []
    mine.write_text(mine.read_text(encoding="utf-8").replace("mi-red", "red"), "utf-8")
    (problem,) = check_folder(folder)
    assert (problem.file, problem.place) == (str(mine.resolve()), "name")
    mine.write_text("name = 3", encoding="utf-8")
    (problem,) = check_folder(folder)
    assert problem.file.endswith("mi-red.toml")


def test_a_scenario_of_one_s_own_has_not_the_name_of_one_of_cartero(folder):
    (folder / "scenarios").mkdir()
    mine = folder / "scenarios" / "sesion-smtp.toml"
    shutil.copy(SHIPPED / "scenarios" / "sesion-smtp.toml", mine)
    (problem,) = check_folder(folder)
    assert "give yours another name" in problem.reason


def test_one_language_is_enough_for_a_teacher_s_scenario(folder):
    mine = bring_scenario(folder, "mi-red")
    english = re.sub(r'es = "[^"]*", en =', "en =", mine.read_text(encoding="utf-8"))
    english = re.sub(r'^es = "[^"]*"\n', "", english, flags=re.M)
    assert not re.search(r"\bes =", english)
    mine.write_text(english, encoding="utf-8")
    assert check_folder(folder) == []


def test_an_empty_folder_is_a_problem(tmp_path):
    (problem,) = check_folder(tmp_path)
    assert "lesson.toml" in problem.reason


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "reason"),
    [
        ("lesson.toml", '"smtp.reply_sent"', '"smtp.reply"', "(sesion)", "unknown"),
        ("lesson.toml", "blank_line", "linea", "(sesion)", "no field"),
        ("lesson.toml", "code = 250", 'code = "250"', "(sesion)", "not int"),
        ("lesson.toml", 'host = "sur"', 'host = "oeste"', "(sesion)", "oeste"),
        ("lesson.toml", '"pc-ana", "sur"', '"pc-eva", "sur"', "script", "pc-eva"),
        ("lesson.toml", 'mailbox = "b', 'mailbox = "x', "(buzon)", "xenito"),
        ("lesson.toml", "code = 250", "octets = 'x'", "(sesion)", "on the wire"),
        ("lesson.toml", "smtp.reply_sent", "terminal.line_sent", "", "what was typed"),
        ("lesson.toml", "code = 250", "code = 251", "con-ayuda).solution", "saludo"),
        ("lesson.toml", '"5321#3.1"', '"5321#33"', "rfc", "no such section"),
        ("lesson.toml", '"S19.1"', '"19"', "slides", "S19.2"),
        ("lesson.toml", f'slug = "{SLUG}"', 'slug = "otra"', "slug", "folder"),
        ("lesson.toml", '"sesion-smtp"', '"no-hay"', "", "cannot be read"),
        (
            "lesson.toml",
            'fails = ["linea-en-blanco"]',
            'fails = ["saludo"]',
            "near_misses (Sin línea en blanco",
            "fails linea-en-blanco, not saludo",
        ),
        (
            "lesson.toml",
            'fails = ["linea-en-blanco"]',
            'fails = ["linea"]',
            "near_misses (Sin línea en blanco",
            "no goal",
        ),
        (
            "lesson.toml",
            '{ line = "noop" }',
            '{ line = "quit" }',
            "con-ayuda",
            "error.connection_closed",
        ),
        ("lesson.toml", "hint = 5", "hint = 9", "con-ayuda", "it has 6 hints"),
        ("lesson.toml", "hint = 5\n", "", "(Sin línea en blanco", "which hint"),
        ("lesson.toml", '"a-mano"', '"sola"', "sin-ayuda", "remarks without"),
        (
            "lesson.toml",
            "hint = 5",
            'hint = 5\nshows = { kind = "smtp.reply_sent", code = 999 }',
            "near_misses (Sin línea en blanco",
            "do not bring about",
        ),
        (
            "lesson.toml",
            "hint = 5",
            'hint = 5\nshows = { kind = "smtp.reply", code = 9 }',
            "near_misses (Sin línea en blanco",
            "unknown kind",
        ),
        ("en.md", "> (a-mano)", "> (mano)", "sin-ayuda", "its remarks are not those"),
        ("en.md", "- [ ] sobre: Envelope\n", "", "con-ayuda", "without words"),
        ("en.md", "> The order is", "The order is", "sin-ayuda", "hints"),
        ("en.md", "`HELP`", "`NOOP`", "sin-ayuda", "`HELP`: 0 times"),
        ("es.md", "escribe `HELP`", "escribe HELP y EHLO", "sin-ayuda", "EHLO belongs"),
        ("es.md", "? ¿Qué contesta", "? Qué contesta", "tras-data", "as many ¿ as ?"),
        ("es.md", "? ¿Qué contesta", "¿Qué contesta", "tras-data", "`? ` line"),
        ("es.md", "- ( ) nada:", "- ( ) todo:", "tras-data", "options without"),
        ("es.md", "! (nada) Un", "! (todo) Un", "tras-data", "no option"),
        ("es.md", "rfc:5321#3.1", "rfc:5321#9.9", "por-que", "no such section"),
        ("es.md", "## por-que:", "## porque:", "", "no section for step"),
        (
            "es.md",
            "Equivocarse no resta: corrige",
            "Equivocarse " + "muy " * 30 + "corrige",
            "con-ayuda",
            "words",
        ),
        ("es.md", "## con-ayuda: Te toca", "## con-ayuda: `EHLO`", "", "plain text"),
    ],
)
def test_a_planted_mistake_is_found(folder, name, old, new, place, reason):
    edit(folder, name, old, new)
    problems = check_folder(folder)
    found = [p for p in problems if place in p.place and reason in p.reason]
    assert found, problems
    assert all(p.file for p in problems)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"protocolo.norte-sur", "smtp-25"', '"protocolo.x", "smtp-25"', "asks no"),
        ('"protocolo.norte-sur", "smtp-25"', '"protocolo.norte-sur", "x"', "no option"),
        ('power_on = "pc-benito"', 'power_on = "pc-eva"', "no machine 'pc-eva'"),
        (
            'norte-sur = "smtp-25"',
            'norte-sur = "pop3-110"',
            "its answer is not the right one",
        ),
    ],
)
def test_labels_and_machines_that_are_not_there_are_found(tmp_path, old, new, reason):
    slug = "quien-habla-con-quien"
    shutil.copytree(SHIPPED / "empezar" / slug, tmp_path / slug)
    file = tmp_path / slug / "lesson.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(reason in problem.reason for problem in check_folder(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"smtp.reply_sent"', '"smtp.reply_snt"', "the nearest is 'smtp.reply_sent'"),
        ('"smtp.reply_sent"', '"smtp.nada"', "smtp has smtp.command_received, "),
        ('"smtp.reply_sent"', '"nada"', "`flask lessons facts` lists them all"),
        ("blank_line", "blanc_line", "the nearest is 'blank_line'"),
        ("code = 250", "times = 2", "times belongs to the goal"),
        ("code = 250", 'same = "conn"', "same belongs to the goal"),
        ('same = "conn"', "code = 250", "`code`; it belongs to a pattern of the goal"),
        ("minutes", 'same = "conn"\nminutes', "`same`; it belongs to the goal"),
        ("minutes", "minuts", "the nearest is 'minutes'"),
        ("code = 250", "code = 251", "this fact never occurred: smtp.reply_sent with "),
    ],
)
def test_an_author_is_told_the_nearest_name_and_where_a_word_belongs(
    folder, old, new, told
):
    edit(folder, "lesson.toml", old, new)
    problems = check_folder(folder)
    assert any(told in problem.reason for problem in problems), problems


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ('{ kind = "host.crashed" }', "this fact never occurred: host.crashed"),
        (
            '{ kind = "message.delivered", mailbox = "carla@sur.example" }',
            "this fact never occurred: message.delivered with "
            "mailbox = 'carla@sur.example' (message.delivered did, once)",
        ),
        ('{ kind = "lab.opened" }', "this fact never occurred: lab.opened"),
    ],
)
def test_a_goal_its_own_solution_misses_tells_which_fact_never_occurred(
    folder, goal, told
):
    old = '{ kind = "message.delivered", mailbox = "benito@sur.example" }'
    edit(folder, "lesson.toml", old, goal)
    found = [p for p in check_folder(folder) if p.place.endswith(".solution")]
    assert [told in problem.reason for problem in found] == [True], found


def test_a_goal_that_holds_by_itself_is_found(folder):
    edit(
        folder,
        "lesson.toml",
        'seen = { kind = "message.delivered", mailbox = "benito@sur.example" }',
        'holds = { path = ["hosts", "sur", "on"], "=" = true }',
    )
    problems = check_folder(folder)
    assert any("near_misses" in p.place for p in problems), problems


def test_a_path_into_nothing_is_found(folder):
    old = 'seen = { kind = "message.delivered", mailbox = "benito@sur.example" }'
    for path, reason in (
        ('["hostes", "sur"]', "hostes"),
        ('["hosts", "oeste", "on"]', "oeste"),
        ('["mailboxes", "nadie@sur.example", "#"]', "nadie"),
        ("[]", "needs a path"),
    ):
        new = f'holds = {{ path = {path}, "=" = true }}'
        edit(folder, "lesson.toml", old, new)
        assert any(reason in p.reason for p in check_folder(folder))
        edit(folder, "lesson.toml", new, old)


CATALOGUE = """
[[units]]
id = "smtp"
title = { es = "SMTP a mano", en = "SMTP by hand" }
lessons = ["primera-sesion-smtp"]
"""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"primera-sesion-smtp"', "", "not in the catalogue"),
        ('["primera', '["primera-sesion-smtp", "primera', "twice"),
        ('["primera', '["otra", "primera', "there is no"),
        ('"smtp"', '"otra"', "there is no"),
        (', en = "SMTP by hand"', "", "title"),
        ("lessons", "lecciones", "lecciones"),
    ],
)
def test_the_catalogue_must_name_every_lesson_once(tmp_path, old, new, reason):
    shutil.copytree(SHIPPED / "smtp" / SLUG, tmp_path / "smtp" / SLUG)
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    assert check_folder(tmp_path) == []
    assert old in CATALOGUE
    catalogue.write_text(CATALOGUE.replace(old, new), encoding="utf-8")
    problems = check_folder(tmp_path)
    assert any(reason in problem.reason for problem in problems), problems


def test_with_a_catalogue_both_languages_are_needed(tmp_path):
    shutil.copytree(SHIPPED / "smtp" / SLUG, tmp_path / "smtp" / SLUG)
    (tmp_path / "catalogue.toml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "smtp" / SLUG / "en.md").unlink()
    (problem,) = check_folder(tmp_path)
    assert problem.file.endswith("en.md")
    assert problem.reason == "is missing"
