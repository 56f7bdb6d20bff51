"""Where reports may go (RFC 9990 §4): nobody is flooded who has not agreed."""

import pytest

from simulator.journal import facts as f
from simulator.protocols.dmarc import DestinationCheck, mail_address
from tests.protocols.spf.fake_dns import FakeDns

BANK = "banco.example"
AT = f"{BANK}._report._dmarc.otro.example"
FOUND = [("TXT", "v=DMARC1; p=none")]


def check(address, zone):
    """Where it goes, what was told last, and how many questions that took."""
    dns, asked = FakeDns(zone), DestinationCheck(BANK, address)
    while (question := asked.next_question()) is not None:
        asked.answer(dns.answer(question))
    told = asked.facts()[-1]
    assert isinstance(told, f.DmarcDestinationChecked)
    return asked.address, told.result, len(dns.asked)


@pytest.mark.parametrize(
    ("address", "records", "goes_to", "result"),
    [
        ("a@banco.example", [], "a@banco.example", "same_organization"),
        ("a@x.banco.example", [], "a@x.banco.example", "same_organization"),
        ("a@OTRO.example", ["v=DMARC1;"], "a@OTRO.example", "authorized"),
        ("a@otro.example", ["v=DMARC1"], "a@otro.example", "authorized"),
        ("a@otro.example", ["x", "v=DMARC1"], "a@otro.example", "authorized"),
        (
            "a@otro.example",
            ["v=DMARC1; rua=mailto:b@otro.example"],
            "b@otro.example",
            "authorized",
        ),
        ("a@otro.example", ["v=DMARC1; rua=mailto:b@x.example"], "", "not_authorized"),
        ("a@otro.example", ["v=DMARC1; rua=https:x"], "", "not_authorized"),
        ("a@otro.example", ["hola"], "", "not_authorized"),
        ("a@otro.example", [], "", "not_authorized"),
        (f"a@{'x.' * 110}example", [], "", "not_authorized"),
    ],
)
def test_another_organization_has_to_agree(address, records, goes_to, result):
    zone = {f"_dmarc.{BANK}": FOUND, AT: [("TXT", text) for text in records]}
    found, told, questions = check(address, zone)
    assert (found, told) == (goes_to, result)
    assert (questions == 0) == (address == "a@banco.example")


def test_without_an_answer_nothing_is_sent():
    assert check("a@otro.example", {AT: [("FAIL", "")]})[:2] == ("", "failed")


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("mailto:a@b.example", "a@b.example"),
        ("MAILTO:a%2Bb@c.example?subject=x", "a+b@c.example"),
        ("https://b.example/", ""),
        ("mailto:b.example", ""),
        ("mailto:a@b@c.example", ""),
        ("mailto:a@b.example%0D%0ADATA", ""),
    ],
)
def test_only_addresses_of_mail_are_taken(uri, address):
    assert mail_address(uri) == address
