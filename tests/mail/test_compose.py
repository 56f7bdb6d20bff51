"""Letters with copies, threads, HTML and attachments, read by Python's `email`."""

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import Attachment, Extras, compose
from simulator.mail.attachments import OCTETS_MAX, content_of
from simulator.mail.mime import decoded_body, structure

DATE = "Mon, 23 Nov 2026 09:00:00 +0100"


def letter(body="Hola\n", recipients=("benito@sur.example",), eight=False, **extras):
    return compose(
        date=DATE,
        author="ana@norte.example",
        recipients=recipients,
        subject="Prueba",
        body=body,
        message_id="<1@norte.example>",
        extras=Extras(**extras),
        eight_bit=eight,
    )


def read(content: bytes):
    return email.message_from_bytes(content, policy=email.policy.default)


def text_of(part) -> str:
    return part.get_content().replace("\r\n", "\n")


def test_copies_and_answers_have_fields_and_blind_copies_none():
    found = read(
        letter(
            copies=("carla@sur.example", "diego@norte.example"),
            reply_to=("secretaria@norte.example",),
            in_reply_to="<0@sur.example>",
            references=("<z@sur.example>", "<0@sur.example>"),
        )
    )
    assert found["Cc"] == "carla@sur.example, diego@norte.example"
    assert found["Reply-To"] == "secretaria@norte.example"
    assert found["In-Reply-To"] == "<0@sur.example>"
    assert found["References"].split() == ["<z@sur.example>", "<0@sur.example>"]
    assert "Bcc" not in found


def test_what_is_not_there_has_no_field():
    assert [name for name, _ in read(letter(recipients=())).items()] == [
        "Date",
        "From",
        "Subject",
        "Message-ID",
    ]


@pytest.mark.parametrize("eight_bit", [False, True])
def test_a_rich_letter_says_the_same_twice_the_best_last(eight_bit):
    found = read(letter(body="¿Qué <tal>?\n\nAna\n", rich=True, eight=eight_bit))
    plain, page = found.iter_parts()
    assert found.get_content_type() == "multipart/alternative"
    assert text_of(plain) == "¿Qué <tal>?\n\nAna\n"
    assert page.get_content_type() == "text/html"
    assert "<p>¿Qué &lt;tal&gt;?</p>" in text_of(page)


def test_attachments_arrive_octet_by_octet():
    things = (
        Attachment("notas de la ñ.txt", "note", "uno\ndos ñ\n"),
        Attachment("sobre.png", "picture"),
        Attachment("datos.bin", "file", octets=1_000),
    )
    content = letter(rich=True, attachments=things)
    found = read(content)
    body, *attached = found.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert [part.get_filename() for part in attached] == [t.name for t in things]
    assert [part.get_content_type() for part in attached] == [
        "text/plain",
        "image/png",
        "application/octet-stream",
    ]
    ours = structure(content).parts[1:]
    for part, thing in zip(ours, things, strict=True):
        assert decoded_body(content, part) == content_of(thing)


def test_a_photo_of_300_000_octets_grows_as_the_course_says():
    """Four letters for three octets, a line end every 76 (RFC 2045 §6.8)."""
    content = letter(attachments=(Attachment("foto.bin", "file", octets=300_000),))
    part = structure(content).parts[1]
    assert part.length == 410_528


def test_the_picture_is_a_png_with_the_right_sums():
    """Pinned: the same octets on every machine."""
    picture = content_of(Attachment("sobre.png", "picture"))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) == 138


def test_a_boundary_is_never_a_line_of_the_letter():
    body = "--frontera-2.0\n--frontera-2.1--\n"
    found = read(letter(body=body, attachments=(Attachment("a.txt", "note", body),)))
    text, note = found.iter_parts()
    assert text_of(text) == body
    assert text_of(note) == body


@pytest.mark.parametrize(
    ("attachment", "fits"),
    [
        (Attachment("a.txt"), True),
        (Attachment(""), False),
        (Attachment("../a"), False),
        (Attachment('a"b'), False),
        (Attachment("a\r\nb"), False),
        (Attachment("a", "file", octets=OCTETS_MAX), True),
        (Attachment("a", "file", octets=OCTETS_MAX + 1), False),
        (Attachment("a", "file", octets=-1), False),
        (Attachment("a", "note", "ñ" * OCTETS_MAX), False),
    ],
)
def test_what_may_be_attached(attachment, fits):
    assert attachment.fits == fits


@given(
    st.text(max_size=300),
    st.lists(st.text(max_size=200), max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_written_is_a_letter_that_can_be_sent(body, notes, rich, eight):
    attachments = tuple(
        Attachment(f"{n}.txt", "note", text) for n, text in enumerate(notes)
    )
    content = letter(body=body, rich=rich, attachments=attachments, eight=eight)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 998 and b"\n" not in line for line in lines)
    assert all(b"\r" not in line for line in lines)
    header = content.partition(b"\r\n\r\n")[0]
    assert header.isascii()
    parts = list(structure(content).walk())
    assert sum(part.is_multipart for part in parts) == rich + bool(attachments)
