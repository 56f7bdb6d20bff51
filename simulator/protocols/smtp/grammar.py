"""Reading one SMTP command line: verb, argument, path, parameters, and where it errs.

Each reader sits under its ABNF (RFC 5321 §4.1.1). Verbs ignore case; exactly one space
follows them; white space before the CRLF is tolerated (§4.1.1). Text is Latin-1, one
character per octet. An error is a key of `codes.REASONS` and a span, no exception.

The readers of extensions stand with them. It refuses to know state: what may be said
when is in `states.py`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from simulator.journal.facts import Span
from simulator.mail.address import (
    AddressError,
    Mailbox,
    Path,
    parse_domain,
    parse_forward_path,
    parse_quoted_string,
    parse_reverse_path,
)
from simulator.protocols.lines import clip_spans
from simulator.protocols.smtp.cursor import (
    CommandError,
    CommandLine,
    Cursor,
    no_argument,
)
from simulator.protocols.smtp.extensions import ADDED_VERBS, TAKES_UTF8
from simulator.protocols.smtp.extensions.extension import Reader
from simulator.protocols.smtp.questions import Parameters

# A verb that is known has four letters or more; one that is not has at least one.
_VERB = re.compile(r"[!-~]*[A-Za-z][!-~]*")

LINES_REMEMBERED = 512
"""Sessions are made of the same few lines; what one means depends on nothing else."""


@lru_cache(LINES_REMEMBERED)
def parse_command(line: bytes, strict: bool = True, utf8: bool = False) -> CommandLine:
    """Read `line`, without its CRLF. Never raises.

    Not `strict`: spaces between the colon of MAIL and RCPT and the path are tolerated.
    `utf8`: SMTPUTF8 was announced (RFC 6531 §3.3): paths and strings may hold it.
    """
    text = line.decode("latin-1")
    word = text.partition(" ")[0].rstrip("\t")
    at = min(len(word) + 1, len(text))
    verb = word.upper() if _VERB.fullmatch(word) else ""
    spans: list[Span] = [(0, len(word), "verb")]
    if at < len(text):
        spans.append((at, len(text), "argument"))
    command = CommandLine(verb, text[at:])
    reader = _READERS.get(verb)
    if reader is not None:
        cursor = Cursor(text, at, strict, utf8 and verb in TAKES_UTF8)
        try:
            _check_characters(cursor)
            command = reader(cursor, command)
        except CommandError as error:
            blamed = (error.start, error.end, "error")
            # What is missing at the end is shown on the CRLF.
            crlf = (len(text), len(text) + 2, "error")
            cursor.spans.append(blamed if error.end > error.start else crlf)
            command = command._replace(error=error.reason, about=error.about)
        spans += cursor.spans
    elif not verb:
        spans = [(0, len(word), "error")] + spans[1:]
    spans.append((len(text), len(text) + 2, "crlf"))
    return command._replace(spans=clip_spans(spans))


# "Commands and replies are composed of characters from the ASCII character set" (§2.4)

_NOT_PRINTABLE = re.compile(r"[^ -~]+")
_NOT_PRINTABLE_OR_UTF8 = re.compile(r"[^ -~\x80-\xff]+")


def _check_characters(cursor: Cursor) -> None:
    unwanted = _NOT_PRINTABLE
    if cursor.utf8 and _is_utf8(cursor.text):
        unwanted = _NOT_PRINTABLE_OR_UTF8
    found = unwanted.search(cursor.text, cursor.at)
    if found is not None:
        reason = "control_character" if found[0].isascii() else "non_ascii"
        raise CommandError(reason, found.start(), found.end())


def _is_utf8(text: str) -> bool:
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def as_text(path: str | None) -> str:
    """A path of a command, Latin-1, as the agent reads it: UTF-8 decoded."""
    octets = (path or "").encode("latin-1")
    return octets.decode("utf-8", "replace")


# ehlo = "EHLO" SP ( Domain / address-literal ) CRLF
# helo = "HELO" SP Domain CRLF
#
# HELO takes a literal here as well: Python's smtplib sends one when it has no name.


def _hello(cursor: Cursor, command: CommandLine) -> CommandLine:
    if not cursor.rest:
        raise CommandError("syntax_missing", cursor.at, cursor.at)
    try:
        end = parse_domain(cursor.text, cursor.at)
    except AddressError as error:
        raise CommandError("syntax_hello", error.start, error.end) from None
    if end < len(cursor.text):
        raise CommandError("syntax_hello", end, len(cursor.text))
    cursor.spans.append((cursor.at, end, "domain"))
    return command._replace(string=cursor.rest)


# mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF
# rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path )
#        [SP Rcpt-parameters] CRLF


_KEYWORD_MISSING = {"FROM:": "syntax_from", "TO:": "syntax_to"}


def _mail(cursor: Cursor, command: CommandLine) -> CommandLine:
    return _with_path(cursor, command, "FROM:")


def _rcpt(cursor: Cursor, command: CommandLine) -> CommandLine:
    return _with_path(cursor, command, "TO:")


def _with_path(cursor: Cursor, command: CommandLine, keyword: str) -> CommandLine:
    text, at = cursor.text, cursor.at
    if text[at : at + len(keyword)].upper() != keyword:
        if not cursor.rest:
            raise CommandError("syntax_missing", at, at)
        colon = text.find(":", at)
        end = colon + 1 if colon >= 0 else len(text)
        raise CommandError(_KEYWORD_MISSING[keyword], at, end)
    at = _skip_spaces(cursor, at + len(keyword))
    if at == len(text):
        raise CommandError("syntax_missing", at, at)
    parse = parse_reverse_path if keyword == "FROM:" else parse_forward_path
    try:
        path = parse(_ascii(text), at)
    except AddressError as error:
        raise CommandError(error.reason, error.start, error.end) from None
    cursor.spans += path.spans
    parameters = _parameters(cursor, path.end)
    mailbox = _unmasked(path, text)
    return command._replace(
        path=str(mailbox) if mailbox else "", mailbox=mailbox, parameters=parameters
    )


# uMailbox: atext and sub-domain extended by UTF8-non-ascii (RFC 6531 §3.3). So an octet
# beyond ASCII may stand where a letter may, and the ASCII grammar decides on letters.

_BEYOND_ASCII = re.compile(r"[\x80-\xff]")


def _ascii(text: str) -> str:
    return _BEYOND_ASCII.sub("x", text)


def _unmasked(path: Path, text: str) -> Mailbox | None:
    """The mailbox of `path` with the octets that `_ascii` hid."""
    if path.mailbox is None:
        return None
    found = {role: text[start:end] for start, end, role in path.spans}
    return Mailbox(found["local_part"], found.get("domain", ""))


def _skip_spaces(cursor: Cursor, at: int) -> int:
    """§3.3: no space around the colon. A real server does not mind."""
    end = at
    while cursor.text.startswith(" ", end):
        end += 1
    if end > at and cursor.strict:
        raise CommandError("syntax_space", at, end)
    return end


# Mail-parameters = esmtp-param *(SP esmtp-param)
# esmtp-param     = esmtp-keyword ["=" esmtp-value]
# esmtp-keyword   = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")
# esmtp-value     = 1*(%d33-60 / %d62-126)

_PARAMETER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~]+))?")


def _parameters(cursor: Cursor, at: int) -> Parameters:
    text = cursor.text
    found: dict[str, str] = {}
    while at < len(text):
        if text[at] != " ":
            reason = "syntax_two_paths" if text[at] in ",;<" else "syntax_parameter"
            raise CommandError(reason, at, len(text))
        space = text.find(" ", at + 1)
        end = len(text) if space < 0 else space
        match = _PARAMETER.fullmatch(text, at + 1, end)
        if match is None:
            second = text.startswith("<", at + 1)
            reason = "syntax_two_paths" if second else "syntax_parameter"
            raise CommandError(reason, at + 1, max(end, at + 2))
        keyword = match[1].upper()
        if keyword in found:
            raise CommandError("parameter_repeated", at + 1, end, keyword)
        found[keyword] = match[2] or ""
        cursor.spans.append((at + 1, end, "parameter"))
        at = end
    return tuple(found.items())


# vrfy = "VRFY" SP String CRLF   expn = "EXPN" SP String CRLF
# String = Atom / Quoted-string
# "VRFY" SP ( uLocal-part / uMailbox ) [ SP "SMTPUTF8" ] CRLF   ; RFC 6531 §3.7.4.2
#
# §3.5.1 wants VRFY to take "a user name or a user name and domain", which no Atom can
# hold (a known gap of the ABNF): any printable text goes, brackets and quotes dropped.


def _string(cursor: Cursor, command: CommandLine) -> CommandLine:
    text = cursor.rest.strip(" ")
    if not text:
        raise CommandError("syntax_missing", cursor.at, cursor.at)
    string, _, last = text.rpartition(" ")
    if string and last.upper() == "SMTPUTF8":
        text = string.rstrip(" ")
        command = command._replace(parameters=(("SMTPUTF8", ""),))
    return command._replace(string=_unquoted(text))


def _unquoted(text: str) -> str:
    if text.startswith('"') and parse_quoted_string(text, 0) == len(text):
        return Mailbox(text, "").name
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    return text


# help = "HELP" [ SP String ] CRLF   noop = "NOOP" [ SP String ] CRLF


def _optional_string(cursor: Cursor, command: CommandLine) -> CommandLine:
    return command._replace(string=cursor.rest.strip(" "))


_READERS: Mapping[str, Reader] = {
    "EHLO": _hello,
    "HELO": _hello,
    "MAIL": _mail,
    "RCPT": _rcpt,
    "DATA": no_argument,
    "RSET": no_argument,
    "QUIT": no_argument,
    "VRFY": _string,
    "EXPN": _string,
    "HELP": _optional_string,
    "NOOP": _optional_string,
    **{verb.name: verb.read for verb in ADDED_VERBS.values() if verb.read},
}
