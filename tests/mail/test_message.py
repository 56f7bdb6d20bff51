"""Letters read (whatever was typed) and composed (as RFC 5322 and MIME allow)."""

import email
import email.policy
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import compose, decode_words, field, fields, split

DATE = "Mon, 23 Nov 2026 09:00:00 +0100"


def letter(**changes) -> bytes:
    settings = {
        "date": DATE,
        "author": "ana@norte.example",
        "recipients": ("benito@sur.example",),
        "subject": "Prueba",
        "body": "Hola\n",
        "message_id": "<1@norte.example>",
        **changes,
    }
    return compose(**settings)


@pytest.mark.parametrize(
    ("content", "header", "body", "blank"),
    [
        (b"A: 1\r\nB: 2\r\n\r\nbody\r\n", b"A: 1\r\nB: 2\r\n", b"body\r\n", True),
        (b"A: 1\r\n\r\n", b"A: 1\r\n", b"", True),
        (b"\r\nbody\r\n", b"", b"body\r\n", True),
        (b"A: 1\r\nbody\r\n", b"A: 1\r\nbody\r\n", b"", False),
        (b"A: 1\n\nbody\r\n", b"A: 1\n\nbody\r\n", b"", False),
        (b"", b"", b"", False),
    ],
)
def test_the_blank_line_parts_header_and_body(content, header, body, blank):
    found = split(content)
    assert content[: found.header_length] == header
    assert content[found.body_offset :] == body
    assert found.blank_line == blank


HEADER = (
    b"Received: from a\r\n\tby b;\r\n date\r\n"
    b"subject : Reuni\xc3\xb3n\r\n"
    b"X-Subject: no\r\n"
    b"this is no field\r\n"
    b"To:benito@sur.example\r\n"
    b"Subject: second\r\n"
    b"\r\n"
    b"Cc: not a field, this is the body\r\n"
)


def test_fields_are_found_by_name_in_any_case_and_unfolded():
    assert field(HEADER, "Received") == b"from a\tby b; date"
    assert field(HEADER, "SUBJECT") == b"Reuni\xc3\xb3n"
    assert field(HEADER, "To") == b"benito@sur.example"
    assert field(HEADER, "Cc") is None
    assert field(HEADER, "From") is None
    assert field(b"Subject: no line end", "Subject") == b"no line end"


def test_all_fields_in_order_without_what_is_none():
    names = [name for name, _ in fields(HEADER)]
    assert names == ["Received", "subject", "X-Subject", "To", "Subject"]
    assert dict(fields(HEADER))["Received"] == b"from a\tby b; date"


@given(st.binary(max_size=60))
def test_whatever_was_typed_can_be_read(content):
    found = split(content)
    assert found.header_length <= found.body_offset <= len(content)
    for name, _ in fields(content):
        assert field(content, name) is not None


def test_a_field_of_five_megabytes_is_read_without_pain():
    content = b"Subject: " + b"x" * 900 + b"\r\n " * 1_500_000
    tracemalloc.start()
    assert (field(content, "Subject") or b"")[:3] == b"xxx"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * len(content)


def test_a_plain_letter_has_five_fields_and_no_mime():
    assert letter() == (
        b"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
        b"From: ana@norte.example\r\n"
        b"To: benito@sur.example\r\n"
        b"Subject: Prueba\r\n"
        b"Message-ID: <1@norte.example>\r\n"
        b"\r\n"
        b"Hola\r\n"
    )


def test_names_and_several_recipients():
    content = letter(
        author_name="Ana García", recipients=("benito@sur.example", "c@sur.example")
    )
    assert decode_words(field(content, "From") or b"") == (
        "Ana García <ana@norte.example>"
    )
    assert field(content, "To") == b"benito@sur.example, c@sur.example"


def test_a_subject_with_enye_becomes_an_encoded_word():
    content = letter(subject="Reunión de mañana")
    value = field(content, "Subject") or b""
    assert value.isascii()
    assert value.lower().startswith(b"=?utf-8?")
    assert decode_words(value) == "Reunión de mañana"


def test_a_subject_cannot_smuggle_a_field():
    content = letter(subject="Hola\r\nBcc: carla@sur.example")
    assert field(content, "Bcc") is None
    assert field(content, "Subject") == b"Hola Bcc: carla@sur.example"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("", None),
        ("sin final", None),
        ("uno\r\ndos\rtres\n", None),
        (".\n..fin\n", None),
        ("mañana, el tren\n" * 3, "quoted-printable"),
        ("ñ" * 200, "base64"),
        ("x" * 5000, "quoted-printable"),
        ("null \0 here", "quoted-printable"),
        ("con espacio final \nñ", "quoted-printable"),
    ],
)
def test_bodies_survive_the_seven_bit_road(body, encoding):
    content = letter(body=body)
    assert content.isascii()
    assert b"\0" not in content
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")
    parsed = email.message_from_bytes(content, policy=email.policy.default)
    assert parsed["Content-Transfer-Encoding"] == encoding
    want = body.replace("\r\n", "\n").replace("\r", "\n")
    got = parsed.get_content().replace("\r\n", "\n")
    assert got == (want if not want or want.endswith("\n") else want + "\n")


def test_with_eight_bits_the_body_travels_as_it_is():
    content = letter(body="mañana", eight_bit=True)
    assert content.endswith("\r\n\r\nmañana\r\n".encode())
    assert field(content, "Content-Transfer-Encoding") == b"8bit"
    assert letter(body="x", eight_bit=True) == letter(body="x")


def test_damaged_encoded_words_are_shown_as_they_are():
    assert decode_words(b"=?utf-8?q?a=C3=B1o?= nuevo") == "año nuevo"
    assert decode_words(b"=?no-such-charset?q?x?=") == "=?no-such-charset?q?x?="
    assert decode_words(b"=?utf-8?b?x?=") == "=?utf-8?b?x?="
    assert decode_words("mañana".encode()) == "mañana"
    assert decode_words(b"ma\xf1ana") == "ma\ufffdana"
