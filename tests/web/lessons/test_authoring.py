"""Recording a lesson over HTTP: the moves of a lab, a draft, its folder, refusals."""

import io
import json
import zipfile

import msgspec
import pytest

from simulator.hosting import Limits
from tests.teaching.authoring.drafts import CALL, HELLO, QUIT, greeting_draft
from tests.web.rig import ServerInTest


@pytest.fixture
def visitor(lessons, dist):
    return ServerInTest(lessons, dist, Limits()).visitor()


def act(tab, one):
    fields = msgspec.to_builtins(one)
    assert tab.act(fields.pop("act"), **fields)["ok"]


def test_every_branch_of_a_lab_is_recorded(visitor):
    boot = visitor.boot("/escenario/sesion-smtp")
    tab = visitor.tab(boot["lab"])
    for one in (CALL, HELLO, QUIT):
        act(tab, one)
    before = visitor.http.get(f"/lab/{boot['lab']}/moves.json").json
    assert [move["act"]["act"] for move in before["moves"]] == ["open", "line", "line"]
    assert before["line"] == [move["id"] for move in before["moves"]]
    assert (before["scenario"], before["seed"]) == ("sesion-smtp", 1)
    tab.branch = tab.ask("undo")["branch"]
    act(tab, QUIT)
    tab.branch = tab.ask("undo")["branch"]
    tab.branch = tab.ask("undo")["branch"]
    act(tab, QUIT)
    after = visitor.http.get(f"/lab/{boot['lab']}/moves.json").json
    assert len(after["moves"]) == 4
    assert after["line"] == [before["line"][0], after["moves"][3]["id"]]
    assert after["moves"][3]["after"] == before["line"][0]


def test_others_and_labs_with_a_purpose_are_not_recorded(visitor):
    lab = visitor.boot("/escenario/sesion-smtp")["lab"]
    stranger = visitor.server.visitor()
    assert stranger.http.get(f"/lab/{lab}/moves.json").status_code == 403
    lesson = visitor.boot("/aprende/primera-sesion-smtp")["lab"]
    answer = visitor.http.get(f"/lab/{lesson}/moves.json")
    assert answer.json["error"]["key"] == "ui.author.wrong.lab"


def test_a_draft_is_told_packed_and_opened_again(visitor):
    draft, _ = greeting_draft()
    posted = msgspec.json.encode(draft)
    page = visitor.http.post("/authoring.json", data=posted).json
    assert page["missing"] == []
    assert [turn["kind"] for turn in page["turns"]] == ["wrong", "wrong", "right"]
    answer = visitor.http.post("/authoring/lesson.zip", data=posted)
    assert answer.headers["Content-Type"] == "application/zip"
    assert 'filename="una-prueba.zip"' in answer.headers["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert "una-prueba/lesson.toml" in names
    again = visitor.http.post("/authoring/draft.json", data=answer.data)
    assert again.json == json.loads(posted)


@pytest.mark.parametrize(
    ("path", "body", "key"),
    [
        ("/authoring.json", b"[", "ui.author.wrong.draft"),
        ("/authoring.json", b"x" * 500_000, "ui.author.wrong.big"),
        ("/authoring.json", b'{"lang":"xx","scenario":"pop3"}', "error.language"),
        ("/authoring.json", b'{"lang":"es","scenario":"../x"}', "error.page"),
        ("/authoring/lesson.zip", b'{"lang":"es","scenario":"pop3"}', "unfinished"),
        ("/authoring/draft.json", b"PK", "ui.author.wrong.file"),
    ],
)
def test_what_is_wrong_is_refused_with_its_reason(visitor, path, body, key):
    headers = {"accept": "application/json"}
    answer = visitor.http.post(path, data=body, headers=headers)
    assert 400 <= answer.status_code < 500
    assert answer.json["error"]["key"].endswith(key)


def test_a_name_of_cartero_is_taken(visitor):
    draft, _ = greeting_draft()
    draft = msgspec.structs.replace(draft, slug="primera-sesion-smtp")
    page = visitor.http.post("/authoring.json", data=msgspec.json.encode(draft)).json
    assert [part["said"]["key"] for part in page["missing"]] == [
        "ui.author.missing.taken"
    ]
