"""Letters laid open, conversations and drafts, as the page fetches them."""

import pytest


@pytest.fixture
def played(visitor):
    """A lab whose letter has reached the mailbox, and its id."""
    lab = visitor.boot()["lab"]
    visitor.tab(lab)
    return lab


def test_a_letter_with_its_way(visitor, played):
    found = visitor.http.get(f"/lab/{played}/letter/sur-1.1.json").json
    assert [stop["host"] for stop in found["journey"]] == [
        "pc-ana",
        "norte",
        "sur",
        "sur",
    ]
    assert found["fields"][0]["name"] == "Return-Path"
    early = visitor.http.get(f"/lab/{played}/letter/pc-ana-1.json?until=5").json
    assert [stop["host"] for stop in early["journey"]] == ["pc-ana"]


def test_all_letters(visitor, played):
    (only,) = visitor.http.get(f"/lab/{played}/letters.json").json["letters"]
    assert only["message"] == "sur-1.1"
    assert [stop["kind"] for stop in only["stops"]] == [
        "composed",
        "queued",
        "queued",
        "delivered",
    ]
    none = visitor.http.get(f"/lab/{played}/letters.json?until=1").json
    assert none == {"letters": []}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("letter/nadie-9.json", 404),
        ("letter/sur-1.1.json?until=x", 400),
        ("threads.json?messages=" + "a," * 501, 400),
    ],
)
def test_what_is_not_there(visitor, played, path, status):
    response = visitor.http.get(f"/lab/{played}/{path}")
    assert response.status_code == status
    assert response.json["error"]["text"]


def test_conversations(visitor, played):
    found = visitor.http.get(f"/lab/{played}/threads.json?messages=sur-1.1,pc-ana-1")
    letters = found.json["letters"]
    assert [one["message"] for one in letters] == ["sur-1.1", "pc-ana-1"]
    assert letters[0]["subject"] == "Viernes a las nueve"
    assert visitor.http.get(f"/lab/{played}/threads.json").json == {"letters": []}


def draft(visitor, lab, **act):
    body = {"act": "send", "host": "pc-ana", **act}
    return visitor.http.post(f"/lab/{lab}/draft.json", json=body)


def test_a_draft_is_the_letter_that_would_be_sent(visitor, played):
    found = draft(
        visitor,
        played,
        to="benito@sur.example",
        bcc="carla@sur.example",
        subject="Día",
        body="Hola",
        attachments=[{"name": "a.txt", "text": "nota"}],
    ).json
    assert found["problem"] is None
    assert found["reverse_path"] == "ana@norte.example"
    assert found["forward_paths"] == ["benito@sur.example", "carla@sur.example"]
    letter = found["letter"]
    assert "carla" not in letter["source"]
    assert [part["type"] for part in letter["parts"]] == [
        "multipart/mixed",
        "text/plain",
        "text/plain",
    ]
    assert {field["by"] for field in letter["fields"]} == {"pc-ana"}


def test_half_written_drafts_are_shown_with_what_is_missing(visitor, played):
    empty = draft(visitor, played).json
    assert empty["problem"]["key"] == "error.no_recipient"
    assert "To:" not in empty["letter"]["source"]
    half = draft(visitor, played, to="benito@sur.example, car").json
    assert half["problem"]["key"] == "error.bad_recipient"
    assert half["forward_paths"] == ["benito@sur.example"]


@pytest.mark.parametrize(
    "act",
    [
        {"attachments": [{"name": "a", "kind": "file", "octets": 10**9}]},
        {"host": "pc-benito", "to": "ana@norte.example"},
        {"host": "nadie", "to": "ana@norte.example"},
        {"body": "x" * 30_000},
    ],
)
def test_a_draft_that_cannot_be_made_says_why(visitor, played, act):
    found = draft(visitor, played, **act).json
    assert found["letter"] is None
    assert found["problem"]["key"].startswith("error.")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"act": "skip"}',
        b'{"act": "send"}',
        b'{"act": "send", "attachments": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    ],
    ids=range(5),
)
def test_what_is_no_draft_is_refused(visitor, played, body):
    response = visitor.http.post(
        f"/lab/{played}/draft.json", data=body, content_type="application/json"
    )
    assert response.status_code == 400
    assert response.json["error"]["key"] == "error.message"


def test_a_huge_draft_is_refused(visitor, played):
    response = draft(visitor, played, body="x" * 250_000)
    assert response.status_code == 413


def test_drafting_changes_nothing(visitor, played):
    before = visitor.http.get(f"/lab/{played}/journal.jsonl").data
    draft(visitor, played, to="benito@sur.example")
    assert visitor.http.get(f"/lab/{played}/journal.jsonl").data == before
