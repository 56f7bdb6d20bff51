"""`flask lab run`, `flask lessons new`, `check` and `facts`, as one types them."""

import re

import pytest

from simulator.journal.journal import from_jsonl, to_jsonl
from simulator.teaching.vocabulary import FACTS, HIDDEN_KINDS
from simulator.web.cli import commands
from tests.export.captures import captured
from tests.web.rig import LESSON, ROOT, small_library
from tests.worlds import demonstrated


@pytest.fixture
def flask(server):
    """Run `flask ...` and give the result."""
    runner = server.app.test_cli_runner()
    folders = (ROOT / "lessons/scenarios", ROOT / "lessons", ROOT / "static/dist")
    groups = {group.name: group for group in commands(*folders)}

    def run(group, *arguments):
        return runner.invoke(groups[group], arguments)

    return run


def test_the_groups_belong_to_the_application(server):
    assert {"lab", "lessons"} <= set(server.app.cli.commands)


def test_without_a_script_the_demonstration_runs_to_its_end(flask):
    result = flask("lab", "run", "primera-carta", "--seed", "7", "--transcript")
    assert result.exit_code == 0
    assert "C: RETR 1" in result.output
    assert "C: QUIT" in result.output.partition("C: RETR 1")[2]


def test_the_journal_is_the_labs_own(flask):
    result = flask("lab", "run", "primera-carta", "--seed", "7", "--jsonl")
    assert result.stdout_bytes == to_jsonl(demonstrated(seed=7).journal)


def test_a_scenario_may_be_a_file(flask):
    path = str(ROOT / "lessons" / "scenarios" / "primera-carta.toml")
    assert flask("lab", "run", path).exit_code == 0


def test_a_script_is_the_students(flask, tmp_path):
    script = tmp_path / "mine.txt"
    script.write_text("open pc-ana sur 25\nline EHLO pc-ana\nline QUIT\n")
    result = flask("lab", "run", "primera-carta", "--script", str(script), "--jsonl")
    facts = [event.fact for event in from_jsonl(result.stdout_bytes)]
    typed = [f for f in facts if type(f).__name__ == "TerminalLineSent"]
    assert [f.octets for f in typed] == ["EHLO pc-ana\r\n", "QUIT\r\n"]
    assert {f.actor for f in typed} == {"student"}


def test_a_capture_is_written_and_nothing_else_said(flask, tmp_path):
    file = tmp_path / "carta.pcap"
    asked = ("run", "primera-carta", "--seed", "7", "--pcap", str(file))
    result = flask("lab", *asked)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr
    assert file.read_bytes() == captured(demonstrated(seed=7))
    flask("lab", *asked, "--at", "sur")
    assert file.read_bytes() == captured(demonstrated(seed=7), "sur")
    assert "C: RETR 1" in flask("lab", *asked, "--transcript").stdout


def test_the_ladder_and_the_letters_are_written(flask, tmp_path):
    picture, folder = tmp_path / "carta.svg", tmp_path / "letters"
    asked = ("run", "primera-carta", "--seed", "7", "--lang", "en")
    result = flask("lab", *asked, "--svg", str(picture), "--eml", str(folder))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "The first message" in picture.read_text("utf-8")
    assert [file.name for file in sorted(folder.iterdir())] == [
        "cartero-primera-carta-01-pc-ana-1.eml",
        "cartero-primera-carta-02-norte-1.eml",
        "cartero-primera-carta-03-sur-1.eml",
        "cartero-primera-carta-04-sur-1.1.eml",
    ]


def test_a_page_that_replays_it_is_written(flask, tmp_path):
    file = tmp_path / "carta.html"
    result = flask("lab", "run", "primera-carta", "--html", str(file), "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "")
    page = file.read_text("utf-8")
    assert '<html lang="en">' in page and "C: RETR 1" in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--at", "luna"), "luna: no such machine (known: pc-ana, "),
        (("--at", ""), "no such file or directory"),
    ],
)
def test_a_capture_that_cannot_be_says_why(flask, tmp_path, options, message):
    file = tmp_path / "nowhere" / "carta.pcap"
    result = flask("lab", "run", "primera-carta", "--pcap", str(file), *options)
    assert result.exit_code == 2
    assert message in result.stderr.replace("No such file", "no such file")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("skip\njump\n", "mine.txt:2: `jump` is no act"),
        ("open pc-ana sur 25\npower_on luna\n", "mine.txt:2: "),
        ("\nline NOOP\n", "mine.txt:2: "),
    ],
)
def test_a_wrong_line_says_file_and_line(flask, tmp_path, script, message):
    path = tmp_path / "mine.txt"
    path.write_text(script)
    result = flask("lab", "run", "primera-carta", "--script", str(path))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_scenario_names_those_there_are(flask):
    result = flask("lab", "run", "nada")
    assert result.exit_code == 2
    assert "primera-carta" in result.stderr


def test_a_wrong_scenario_says_file_place_and_reason(flask, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\nepoch = 3\n')
    result = flask("lab", "run", str(path))
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert "epoch" in result.stderr


def test_a_lesson_is_begun_and_its_blanks_are_asked_for(flask, tmp_path):
    folder = str(tmp_path / "mi-leccion")
    begun = flask("lessons", "new", folder, "--title", "Mía", "--scenario", "pop3")
    assert (begun.exit_code, begun.output) == (
        0,
        f"{folder}: en.md, es.md, lesson.toml\n",
    )
    checked = flask("lessons", "check", folder)
    assert checked.exit_code == 1
    assert "es.md: line 1: still to be written: " in checked.stderr
    again = flask("lessons", "new", folder)
    assert again.exit_code == 2
    assert "is there already: nothing was written" in again.stderr
    assert "no such scenario" in flask("lessons", "new", "x", "--scenario", "y").stderr


def test_sound_lessons_pass(flask, tmp_path):
    result = flask("lessons", "check", str(small_library(tmp_path)))
    assert result.output.endswith(": OK\n")
    assert result.exit_code == 0


def test_every_problem_of_a_lesson_is_told(flask, tmp_path):
    folder = small_library(tmp_path)
    lesson = folder / "smtp" / LESSON / "lesson.toml"
    lesson.write_text(lesson.read_text().replace("minutes =", "minuts ="))
    result = flask("lessons", "check", str(folder))
    assert result.exit_code == 1
    assert "lesson.toml" in result.stderr
    assert "minuts" in result.stderr


def test_the_facts_a_goal_may_name_are_listed_with_their_fields(flask):
    result = flask("lessons", "facts")
    assert result.exit_code == 0
    kinds = re.findall(r"^(\S+)$", result.output, re.M)
    assert kinds == [kind for kind in FACTS if kind not in HIDDEN_KINDS]
    assert "code: int, enhanced: str, lines: list, verb: str" in result.output
    assert "stream" not in re.findall(r"(\w+): ", result.output)


def test_the_facts_of_a_layer_or_one_alone_can_be_asked_for(flask):
    layer = flask("lessons", "facts", "pop3")
    heads = re.findall(r"^(\S+)$", layer.output, re.M)
    assert heads == ["pop3.command_received", "pop3.response_sent"]
    one = flask("lessons", "facts", "pop3.response_sent")
    assert one.output in layer.output
    wrong = flask("lessons", "facts", "pop3.responce_sent")
    assert wrong.exit_code == 2
    assert "the nearest is 'pop3.response_sent'" in wrong.stderr
