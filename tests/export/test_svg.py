"""The ladder as a picture: whole, self-contained, and within its paper."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.acts import Freeze
from simulator.export import Page, ladder, ladder_sheets
from simulator.export.svg import LINES_MAX, SHEET, WIDTH
from simulator.hosting.reading.exported_files import Source, drawing
from simulator.lab import Lab
from simulator.projections.catalogue import load, render
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.projections.shapes.model import Chapter
from simulator.scenario import scenario_view
from tests.golden.runs import with_a_cut, with_mistakes
from tests.worlds import LANGUAGES, SCENARIOS, demonstrated, scenario

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
GOLDEN = Path(__file__).with_name("ladder.svg")


def drawn(lab, lang: str = "es") -> str:
    server = ServedJournal(lab.journal, scenario_view(lab.scenario))
    return drawing(Source(lab.scenario, lab.seed, lab.journal, server), load(), lang)


def words(picture: str) -> str:
    root = ET.fromstring(picture)
    return "\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def step(number: int, shape: str, one: str, other: str, **more) -> Step:
    beat = {
        "step": number,
        "shape": shape,
        "protocol": "smtp",
        "from": one,
        "to": other,
        "client": one,
        "server": other,
        "mark": "",
        "head": "",
        "text": "",
        "more": [],
        "length": 0,
        "phase": "",
        "chapter": 0,
        "rfc": [],
        "spans": [],
        "lost": False,
    }
    beat |= {key: more.pop(key) for key in list(more) if key in beat}
    fact = {"kind": "host.powered_on"}
    place = {"seq": number, "at_us": 0, "host": one, "conn": "", "cause": 0}
    say = {"key": "said", "params": {"n": number}}
    served = {**place, "fact": fact, "beat": beat, "say": say, "changes": [], **more}
    return msgspec.convert(served, Step)


def page(hosts=("ana", "norte")) -> Page:
    return Page(
        lang="es",
        title="Una <escalera> & media",
        subtitle="para probar",
        hosts={host: host.title() for host in hosts},
        chapters=[Chapter(key="chapter", params={}, protocol="smtp", step=1)],
        say=lambda key, params: f"{key} {params}",
    )


STORY = [
    step(1, "local", "ana", "ana"),
    step(2, "open", "ana", "norte"),
    step(3, "reply", "norte", "ana", mark="2", head="220", octets="220 hola\r\n"),
    step(4, "command", "ana", "norte", head="EHLO", octets="EHLO ana\r\n"),
    step(5, "reply", "norte", "ana", mark="5", head="550", octets="550 no\r\n"),
    step(6, "letter", "ana", "norte", octets="Subject: ñ\r\n\r\n<hola>\r\n"),
    step(7, "command", "ana", "norte", head="QUIT", octets="QUIT\r\n", lost=True),
]


def test_a_small_ladder_is_drawn_as_the_golden_file():
    assert ladder(STORY, page()) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_and_every_line_is_there(name: str, lang: str):
    lab = demonstrated(name)
    server = ServedJournal(lab.journal, scenario_view(lab.scenario))
    labels = {h.id: h.label[lang] for h in lab.scenario.hosts}
    said = re.sub(r"\s+", " ", words(drawn(lab, lang)))
    for event in server.served():
        if event.beat is None:
            continue
        sentence = render(load()[lang], event.say.key, event.say.params, labels)
        assert re.sub(r"\s+", " ", sentence) in said
        if event.beat.shape in ("command", "reply"):
            assert event.beat.head in said


@pytest.mark.parametrize("make", [with_mistakes, with_a_cut])
def test_the_picture_refers_to_nothing_outside_it(make):
    picture = drawn(make())
    root = ET.fromstring(picture)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not tags & {"script", "style", "image", "a", "foreignObject"}
    told = [v for element in root.iter() for v in element.attrib.values()]
    assert not [v for v in told if "url(" in v or ("://" in v and "w3.org" not in v)]
    uses = {e.attrib["href"] for e in root.iter(f"{SVG}use")}
    assert uses <= {f"#{e.attrib['id']}" for e in root.iter(f"{SVG}symbol")}


def test_long_lines_break_and_what_is_left_out_is_counted():
    many = "".join(f"{n} palabra\r\n" for n in range(LINES_MAX + 3))
    long = "x" * 500 + "\r\n"
    picture = ladder(
        [
            step(1, "reply", "norte", "ana", octets=many),
            step(2, "reply", "norte", "ana", octets=long),
        ],
        page(),
    )
    said = words(picture)
    assert "ui.export.more_lines {'n': 3}" in said
    assert f"{LINES_MAX} palabra" not in said
    assert said.replace("\n", "").count("x" * 500) == 1


@given(
    octets=st.binary(max_size=120),
    head=st.text(max_size=8),
    sentence=st.text(max_size=200),
)
def test_whatever_was_said_the_picture_is_xml_and_fits(octets, head, sentence):
    """Monospaced: 0.63 of the size of the type is more than any of its fonts needs."""
    said = octets.decode("latin-1")
    one = step(1, "command", "ana", "norte", head=head, octets=said)
    picture = ladder([one], page()._replace(say=lambda *_: sentence))
    for text in ET.fromstring(picture).iter(f"{SVG}text"):
        if text.attrib.get("font-size") == "13":
            wide = len("".join(text.itertext())) * 13 * 0.61
            assert float(text.attrib["x"]) + wide <= WIDTH


def test_a_lab_in_which_nothing_happened_has_its_machines():
    assert "Norte" in words(ladder([], page()))


def test_a_fault_before_the_first_chapter_is_drawn():
    lab = Lab(scenario(), 1)
    lab.apply(Freeze("sur"))
    assert words(drawn(lab))


def test_a_skip_before_any_machine_did_anything_is_drawn():
    picture = ladder([step(1, "local", "", "")], page())
    assert "said" in words(picture)


def sheets(name: str) -> list[ET.Element]:
    """What is printed of a demonstration, sheet by sheet."""
    lab = demonstrated(name)
    served = ServedJournal(lab.journal, scenario_view(lab.scenario))
    source = Source(lab.scenario, lab.seed, lab.journal, served)
    printed = drawing(source, load(), "es", ladder_sheets)
    return [ET.fromstring(one) for one in re.findall(r"<svg .*?</svg>", printed, re.S)]


def test_a_long_demonstration_takes_several_sheets():
    assert len(sheets("cola-y-reintentos")) == 3


@pytest.mark.parametrize("name", NAMES)
def test_sheets_hold_every_step_once_and_nothing_beyond_their_foot(name):
    numbers = []
    *whole, last = sheets(name)
    assert [sheet.get("height") for sheet in whole] == [str(SHEET)] * len(whole)
    assert 0 < int(last.get("height", "0")) <= SHEET
    for sheet in (*whole, last):
        assert sheet.get("width") == str(WIDTH)
        for text in sheet.iter(f"{SVG}text"):
            assert float(text.get("y", "0")) <= int(sheet.get("height", "0"))
            if text.get("text-anchor") == "end":
                numbers.append(int(text.text or 0))
        anchors = {text.get("text-anchor") for text in sheet.iter(f"{SVG}text")}
        assert "end" not in anchors or "middle" in anchors, "steps without machines"
    assert numbers == list(range(1, len(numbers) + 1))
