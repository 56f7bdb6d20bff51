"""Cuts what a program sent into pieces of bounded work.

What an act costs depends on the commands in it, and a program may send ten thousand in
one write. Octets without line ends cost little: a message's content goes in large
pieces.
"""

from collections.abc import Iterator

LINES_MAX = 200
"""Commands in one act: some five milliseconds of IMAP."""


def line_batches(data: bytes) -> Iterator[bytes]:
    """`data` in pieces with at most LINES_MAX line ends each."""
    if data.count(b"\n") <= LINES_MAX:
        yield data
        return
    start = end = lines = 0
    while found := data.find(b"\n", end) + 1:
        end, lines = found, lines + 1
        if lines == LINES_MAX:
            yield data[start:end]
            start, lines = end, 0
    if start < len(data):
        yield data[start:]
