"""A saved session: one file, whole, closed against what letters say, and small."""

import gzip
import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256

import msgspec
import pytest

from simulator.acts import Open, TypeLine
from simulator.export import Bundle
from simulator.hosting.reading.exported_files import Source, session_page
from simulator.projections.catalogue import load
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from simulator.web.assets import Assets
from tests.worlds import demonstrated, opened
from tools.run import ROOT

PHONE_OCTETS_MAX = 500_000
SCRIPT = "say('ui.player.play', `ui.lens.${how}`)"
SMALL = Bundle(SCRIPT, '@font-face{src:url("next.woff2")}', {"next.woff2": b"font"})
NASTY = (
    "EHLO </script><script>alert(1)</script>",
    "<!-- <script> </style></title></noscript><img src=x onerror=alert(2)>",
)


def saved(lab, lang: str = "es", bundle: Bundle = SMALL) -> str:
    server = ServedJournal(lab.journal, scenario_view(lab.scenario))
    source = Source(lab.scenario, lab.seed, lab.journal, server)
    return session_page(source, load(), lang, bundle, terms={}).decode()


def data_of(page: str) -> dict:
    packed = re.search(r'id="data">([^<]*)</script>', page)
    assert packed is not None
    return json.loads(gzip.decompress(b64decode(packed[1])))


def nasty():
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    for line in NASTY:
        lab.apply(TypeLine(line))
        lab.settle()
    return lab


def test_the_events_are_those_that_are_served():
    lab = demonstrated()
    data = data_of(saved(lab))
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served()
    assert data["events"] == msgspec.json.decode(msgspec.json.encode(served))
    assert data["boot"]["saved"] is True and data["boot"]["may_act"] is False
    assert set(data["machines"]) >= {"smtp", "pop3", "imap"}


@pytest.mark.parametrize("name", ["primera-carta", "imap", "errores"])
def test_it_has_the_words_for_all_it_shows_in_both_languages(name):
    lab = demonstrated(name)
    data = data_of(saved(lab))
    for lang, catalogue in load().items():
        for event in data["events"]:
            for text in [event.get(k) for k in ("say", "why", "next")]:
                if text:
                    assert data["texts"][lang][text["key"]] == catalogue[text["key"]]
        assert data["texts"][lang]["ui.player.play"] == catalogue["ui.player.play"]
        asked = {key for key in data["texts"][lang] if key.startswith("ui.")}
        begins = ("ui.player.", "ui.lens.")
        assert asked == {key for key in catalogue if key.startswith(begins)}


def test_nothing_a_letter_says_can_open_or_close_a_tag():
    plain, page = saved(opened()), saved(nasty())
    for tag in ("<script", "</script", "<style", "</style", "<img", "<!--", "</noscr"):
        assert page.count(tag) == plain.count(tag), tag
    assert "EHLO &lt;/script&gt;" in page


def test_only_its_own_script_may_run_and_nothing_is_fetched():
    page = saved(demonstrated())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    digest = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert page.index("Content-Security-Policy") < page.index("<style>")
    font = b64encode(b"font").decode()
    assert f'url("data:font/woff2;base64,{font}")' in page
    assert not re.search(r'(?:src|href)="', page)


def test_the_same_session_gives_the_same_file():
    assert saved(demonstrated()) == saved(demonstrated())
    assert saved(demonstrated(), "en") != saved(demonstrated())


def test_without_scripts_it_is_the_transcript():
    page = saved(demonstrated(), "en")
    assert "<noscript><pre>Cartero · scenario primera-carta" in page
    assert "C: RETR 1" in page and "The first message · saved" in page


def test_two_hundred_events_are_small_enough_for_a_phone():
    """With the built parts of the page; `make test` builds them."""
    lab = demonstrated("imap")
    bundle = Assets(ROOT / "static" / "dist").bundle()
    assert bundle is not None, "npm run build"
    assert len(lab.journal) >= 200
    assert len(saved(lab, bundle=bundle).encode()) <= PHONE_OCTETS_MAX
