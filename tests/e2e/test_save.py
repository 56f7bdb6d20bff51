"""«Guardar»: every file is offered in plain words, and is what it says."""

import email
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import settled, violations
from tests.e2e.watching import ready
from tests.export.captures import read
from tests.protocols.dmarc.schema import problems

FILES = {
    "Guardar la transcripción (.txt)": ("cartero-primera-carta.txt", b"C: EHLO"),
    "Guardar el dibujo (.svg)": ("cartero-primera-carta.svg", b"<svg"),
    "Guardar la página (.html)": ("cartero-primera-carta.html", b"<!doctype html>"),
    "Guardar el registro de eventos (.jsonl)": (
        "cartero-primera-carta.jsonl",
        b'"lab.opened"',
    ),
}


def saved(page, press) -> tuple[str, bytes]:
    """The name and the octets of the file that `press` saves."""
    with page.expect_download() as waiting:
        press()
    download = waiting.value
    return download.suggested_filename, download.path().read_bytes()


def opened(visit, **how):
    return ready(visit("/#/save", **how))


def test_it_is_reached_from_the_menu_by_key_and_from_the_transcript(visit):
    page = ready(visit("/mira"))
    page.get_by_role("button", name="Más").first.click()
    page.get_by_role("link", name=re.compile("^Guardar")).click()
    expect(page.get_by_role("heading", name="Para Wireshark")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Transcripción").click()
    page.get_by_role("link", name="Guardar…").click()
    expect(page.locator("ct-save")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.locator("ct-save")).to_be_visible()


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_a_good_name_and_its_content(visit, name):
    page = opened(visit)
    file, octets = saved(page, page.get_by_role("link", name=name).click)
    assert file == FILES[name][0]
    assert FILES[name][1] in octets


def test_a_letter_at_each_hop(visit):
    page = opened(visit)
    links = page.locator(".ct-save li a")
    expect(links).to_have_count(4)
    expect(links.nth(1)).to_contain_text("en la cola del servidor norte")
    file, octets = saved(page, links.nth(1).click)
    assert file == "cartero-primera-carta-norte-1.eml"
    assert email.message_from_bytes(octets)["Received"].startswith("from pc-ana")


@pytest.mark.both_editions
def test_a_capture_where_one_wishes(visit):
    page = opened(visit, lang="en")
    page.get_by_label("Captured at").select_option(label="south server")
    press = page.get_by_role("link", name="Save the capture (.pcap)").click
    file, octets = saved(page, press)
    assert file == "cartero-primera-carta-sur.pcap"
    assert all("192.0.2.10" in (f.source, f.target) for f in read(octets))


@pytest.mark.both_editions
def test_the_reports_of_dmarc_are_tables_with_their_files(visit):
    page = settled(visit("/escenario/lista-y-dkim"))
    page.keyboard.press("g")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Ver los informes de DMARC").click()
    reports = popup.value
    expect(reports.get_by_role("table")).to_have_count(1)
    expect(reports.get_by_role("cell", name="198.51.100.5")).to_be_visible()
    press = reports.get_by_role("link", name="Guardar el informe (.xml)").click
    file, octets = saved(reports, press)
    assert file.startswith("mx.este.example!norte.example!")
    assert problems(octets) == []
    assert violations(reports) == []


@pytest.mark.parametrize(
    "how", [{"size": "phone"}, {"theme": "dark"}, {"lang": "en"}], ids=str
)
def test_it_fits_and_can_be_walked(visit, how):
    page = opened(visit, **how)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    buttons = page.locator(".ct-save :is(.ct-button, li a, select)")
    for index in range(buttons.count()):
        box = buttons.nth(index).bounding_box()
        assert box is not None and box["height"] >= 40


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible(visit, theme):
    assert violations(opened(visit, theme=theme)) == []
