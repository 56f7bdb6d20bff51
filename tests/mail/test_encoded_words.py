"""Encoded words (RFC 2047, RFC 2231 §5, RFC 6532): what a person reads."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import decode_words, value_text
from simulator.mail.encoded_words import REMEMBERED_CHARACTERS_MAX


def q(text: str, charset: str = "utf-8") -> str:
    octets = text.encode(charset)
    return f"=?{charset}?q?{''.join(f'={octet:02X}' for octet in octets)}?="


def b(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?b?{base64.b64encode(text.encode(charset)).decode()}?="


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?US-ASCII*EN?Q?Eva_Ruiz?= <eva@sur.example>", "Eva Ruiz <eva@sur.example>"),
        ("=?utf-8*es?q?ma=C3=B1ana?=", "mañana"),
        (f"{q('año')} nuevo =?x-nadie?q?foo?=", "año nuevo =?x-nadie?q?foo?="),
        (f"=?x-nadie?q?foo?= {q('año')}", "=?x-nadie?q?foo?= año"),
        (f"€ 5 {q('año')}", "€ 5 año"),
        (f"ñ {b('año')} ñ", "ñ año ñ"),
        (f"{q('a')}  {b('ñ')}", "añ"),
        (f"{q('a')} x {q('ñ')}", "a x ñ"),
        (f"{q('ñ')} {q('ñ', 'iso-8859-1')}", "ññ"),
        ("=?utf-8?q?a=C3?= =?utf-8?q?=B1o?=", "año"),
        ("=?utf-8?b?w7E=?= =?utf-8?b?w7E=?=", "ññ"),
        ("=?utf-8?q?a_b=5Fc?=", "a b_c"),
        ("=?utf-8?q?=3D=3Futf-8=3Fq=3Fhola=3F=3D?=", "=?utf-8?q?hola?="),
        ("=?utf-8?q?sin fin", "=?utf-8?q?sin fin"),
        ("=?utf-8?q?=zz?=", "=zz"),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?utf-8?q??=", ""),
        ("=?utf-8?q?=FFx?=", "\ufffdx"),
        ("=?windows-874?q?=CA=C7=D1=CA?=", "สวัส"),
        ("=?gb2312?b?yMs=?=", "人"),
        ("=?punycode?q?maana-pta?=", "=?punycode?q?maana-pta?="),
    ],
)
def test_a_value_is_read_as_written(written, read):
    assert decode_words(written.encode()) == read


def test_controls_that_come_out_of_a_word_are_shown_and_not_obeyed():
    told = decode_words(b"=?utf-8?q?a=0D=0ABcc:_x=1B[2J=00=7F=C2=9B?=")
    assert told == "a␍␊Bcc: x␛[2J␀␡\ufffd"


def test_no_word_stands_inside_quotes_of_a_structured_field():
    written = f'"{q("Pérez, Ana")}" <ana@norte.example>'.encode()
    assert value_text("From", written) == written.decode()
    assert value_text("Subject", written) == '"Pérez, Ana" <ana@norte.example>'
    assert value_text("To", f"{q('ñ')} <a@x>".encode()) == "ñ <a@x>"


@given(st.text(max_size=60), st.sampled_from([q, b]))
def test_whatever_is_coded_is_read_back(text, coded):
    shown = decode_words(coded(text).encode()) if text else ""
    visible = "".join(c for c in text if c.isprintable())
    assert "".join(c for c in shown if c in visible) == visible


@given(st.text("=?utf-8BbQq_ \"ñ\\*'", max_size=60))
def test_nothing_fails_and_long_values_read_as_short_ones(text):
    short = decode_words(text.encode())
    filler = "x" * REMEMBERED_CHARACTERS_MAX
    assert decode_words(f"{text}\n{filler}".encode()).endswith(filler)
    assert isinstance(short, str)
