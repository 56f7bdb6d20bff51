"""`flask grades check`, as a teacher types it."""

import csv
import io

import msgspec
import pytest

from simulator.teaching.exams import done
from simulator.web.cli import commands
from tests.teaching.exams.exams import CODE, record, solution, solved, tasks
from tests.web.rig import ROOT


@pytest.fixture
def check(server):
    """Run `flask grades check ...`; the result, and its rows."""
    folders = (ROOT / "lessons/scenarios", ROOT / "lessons", ROOT / "static/dist")
    groups = {group.name: group for group in commands(*folders)}

    def run(*arguments):
        result = server.app.test_cli_runner().invoke(
            groups["grades"], ["check", "--lang", "en", *map(str, arguments)]
        )
        return result.exit_code, list(csv.DictReader(io.StringIO(result.stdout)))

    return run


def test_every_file_is_graded_and_a_bad_one_is_a_row_with_its_reason(check, tmp_path):
    good, claims, paper = (tmp_path / name for name in ("a.json", "=b.json", "c.txt"))
    bad, missing = tmp_path / "d.json", tmp_path / "e.json"
    good.write_bytes(msgspec.json.encode(solved()))
    lie = msgspec.structs.replace(solved(), claimed={"got": 99, "of": 99})
    claims.write_bytes(msgspec.json.encode(lie))
    paper.write_text(solved().packed)
    bad.write_text("{")
    code, rows = check(bad, good, missing, claims, paper)
    assert code == 1
    assert [row["file"] for row in rows] == [
        *("d.json", "a.json", "e.json", "'=b.json", "c.txt")
    ]
    for row in (rows[1], rows[3], rows[4]):
        assert (row["nickname"], row["exam"]) == ("Ana", CODE)
        assert (row["points"], row["of"]) == ("12", "15")
        assert (row["task1"], row["of1"], row["task3"], row["of3"]) == (
            *("6", "6", "0", "3"),
        )
        assert row["code"] == solved().digest
    assert "not JSON" in rows[0]["complaints"]
    assert "cannot be read" in rows[2]["complaints"]
    assert [row["complaints"] != "" for row in rows] == [True, False, True, True, False]


def test_nothing_is_wrong_when_every_file_can_be_graded(check, tmp_path):
    file = tmp_path / "a.json"
    file.write_bytes(msgspec.json.encode(solved()))
    assert check(file)[0] == 0


def test_the_same_work_under_another_nickname_is_complained_of(check, tmp_path):
    files = [tmp_path / f"{name}.json" for name in ("ana", "again", "copy", "empty")]
    mine = record({task.name: map(done, solution(task)) for task in tasks()})
    copy = msgspec.structs.replace(mine, nickname="Benito")
    empty = msgspec.structs.replace(mine, nickname="Carla", tasks=())
    for file, each in zip(files, (mine, mine, copy, empty), strict=True):
        file.write_bytes(msgspec.json.encode(each))
    code, rows = check(*files)
    said = [row["complaints"] for row in rows]
    assert code == 0
    assert "copy.json, of Benito" in said[0] and "copy.json, of Benito" in said[1]
    assert "again.json" not in said[0]
    assert "ana.json, of Ana" in said[2] and "again.json, of Ana" in said[2]
    assert said[3] == ""
