"""What is fetched: texts, tables, lessons, octets, transcripts, journals."""

import gzip
import json
import re

import pytest

from simulator.hosting.content import NOT_FOR_PAGES
from simulator.journal.journal import from_jsonl
from simulator.projections.catalogue import load
from simulator.protocols.smtp.states import TABLE
from tests.web.rig import LESSON
from tests.worlds import LANGUAGES

FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def played(visitor):
    """A lab whose letter has reached the mailbox, and its id."""
    lab = visitor.boot()["lab"]
    visitor.tab(lab)
    return lab


def test_healthz(visitor):
    response = visitor.http.get("/healthz")
    assert response.status_code == 200
    assert response.json["ok"] is True


@pytest.mark.parametrize("lang", ["es", "en"])
def test_texts_are_the_whole_catalogue_but_the_words_of_files(visitor, lang):
    catalogue = load()[lang].items()
    shown = {k: text for k, text in catalogue if not k.startswith(NOT_FOR_PAGES)}
    assert visitor.http.get(f"/texts/{lang}.json").json == shown


@pytest.mark.parametrize("path", ["/texts/es.json", "/machines.json", "/lessons.json"])
def test_a_document_is_asked_about_once(visitor, path):
    first = visitor.http.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = visitor.http.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_under_its_tag_a_document_is_kept_for_ever(visitor):
    url = visitor.boot()["texts_urls"]["es"]
    assert visitor.http.get(url).headers["Cache-Control"] == FOREVER
    stale = visitor.http.get("/texts/es.json?v=old")
    assert stale.headers["Cache-Control"] == "no-cache"


def test_documents_travel_compressed(visitor):
    plain = visitor.http.get("/texts/es.json")
    small = visitor.http.get("/texts/es.json", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 2
    assert gzip.decompress(small.data) == plain.data
    assert "Accept-Encoding" in small.headers["Vary"]
    tag = small.headers["ETag"]
    assert tag == plain.headers["ETag"]
    assert tag.startswith("W/"), "the same tag for other octets is a weak one"


def test_machines_are_the_tables_the_engines_obey(visitor):
    smtp = visitor.http.get("/machines.json").json["smtp"]
    assert smtp["states"] == [str(state) for state in TABLE]
    assert smtp["table"]["MAIL"]["RCPT"] == {"2": "RCPT"}
    assert "DATA" not in smtp["table"]["MAIL"]
    assert smtp["verbs"]["MAIL"]["syntax"].startswith("MAIL FROM:<")
    assert smtp["verbs"]["MAIL"]["rfc"] == "5321#4.1.1.2"


def test_every_verb_has_words_in_both_languages(visitor):
    machines = visitor.http.get("/machines.json").json
    keys = [v["key"] for m in machines.values() for v in m["verbs"].values()]
    for catalogue in load().values():
        assert [key for key in keys if key not in catalogue] == []


def test_lessons_are_listed_by_unit(visitor):
    units = visitor.http.get("/lessons.json?lang=en").json
    slugs = [lesson["slug"] for unit in units for lesson in unit["lessons"]]
    assert "primera-sesion-smtp" in slugs


def test_a_lesson_speaks_the_language_asked_for(visitor):
    path = "/lessons/primera-sesion-smtp.json"
    spanish = visitor.http.get(f"{path}?lang=es").json
    english = visitor.http.get(f"{path}?lang=en").json
    assert spanish["slug"] == english["slug"]
    assert spanish["title"] != english["title"]


def test_a_posted_trial_is_played(visitor):
    offered = visitor.http.get("/check/examples.json").json["spf"]
    trial = next(each["trial"] for each in offered if each["id"] == "stranger")
    played = visitor.http.post("/check/spf.json", json=trial)
    assert played.json["result"] == "fail"
    assert played.json["steps"][0]["fact"]["address"] == trial["address"]


def test_a_posted_triangle_is_judged(visitor):
    offered = visitor.http.get("/check/examples.json").json["dmarc"]
    trial = next(each["trial"] for each in offered if each["id"] == "spoofed")
    played = visitor.http.post("/check/dmarc.json", json=trial)
    assert played.json["disposition"] == "reject"
    sections = visitor.http.get("/check/cases.json").json.get("sections", [])
    assert sum(len(each["cases"]) for each in sections) in (0, 203)


@pytest.mark.parametrize("name", ["spf", "dmarc"])
@pytest.mark.parametrize(
    ("body", "status", "key"),
    [
        (b"[]", 400, "ui.sender.wrong.shape"),
        (b"[" * 1_000, 400, "ui.sender.wrong.shape"),
        (b" " * 200_000, 413, "ui.sender.wrong.big"),
    ],
)
def test_what_is_no_trial_gets_a_reason(visitor, name, body, status, key):
    answer = visitor.http.post(f"/check/{name}.json", data=body)
    assert (answer.status_code, answer.json["error"]["key"]) == (status, key)


# --- of a lab --------------------------------------------------------------------


def test_octets_are_what_crossed_the_wire(visitor, played):
    response = visitor.http.get(f"/lab/{played}/octets/c1.s?offset=0&length=4")
    assert response.data == b"220 "
    assert int(response.headers["Stream-Length"]) > 4
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_octets_are_bounded(make_server):
    server = make_server(octets_max=10)
    visitor = server.visitor()
    lab = visitor.boot()["lab"]
    response = visitor.http.get(f"/lab/{lab}/octets/c1.s?length=99999")
    assert len(response.data) == 10
    beyond = visitor.http.get(f"/lab/{lab}/octets/c1.s?offset=99999")
    assert (beyond.status_code, beyond.data) == (200, b"")


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("offset=-1", "error.number"),
        ("length=x", "error.number"),
        ("offset=1e3", "error.number"),
        ("offset=٣", "error.number"),
        ("offset=99999999999", "error.number"),
    ],
)
def test_bad_numbers_get_a_reason(visitor, played, query, key):
    response = visitor.http.get(f"/lab/{played}/octets/c1.s?{query}")
    assert response.status_code == 400
    assert response.json["error"]["key"] == key
    assert "número entero" in response.json["error"]["text"]


@pytest.mark.parametrize(
    ("path", "status", "key"),
    [
        ("/lab/{lab}/octets/c99.s", 404, "error.no_stream"),
        ("/lab/{lab}/octets/c1.s?branch=b9", 404, "error.branch_gone"),
        ("/lab/nobody/octets/c1.s", 404, "error.lab_unknown"),
        ("/lab/nobody/journal.jsonl", 404, "error.lab_unknown"),
        ("/texts/fr.json", 404, "error.page"),
        ("/lessons/nada.json", 404, "error.lesson_unknown"),
        ("/lessons.json?lang=fr", 400, "error.language"),
    ],
)
def test_what_is_not_there_gets_a_reason(visitor, played, path, status, key):
    response = visitor.http.get(path.format(lab=played))
    assert response.status_code == status
    assert response.json["error"]["key"] == key


def test_the_journal_comes_as_lines(visitor, played):
    response = visitor.http.get(f"/lab/{played}/journal.jsonl")
    events = from_jsonl(response.data)
    assert [event.seq for event in events] == list(range(len(events)))
    assert events[0].fact.scenario == "primera-carta"


@pytest.mark.parametrize(
    ("lang", "words"), [("es", "habla con sur, SMTP"), ("en", "talks to sur, SMTP")]
)
def test_the_transcript_tells_the_whole_session(visitor, played, lang, words):
    response = visitor.http.get(f"/lab/{played}/transcript.txt?lang={lang}")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = response.text
    assert words in text
    assert "C: MAIL FROM:<ana@norte.example>" in text
    assert "S: 354 " in text
    assert "C: El viernes vamos al monte" in text


PATHS = (
    *("transcript.txt", "journal.jsonl", "ladder.svg", "capture.pcap"),
    *("letters.json", "octets/c1.s"),
)


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_reads_what_was_shown_and_nothing_before(
    server, visitor, played, path
):
    stranger = server.visitor().http
    refused = stranger.get(f"/lab/{played}/{path}", headers={"Accept": "text/html"})
    assert refused.status_code == 403
    assert "Todavía no hay nada que ver" in refused.text
    tab = visitor.tab(played)
    seq = next(e["seq"] for e in tab.events if e["fact"]["kind"] == "smtp.reply_sent")
    tab.ask("place", seq=seq, until=seq)
    seen = stranger.get(f"/lab/{played}/{path}")
    whole = visitor.http.get(f"/lab/{played}/{path}")
    assert seen.status_code == 200
    assert len(seen.data) < len(whole.data)


# --- built parts -------------------------------------------------------------------


def test_hashed_names_are_kept_for_ever(visitor):
    script = visitor.http.get("/static/dist/app-ABCD1234.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert script.headers["Cache-Control"] == FOREVER
    font = visitor.http.get("/static/dist/next.woff2")
    assert font.headers["Content-Type"] == "font/woff2"
    assert font.headers["Cache-Control"] == "public, max-age=86400"


def test_what_a_view_needs_is_named_by_its_page_and_kept_for_ever(visitor):
    page = visitor.http.get("/mira").text
    assert '<script type="module" src="/static/dist/app-ABCD1234.js">' in page
    ahead = re.findall(r'rel="modulepreload" href="([^"]+)"', page)
    assert ahead == [
        "/static/dist/chunk-ABCD1234.js",
        "/static/dist/watch-ABCD1234.js",
    ]
    for path in ahead:
        chunk = visitor.http.get(path)
        assert chunk.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert chunk.headers["Cache-Control"] == FOREVER


def test_the_first_screen_names_no_view_it_does_not_show(visitor):
    page = visitor.http.get("/").text
    assert "chunk-ABCD1234.js" in page and "watch-ABCD1234.js" not in page


def test_a_lesson_names_its_own_chunk_too(visitor):
    page = visitor.http.get(f"/aprende/{LESSON}").text
    assert "lesson-ABCD1234.js" in page


@pytest.mark.parametrize(
    ("door", "also"),
    [
        ("/mira", []),
        ("/aprende", ["/lessons.json?lang=es"]),
        (f"/aprende/{LESSON}", [f"/lessons/{LESSON}.json?lang=es"]),
    ],
)
def test_what_a_page_cannot_be_drawn_without_comes_along_with_its_scripts(
    visitor, door, also
):
    page = visitor.http.get(door).text
    ahead = re.findall(r'rel="preload" href="([^"]+)" as="fetch" crossorigin', page)
    assert ahead == [visitor.boot(door)["texts_urls"]["es"], *also]
    for url in ahead:
        assert visitor.http.get(url).status_code == 200


def test_a_view_finds_its_own_style_sheet(visitor):
    path = visitor.boot("/mira")["styles"]["letter"]
    sheet = visitor.http.get(path)
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert sheet.headers["Cache-Control"] == FOREVER


@pytest.mark.parametrize("name", ["..", ".stamp", "nada.js", "%2e%2e%2fapp.py", "a/b"])
def test_nothing_else_is_served(visitor, name):
    assert visitor.http.get(f"/static/dist/{name}").status_code == 404


def test_parts_of_plain_pages_are_kept_for_ever(visitor):
    page = visitor.http.get("/nada").text
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = visitor.http.get(path)
    assert style.headers["Cache-Control"] == FOREVER
    assert "--paper" in style.text
    old = visitor.http.get("/parts/old/plain.css")
    assert old.headers["Cache-Control"] == "no-cache"
    assert visitor.http.get("/parts/old/base.html").status_code == 404


def test_json_is_json_even_for_a_person(visitor):
    response = visitor.http.get("/texts/fr.json", headers={"Accept": "text/html"})
    assert json.loads(response.data)["error"]["key"] == "error.page"


# --- scenarios -------------------------------------------------------------------


def test_scenarios_are_listed_the_first_one_first(visitor):
    found = visitor.http.get("/scenarios.json").json
    names = [each["name"] for each in found]
    assert names[0] == "primera-carta"
    assert {"tres-maneras", "descarga-cortada"} <= set(names)
    assert names[1:] == sorted(names[1:])
    for each in found:
        assert visitor.http.get(f"/escenario/{each['name']}").status_code == 200
        assert set(each["title"]) == set(each["about"]) == set(LANGUAGES)


def test_a_comparison_is_measured_once_and_tagged(visitor):
    path = "/scenarios/tres-maneras/comparison.json"
    first = visitor.http.get(path)
    assert first.json["letters"] == 7
    assert {row["way"] for row in first.json["rows"]} == {"retr", "top", "imap", "web"}
    again = visitor.http.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_eras_are_played_once_and_each_can_be_watched(visitor):
    first = visitor.http.get("/eras.json")
    for era in first.json["eras"]:
        found = visitor.http.get(f"/escenario/{era['scenario']}")
        assert found.status_code == 200, era["year"]
    again = visitor.http.get(
        "/eras.json", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


def test_where_there_is_nothing_to_compare_there_are_no_rows(visitor):
    found = visitor.http.get("/scenarios/primera-carta/comparison.json")
    assert (found.status_code, found.json["rows"]) == (200, [])
    assert visitor.http.get("/scenarios/nada/comparison.json").status_code == 404
    assert visitor.http.get("/escenario/nada").status_code == 404


def test_old_questions_are_asked_without_their_answers_and_judged(visitor):
    questions = visitor.http.get("/review.json?lang=es").json
    asked = next(each for each in questions if each["question"]["kind"] == "choice")
    assert "right" not in asked["question"]
    address = f"/review/{asked['lesson']}/{asked['step']}.json"
    part = asked["question"]["id"]
    verdicts = []
    for option in asked["question"]["options"]:
        given = {part: option["value"], "lang": "es"}
        standing = visitor.http.get(address, query_string=given).json
        verdicts.append(standing["answers"][part]["right"])
        right = standing["right"][part]
        assert (right == option["value"]) == verdicts[-1]
        assert standing["after"]
    assert verdicts.count(True) == 1


def test_what_is_no_quiz_is_not_judged(visitor):
    for address in ("/review/no-hay/q.json", f"/review/{LESSON}/no-hay.json"):
        assert visitor.http.get(address).status_code == 404
