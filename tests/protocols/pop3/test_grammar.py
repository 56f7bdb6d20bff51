"""One command line: what it says, what is wrong with it, and where to look."""

import pytest

from simulator.protocols.pop3.grammar import is_number, read_command


def parts(line):
    """Problem, verb and words; then every span with the octets under it."""
    command = read_command(line)
    octets = (line + b"\r\n").decode("latin-1")
    under = {role: octets[start:end] for start, end, role in command.spans}
    assert under.pop("crlf") == "\r\n"
    return command.problem, command.verb, command.words, under


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"STAT", ("", "STAT", (), {"verb": "STAT"})),
        (b"retr 1", ("", "RETR", ("1",), {"verb": "retr", "argument": "1"})),
        (b"TOP 2 0", ("", "TOP", ("2", "0"), {"verb": "TOP", "argument": "2 0"})),
        (b"PASS", ("", "PASS", (), {"verb": "PASS"})),
        (b"PASS ", ("", "PASS", ("",), {"verb": "PASS"})),
        (
            b"pass a  b ",
            ("", "PASS", ("a  b ",), {"verb": "pass", "argument": "a  b "}),
        ),
        (b"", ("empty_line", "", (), {})),
        (b" STAT", ("spaces", "", ("STAT",), {"error": " "})),
        (b"   ", ("spaces", "", ("", "", ""), {"error": "   "})),
        (b"STAT ", ("spaces", "STAT", ("",), {"error": " "})),
        (b"RETR   1", ("spaces", "RETR", ("", "", "1"), {"error": "   "})),
        (b"TOP 1  2 ", ("spaces", "TOP", ("1", "", "2", ""), {"error": "  "})),
        (b"USER a\tb", ("not_printable", "USER", ("a\tb",), {"error": "\t"})),
        (b"PASS \x7f", ("not_printable", "PASS", ("\x7f",), {"error": "\x7f"})),
        (b"ST\x00T x", ("not_printable", "", ("x",), {"error": "\x00"})),
        (
            "USER ñ".encode(),
            ("not_printable", "USER", ("\xc3\xb1",), {"error": "\xc3"}),
        ),
    ],
)
def test_a_line(line, expected):
    assert parts(line) == expected


def test_where_the_spans_are():
    spans = ((0, 3, "verb"), (4, 7, "argument"), (7, 9, "crlf"))
    assert read_command(b"TOP 2 0").spans == spans
    assert read_command(b"RETR  1").spans == ((4, 6, "error"), (7, 9, "crlf"))


def test_spans_stay_within_what_a_fact_holds():
    spans = read_command(b"USER " + b"x" * 600).spans
    assert spans == ((0, 4, "verb"), (5, 512, "argument"))
    spans = read_command(b"USER " + b"x" * 506).spans
    assert spans[1:] == ((5, 511, "argument"), (511, 512, "crlf"))


@pytest.mark.parametrize("word", ["0", "1", "007", "9" * 250])
def test_a_number(word):
    assert is_number(word)


@pytest.mark.parametrize("word", ["", "-1", "+1", "1.0", "1e3", "x", "²", "١", " 1"])
def test_no_number(word):
    assert not is_number(word)
