"""Command lines: what is read, what is blamed, where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.smtp.codes import REASONS
from simulator.protocols.smtp.grammar import parse_command


def marked(line: bytes, role: str, strict: bool = True) -> list[str]:
    """The texts that the spans of `role` mark in the line with its CRLF."""
    whole = (line + b"\r\n").decode("latin-1")
    spans = parse_command(line, strict).spans
    return [whole[start:end] for start, end, found in spans if found == role]


def test_a_command_with_everything():
    line = b"mail FROM:<@b.example:ana@norte.example> SIZE=10 body=8BITMIME "
    command = parse_command(line)
    assert command.verb == "MAIL"
    assert command.argument == line[5:].decode()
    assert command.path == "ana@norte.example"
    assert command.parameters == (("SIZE", "10"), ("BODY", "8BITMIME"))
    assert command.error == ""
    assert marked(line, "verb") == ["mail"]
    assert marked(line, "argument") == [line[5:].decode()]
    assert marked(line, "path") == ["<@b.example:ana@norte.example>"]
    assert marked(line, "local_part") == ["ana"]
    assert marked(line, "domain") == ["norte.example"]
    assert marked(line, "parameter") == ["SIZE=10", "body=8BITMIME"]
    assert marked(line, "crlf") == ["\r\n"]
    assert marked(line, "error") == []


@pytest.mark.parametrize(
    ("line", "error", "blamed"),
    [
        (b"EHLO", "syntax_missing", "\r\n"),
        (b"EHLO  ", "syntax_missing", "\r\n"),
        (b"EHLO a b", "syntax_hello", " b"),
        (b"EHLO a_b", "syntax_hello", "_b"),
        (b"HELO  a", "syntax_hello", " "),
        (b"MAIL", "syntax_missing", "\r\n"),
        (b"MAIL FROM:", "syntax_missing", "\r\n"),
        (b"MAIL FRON:<a@b>", "syntax_from", "FRON:"),
        (b"MAIL  FROM:<a@b>", "syntax_from", " FROM:"),
        (b"RCPT <a@b>", "syntax_to", "<a@b>"),
        (b"MAIL FROM:  <a@b>", "syntax_space", "  "),
        (b"RCPT TO:a@b", "syntax_brackets", "a@b"),
        (b"RCPT TO:<a@b", "syntax_brackets", "\r\n"),
        (b"RCPT TO:<a>", "syntax_at", "a"),
        (b"RCPT TO:<a@b> <c@d>", "syntax_two_paths", "<c@d>"),
        (b"RCPT TO:<a@b>, <c@d>", "syntax_two_paths", ", <c@d>"),
        (b'MAIL FROM:<a@b> S="x', "", None),
        (b"MAIL FROM:<a@b> S=", "syntax_parameter", "S="),
        (b"MAIL FROM:<a@b>  S=1", "syntax_parameter", " "),
        (b"MAIL FROM:<a@b> S=1=2", "syntax_parameter", "S=1=2"),
        (b"MAIL FROM:<a@b> -S", "syntax_parameter", "-S"),
        (b"MAIL FROM:<a@b> s S", "parameter_repeated", "S"),
        (b"MAIL FROM:<\xe2\x80\x9cana\xe2\x80\x9d@b>", "non_ascii", "\xe2\x80\x9c"),
        (b"MAIL FROM:<a@b>\t S", "control_character", "\t"),
        (b"VRFY a\0b", "control_character", "\0"),
        (b"DATA x", "syntax_no_argument", "x"),
        (b"QUIT\t", "", None),
        (b"RSET \t ", "", None),
        (b"NOOP what ever", "", None),
        (b"XYZ \xff\0", "", None),
    ],
)
def test_what_is_blamed(line, error, blamed):
    command = parse_command(line)
    assert command.error == error
    assert not error or error in REASONS
    assert marked(line, "error") == ([] if blamed is None else [blamed])


def test_a_real_server_forgives_the_space():
    assert parse_command(b"RCPT TO:   <a@b>", strict=False).path == "a@b"
    assert parse_command(b"RCPT TO: a@b", strict=False).error == "syntax_brackets"


@pytest.mark.parametrize(
    ("line", "verb", "argument"),
    [
        (b"", "", ""),
        (b" NOOP", "", "NOOP"),
        (b".", "", ""),
        (b"noop", "NOOP", ""),
        (b"VERFY Benito", "VERFY", "Benito"),
        (b"MAIL\xc2\xa0FROM:<a@b>", "", ""),
        (b"NO\0OP", "", ""),
        (b"12 34", "", "34"),
        (b"Get /", "GET", "/"),
    ],
)
def test_what_the_verb_is(line, verb, argument):
    command = parse_command(line)
    assert (command.verb, command.argument) == (verb, argument)


@pytest.mark.parametrize(
    ("line", "string"),
    [
        (b"VRFY Benito", "Benito"),
        (b"VRFY  Benito del Sur ", "Benito del Sur"),
        (b"VRFY <benito@sur.example>", "benito@sur.example"),
        (b'VRFY "Benito \\"B\\" Sur"', 'Benito "B" Sur'),
        (b'EXPN "lista', '"lista'),
        (b"HELP mail", "mail"),
        (b"HELP", ""),
        (b"EHLO [192.0.2.1]", "[192.0.2.1]"),
    ],
)
def test_strings(line, string):
    command = parse_command(line)
    assert (command.error, command.string) == ("", string)


pieces = st.sampled_from(
    ["MAIL ", "RCPT ", "EHLO ", "FROM:", "TO:", "<", ">", "@", "a", ".", '"', "\\"]
    + [" ", "=", "[", "]", ":", ",", "\0", "\xff", "\t", "-", "VRFY ", "x" * 300]
)


@given(st.lists(pieces, max_size=14).map("".join), st.booleans())
def test_whatever_is_typed_it_is_read(text, strict):
    line = text.encode("latin-1")
    command = parse_command(line, strict)
    assert command.error == "" or command.error in REASONS
    length = min(len(line) + 2, 512)
    assert all(0 <= a < b <= length for a, b, _ in command.spans)
    errors = [span for span in command.spans if span[2] == "error"]
    assert len(errors) <= 1
    if command.error and len(line) < 500:
        assert errors
