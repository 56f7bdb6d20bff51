"""Deflated octets of strangers, opened within bounds.

A few hundred octets may stand for gigabytes of zeros: it refuses to unpack more than
its caller says.
"""

import zlib


def inflate(octets: bytes, octets_max: int, dictionary: bytes = b"") -> bytes | None:
    """What was deflated, with a checksum (RFC 1950); None: it is longer than
    `octets_max`. Raises ValueError for what is damaged or cut."""
    opened = zlib.decompressobj(zdict=dictionary)
    try:
        found = opened.decompress(octets, octets_max)
    except zlib.error:
        raise ValueError("damaged") from None
    if opened.unconsumed_tail:
        return None
    if not opened.eof or opened.unused_data:
        raise ValueError("cut")
    return found
