"""Reading the address lists of a header section, however badly written (RFC 5322 §3.4).

ENVELOPE shows an address as four parts: name, source route, mailbox, host (RFC 3501
§7.4.2). A group begins with an address whose host is missing and ends with one that has
nothing. Whatever the octets, something comes out: a word without `@` is a mailbox with
an empty host, for only a group may lack one.

It refuses to judge addresses: `mail.address` does that for the envelope of SMTP.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from simulator.mail.encoded_words import decode_words
from simulator.mail.parameters import comment_end

ADDRESSES_MAX = 1_000
TOKENS_MAX = 16_000
LIST_OCTETS_MAX = 65_536
"""What is read of one field; the rest of a longer list is not there."""


class HeaderAddress(NamedTuple):
    """Latin-1 text of the octets, encoded words not decoded; None for NIL."""

    name: str | None
    route: str | None
    mailbox: str | None
    host: str | None

    @property
    def addr_spec(self) -> str:
        """`local@domain` as RFC 5321 §4.1.2 writes it, quotes put back where needed."""
        octets = f"{self.mailbox or ''}".encode("latin-1")
        local = octets.decode("utf-8", "replace")
        if not _DOT_STRING.fullmatch(local):
            escaped = re.sub(r'(["\\])', r"\\\1", local)
            local = f'"{escaped}"'
        host = (self.host or "").encode("latin-1").decode("utf-8", "replace")
        return f"{local}@{host}"

    @property
    def shown(self) -> str:
        """`name <local@domain>` as a person reads it, encoded words decoded."""
        name = decode_words((self.name or "").encode("latin-1"))
        address = self.addr_spec if self.host else ""
        return f"{name} <{address}>" if name and address else name or address


GROUP_END = HeaderAddress(None, None, None, None)


class _Token(NamedTuple):
    """`kind`: word, quoted, comment, space or special; `text`: without quotes."""

    kind: str
    text: str


# dot-atom-text of RFC 5322 §3.2.3, characters outside ASCII included (RFC 6532 §3.2)
_DOT_STRING = re.compile(r"[^\s()<>\[\]:;@\\,.\"]+(?:\.[^\s()<>\[\]:;@\\,.\"]+)*")
_TOKENS = re.compile(
    r'"((?:[^"\\]|\\.)*)"?|(\s+)|([<>,;:@.])|(\[[^\]]*\]?)|([^\s"<>,;:@.()\[]+)|(.)',
    re.DOTALL,
)


def addresses(value: bytes) -> tuple[HeaderAddress, ...]:
    """Every address of the unfolded field `value`, groups marked as above."""
    found: list[HeaderAddress] = []
    pending: list[_Token] = []
    in_group = in_angle = False

    def finish() -> None:
        address = _address(pending)
        pending.clear()
        if address is not None:
            found.append(address)

    text = value[:LIST_OCTETS_MAX].decode("latin-1")
    for token in islice(_tokens(text), TOKENS_MAX):
        mark = token.text if token.kind == "special" else ""
        if mark in ("<", ">"):
            in_angle = mark == "<"
        if mark == "," and not in_angle:
            finish()
        elif mark == ":" and not in_angle and not in_group:
            found.append(HeaderAddress(None, None, _phrase(pending) or "", None))
            pending.clear()
            in_group = True
        elif mark == ";" and in_group and not in_angle:
            finish()
            found.append(GROUP_END)
            in_group = False
        else:
            pending.append(token)
    finish()
    if in_group:
        found.append(GROUP_END)
    return tuple(found[:ADDRESSES_MAX])


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at] == "(":
            end = comment_end(text, at)
            yield _Token("comment", text[at + 1 : end].removesuffix(")"))
            at = end
            continue
        found = _TOKENS.match(text, at)
        assert found is not None
        at = found.end()
        quoted, space, special, literal, word, other = found.groups()
        if quoted is not None:
            yield _Token("quoted", re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
        elif space:
            yield _Token("space", " ")
        elif special:
            yield _Token("special", special)
        else:
            yield _Token("word", literal or word or other)


def _address(tokens: list[_Token]) -> HeaderAddress | None:
    """`name <@route:mailbox@host>`, or `mailbox@host (name)`; None: nothing there."""
    if all(token.kind in ("space", "comment") for token in tokens):
        return None
    open_at = _index(tokens, "<")
    if open_at < 0:
        comments = [token.text for token in tokens if token.kind == "comment"]
        mailbox, host = _addr_spec(tokens)
        return HeaderAddress(comments[-1] if comments else None, None, mailbox, host)
    inside = tokens[open_at + 1 :]
    close_at = _index(inside, ">")
    inside = inside if close_at < 0 else inside[:close_at]
    route = None
    colon = _index(inside, ":")
    if colon >= 0:
        route = _joined(inside[:colon])
        inside = inside[colon + 1 :]
    mailbox, host = _addr_spec(inside)
    return HeaderAddress(_phrase(tokens[:open_at]), route, mailbox, host)


def _index(tokens: list[_Token], special: str) -> int:
    wanted = _Token("special", special)
    return tokens.index(wanted) if wanted in tokens else -1


def _addr_spec(tokens: list[_Token]) -> tuple[str, str]:
    at_sign = _Token("special", "@")
    if at_sign not in tokens:
        return _joined(tokens), ""
    at = len(tokens) - 1 - tokens[::-1].index(at_sign)
    return _joined(tokens[:at]), _joined(tokens[at + 1 :])


def _joined(tokens: list[_Token]) -> str:
    return "".join(t.text for t in tokens if t.kind not in ("space", "comment"))


def _phrase(tokens: list[_Token]) -> str | None:
    words = "".join(t.text for t in tokens if t.kind != "comment")
    return " ".join(words.split()) or None
