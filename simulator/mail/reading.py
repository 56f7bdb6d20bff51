"""What a mail client shows of a message, and in which order (RFC 2046 §5.1, §5.2).

All text is shown where it stands: Apple's client writes text, picture, text, and
mailing lists put a footer behind. Of alternatives the text is shown and the HTML
offered instead of it (§5.1.4 would have the last that the client can show; plain text
says what the octets say). A message inside the message is not its author's own text.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal

import msgspec

from simulator.mail.mime import Part

Role = Literal["text", "html", "attachment"]


class Shown(msgspec.Struct, frozen=True):
    """One part as a reader meets it. `number`: as IMAP counts (RFC 3501 §6.4.5).

    `instead_of`: the number of the text that says the same, of HTML in an alternative.
    """

    part: Part
    number: str
    role: Role
    instead_of: str = ""


def numbered(root: Part) -> list[tuple[str, int, Part]]:
    """`(number, depth, part)` of every part, in the order of the octets.

    A multipart has a number only inside another; a message that is no multipart has one
    part, 1, and so has such a message inside part 2: 2.1.
    """
    out: list[tuple[str, int, Part]] = []
    waiting = [("" if root.is_multipart else "1", 0, root)]
    while waiting:
        number, depth, part = waiting.pop()
        out.append((number, depth, part))
        inside = list(_inside(number, part))
        waiting += [(name, depth + 1, one) for name, one in reversed(inside)]
    return out


def _inside(number: str, part: Part) -> Iterator[tuple[str, Part]]:
    if part.is_message and part.parts and part.parts[0].is_multipart:
        # The multipart of a message has the message's number: its parts are N.1, N.2.
        yield number, part.parts[0]
        return
    for index, inner in enumerate(part.parts, 1):
        yield f"{number}.{index}".strip("."), inner


def as_read(root: Part) -> tuple[Shown, ...]:
    """What a reader of the message sees, from top to bottom."""
    names = {id(part): number for number, _, part in numbered(root)}
    return tuple(_shown(root, names))


def _shown(part: Part, names: dict[int, str]) -> Iterator[Shown]:
    subtype = part.subtype.lower()
    if part.is_multipart and subtype == "alternative":
        yield from _alternatives(part, names)
    elif part.is_multipart and subtype in ("related", "signed"):
        yield from _shown(part.parts[0], names)
        for other in part.parts[1:]:
            yield from _attached(other, names)
    elif part.is_multipart:
        for inner in part.parts:
            yield from _shown(inner, names)
    elif part.is_text and not part.is_attachment:
        role: Role = "html" if subtype == "html" else "text"
        yield Shown(part, names[id(part)], role)
    else:
        yield from _attached(part, names)


def _attached(part: Part, names: dict[int, str]) -> Iterator[Shown]:
    """Leaves and whole messages; a multipart is only their wrapping."""
    if part.is_multipart:
        for inner in part.parts:
            yield from _attached(inner, names)
    elif part.length or part.disposition:
        yield Shown(part, names[id(part)], "attachment")


def _alternatives(part: Part, names: dict[int, str]) -> Iterator[Shown]:
    branches = [list(_shown(inner, names)) for inner in part.parts]
    readable = [b for b in branches if any(one.role != "attachment" for one in b)]
    plain = next((b for b in readable if _first(b).role == "text"), None)
    rich = next((b for b in reversed(readable) if _first(b).role == "html"), None)
    chosen = plain or rich or (branches[-1] if branches else [])
    yield from chosen
    if plain and rich:
        text = _first(plain).number
        for one in rich:
            html = one.role == "html"
            yield msgspec.structs.replace(one, instead_of=text) if html else one
    # A calendar or the like is no other form of the text to somebody who can save it.
    for branch in branches:
        if branch not in readable and branch is not chosen:
            yield from branch


def _first(branch: list[Shown]) -> Shown:
    return next(one for one in branch if one.role != "attachment")


# --- HTML without a browser -----------------------------------------------------------

_BLOCKS = frozenset(
    ("blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p")
    + ("table", "tr", "ul")
)
_HIDDEN = frozenset(("head", "script", "style", "title"))
_MARKUP = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<[!?][^<>]*>|[^<]+|<")
"""A tag, a declaration or a comment, or text. Python's `html.parser` takes quadratic
time for tags that never end."""


def words_of_html(page: str) -> str:
    """The text of an HTML page, one line for each block (RFC 2046 §4.1.4: what cannot
    be shown as it should is shown as plain text). Time grows as `page` does."""
    pieces: list[str] = []
    hidden = ""
    for found in _MARKUP.finditer(page):
        end, tag = found[1], (found[2] or "").lower()
        if hidden:
            hidden = "" if end and tag == hidden else hidden
        elif tag in _HIDDEN:
            hidden = "" if end else tag
        elif tag in _BLOCKS:
            pieces.append("\n")
        elif not tag and not found[0].startswith(("<!", "<?")):
            pieces.append(found[0])
    lines = unescape("".join(pieces)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
