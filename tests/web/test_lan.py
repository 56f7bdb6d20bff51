"""The address of the class and its code."""

import ipaddress
import re

import pytest
import segno

from simulator.hosting.reading.qr_code import qr_svg
from simulator.web.lan import lan_address, only_here, qr_terminal, url


def test_the_address_is_one_others_can_reach_or_none():
    address = lan_address()
    if address:
        assert not ipaddress.ip_address(address).is_loopback


def test_what_a_student_types():
    assert url("192.0.2.7", 5000) == "http://192.0.2.7:5000/"
    assert url("192.0.2.7", 80) == "http://192.0.2.7/"
    assert url("2001:db8::7", 5000) == "http://[2001:db8::7]:5000/"
    assert url("::1", 80) == "http://[::1]/"


def test_the_code_fits_any_size_and_needs_no_styles():
    drawing = qr_svg("http://192.0.2.7:5000/")
    assert drawing.startswith("<svg")
    assert 'viewBox="' in drawing
    assert "style=" not in drawing
    assert not re.search(r'<svg[^>]* (width|height)="', drawing)


def test_the_code_is_dark_on_light_with_its_quiet_zone():
    """Four modules of light around it, ISO/IEC 18004 §9.1: cameras count on them."""
    content = "http://192.0.2.7:5000/"
    modules = segno.make(content, error="m", micro=False).symbol_size(border=4)[0]
    drawing = qr_svg(content)
    assert f'viewBox="0 0 {modules} {modules}"' in drawing
    assert 'fill="#fff"' in drawing
    assert 'stroke="#000"' in drawing


def test_the_terminal_gets_it_in_lines():
    lines = qr_terminal("http://192.0.2.7:5000/").splitlines()
    assert len(lines) > 10
    assert len({len(line) for line in lines if line.strip()}) == 1


@pytest.mark.parametrize(
    ("site", "here"),
    [
        ("http://127.0.0.1:5000/", True),
        ("http://localhost:5000/", True),
        ("http://[::1]:5000/", True),
        ("http://192.0.2.7:5000/", False),
        ("http://aula.example/", False),
    ],
)
def test_an_address_of_this_machine_alone_is_known(site, here):
    assert only_here(site) is here
