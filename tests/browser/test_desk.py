"""The desk answers a page as a server would: boot, messages, data and files."""

import json

import msgspec
import pytest

from simulator.browser import restored, stored
from simulator.browser.prepared import document_addresses, first_scene
from simulator.hosting import Limits, load_content
from simulator.projections.catalogue import FOLDER
from simulator.projections.shapes import Boot
from tests.browser.rig import Page
from tests.export.test_replay import SMALL, data_of
from tests.hosting.rig import ROOT, TELNET, content
from tests.web.rig import ServerInTest, Tab, built_manifest

EXAM = "45.1.2.7.primera-sesion-smtp"


@pytest.mark.parametrize(
    ("path", "view"),
    [
        ("/", "home"),
        ("/mira", "watch"),
        ("/escribe", "type"),
        ("/type", "type"),
        ("/aprende/misiones", "type"),
        ("/aprende/primera-sesion-smtp", "learn"),
        ("/learn/primera-sesion-smtp", "learn"),
        ("/escenario/pop3", "watch"),
        ("/experimento/buzon-lleno", "break"),
        ("/certificado/smtp", "certificate"),
    ],
)
def test_an_address_opens_a_view_of_a_lab(path, view):
    boot = Page().open(path)
    assert boot["view"] == view
    assert boot["may_act"] is True
    msgspec.convert(boot, Boot)


def test_what_needs_a_server_is_refused_in_words():
    refused = Page().open("/clase")
    assert refused["error"]["text"]


def test_a_page_is_told_what_a_servers_page_is_told(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps(built_manifest()))
    visitor = ServerInTest(ROOT / "lessons", tmp_path, Limits()).visitor()
    page = Page()
    boot = page.open("/mira")
    there = visitor.boot("/mira?lang=es")
    own = {"lab", "share", "share_page", "secret", "styles", "texts_urls"}
    same = set(there) - own - {"machines_url"}
    assert {name: boot.get(name) for name in same} == {n: there[n] for n in same}
    tab = Tab(visitor, there["lab"])
    for name, ask in (("page", page.ask), ("tab", tab.ask)):
        assert ask("play")["ok"], name
    tab.read()
    assert page.events() == tab.events
    assert page.events()[-1]["seq"] > 100


def test_lines_are_typed_and_a_step_back_forks():
    page = Page()
    page.open("/escribe")
    opened = page.act("open", **TELNET)
    assert page.act("line", text="EHLO pc-ana")["ok"]
    forked = page.ask("act", act={"act": "line", "text": "NOOP"}, after=opened["seq"])
    assert forked["branch"] == "b2"
    assert [name for name, _ in page.told if name == "branches"]


def test_a_refused_act_says_why_and_keeps_nothing():
    page = Page()
    page.open("/mira")
    assert page.act("power_on", host="nadie")["error"]["key"]
    assert page.kept == {}


@pytest.mark.parametrize(
    ("rest", "kind", "name"),
    [
        ("transcript.txt", "text/plain", ".txt"),
        ("journal.jsonl", "application/jsonl", ".jsonl"),
        ("ladder.svg", "image/svg+xml", ".svg"),
        ("ladder.html", "text/html", ".html"),
        ("capture.pcap", "application/vnd.tcpdump.pcap", ".pcap"),
        ("letters.json", "application/json", ""),
    ],
)
def test_a_lab_has_its_files(rest, kind, name):
    page = Page()
    page.open("/mira")
    assert page.ask("play")["ok"]
    found = page.of_lab(rest)
    assert found.status == 200
    assert found.kind.startswith(kind)
    assert found.name.endswith(name)
    assert len(found.body) > 100


def test_what_is_not_there_is_refused_with_a_sentence():
    page = Page()
    page.open("/mira")
    for found in (page.get("/nada.json"), page.of_lab("letter/nada.json")):
        assert found.status == 400
        assert json.loads(found.body)["error"]["text"]
    assert page.get("/lab/0000-0000-0000/letters.json").status == 400


def test_a_saved_session_knows_the_way_to_each_of_its_steps():
    page = Page()
    page.open("/mira")
    page.desk.take_bundle(msgspec.json.encode(SMALL).decode())
    data = data_of(page.of_lab("replay.html").body.decode())
    last = len(data["events"]) - 1
    for asked, at in ((0, 0), (7, 7), (9_999, last)):
        moment = Page().open(f"/enlace/{data['permalink']}/{asked}")["moment"]
        assert (moment["seq"], moment["last"]) == (at, last)
    page.open("/misterio/1-1")
    hidden = data_of(page.of_lab("replay.html").body.decode())
    assert hidden["permalink"] == ""


def test_part_of_a_stream_says_how_long_the_whole_is():
    page = Page()
    page.open("/mira")
    assert page.ask("play")["ok"]
    letters = json.loads(page.of_lab("letters.json").body)["letters"]
    stream = f"message.{letters[0]['message']}"
    found = page.of_lab(f"octets/{stream}", length="3")
    assert len(found.body) == 3 < found.whole


def test_too_much_sent_along_is_refused():
    page = Page()
    page.open("/mira")
    found = page.desk.send("/authoring.json", "{}", "es", b"x" * 1_000_000)
    assert json.loads(found.body)["error"]["key"] == "ui.author.wrong.big"


@pytest.mark.parametrize("kind", [bytes, memoryview])
def test_an_exam_is_graded_from_octets_as_they_come_out_of_javascript(kind):
    record = {"cartero": 1, "exam": EXAM, "nickname": "Ana", "tasks": []}
    body = kind(json.dumps(record).encode())
    found = Page().desk.send("/exam/grade.json", "{}", "es", body)
    assert found.status == 200
    assert json.loads(found.body)["score"] == {"got": 0, "of": 15}


def test_every_document_has_its_address():
    page = Page()
    for address in document_addresses(content()):
        path, _, query = address.partition("?")
        pairs = dict([query.split("=")]) if query else {}
        assert page.get(path, **pairs).status == 200, address


def test_the_first_scene_is_what_the_desk_tells():
    scene = msgspec.json.decode(
        msgspec.json.encode(first_scene(content(), "/mira", "es"))
    )
    page = Page()
    boot = page.open("/mira")
    assert scene["boot"] == boot
    assert [tuple(each) for each in scene["news"]] == page.told
    assert scene["watched"]["seq"] == len(page.events()) - 1


def test_what_was_read_is_the_same_after_storing_it():
    lessons = ROOT / "lessons"
    read = load_content(lessons / "scenarios", lessons, FOLDER)
    tags = {name: each.tag for name, each in read.documents.items()}
    again = restored(stored(read))
    assert {name: each.tag for name, each in again.documents.items()} == tags
    assert again.scenarios == read.scenarios
