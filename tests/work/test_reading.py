"""Reading a message is bounded work, whatever its octets: counted in operations of the
interpreter, on messages that are all one trick."""

from collections.abc import Callable

import pytest

from simulator.agents.webmail.pages import body
from simulator.mail import field_text, reply_header
from simulator.mail.bodies import without_transfer_encoding
from simulator.mail.header_addresses import ADDRESSES_MAX, addresses
from simulator.mail.mime import PARTS_MAX, TEXT_OCTETS_MAX, structure
from simulator.mail.reading import as_read
from simulator.projections.letters import octets_view
from simulator.protocols.imap.search.matching import SearchedMessage
from tests.work.operations import operations

SMALL, LARGE = 400_000, 1_600_000
OPERATIONS_MAX = 10_000_000
"""About a quarter of a second where nothing else runs; most need far less."""

TEXT_OPERATIONS_MAX = 5_000_000
"""Of one text in HTML, about 100 ms where nothing else runs; most need far less."""

FIELD_TRICKS = {
    "encoded words": b"=?utf-8?Q?=41?= ",
    "encoded words of two charsets": b"=?x?Q?a?==?utf-8?Q?b?=",
    "words never closed": b"=?utf-8?Q?a",
    "quotes": b'"',
    "escaped quotes": b'\\"',
    "comments never closed": b"(",
    "commas": b",",
    "groups": b"a:;",
    "angles": b"<a@b>,",
    "parameters": b"; a*0*=%41",
    "equals signs": b"=",
    "folded lines": b"a\r\n ",
}
FIELDS = ("Subject", "To", "References", "Content-Type", "Content-Disposition")
BODY_TRICKS = {
    "parts": (b"multipart/mixed; boundary=b", b"\r\n--b\r\n\r\n"),
    "lines like a delimiter": (b"multipart/mixed; boundary=b", b"\r\n--bx"),
    "parts with fields": (
        b"multipart/mixed; boundary=b",
        b"\r\n--b\r\nContent-Type: text/plain; charset=x; a*0=b; a*1=c\r\n\r\nx",
    ),
    "messages in messages": (
        b"message/rfc822",
        b"Content-Type: message/rfc822\r\n\r\n",
    ),
    "tags never closed": (b"text/html", b"<a"),
    "entities": (b"text/html", b"&a"),
    "a report": (b"message/delivery-status", b"a: b\r\n\r\n"),
}


TEXT_TRICKS = (
    b"=",
    b"=\r",
    b"= ",
    b" \n",
    b"\n",
    b"=C3",
    b"\xff",
    b"\x81",
    b"<",
    b"<!--",
)
TEXT_TRICKS += (b"&a", b"<p>", b"+AGE", b"\x1b$)C", b"~{", b"A")
ENCODINGS = ("8bit", "quoted-printable", "base64")


def filled(trick: bytes, octets: int) -> bytes:
    return trick * (octets // len(trick))


def in_field(name: str, trick: bytes, octets: int) -> bytes:
    first = b"text/plain; " if name == "Content-Type" else b""
    value = first + filled(trick, octets)
    return name.encode() + b": " + value + b"\r\n\r\nHola\r\n"


def in_body(kind: bytes, trick: bytes, octets: int) -> bytes:
    return b"Content-Type: " + kind + b"\r\n\r\n" + filled(trick, octets)


def deep(octets: int) -> bytes:
    """Multiparts in multiparts, each with a boundary that begins like the next."""
    heads = (
        b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n"
        % (b"b" * level, b"b" * level)
        for level in range(1, 30)
    )
    return b"".join(heads) + filled(b"\r\n--" + b"b" * 40, octets)


def reading(content: bytes) -> int:
    def read() -> None:
        octets_view(content, "")
        as_read(structure(content))
        reply_header(content)
        for name in FIELDS:
            field_text(content, name)

    return operations(read)


def text(trick: bytes, encoding: str, octets: int) -> bytes:
    fields = "Content-Type: text/html; charset=utf-8\r\n"
    fields += f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    return fields.encode("ascii") + filled(trick, octets)


def searching(content: bytes) -> int:
    def read() -> None:
        message = SearchedMessage(content)
        assert message.body + message.header

    return operations(read)


def in_the_webmail(content: bytes) -> int:
    return operations(lambda: list(body(content, "Con")))


@pytest.mark.parametrize("reader", [searching, in_the_webmail])
@pytest.mark.parametrize("trick", TEXT_TRICKS)
def test_a_text_is_read_up_to_a_bound_in_any_encoding(
    trick: bytes, reader: Callable[[bytes], int]
):
    for encoding in ENCODINGS:
        small, large = (
            reader(text(trick, encoding, octets))
            for octets in (TEXT_OCTETS_MAX, 2 * TEXT_OCTETS_MAX)
        )
        assert large <= TEXT_OPERATIONS_MAX, encoding
        assert large <= small * 1.01 + 100, encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_codec_of_a_text_gets_no_more_than_the_bound(
    encoding: str, monkeypatch: pytest.MonkeyPatch
):
    given: list[int] = []

    def taken_off(octets: bytes, encoding: str) -> bytes:
        given.append(len(octets))
        return without_transfer_encoding(octets, encoding)

    monkeypatch.setattr("simulator.mail.mime.without_transfer_encoding", taken_off)
    part = text(b"A", encoding, SMALL)
    many = (
        b"Content-Type: multipart/mixed; boundary=b\r\n" + (b"\r\n--b\r\n" + part) * 4
    )
    for reader in (searching, in_the_webmail):
        given.clear()
        reader(many)
        assert 0 < sum(given) <= TEXT_OCTETS_MAX, reader


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("trick", FIELD_TRICKS)
def test_a_field_of_any_size_is_bounded_work(name: str, trick: str):
    small, large = (
        reading(in_field(name, FIELD_TRICKS[trick], octets))
        for octets in (SMALL, LARGE)
    )
    assert large <= OPERATIONS_MAX
    assert large <= small * 1.1 + 1_000, "what comes after the bound is not read"


@pytest.mark.parametrize("trick", ["folded lines", "encoded words", "angles"])
def test_a_search_reads_a_header_up_to_a_bound(trick: str):
    small, large = (
        searching(filled(b"To: " + FIELD_TRICKS[trick] * 9 + b"\r\n", octets))
        for octets in (SMALL, LARGE)
    )
    assert large <= OPERATIONS_MAX
    assert large <= small * 1.1


def test_a_header_of_many_fields_is_bounded_work():
    small, large = (
        reading(filled(b"a: =?utf-8?Q?=41?=\r\n", octets) + b"\r\nHola\r\n")
        for octets in (SMALL, LARGE)
    )
    assert large <= OPERATIONS_MAX
    assert large <= small * 1.1


@pytest.mark.parametrize("trick", BODY_TRICKS)
def test_a_body_of_any_structure_is_bounded_work(trick: str):
    small, large = (
        reading(in_body(*BODY_TRICKS[trick], octets)) for octets in (SMALL, LARGE)
    )
    assert large <= OPERATIONS_MAX
    assert large <= small * 5, "four times the octets"


def test_deep_nesting_is_bounded_work():
    small, large = (reading(deep(octets)) for octets in (SMALL, LARGE))
    assert large <= OPERATIONS_MAX
    assert large <= small * 1.5


def test_a_list_of_addresses_has_an_end():
    value = b", ".join([b"Eva <eva@sur.example>"] * 50_000)
    assert 900 < len(addresses(value)) <= ADDRESSES_MAX


def test_parts_have_an_end():
    kind, trick = BODY_TRICKS["parts"]
    root = structure(in_body(kind, trick, LARGE))
    assert len(list(root.walk())) <= PARTS_MAX
