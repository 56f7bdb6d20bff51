"""Authentication-Results and Received-SPF as somebody wrote them, read.

    authres-header = "Authentication-Results:" [CFWS] authserv-id
                     [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS] CRLF
    methodspec     = [CFWS] method [CFWS] "=" [CFWS] result
    propspec       = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue

(RFC 8601 §2.2; Received-SPF: RFC 7208 §9.1.) Whatever stands there something comes out,
and what cannot be read is counted. It refuses to say whether any of it is true.
"""

import re
from collections.abc import Iterator

import msgspec

from simulator.mail.parameters import comment_end
from simulator.protocols.authentication_results import MethodResult

RESULTS_MAX = 50
"""Results of one field that are read."""
PROPERTIES_MAX = 20
"""Properties of one result that are read."""

_TOKENS = re.compile(r'"((?:[^"\\]|\\.)*)"?|([;=])|([^\s";=()]+)|(.)', re.DOTALL)
_VERSIONED = re.compile(r"([A-Za-z0-9_-]+)(?:/\d+)?")


class ReadResults(msgspec.Struct, frozen=True):
    """`authserv_id`: who claims to have checked; `unread`: results without sense."""

    authserv_id: str
    results: tuple[MethodResult, ...] = ()
    unread: int = 0


class ReadReceivedSpf(msgspec.Struct, frozen=True):
    """`result`: the first word; `comment`: for people; the rest: its pairs."""

    result: str
    comment: str
    pairs: tuple[tuple[str, str], ...] = ()


def read_results(value: str) -> ReadResults:
    """The unfolded `value` of an Authentication-Results field."""
    first, *sections = _sections(value)
    authserv_id = next((word for word in first if word != "="), "")
    found: list[MethodResult] = []
    unread = 0
    for section in sections:
        if not section or [word.lower() for word in section] == ["none"]:
            continue
        result = _result(section) if len(found) < RESULTS_MAX else None
        if result is None:
            unread += 1
        else:
            found.append(result)
    return ReadResults(authserv_id, tuple(found), unread)


def read_arc_results(value: str) -> ReadResults:
    """Of an ARC-Authentication-Results field, which begins with its instance (RFC 8617
    §4.1.1)."""
    instance, semicolon, rest = value.partition(";")
    has_one = instance.strip().lower().startswith("i=")
    return read_results(rest if semicolon and has_one else value)


def read_received_spf(value: str) -> ReadReceivedSpf:
    """The unfolded `value` of a Received-SPF field."""
    word, _, rest = value.strip().partition(" ")
    comment, rest = "", rest.lstrip()
    if rest.startswith("("):
        end = comment_end(rest, 0)
        comment, rest = rest[1:end].removesuffix(")"), rest[end:]
    words = [word for section in _sections(rest) for word in section]
    return ReadReceivedSpf(word.lower(), comment, tuple(_pairs(words)))


def _result(words: list[str]) -> MethodResult | None:
    """`method = result`, then what it was about."""
    method = _VERSIONED.fullmatch(words[0])
    if method is None or words[1:2] != ["="] or len(words) < 3 or words[2] == "=":
        return None
    pairs = list(_pairs(words[3:]))
    reason = next((said for name, said in pairs if name == "reason"), "")
    properties = tuple(pair for pair in pairs if pair[0] != "reason")
    return MethodResult(
        method[1].lower(), words[2].lower(), properties=properties, reason=reason
    )


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each `name = value`, as many as are read."""
    count = 0
    for at in range(1, len(words) - 1):
        if words[at] == "=" and "=" not in (words[at - 1], words[at + 1]):
            yield words[at - 1].lower(), words[at + 1]
            count += 1
        if count == PROPERTIES_MAX:
            return


def _sections(text: str) -> Iterator[list[str]]:
    """The words between semicolons, quotes taken off, without comments; an equals sign
    outside quotes is a word."""
    section: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "(":
            at = comment_end(text, at)
            continue
        found = _TOKENS.match(text, at)
        assert found is not None
        at = found.end()
        quoted, special, word, other = found.groups()
        if special == ";":
            yield section
            section = []
        elif quoted is not None:
            section.append(re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
        elif special or word or not other.isspace():
            section.append(special or word or other)
    yield section
