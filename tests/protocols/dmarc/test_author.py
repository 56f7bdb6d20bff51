"""The one domain in From, as whoever reads the message will see it (RFC 9989)."""

import pytest

from simulator.mail.header_addresses import LIST_OCTETS_MAX
from simulator.protocols.dmarc import read_author

BANK = "avisos@banco.example"
BAD = "premio@malo.example"


@pytest.mark.parametrize(
    ("header", "domain"),
    [
        (f"From: {BANK}", "banco.example"),
        (f"from : {BANK}", "banco.example"),
        (f"From:\r\n {BANK}", "banco.example"),
        (f"From: El\r\n\tbanco <{BANK}>", "banco.example"),
        ("From: a@BANCO.example.", "banco.example"),
        (f"From: {BANK}, x", "banco.example"),
        (f"From: x <>, {BANK}", "banco.example"),
        (f"From: Todos: {BANK};", "banco.example"),
        (f"From: {BANK}, eva@banco.example", "banco.example"),
        (f'From: "{BAD}" <{BANK}>', "banco.example"),
        (f"From: {BANK} ({BAD})", "banco.example"),
        ("From: a@Bücher.example", "xn--bcher-kva.example"),
        (f"Subject: a\nFrom: {BANK}", "banco.example"),
        (f"Sender: {BAD}\r\nSender: {BAD}\r\nFrom: {BANK}", "banco.example"),
        (f"Resent-From: {BAD}\r\nFrom: {BANK}", "banco.example"),
    ],
)
def test_the_domain_of_the_author_is_read(header, domain):
    assert read_author(f"{header}\r\n\r\nFrom: x".encode()) == (domain, "")


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("Subject: a", "no_from"),
        (f"Fr om: {BANK}", "no_from"),
        (f"X: a\r\n From: {BANK}", "no_from"),
        (f"Subject: a\n\nFrom: {BANK}", "no_from"),
        (f"From: {BANK}\r\nFrom: {BAD}", "several_from"),
        (f"From: {BANK}\r\nFROM\t: {BANK}", "several_from"),
        (f"From:\r\nFrom: {BANK}", "several_from"),
        (f"Subject: a\nFrom: {BANK}\r\nFrom: {BAD}", "several_from"),
        (f"Subject: a\rFrom: {BANK}\r\nFrom: {BAD}", "several_from"),
        (f"From: {BAD}\nFrom: {BANK}", "several_from"),
        (f"From: {BANK}, {BAD}", "several_domains"),
        (f"From: {BANK}, b@x..y", "several_domains"),
        ("From:", "no_domain"),
        ("From: (nadie)", "no_domain"),
        ("From: @", "no_domain"),
        ("From: undisclosed:;", "no_domain"),
        ("From: a@x..y", "no_domain"),
        ("From: a@[192.0.2.1]", "no_domain"),
        (f"From: a@{'x' * 64}.example", "no_domain"),
        (f"From: {BAD},{' ' * LIST_OCTETS_MAX}{BANK}", "no_domain"),
    ],
)
def test_without_one_domain_it_says_why(header, problem):
    assert read_author(f"{header}\r\n\r\n".encode()) == ("", problem)


def test_a_domain_that_is_no_text_is_none():
    assert read_author(b"From: a@b\xfccher.example\r\n\r\n") == ("", "no_domain")
