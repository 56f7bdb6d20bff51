"""Values with parameters: Content-Type, Content-Disposition (RFC 2045 §5.1, RFC 2183).

    value-with-parameters = value *(";" attribute "=" (token / quoted-string))

Read by a tokenizer, because a `;`, a parenthesis or a quote means nothing inside a
quoted string, and everything outside one is free of comments (RFC 5322 §3.2.2).
Lenient where senders are: `;;`, a value without quotes that has spaces, a quote that
never closes. Parameters in pieces are joined (RFC 2231 §3); what is coded stays coded
under its name with a star, for IMAP tells it so, and `decoded_parameter` takes the
coding off (RFC 2231 §4).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from simulator.mail.charsets import decoded

PARAMETERS_MAX = 100

Parameters = tuple[tuple[str, str], ...]
"""`(attribute, value)` in the order of the field; an attribute is as written."""

_TOKENS = re.compile(
    r'"((?:[^"\\]|\\.)*)"?'  # a quoted string
    r"|(\()"  # the begin of a comment
    r"|([;=])"
    r'|([^";=()]+)'
    r"|(.)",
    re.DOTALL,
)
_COMMENT = re.compile(r"\\.|[()]", re.DOTALL)
_PIECE = re.compile(r"([^*]+)\*([0-9]{1,4})(\*?)")
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)


def comment_end(text: str, at: int) -> int:
    """After the `)` that ends the comment at `at`; comments nest, and one that is
    never closed goes to the end."""
    depth = 0
    for found in _COMMENT.finditer(text, at):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if depth == 0:
                return found.end()
    return len(text)


class _Word(NamedTuple):
    """`sign`: an equals sign outside quotes."""

    text: str
    quoted: bool = False
    sign: bool = False


_SIGN = _Word("=", sign=True)


def split_value(text: str) -> tuple[str, Parameters]:
    """The value before the first `;`, without comments, and its parameters."""
    first, *sections = _sections(text)
    found: list[tuple[str, str]] = []
    for section in sections[:PARAMETERS_MAX]:
        if _SIGN in section:
            sign = section.index(_SIGN)
            attribute = "".join(word.text for word in section[:sign]).strip()
            if attribute:
                found.append((attribute, _value(section[sign + 1 :])))
    return "".join(word.text for word in first).strip(), joined(tuple(found))


def _sections(text: str) -> Iterator[list[_Word]]:
    """The words of each section between semicolons, without comments."""
    section: list[_Word] = []
    at = 0
    while found := _TOKENS.match(text, at):
        at = found.end()
        quoted, comment, special, word, other = found.groups()
        if comment:
            at = comment_end(text, found.start())
        elif special == ";":
            yield section
            section = []
        elif special:
            section.append(_SIGN)
        elif quoted is not None:
            section.append(_Word(_QUOTED_PAIR.sub(r"\1", quoted), quoted=True))
        else:
            section.append(_Word(word or other))
    yield section


def _value(words: list[_Word]) -> str:
    """What was quoted, else everything (a quote is needed for spaces; some forget)."""
    quoted = next((word.text for word in words if word.quoted), None)
    return "".join(word.text for word in words).strip() if quoted is None else quoted


def joined(parameters: Parameters) -> Parameters:
    """Pieces (`name*0`, `name*1*`) put together by number, where the first is there
    (RFC 2231 §3); if any was coded, under `name*`. The first of a name counts."""
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for attribute, value in parameters:
        if found := _PIECE.fullmatch(attribute):
            numbered = pieces.setdefault(found[1].lower(), {})
            numbered.setdefault(int(found[2]), (value, bool(found[3])))
    out: list[tuple[str, str]] = []
    for attribute, value in parameters:
        found = _PIECE.fullmatch(attribute)
        if found is None:
            out.append((attribute, value))
        elif found[1].lower() in pieces:
            whole = _whole(found[1], pieces.pop(found[1].lower()))
            out += [whole] if whole else []
    return tuple(out)


def _whole(name: str, numbered: dict[int, tuple[str, bool]]) -> tuple[str, str] | None:
    if 0 not in numbered:
        return None
    run = []
    for number in range(len(numbered)):
        if number not in numbered:
            break
        run.append(numbered[number])
    coded = run[0][1]
    if not any(is_coded for _, is_coded in run):
        return name, "".join(value for value, _ in run)
    texts = [value if is_coded else _coded(value) for value, is_coded in run]
    return f"{name}*", "".join(texts) if coded else "''" + "".join(texts)


def _coded(value: str) -> str:
    """A plain piece among coded ones: its `%` is a `%`."""
    return value.replace("%", "%25")


def decoded_parameter(parameters: Parameters, name: str) -> str | None:
    """The value of `name` (in small letters), coding taken off; the coded form wins,
    because who sends both means the plain one for old readers. None: not there."""
    values = {attribute.lower(): value for attribute, value in reversed(parameters)}
    coded = values.get(f"{name}*")
    return values.get(name) if coded is None else _uncoded(coded)


# extended-value := charset "'" [language] "'" extended-other-values ; RFC 2231 §4


def _uncoded(value: str) -> str:
    charset, quote, rest = value.partition("'")
    _, second, text = rest.partition("'")
    if not (quote and second):
        charset, text = "utf-8", value
    return decoded(unquote_to_bytes(text), charset or "us-ascii")
