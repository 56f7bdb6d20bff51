"""What the eye misses: every slip on its line, and silence on lines that are right."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.projections.catalogue import load, render
from simulator.projections.slips import (
    content_notes,
    content_slips,
    letter_slips,
    slips,
)
from simulator.projections.slips.verbs import distance, nearest
from simulator.projections.slips.words import POP3_VERBS, SMTP_VERBS
from simulator.protocols.pop3 import states as pop3
from simulator.protocols.smtp import states as smtp
from tests.worlds import LANGUAGES

SMTP = [
    ("VERFY benito", "did_you_mean VRFY"),
    ("HELLO pc", "did_you_mean HELO"),
    ("HOLA", "did_you_mean EHLO"),
    ("QIUT", "did_you_mean QUIT"),
    ("DATE", "did_you_mean DATA"),
    ("RCTP TO:<benito@sur.example>", "did_you_mean RCPT"),
    ("EHLÓ pc", "accent_in_verb EHLO"),
    ("ЕHLO pc", "foreign_letter Е"),
    ("EHLOpc.norte.example", "glued EHLO"),
    ("RETR 1", "pop3_verb RETR"),
    ("user benito", "pop3_verb USER"),
    ("q", "quit"),
    ("salir", "quit"),
    ("C: EHLO pc", "prompt_copied C:"),
    ("> EHLO pc", "prompt_copied >"),
    ("250 OK", "reply_typed"),
    ("telnet mx1.sur.example 25", "telnet"),
    (".", "dot_outside"),
    ("Subject: hola", "header_outside Subject"),
    ("From: Ana <ana@norte.example>", "header_outside From"),
    ("FROM:<ana@norte.example>", "missing_verb MAIL FROM:"),
    ("TO:<benito@sur.example>", "missing_verb RCPT TO:"),
    ("DATA:", "colon_after_verb DATA"),
    ("EHLO  pc", "double_space"),
    ("EHLO <pc>", "unwanted_brackets EHLO"),
    ("EHLO ana@norte.example", "greeting_address EHLO"),
    ("MAIL FROM: <ana@norte.example>", "space_after_colon"),
    ("MAIL FROM :<ana@norte.example>", "space_before_colon"),
    ("MAIL FROM ana@norte.example", "missing_colon MAIL FROM, missing_brackets"),
    ("MAIL FROM <ana@norte.example>", "missing_colon MAIL FROM"),
    ("MAILFROM:<ana@norte.example>", "missing_space MAIL"),
    ("RCPTTO:<benito@sur.example>", "missing_space RCPT"),
    ("MAIL  FROM:<ana@norte.example>", "double_space"),
    ("MAIL <ana@norte.example>", "missing_word MAIL"),
    ("MAIL TO:<benito@sur.example>", "mail_to"),
    ("RCPT FROM:<ana@norte.example>", "rcpt_from"),
    ("MAIL FROM:", "missing_address"),
    ("MAIL FROM:ana@norte.example", "missing_brackets"),
    ("MAIL FROM:<ana@norte.example", "one_bracket >"),
    ("MAIL FROM:ana@norte.example>", "one_bracket <"),
    ("MAIL FROM:“ana@norte.example”", "curly_quotes “, missing_brackets"),
    ("MAIL FROM:«ana@norte.example»", "curly_quotes «, missing_brackets"),
    ("MAIL FROM:< ana@norte.example>", "space_in_brackets"),
    ("RCPT TO:<benito @sur.example>", "space_in_address"),
    ("RCPT TO:<benito>", "missing_at"),
    ("RCPT TO:<benito@@sur.example>", "two_ats"),
    ("RCPT TO:<benito@sur,example>", "comma_in_domain"),
    ("RCPT TO:<benito@sur.example.>", "loose_dot"),
    ("RCPT TO:<benito@sur..example>", "loose_dot"),
    ("RCPT TO:<a@sur.example,b@sur.example>", "two_addresses"),
    ("RCPT TO:<a@sur.example> <b@sur.example>", "two_addresses"),
    ("RCPT TO:<benito＠sur.example>", "look_alike ＠"),
    ("RCPT TO：<benito@sur.example>", "look_alike ："),
    ("RCPT TO:＜benito@sur.example＞", "look_alike ＜"),
    ("RCPT TO:<peña@sur.example>", "not_ascii ñ"),
    ("RCPT\u00a0TO:<benito@sur.example>", "no_break_space"),
    ("RCPT TO:<benito@sur.example>\u200b", "zero_width"),
    ("QUI\bIT", "backspace, did_you_mean QUIT"),
    ("\x1b[AQUIT", "control"),
    ("EHLO\tpc", "tab"),
    (" QUIT", "space_first"),
]

POP3 = [
    ("STATUS", "did_you_mean STAT"),
    ("DEL 1", "did_you_mean DELE"),
    ("LOGIN benito", "did_you_mean USER"),
    ("MAIL FROM:<a@b.example>", "smtp_verb MAIL"),
    ("EHLO pc", "smtp_verb EHLO"),
    ("USER: benito", "colon_after_verb USER"),
    ("USER <benito>", "unwanted_brackets USER"),
    ("RETR  1", "double_space"),
    ("LIST ", "space_last"),
    ("PASS contraseña", "not_ascii ñ"),
    ("exit", "quit"),
    ("+OK", "reply_typed"),
]

HEADER = [
    (". ", "dot_with_space"),
    (" .", "dot_with_space"),
    (".\u00a0", "dot_with_space"),
    ("。", "foreign_dot"),
    ("…", "foreign_dot"),
    ("..", "two_dots"),
    ("<CRLF>.<CRLF>", "crlf_typed"),
    ("\\r\\n.\\r\\n", "crlf_typed"),
    ("QUIT", "command_in_letter QUIT"),
    ("mail from:<ana@norte.example>", "command_in_letter MAIL"),
    ("EHLO pc", "command_in_letter EHLO"),
    ("  ", "blank_with_spaces"),
    ("Hola, Benito:", "not_a_field"),
    ("Hola", "not_a_field"),
    ("Subject : hola", "space_in_field Subject"),
    ("Asunto: hola", "field_name Asunto"),
    ("Reference: <1@x>", "field_name Reference"),
    ("Bcc: carla@sur.example", "bcc_in_letter"),
]

RIGHT_SMTP = [
    "EHLO pc.norte.example",
    "ehlo [192.0.2.1]",
    "Helo pc",
    "MAIL FROM:<ana@norte.example>",
    "mail from:<>",
    "MAIL FROM:<ana@norte.example> SIZE=1000 BODY=8BITMIME",
    'MAIL FROM:<"a b"@norte.example>',
    "RCPT TO:<Postmaster>",
    "rcpt to:<@relay.example:benito@sur.example>",
    "RCPT TO:<benito@[192.0.2.1]>",
    "VRFY benito",
    "VRFY <benito@sur.example>",
    "EXPN todos",
    "HELP MAIL",
    "NOOP hola, ¿qué tal?"[:10],
    "DATA",
    "RSET",
    "QUIT",
    "QUIT ",
    "STARTTLS",
    "AUTH PLAIN",
]

RIGHT_POP3 = [
    "USER benito",
    "user benito@sur.example",
    "PASS una clave con espacios",
    "TOP 1 0",
    "UIDL",
    "RETR 12",
    "QUIT",
    "APOP benito c4c9334bac560ecc979e58001b3e22fb",
]

RIGHT_BODY = [
    "",
    "Hola, Benito:",
    "Mira esto: «comillas» y “más”",
    "Please help",
    "quit it",
    "  sangrado",
    ".punto",
    "Bcc: esto ya es texto",
    ".",
]


def said(found) -> str:
    """`did_you_mean VRFY, double_space`: keys, each with its first parameter."""
    parts = []
    for slip in found:
        first = next(iter(slip.params.values()), "")
        parts.append(f"{slip.key.removeprefix('slips.')} {first}".strip())
    return ", ".join(parts)


def octets(line: str) -> bytes:
    return line.encode() + b"\r\n"


@pytest.mark.parametrize(("line", "expected"), SMTP)
def test_a_wrong_smtp_line_has_its_slip(line, expected):
    assert said(slips(octets(line), "smtp", "READY")) == expected


@pytest.mark.parametrize(("line", "expected"), POP3)
def test_a_wrong_pop3_line_has_its_slip(line, expected):
    assert said(slips(octets(line), "pop3", "TRANSACTION")) == expected


@pytest.mark.parametrize(("line", "expected"), HEADER)
def test_a_wrong_line_of_a_message_has_its_slip(line, expected):
    assert said(letter_slips(octets(line), "header")) == expected
    assert slips(octets(line), "smtp", "DATA") == letter_slips(octets(line), "header")


@pytest.mark.parametrize("line", RIGHT_SMTP)
def test_a_right_smtp_line_has_no_slip(line):
    assert slips(octets(line), "smtp", "READY") == ()


@pytest.mark.parametrize("line", RIGHT_POP3)
def test_a_right_pop3_line_has_no_slip(line):
    assert slips(octets(line), "pop3", "TRANSACTION") == ()


@pytest.mark.parametrize("line", RIGHT_BODY)
def test_a_right_line_of_the_body_has_no_slip(line):
    assert letter_slips(octets(line), "body") == ()


@pytest.mark.parametrize("line", ["", "Subject: hola", " sigue", "X-Nota: ñandú", "."])
def test_a_right_line_of_the_header_section_has_no_slip(line):
    assert letter_slips(octets(line), "header") == ()


def test_octets_that_are_not_utf8_are_read_as_latin1():
    assert said(slips(b"RCPT TO:<pe\xf1a@sur.example>\r\n", "smtp", "MAIL")) == (
        "not_ascii ñ"
    )


def test_a_message_without_an_empty_line_has_a_slip():
    assert said(content_slips(False)) == "no_blank_line"
    assert content_slips(True) == ()


def test_an_empty_body_has_a_note_and_no_slip():
    assert [text.key for text in content_notes(True, 2)] == ["ui.letter.no_body"]
    assert content_notes(True, 3) == ()
    assert content_notes(False, 0) == ()


def test_the_known_verbs_are_those_of_the_state_tables():
    no_commands = {smtp.CONTENT, smtp.RESPONSE}
    assert set(SMTP_VERBS) == set(smtp.VERBS) - no_commands - set(smtp.EXTENSION_VERBS)
    assert set(POP3_VERBS) == set(pop3.VERBS) - {pop3.RESPONSE}


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("VRFY", "VRFY", 0),
        ("VERFY", "VRFY", 1),
        ("QIUT", "QUIT", 1),
        ("DATO", "DATA", 1),
        ("EXPND", "EXPN", 1),
        ("A", "ABCDE", 3),
        ("", "AB", 2),
    ],
)
def test_edit_distance_counts_characters_lost_added_changed_and_swapped(a, b, edits):
    assert distance(a, b) == edits


def test_two_verbs_equally_near_are_not_suggested():
    assert nearest("HELO", ("HELP", "HELL")) == ""
    assert nearest("ZZZZ", SMTP_VERBS) == ""
    assert nearest("RE", SMTP_VERBS) == ""


LINES = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=40).map(str.encode),
    st.text("MAILFROMRCPTTO:<>@.,; \u00a0\t“ñ", max_size=30).map(str.encode),
)


@given(LINES, st.sampled_from([("smtp", "READY"), ("smtp", "DATA"), ("pop3", "X")]))
def test_every_slip_of_any_line_renders_in_every_language(line, place):
    found = slips(line, *place)
    assert len({slip.key for slip in found}) == len(found)
    for slip in found:
        for language in LANGUAGES:
            assert render(load()[language], slip.key, slip.params)


def test_every_text_of_a_slip_is_used():
    folder = Path(__file__).parents[3] / "simulator/projections"
    source = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    known = {k for k in load()["es"] if k.startswith("slips.")}
    unused = {
        key
        for key in known
        if not re.search(rf'"(?:slips\.)?{key.removeprefix("slips.")}"', source)
        and not re.search(r"slips\.(mail_to|rcpt_from|smtp_verb|pop3_verb)", key)
    }
    assert unused == set()
