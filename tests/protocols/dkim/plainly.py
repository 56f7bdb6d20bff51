"""Canonicalisation once more, written line by line from RFC 6376 §3.4 and §5.4.2.

Slow and plain, so that the tests do not judge the code by the code.
"""

import base64
import re


def signed_data(content: bytes, number: int = 0) -> tuple[bytes, bytes, bytes] | None:
    """What the signature in the field `number` speaks of: its fields, its body, and
    itself in octets; None when it cannot be told."""
    fields, body = _split(content)
    found = [f for f in fields if f[0].lower() == b"dkim-signature"]
    if len(found) <= number:
        return None
    mine = found[number]
    tags = _tags(mine[1])
    if tags is None:
        return None
    header, _, body_way = tags.get(b"c", b"simple").lower().partition(b"/")
    body = _body(body, body_way or b"simple")
    if b"l" in tags:
        if not tags[b"l"].isdigit():
            return None
        body = body[: int(tags[b"l"])]
    chosen = b""
    left = [f for f in fields if f is not mine]
    for name in tags[b"h"].split(b":"):
        for field in reversed(left):
            if field[0].lower() == name.strip().lower():
                chosen += _field(field, header)
                left.remove(field)
                break
    unsigned = re.sub(rb"([; \t\n:]b[ \t\r\n]*=)[^;]*", rb"\1", mine[1])
    chosen += _field((mine[0], unsigned), header).rstrip(b"\r\n")
    return chosen, body, _decoded(tags[b"b"].translate(None, b" \t\r\n"))


def _decoded(coded: bytes) -> bytes:
    """Base64, or the octets themselves where they are none."""
    try:
        return base64.b64decode(coded, validate=True)
    except ValueError:
        return coded


def _split(content: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    header, _, body = content.partition(b"\r\n\r\n")
    fields: list[tuple[bytes, bytes]] = []
    taken = False
    for line in header.split(b"\r\n"):
        if line[:1] in (b" ", b"\t"):
            if taken:
                name, whole = fields[-1]
                fields[-1] = name, whole + line + b"\r\n"
            continue
        found = re.match(rb"([!-9;-~]+)[ \t]*:", line)
        taken = found is not None
        if found is not None:
            fields.append((found[1], line + b"\r\n"))
    return fields, body


def _tags(field: bytes) -> dict[bytes, bytes] | None:
    tags = {}
    unfolded = field.replace(b"\r\n", b"")
    if b"\r" in unfolded or b"\n" in unfolded:
        return None
    for part in field.partition(b":")[2].strip().rstrip(b";").split(b";"):
        name, equals, value = part.partition(b"=")
        if not equals or name.strip() in tags:
            return None
        tags[name.strip()] = value.strip()
    return tags if {b"h", b"b"} <= set(tags) else None


def _field(field: tuple[bytes, bytes], way: bytes) -> bytes:
    name, whole = field
    if way == b"simple":
        return whole
    value = whole.partition(b":")[2].replace(b"\r\n", b"").replace(b"\t", b" ")
    words = [word for word in value.split(b" ") if word]
    return name.lower() + b":" + b" ".join(words) + b"\r\n"


def _body(body: bytes, way: bytes) -> bytes:
    lines = body.split(b"\r\n")
    if way == b"relaxed":
        lines = [_relaxed_line(line) for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return b"\r\n" if way == b"simple" else b""
    return b"".join(line + b"\r\n" for line in lines)


def _relaxed_line(line: bytes) -> bytes:
    line = line.replace(b"\t", b" ")
    while b"  " in line:
        line = line.replace(b"  ", b" ")
    return line.removesuffix(b" ")
