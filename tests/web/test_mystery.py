"""A mystery over the web: its address, its case, its judge, and what is kept secret."""

import pytest

from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.scenario import scenario_view
from simulator.teaching.mysteries import Mystery, mystery_of, proof_of
from tests.worlds import scenario

CODE, SEED, LEVEL = "1-7", 7, 1


def the_mystery() -> Mystery:
    return mystery_of(scenario("misterio"), SEED, LEVEL)


def accusation() -> str:
    """The right one, as the page sends it."""
    found = the_mystery()
    lab = found.run()
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served(0)
    proof = proof_of(found, [each for each in served if isinstance(each, Step)])
    one = min(proof.first)
    return f"{found.kind.cause} {found.machine} {one} {min(proof.second - {one})}"


@pytest.fixture
def visitor(whole_course):
    return whole_course.visitor()


def case(visitor, lab: str) -> dict:
    response = visitor.http.get(f"/lab/{lab}/mystery.json")
    assert response.status_code == 200, response.text
    return response.json


def answer(tab, value: str) -> dict:
    return tab.ask("act", act={"act": "answer", "question": "mystery", "value": value})


def test_the_address_opens_the_world_of_the_code(visitor):
    boot = visitor.boot(f"/misterio/{CODE}")
    assert (boot["mystery"], boot["view"]) == (CODE, "mystery")
    found = case(visitor, boot["lab"])
    assert found["code"] == CODE
    assert the_mystery().kind.cause in found["causes"]
    assert the_mystery().machine in found["machines"]
    assert "told" not in found
    assert "proof" not in found


def test_the_same_code_is_the_same_story_for_everybody(whole_course):
    stories = []
    for _ in range(2):
        visitor = whole_course.visitor()
        tab = visitor.tab(visitor.boot(f"/misterio/{CODE}")["lab"])
        stories.append([(event["at_us"], event["fact"]) for event in tab.events])
    assert stories[0] == stories[1]
    assert len(stories[0]) == len(the_mystery().run().journal)


def test_neither_page_nor_journal_gives_the_cause_away(visitor):
    cause = the_mystery().kind.cause
    page = visitor.http.get(f"/misterio/{CODE}").text
    assert cause not in page
    tab = visitor.tab(visitor.boot(f"/misterio/{CODE}")["lab"])
    acts = {
        e["fact"]["act"] for e in tab.events if e["fact"]["kind"] == "lab.intervened"
    }
    assert acts <= {"something"}


@pytest.mark.parametrize("file", ["journal.jsonl", "transcript.txt"])
def test_no_file_to_take_home_says_what_is_broken(visitor, file):
    world = scenario("misterio")
    seeds = (n for n in range(999) if mystery_of(world, n, 1).kind.cause == "cable_cut")
    boot = visitor.boot(f"/misterio/1-{next(seeds)}?lang=en")
    text = visitor.http.get(f"/lab/{boot['lab']}/{file}?lang=en").text
    assert len(text) > 300
    assert "link.cut" not in text
    assert '"cut"' not in text
    assert "cable" not in text


def test_a_right_accusation_is_judged_and_the_solution_told(visitor):
    lab = visitor.boot(f"/misterio/{CODE}")["lab"]
    tab = visitor.tab(lab)
    assert answer(tab, accusation())["ok"]
    found = case(visitor, lab)
    assert found["solved"] is True
    assert found["said"]["pins_right"] == [True, True]
    assert found["told"]["key"] == f"mystery.told.{the_mystery().kind.cause}"
    assert len(found["proof"]) == 2


def test_a_wrong_accusation_tells_nothing(visitor):
    lab = visitor.boot(f"/misterio/{CODE}")["lab"]
    assert answer(visitor.tab(lab), "busy dns 1 2")["ok"]
    found = case(visitor, lab)
    assert (found["solved"], found["accusations"]) == (False, 1)
    assert "told" not in found


def test_what_is_no_accusation_is_not_judged(visitor):
    lab = visitor.boot(f"/misterio/{CODE}")["lab"]
    assert answer(visitor.tab(lab), "busy dns one two")["ok"]
    assert case(visitor, lab)["accusations"] == 0


def test_begun_again_the_story_is_there_again(visitor):
    lab = visitor.boot(f"/misterio/{CODE}")["lab"]
    tab = visitor.tab(lab)
    before = len(tab.events)
    assert answer(tab, "busy dns 1 2")["ok"]
    assert tab.ask("restart")["ok"]
    assert case(visitor, lab)["until"] == before - 1
    assert case(visitor, lab)["accusations"] == 0


def test_who_only_watches_is_not_judged(whole_course):
    boot = whole_course.visitor().boot(f"/misterio/{CODE}")
    other = whole_course.visitor()
    assert other.http.get(f"/lab/{boot['lab']}/mystery.json").status_code == 403


@pytest.mark.parametrize("path", ["/misterio/9-1", "/misterio/x", "/mystery/1-"])
def test_an_address_without_a_mystery_is_refused(visitor, path):
    assert visitor.http.get(path, follow_redirects=True).status_code == 404


def test_a_lab_without_a_mystery_has_no_case(visitor):
    lab = visitor.boot("/mira")["lab"]
    assert visitor.http.get(f"/lab/{lab}/mystery.json").status_code == 404


def test_english_addresses_lead_to_the_same(visitor):
    assert visitor.http.get("/mystery").location.startswith("/misterio")
    assert visitor.http.get(f"/mystery/{CODE}").location == f"/misterio/{CODE}"
