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


def frames_of(octets: bytes) -> list[tuple[int, bytes]]:
    """Opcode and payload of what a server wrote."""
    found = []
    while octets:
        opcode, length, start = octets[0] & 15, octets[1], 2
        if length == 126:
            length, start = struct.unpack("!H", octets[2:4])[0], 4
        elif length == 127:
            length, start = struct.unpack("!Q", octets[2:10])[0], 10
        found.append((opcode, octets[start : start + length]))
        octets = octets[start + length :]
    return found


def code_of(payload: bytes) -> int:
    """The code of a Close frame."""
    return int(struct.unpack("!H", payload[:2])[0])
