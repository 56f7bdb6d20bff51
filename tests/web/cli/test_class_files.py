"""`flask grades class`, as a teacher types it."""

import csv
import io

import msgspec
import pytest

from simulator.classroom.results import class_record, to_file, with_scores
from simulator.web.cli import commands
from tests.classroom.results.rig import opens_lesson, results, solves
from tests.classroom.rig import ClassInTest
from tests.web.rig import ROOT


@pytest.fixture(scope="module")
def saved() -> bytes:
    """The file of a class whose one student made half of a lesson."""
    klass = ClassInTest()
    content = klass.hosting.content
    solves(opens_lesson(klass, klass.student("-Ana")), content, steps=4)
    record = class_record(klass.classroom, klass.hosting.labs)
    found = results(record, content)
    return to_file(with_scores(record, [each.scores for each in found]))


@pytest.fixture
def check(server, tmp_path):
    """Run it on a file with those octets; the result, and its rows."""
    folders = (ROOT / "lessons/scenarios", ROOT / "lessons", ROOT / "static/dist")
    groups = {group.name: group for group in commands(*folders)}

    def run(octets: bytes):
        file = tmp_path / "class.json"
        file.write_bytes(octets)
        runner = server.app.test_cli_runner()
        arguments = ["class", "--lang", "en", str(file)]
        result = runner.invoke(groups["grades"], arguments)
        rows = list(csv.reader(io.StringIO(result.stdout)))
        return result.exit_code, rows, result.stderr

    return run


def test_a_file_as_it_was_saved_is_graded_again(check, saved):
    code, rows, said = check(saved)
    assert code == 0
    assert rows[1][0] == "'-Ana"
    assert rows[1][2:] == ["6", "12", "3", "3", "0", "1", ""]
    assert "as it was saved" in said


def edited(saved: bytes, **what) -> bytes:
    record = msgspec.json.decode(saved)
    record["students"][0] |= what
    return msgspec.json.encode(record)


def test_a_changed_file_says_so_and_its_claims_change_no_score(check, saved):
    best = dict.fromkeys(("task", "predict", "quiz"), {"got": 9, "of": 9})
    code, rows, said = check(edited(saved, scores={"primera-sesion-smtp": best}))
    assert code == 1
    assert rows[1][2:4] == ["6", "12"]
    assert "another score" in rows[1][-1]
    assert "was changed" in said
    assert "was changed" in check(edited(saved, name="Benito"))[2]


@pytest.mark.parametrize(
    "octets",
    [b"", b"{}", b"\xff", b"[" * 100_000, b'{"kind":"cartero-lab","form":1}'],
    ids=["empty", "no record", "no text", "deep", "another file"],
)
def test_what_is_no_file_of_a_class_is_one_sentence(check, octets):
    code, rows, said = check(octets)
    assert (code, rows) == (2, [])
    assert "not the file of a class" in said


def test_another_form_of_the_file_is_not_read(check, saved):
    record = msgspec.json.decode(saved)
    assert check(msgspec.json.encode(record | {"form": 2}))[0] == 2
