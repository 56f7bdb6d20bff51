"""Transfer encodings and charsets: what is damaged spoils no more than itself."""

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail.bodies import from_base64, from_quoted_printable
from simulator.mail.charsets import codec, decoded


@pytest.mark.parametrize(
    ("coded", "octets"),
    [
        (b"aG9sYQ==\r\naG9sYQ==\r\n", b"hola"),
        (b"aG9sYQ==\r\n\r\n-- \r\nlista de correo\r\n", b"hola"),
        (b"aG9s\r\nYQ==", b"hola"),
        (b"aG9sYQ", b"hola"),
        (b"aG9sY", b"hol"),
        (b"aG*9s-YQ==", b"hola"),
        (b"", b""),
        (b"a", b"a"),
        (b"*****", b"*****"),
    ],
)
def test_base64_ends_at_its_padding(coded, octets):
    assert from_base64(coded) == octets


@pytest.mark.parametrize(
    ("coded", "octets"),
    [
        (b"uno   \r\ndos=20\r\n", b"uno\r\ndos \r\n"),
        (b"se= \t \r\nguido", b"seguido"),
        (b"se=\nguido", b"seguido"),
        (b"=zz == =3", b"=zz == =3"),
        (b"a=C3=B1o=c3=b1", "añoñ".encode()),
        (b"fin   ", b"fin"),
        (b"fin=", b"fin"),
    ],
)
def test_quoted_printable_drops_what_was_added_on_the_way(coded, octets):
    assert from_quoted_printable(coded) == octets


@given(st.binary(max_size=200))
def test_what_python_codes_is_read_back(octets):
    assert from_base64(base64.encodebytes(octets)) == octets
    assert from_quoted_printable(quopri.encodestring(octets)) == octets


@given(st.binary(max_size=60))
def test_any_octets_can_be_taken_for_a_coded_body(octets):
    from_base64(octets)
    from_quoted_printable(octets)


@pytest.mark.parametrize(
    ("octets", "charset", "text"),
    [
        (b"\xf9\xec\xe5\xed", "iso-8859-8-i", "שלום"),
        (b"\xf9\xec\xe5\xed", "ISO-8859-8-E", "שלום"),
        (b"\xca\xc7\xd1\xca", "windows-874", "สวัส"),
        (b"\x93\xfa\x96\x7b", "x-sjis", "日本"),
        (b"\x87\x40", "shift_jis", "①"),
        (b"\xc8\xcb", "gb2312", "人"),
        (b"+AOk-", "utf-7", "é"),
        (b"\x93hola\x94", "iso-8859-1", "“hola”"),
        (b"a\xffo", "utf-8", "a\ufffdo"),
        ("año".encode(), "us-ascii", "año"),
        (b"a\xf1o", "us-ascii", "año"),
        (b"a\xf1o", "", "año"),
        ("año".encode(), "x-nadie", "año"),
    ],
)
def test_octets_are_read_by_the_name_of_their_charset(octets, charset, text):
    assert decoded(octets, charset) == text


@pytest.mark.parametrize(
    "charset",
    ["punycode", "punycode-", "idna", "rot13", "hex", "zlib", "raw_unicode_escape"]
    + ["unicode_escape", "undefined", "replacement", "mbcs", "ñ", "utf-8\0", ""],
)
def test_a_codec_that_is_no_charset_is_unknown(charset):
    assert codec(charset) is None
    assert decoded(b"maana-pta", charset) == "maana-pta"
