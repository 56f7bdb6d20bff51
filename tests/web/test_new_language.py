"""A new language needs no code: a made-up one, as files alone, is spoken everywhere.

It has a folder of texts, a file in each lesson and a label in each scenario, as a
translator would bring them, and nothing of it is in the repository.
"""

import re
import shutil

import pytest

from simulator.export import transcript
from simulator.hosting import Limits
from simulator.lab import Lab
from simulator.projections.catalogue import Texts, load, render
from simulator.projections.narration import Narrator
from simulator.scenario import load_scenario
from simulator.teaching import check_folder, check_languages
from tests.agents.mailbox_reader import Reader
from tests.projections.tell import texts_of
from tests.web.rig import ServerInTest, Visitor
from tools.pseudo import build, pseudo

TAG = "zzz"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Texts and lessons of Cartero, and of the new language."""
    return build(tmp_path_factory.mktemp("new") / "language", TAG)


@pytest.fixture(scope="module")
def texts(folder) -> Texts:
    return load(folder / "texts")


@pytest.fixture
def visitor(folder, dist) -> Visitor:
    lessons = folder / "lessons"
    return ServerInTest(
        lessons,
        dist,
        Limits(),
        texts=folder / "texts",
        scenarios=lessons / "scenarios",
    ).visitor()


def run(folder, texts, name):
    """The demonstration of a scenario."""
    plan = load_scenario(folder / "lessons/scenarios" / f"{name}.toml", texts)
    lab = Lab(plan, 1)
    lab.open()
    for act in plan.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


def test_nothing_is_missing_and_no_lesson_has_a_problem(folder, texts):
    lessons = folder / "lessons"
    assert list(texts) == ["es", "en", TAG]
    assert check_languages(texts, lessons, lessons / "scenarios") == []
    one = lessons / "smtp" / "primera-sesion-smtp"
    assert [str(problem) for problem in check_folder(one, texts)] == []


def test_the_narrator_and_the_transcript_speak_it(folder, texts):
    lab = run(folder, texts, "primera-carta")
    words, labels = texts[TAG], {h.id: h.label[TAG] for h in lab.scenario.hosts}
    assert all(label.startswith("[") for label in labels.values())
    narrator, said = Narrator(lab.journal), []
    for event in lab.journal:
        told = texts_of(narrator.fold(event))
        said += [render(words, text.key, text.params, labels) for _, text in told]
    assert len(said) > 40
    assert all(sentence.startswith("[") for sentence in said)
    assert "[C: çlîêńtê · S: šêrvîdør" in transcript(lab.journal, words)


def test_the_webmail_speaks_it_to_who_asks_for_it(folder, texts):
    plan = load_scenario(folder / "lessons/scenarios/tres-maneras.toml", texts)
    reader = Reader(plan)
    reader.get("/", language=TAG)
    assert f'<html lang="{TAG}">' in reader.page
    assert pseudo("Contraseña") in reader.text


def test_the_page_offers_it_by_its_own_name(visitor):
    boot = visitor.boot(f"/?lang={TAG}")
    assert boot["lang"] == TAG
    assert [each["tag"] for each in boot["languages"]] == ["es", "en", TAG]
    assert boot["languages"][-1]["name"] == pseudo("Pseudo")
    assert boot["title"][TAG].startswith("[")
    catalogue = visitor.http.get(boot["texts_urls"][TAG]).json
    assert catalogue["ui.player.play"].startswith("[")


@pytest.mark.parametrize("path", ["/clase", "/no/existe", "/pasarela"])
def test_plain_pages_speak_it_and_lead_to_the_others(visitor, path):
    page = visitor.http.get(f"{path}?lang={TAG}").text
    assert f'<html lang="{TAG}"' in page
    assert re.search(r"<h1>\[", page)
    found = re.findall(r'<a class="tongue"[^>]*hreflang="(\w+)"', page)
    assert found == ["es", "en"]


def test_lessons_scenarios_and_experiments_have_its_words(visitor):
    visitor.http.get(f"/?lang={TAG}")
    units = visitor.http.get("/lessons.json").json
    cards = [card for unit in units for card in unit["lessons"]]
    assert all(card["title"].startswith("[") for card in cards)
    page = visitor.http.get("/lessons/primera-sesion-smtp.json").json
    assert all(step["title"].startswith("[") for step in page["steps"])
    for listed in ("/scenarios.json", "/experiments.json"):
        assert all(
            e["title"][TAG].startswith("[") for e in visitor.http.get(listed).json
        )


def test_what_it_lacks_comes_from_the_language_it_falls_back_to(folder, tmp_path, dist):
    shutil.copytree(folder, tmp_path / "part")
    part = tmp_path / "part"
    own = part / "texts" / TAG / "all.toml"
    kept = own.read_text("utf-8").replace('"ui.player.play" = ', '"ui.player.x" = ')
    own.write_text(kept.replace('"ui.player.x"', "#"), encoding="utf-8")
    lesson = part / "lessons/smtp/sobre-y-carta"
    (lesson / f"{TAG}.md").unlink()
    scenario = part / "lessons/scenarios/puntos.toml"
    scenario.write_text(
        re.sub(rf"(?m)^{TAG} = .*$", "", scenario.read_text("utf-8"), count=1)
    )
    texts = load(part / "texts")
    assert texts[TAG]["ui.player.play"] == texts["es"]["ui.player.play"]
    found = check_languages(texts, part / "lessons", part / "lessons/scenarios")
    assert found == [
        f"{TAG} lacks ui.player.play",
        f"{lesson}: no {TAG}.md",
        f"{scenario}: title lacks its words in {TAG!r}",
    ]
    server = ServerInTest(
        part / "lessons",
        dist,
        Limits(),
        texts=part / "texts",
        scenarios=part / "lessons/scenarios",
    )
    page = server.visitor().http.get(f"/lessons/sobre-y-carta.json?lang={TAG}").json
    spanish = server.visitor().http.get("/lessons/sobre-y-carta.json?lang=es").json
    assert page["title"] == spanish["title"]
