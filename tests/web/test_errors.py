"""Friendly pages for what goes wrong; never a trace of the program."""

import re

import pytest

from simulator.acts import ACTS
from simulator.projections.catalogue import load
from tests.web.rig import ROOT


def test_an_unknown_address(visitor):
    response = visitor.http.get("/no/existe")
    assert response.status_code == 404
    assert "Aquí no hay nada" in response.text
    assert 'href="/"' in response.text


def test_an_unknown_address_in_english(visitor):
    response = visitor.http.get("/no/existe?lang=en")
    assert "There is nothing here" in response.text
    assert '<html lang="en"' in response.text


def test_an_unknown_lab(visitor):
    response = visitor.http.get("/lab/abcdefghijklm")
    assert response.status_code == 404
    assert "No hay ningún laboratorio en esta dirección" in response.text


def test_a_lab_that_ended_says_why(server, visitor):
    boot = visitor.boot()
    server.labs.end(server.labs.get(boot["lab"]), "ended.idle")
    response = visitor.http.get(f"/lab/{boot['lab']}")
    assert response.status_code == 410
    assert "Nadie lo usó durante muchas horas" in response.text
    for path in ("journal.jsonl", "octets/c1.c"):
        gone = visitor.http.get(f"/lab/{boot['lab']}/{path}")
        assert gone.status_code == 410
        assert gone.json["error"]["key"] == "ended.idle"


def test_after_the_end_the_door_opens_a_new_lab(server, visitor):
    first = visitor.boot()["lab"]
    server.labs.end(server.labs.get(first), "ended.idle")
    assert visitor.boot()["lab"] != first


def test_a_full_server_asks_for_patience(make_server):
    server = make_server(labs_max=1)
    owner = server.visitor()
    owner.tab(owner.boot()["lab"])
    response = server.visitor().http.get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Ahora mismo no cabe nadie más" in response.text


def test_a_fault_shows_no_trace(server, visitor, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(server.labs, "own", fail)
    response = visitor.http.get("/")
    assert response.status_code == 500
    assert "Algo se rompió en Cartero" in response.text
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text


def test_a_wrong_method_is_refused(visitor):
    response = visitor.http.post("/")
    assert response.status_code == 405
    assert "Esta dirección no se usa así." in response.text


def test_who_asks_for_json_gets_json(visitor):
    response = visitor.http.get("/nada", headers={"Accept": "application/json"})
    assert response.json["error"]["key"] == "error.page"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_key_the_web_layer_uses_has_words(lang):
    """Keys stand in the sources as plain strings, so they can be found there."""
    found = set()
    folders = (ROOT / "simulator" / name for name in ("hosting", "web"))
    sources = [path for folder in folders for path in folder.rglob("*.py")]
    sources += ROOT.glob("templates/*.html")
    for path in sources:
        pattern = r"""["']((?:error|ended|page)\.(?!html|js\b)[a-z_.0-9]+)["']"""
        found |= set(re.findall(pattern, path.read_text("utf-8")))
    for stem in ("branch.from", "branch.attempt"):
        found |= {f"{stem}.{spec.label}" for spec in ACTS}
    found |= {"branch.root", "branch.again"}
    assert len(found) > 30
    assert sorted(found - set(load()[lang])) == []
