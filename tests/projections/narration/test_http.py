"""The Web told: what a class hears when somebody reads mail with a browser."""

import pytest

from simulator import rfc
from simulator.acts import Crash, Freeze, Open, Paste, ServiceOff, Skip, TypeLine
from simulator.projections.catalogue import load, render
from tests.agents.mailbox_reader import BROWSER, PC, PHONE, Reader
from tests.projections.narration.runs import keys
from tests.projections.tell import labels, narrated, texts_of
from tests.worlds import LANGUAGES


def everything() -> Reader:
    """All that a webmail can be asked, and much that can go wrong."""
    reader = Reader()
    reader.log_in("benito", "otra")
    reader.log_in()
    reader.get("/letter/INBOX/1")
    reader.get("/letter/INBOX/99")
    reader.get("/write")
    reader.get("/nada")
    reader.get("/send")
    reader.post("/mark", folder="INBOX", uid="1", flag="flagged", on="1")
    reader.post("/folder", name="Viajes")
    reader.post("/move", folder="INBOX", uid="1", to="Viajes")
    reader.post("/delete", folder="INBOX", uid="3")
    reader.post("/nada", x="1")
    reader.post("/send", to="carla@sur.example", subject="x", text="y")
    reader.post("/send", to="noexiste@sur.example", subject="x", text="y")
    reader.collect(PHONE)
    reader.collect(PC)
    reader.tidy(PHONE, "Receta de la tortilla")
    reader.do(ServiceOff("sur", "imap"))
    reader.get("/folder/INBOX")
    reader.post("/logout")
    typed(reader, "GET / HTTP/1.1\nHost: correo.sur.example\n")
    typed(reader, "HELO pc-benito\n")
    typed(reader, "DELETE / HTTP/1.1\nHost: x\n")
    reader.do(Crash("web"))
    reader.get("/")
    return reader


def typed(reader: Reader, text: str) -> None:
    """By hand, as `telnet web 80` does."""
    reader.do(Open(PC, "web", 80))
    reader.do(Paste(text))


@pytest.fixture(scope="module")
def told():
    return everything().lab


def test_every_text_of_http_exists_in_every_language(told):
    for language in LANGUAGES:
        catalogue, names = load()[language], labels(told, language)
        for narration in narrated(told):
            for _, text in texts_of(narration):
                shown = render(catalogue, text.key, text.params, names)
                assert "{" not in shown and shown != text.key


def test_every_sentence_of_http_is_said_by_some_run(told):
    said = set(keys(told))
    known = {
        key.partition(".")[2] for key in load()["es"] if key.startswith("say.http.")
    }
    unsaid = {
        # Of other programs than this webmail: any code may come.
        *("http.reply.good", "http.reply.elsewhere", "http.reply.failed"),
        "http.ask.get.other",
        # Of a server that asks for a policy (RFC 8461).
        *("http.ask.get.policy", "http.reply.policy"),
    }
    assert known - said <= unsaid


def test_a_click_is_told_with_the_imap_session_behind_it():
    reader = Reader()
    reader.log_in()
    before = len(keys(reader.lab))
    reader.get("/letter/INBOX/1")
    story = keys(reader.lab)[before:]
    assert story[0] == "http.ask.get.letter"
    answered = story.index("http.reply.200")
    assert story[answered + 1] == "http.shown.page"
    assert [key for key in story[:answered] if key.startswith("imap")]
    last = narrated(reader.lab)[before + answered]
    assert (last.beat.from_, last.beat.to) == ("web", BROWSER)
    assert (last.beat.head, last.beat.mark) == ("HTTP/1.1", "2")


def test_a_page_that_is_lost_on_its_way_is_shown_as_lost():
    reader = Reader()
    reader.do(Freeze("web"))
    reader.get_without_waiting("/")
    reader.do(Skip())
    assert keys(reader.lab)[-1] == "http.shown.none"


def test_every_cited_section_is_in_the_index(told):
    for narration in narrated(told):
        for reference in narration.beat.rfc:
            assert rfc.cite(reference)


def test_a_line_of_http_typed_by_hand_is_answered():
    reader = Reader()
    reader.do(Open(PC, "web", 80))
    for text in ("GET / HTTP/1.1", "Host: correo.sur.example", ""):
        reader.do(TypeLine(text))
    assert keys(reader.lab)[-2:] == ["http.ask.get.door", "http.reply.200"]
