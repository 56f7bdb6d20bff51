"""The slides of the course: every claim checked, and every scene shows what it says."""

import msgspec
import pytest

from simulator.projections.served_journal import ServedJournal
from simulator.scenario import load_scenario, scenario_view
from simulator.teaching import LessonError, load_course
from simulator.teaching.experiments import load_experiments
from simulator.teaching.playing import SHIPPED
from simulator.teaching.scenes import SceneSources, run_scene
from simulator.teaching.slides import Claim, Misconceptions
from tests.worlds import library

SCENARIOS = {
    found.name: found
    for found in map(load_scenario, sorted((SHIPPED / "scenarios").glob("*.toml")))
}
LIBRARY = library()
EXPERIMENTS = load_experiments(SHIPPED / "experiments", SCENARIOS)
SOURCES = SceneSources(SCENARIOS, LIBRARY, EXPERIMENTS)
COURSE = load_course(SHIPPED, SOURCES)
CLAIMS = [claim for slide in COURSE.slides for claim in slide.claims]


@pytest.mark.parametrize("name", COURSE.scenes)
def test_the_event_to_look_at_happens_and_is_a_step(name):
    """Where nothing is told the page would stop a step too early."""
    scene = COURSE.scenes[name]
    scenario = SCENARIOS[scene.scenario]
    lab, at = run_scene(scene, scenario)
    assert at is not None
    told = ServedJournal(lab.journal, scenario_view(scenario)).served(at, 1)
    assert told[0].say is not None


@pytest.mark.parametrize("name", [n for n, s in COURSE.scenes.items() if s.acts])
def test_the_event_to_look_at_is_made_by_the_acts(name):
    """Otherwise anything at all would have shown it."""
    scene = COURSE.scenes[name]
    scenario = SCENARIOS[scene.scenario]
    idle = msgspec.structs.replace(scenario, demonstration=())
    _, at = run_scene(msgspec.structs.replace(scene, acts=()), idle)
    assert at is None


def test_every_scene_has_one_name():
    shown = [claim for claim in (*CLAIMS, *COURSE.misconceptions) if claim.shows]
    names = [claim.scene_name for claim in shown]
    assert len(set(names)) == len(names)


def test_a_claim_names_its_lessons_with_their_addresses():
    claims = {
        claim.id: claim
        for slide in COURSE.slide_pages(LIBRARY)
        for claim in slide.claims
    }
    slugs = {one.number: one.slug for one in claims["S20.5"].lessons}
    assert slugs == {"L11": "data-y-el-punto", "L39": "contrabando-smtp"}


def test_a_wrong_claim_says_what_is_right():
    with pytest.raises(ValueError, match="truth"):
        Claim(id="S99.1", verdict="wrong", says={"es": "No."})


@pytest.mark.parametrize("name", ["S99.", "s99.1", "S٩٩.1", "S99/1", "S99.1?a"])
def test_a_claim_is_named_so_that_its_scene_has_an_address(name):
    with pytest.raises(ValueError, match="not named like"):
        Claim(id=name, verdict="context", says={"es": "No."})


def test_two_beliefs_of_one_id_are_refused():
    claim = Claim(id="M99", verdict="context", says={"es": "No."})
    with pytest.raises(ValueError, match="different ids"):
        Misconceptions(claims=(claim, claim))


@pytest.mark.parametrize(
    ("given", "instead", "reason"),
    [
        ('scenario = "sesion-smtp"', 'scenario = "nada"', "no scenario is named"),
        ("code = 250 }", "code = 250, size = 3 }", "size"),
        ("5321#4.1.1.1", "5321#99", "99"),
        ('id = "S21"', 'id = "S22"', "is not one of S22"),
        ("says.es", "says.xx", "no language"),
        ("at = {", "look = {", "look"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place(
    tmp_path, given, instead, reason
):
    text = (SHIPPED / "slides" / "s21.toml").read_text()
    assert given in text
    (tmp_path / "slides").mkdir()
    wrong = tmp_path / "slides" / "s21.toml"
    wrong.write_text(text.replace(given, instead, 1))
    with pytest.raises(LessonError, match=reason) as raised:
        load_course(tmp_path, SOURCES)
    assert raised.value.file == str(wrong)


def test_a_sentence_to_correct_is_right_as_it_is_when_its_claim_is():
    verdicts = {claim.id: claim.verdict for claim in CLAIMS}
    asked = [
        step.question
        for loaded in LIBRARY.lessons.values()
        for step in loaded.lesson.steps
        if step.question and step.question.claims
    ]
    assert asked
    for question in asked:
        for arrow, claim in question.claims.items():
            stands = question.right[arrow] == "ok"
            assert stands == (verdicts[claim] == "ok"), claim


@pytest.mark.parametrize("step", ["nada", "por-que"])
def test_a_practice_names_a_step_that_asks(tmp_path, step):
    (tmp_path / "slides").mkdir()
    text = (SHIPPED / "slides" / "s03.toml").read_text(encoding="utf-8")
    wrong = text.replace('step = "linea-del-tiempo"', f'step = "{step}"')
    (tmp_path / "slides" / "s03.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(LessonError, match=step):
        load_course(tmp_path, SOURCES)
