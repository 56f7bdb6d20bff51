"""The skeleton of a lesson: what is left to write is all that is wrong with it."""

import re

import pytest

from simulator.languages import read
from simulator.scenario import load_scenario
from simulator.teaching import LessonError, check_folder
from simulator.teaching.authoring import begin_lesson
from simulator.teaching.playing import SHIPPED

SCENARIOS = sorted((SHIPPED / "scenarios").glob("*.toml"))


def begun(folder, scenario="sesion-smtp", title=None):
    found = load_scenario(SHIPPED / "scenarios" / f"{scenario}.toml")
    begin_lesson(folder, title, found, SHIPPED, read())
    return folder


def fill_in(folder):
    for file in folder.glob("*.md"):
        words = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\[\[.+?\]\]", "Unas palabras", words), "utf-8")


def test_every_blank_of_a_new_lesson_is_asked_for_and_nothing_else(tmp_path):
    folder = begun(tmp_path / "mi-leccion", title='Una "cita" y\nmás')
    blanks = {
        (file.name, blank)
        for file in folder.glob("*.md")
        for blank in re.findall(r"\[\[(.+?)\]\]", file.read_text(encoding="utf-8"))
    }
    problems = check_folder(tmp_path)
    asked = {problem.reason for problem in problems}
    assert asked == {f"still to be written: {blank}" for _, blank in blanks}
    assert all(problem.place.startswith("line ") for problem in problems)
    fill_in(folder)
    assert check_folder(tmp_path) == []
    assert '# Una "cita" y más' in (folder / "es.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_filled_in_skeleton_is_accepted_in_every_scenario(tmp_path, path):
    fill_in(begun(tmp_path / "mi-leccion", path.stem))
    assert check_folder(tmp_path) == []


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mia").mkdir()
    with pytest.raises(LessonError, match="is there already"):
        begun(tmp_path / "mia")
    assert list((tmp_path / "mia").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Mi lección", "small letters, digits and hyphens"),
        ("x" * 60, "small letters, digits and hyphens"),
        ("primera-sesion-smtp", "is a lesson of Cartero"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused_and_nothing_written(
    tmp_path, name, reason
):
    with pytest.raises(LessonError, match=reason):
        begun(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "archivo").write_text("")
    with pytest.raises(LessonError, match="Not a directory"):
        begun(tmp_path / "archivo" / "mia")


def test_a_scenario_where_nobody_answers_a_call_is_refused(tmp_path):
    text = (SHIPPED / "scenarios" / "sesion-smtp.toml").read_text(encoding="utf-8")
    mute = "[host.server]\nsmtp_port = 0\npop3_port = 0"
    mine = tmp_path / "callada.toml"
    mine.write_text(text.replace("[host.server]", mute), encoding="utf-8")
    with pytest.raises(LessonError, match="nothing to do"):
        begin_lesson(tmp_path / "mia", None, load_scenario(mine), SHIPPED, read())
