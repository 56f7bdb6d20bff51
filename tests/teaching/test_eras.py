"""Four eras of one message: what each is made of, and what it added."""

import pytest

from simulator.scenario import ScenarioError, parse_scenario
from simulator.teaching import ERAS, eras_page
from tests.worlds import SCENARIOS, scenario


@pytest.fixture(scope="module")
def page():
    return eras_page(scenario(ERAS))


def said(era, *, new=False):
    lines = (line for talk in era.talks for line in talk.lines)
    return [line.text for line in lines if line.new or not new]


def test_each_era_speaks_as_it_did(page):
    of_1982, of_1995, of_2005, of_2026 = page.eras
    assert [era.year for era in page.eras] == ["1982", "1995", "2005", "2026"]
    assert not any("EHLO" in line or "ESMTP" in line for line in said(of_1982))
    assert not [talk for talk in of_1982.talks if not talk.port]
    assert any(line.startswith("HELO ") for line in said(of_1982))
    assert not any("STARTTLS" in line or "2.1.0" in line for line in said(of_1995))
    assert [talk.port for talk in of_2005.talks] == [587, 0, 25, 0]
    assert not any("DKIM" in line or "dmarc" in line for line in said(of_2005))
    assert [talk.port for talk in of_2026.talks] == [465, 0, 25, 0]


def test_each_era_adds_what_its_year_brought(page):
    of_1982, of_1995, of_2005, of_2026 = (said(era, new=True) for era in page.eras)
    assert of_1982 == []
    assert {"250-SIZE 20000000", "250-8BITMIME", "250-PIPELINING"} <= {*of_1995}
    assert any(line.startswith("sur.example MX ") for line in of_1995)
    assert {"STARTTLS", "250-AUTH PLAIN", "spf=pass (norte.example)"} <= {*of_2005}
    assert any(line.startswith("DKIM-Signature: ") for line in of_2026)
    assert {"dkim=pass (norte.example)", "dmarc=pass (norte.example)"} <= {*of_2026}
    assert "certificate=valid (mx1.sur.example)" in of_2026
    assert "STARTTLS" not in of_2026


def test_the_same_message_arrives_in_every_era(page):
    for era in page.eras:
        relayed = [talk for talk in era.talks if talk.server == "sur"]
        (talk,) = relayed
        lines = [line.text for line in talk.lines]
        assert "Nos vemos el viernes." in lines
        assert any(line.startswith("250 ") and "sur-1" in line for line in lines)
        assert era.added == len(said(era, new=True))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ('without = ["nadie"]', "`nadie` is not a machine here"),
        ("[variant.hosts.norte]\nserver = { esmtp = 7 }", "Expected `bool`"),
        ("[variant.hosts.norte]\nserver = { nuevo = 1 }", "unknown field"),
        ("[variant.hosts.norte]\nresolver = 'nadie'", "not a name server"),
    ],
)
def test_a_wrong_variant_stops_the_loading(written, reason):
    text = (SCENARIOS / f"{ERAS}.toml").read_text(encoding="utf-8")
    title = 'title = { es = "Otra", en = "Other" }'
    text += f'\n[[variant]]\nid = "otra"\n{title}\n{written}\n'
    with pytest.raises(ScenarioError, match=reason):
        parse_scenario(text, "x")
