"""Drills over the web: a question, its answer, and nothing that is no question."""

import pytest

from simulator.teaching.drills import DRILL_KINDS


@pytest.fixture
def visitor(whole_course):
    return whole_course.visitor()


@pytest.mark.parametrize("kind", DRILL_KINDS)
def test_a_question_is_asked_without_its_answer_and_answered_with_its_reasons(
    visitor, kind
):
    page = visitor.http.get(f"/drill/{kind}/5.json?lang=en").json
    assert (page["kind"], page["seed"]) == (kind, 5)
    assert "right" not in page
    answer = visitor.http.get(f"/drill/{kind}/5/answer.json?lang=en").json
    assert 0 <= answer["right"] < len(page["options"])
    assert all(place["label"].startswith("RFC ") for place in answer["rfc"])
    told = {"next-command": 4, "which-code": 1, "blank-line": 0}[kind]
    assert len(answer["outcomes"]) == told
    assert all(outcome["replies"][0]["why"] for outcome in answer["outcomes"])


@pytest.mark.parametrize("rest", ["other/5", "which-code/1000000", "which-code/x"])
def test_what_is_no_question_is_not_found(visitor, rest):
    assert visitor.http.get(f"/drill/{rest}.json").status_code == 404
