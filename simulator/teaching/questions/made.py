"""Messages made of the lines of a question, read as a mail client reads them.

Why it exists: whoever puts a header section or a conversation together is judged by
what every mail client does with the octets, not by one order of lines written down.
"""

from collections.abc import Iterable, Mapping

from simulator.mail import fields, split
from simulator.projections.letters import octets_view, parents
from simulator.projections.shapes.lessons import MadeMessage

CRLF = b"\r\n"


def content_of(lines: Iterable[str]) -> bytes:
    """Lines of text as the content of a message."""
    return b"".join(line.encode() + CRLF for line in lines)


def read_back(lines: Iterable[str]) -> MadeMessage:
    """What a mail client finds in the message of those lines."""
    content = content_of(lines)
    layout = split(content)
    return MadeMessage(
        fields=tuple(name for name, _ in fields(content)),
        blank_line=layout.blank_line,
        body=content[layout.body_offset :].decode(),
        broken=octets_view(content, "").broken,
    )


def reads_as(lines: list[str], wanted: list[str]) -> bool:
    """Whether both say the same: the same fields in any order, the same body. A line of
    white space alone is nothing to write in a header section (RFC 5322 §3.2.2)."""
    one, other = content_of(lines), content_of(wanted)
    made = read_back(lines)
    spaces = any(line and not line.strip() for line in lines)
    return not made.broken and not spaces and _read(one) == _read(other)


def _read(content: bytes) -> tuple[list[tuple[str, bytes]], bool, bytes]:
    layout = split(content)
    found = sorted((name.lower(), value) for name, value in fields(content))
    return found, layout.blank_line, content[layout.body_offset :]


def answered_by(name: str, line: str, message_ids: Mapping[str, str]) -> str:
    """Which message among those the one called `name` answers when its header section
    has that line besides its `Message-ID`; or ""."""
    headers = {
        each: content_of([f"Message-ID: {message_id}", *([line] * (each == name))])
        for each, message_id in message_ids.items()
    }
    return parents(headers)[name]
