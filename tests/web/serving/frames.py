"""Frames of a WebSocket as a client writes them (RFC 6455 §5.2), also broken ones."""

import struct

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MASK = b"\x01\x02\x03\x04"


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    reserved: int = 0,
    masked: bool = True,
    announced: int | None = None,
) -> bytes:
    """`announced`: the length the header says, whatever follows."""
    length = len(payload) if announced is None else announced
    first = fin << 7 | reserved << 4 | opcode
    mask_bit = masked << 7
    if length < 126:
        head = struct.pack("!BB", first, mask_bit | length)
    elif length < 65_536:
        head = struct.pack("!BBH", first, mask_bit | 126, length)
    else:
        head = struct.pack("!BBQ", first, mask_bit | 127, length)
    if not masked:
        return head + payload
    key = MASK * (len(payload) // 4 + 1)
    hidden = bytes(a ^ b for a, b in zip(payload, key, strict=False))
    return head + MASK + hidden


def taken_apart(octets: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """Opcode and payload of the whole frames that a server wrote; and the rest."""
    found, at = [], 0
    while len(octets) - at >= 2:
        opcode, length, start = octets[at] & 15, octets[at + 1], at + 2
        if length == 126:
            length, start = int.from_bytes(octets[start : start + 2]), at + 4
        elif length == 127:
            length, start = int.from_bytes(octets[start : start + 8]), at + 10
        if len(octets) < start + length:
            break
        at = start + length
        found.append((opcode, octets[start:at]))
    return found, octets[at:]


def frames_of(octets: bytes) -> list[tuple[int, bytes]]:
    """Opcode and payload of what a server wrote, all of it whole."""
    found, rest = taken_apart(octets)
    assert not rest
    return found


def code_of(payload: bytes) -> int:
    """The code of a Close frame."""
    return int(struct.unpack("!H", payload[:2])[0])
