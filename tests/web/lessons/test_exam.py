"""An exam over the web: its address, its labs, no help, and what it is worth."""

import json

import pytest

from simulator.acts import encode_act
from simulator.teaching.exams import (
    MINUTES_MAX,
    MYSTERIES_MAX,
    TASKS_MAX,
    read_record,
)
from tests.teaching.exams.exams import CODE, solution, tasks

NICKNAME = "Ana"


@pytest.fixture
def visitor(whole_course):
    return whole_course.visitor()


def task_tab(visitor, number: int):
    return visitor.tab(visitor.boot(f"/examen/{CODE}/{NICKNAME}/{number}")["lab"])


def line(visitor, tab) -> list:
    return visitor.http.get(f"/lab/{tab.lab}/line.json").json["line"]


def graded(visitor, record: dict | bytes):
    body = record if isinstance(record, bytes) else json.dumps(record).encode()
    return visitor.http.post("/exam/grade.json", data=body)


def record(**works: list) -> dict:
    names = [task.name for task in tasks(CODE, NICKNAME)]
    done = [
        {"name": names[int(number[1:]) - 1], "line": line}
        for number, line in works.items()
    ]
    return {"cartero": 1, "exam": CODE, "nickname": NICKNAME, "tasks": done}


def test_the_plan_tells_its_tasks_without_help(visitor):
    page = visitor.http.get(f"/exam/{CODE}.json?nickname={NICKNAME}&lang=en").json
    assert (page["minutes"], page["nickname"]) == (45, NICKNAME)
    assert [task["name"] for task in page["tasks"]] == [
        task.name for task in tasks(CODE, NICKNAME)
    ]
    for task in page["tasks"]:
        step = task.get("step")
        assert not step or (step["hints"], step.get("help", [])) == ([], [])
        assert not step or step["goals"]


def test_what_was_played_is_worth_what_the_page_is_told(visitor):
    tab = task_tab(visitor, 1)
    for act in solution(tasks(CODE, NICKNAME)[0]):
        fields = encode_act(act)
        assert tab.act(fields.pop("act"), **fields)["ok"]
    done = line(visitor, tab)
    marks = graded(visitor, record(n1=done)).json
    assert marks["score"] == {"got": 6, "of": 15}
    assert marks["tasks"][0]["score"] == {"got": 6, "of": 6}
    assert all(item["held"] for item in marks["tasks"][0]["items"])
    assert marks["complaints"] == []
    assert marks["whole"]
    assert marks["qr"].startswith("<svg")
    again = graded(visitor, marks["file"].encode()).json
    assert again == marks
    saved = read_record(marks["file"].encode())
    assert saved.digest == saved.code == marks["digest"]


def test_what_an_exam_may_be_is_told_to_who_makes_one(visitor):
    assert visitor.http.get("/exams.json").json == {
        "tasks": TASKS_MAX,
        "mysteries": MYSTERIES_MAX,
        "levels": [1, 2, 3],
        "minutes": MINUTES_MAX,
        "number": 9999,
    }


def test_a_line_that_left_another_is_told_as_it_was_played(visitor):
    tab = task_tab(visitor, 2)
    for act in solution(tasks(CODE, NICKNAME)[1])[:3]:
        fields = encode_act(act)
        seq = tab.act(fields.pop("act"), **fields)["seq"] - 2
    answer = tab.ask("act", act={"act": "line", "text": "NOOP"}, after=seq)
    assert answer["ok"]
    left = visitor.http.get(f"/lab/{tab.lab}/line.json?branch={answer['branch']}").json
    assert left["line"][-1]["after"] >= seq
    assert graded(visitor, record(n2=left["line"])).json["complaints"] == []


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("attempt", {"lesson": "primera-sesion-smtp"}),
        ("play", {"lesson": "primera-sesion-smtp", "step": "mira"}),
        ("play", {}),
        ("ready", {"lesson": "primera-sesion-smtp", "step": "mira"}),
        ("exercise", {"lesson": "primera-sesion-smtp", "step": "x", "level": "order"}),
    ],
)
def test_an_exam_gives_no_help(visitor, name, more):
    answer = task_tab(visitor, 1).ask(name, **more)
    assert answer["error"]["key"] == "error.exam"


def test_a_mystery_is_not_judged_before_the_end(visitor):
    tab = task_tab(visitor, 3)
    answer = {"act": "answer", "question": "mystery", "value": "told"}
    assert tab.ask("act", act=answer)["ok"]
    answer["value"] = "full_mailbox sur 1 2"
    assert tab.ask("act", act=answer)["ok"]
    page = visitor.http.get(f"/lab/{tab.lab}/mystery.json").json
    assert (page["judged"], page["code"], page["solved"]) == (False, "", False)
    assert not page.get("told") and not page.get("proof")
    assert page["said"]["cause"] == "full_mailbox"
    assert not page["said"]["cause_right"]


def test_the_same_task_is_the_same_lab_after_a_reload(visitor):
    address = f"/examen/{CODE}/{NICKNAME}/1"
    assert visitor.boot(address)["lab"] == visitor.boot(address)["lab"]


@pytest.mark.parametrize(
    "path",
    ["/examen/x", f"/examen/{CODE}/=1", f"/examen/{CODE}/Ana/4", "/exam/x.json"],
)
def test_an_address_of_no_exam_is_refused(visitor, path):
    assert visitor.http.get(path).status_code in (400, 404)


def test_a_file_that_is_no_exam_is_refused_with_its_reason(visitor):
    for body in (b"", b"{", b"[]", b'{"cartero":9,"exam":"","nickname":""}'):
        answer = graded(visitor, body)
        assert answer.status_code == 400
        assert answer.json["error"]["key"].startswith("grades.")


def test_a_record_as_long_as_a_file_may_be_is_graded_and_no_longer_one(visitor):
    for size, status in ((300_000, 200), (600_000, 413)):
        long = {**record(), "claimed": "x" * size}
        assert graded(visitor, long).status_code == status


def test_every_address_in_english_leads_to_the_same(visitor):
    for rest in ("", f"/{CODE}", f"/{CODE}/Ana", f"/{CODE}/Ana/1"):
        answer = visitor.http.get(f"/exam{rest}?lang=en")
        assert answer.headers["Location"] == f"/examen{rest}?lang=en"
