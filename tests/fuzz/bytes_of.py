"""Octets that nobody planned: what transcripts say, mutated by a seed.

One seed makes one session: which transcripts, which mutations, where it is cut, what
the agent answers. A test that fails tells its seed (Hypothesis does), and the seed
alone brings the failure back. `make soak` runs thousands of random ones.

It refuses to know a protocol.
"""

from collections.abc import Callable, Iterator
from random import Random

from tests.transcripts.runner import load

SEEDS = 2**32

TOKENS = (
    *(b"\r\n", b"\r", b"\n", b"\0", b".", b"\r\n.\r\n", b"\n.\n", b"\r.\r", b" "),
    *(b"{5}", b"{5+}", b"{4294967296}", b"~{3+}", b"{0}", b"(", b")", b'"', b"\\"),
    *(b"*", b"+", b"=", b"<", b">", b"[", b"]", b"%", b"1:*", b"4294967295", b"-1"),
    *(b"\xff", b"\xc3\xb1", b"\xf0\x9f\x93\xa8", b"\x80", b"\x1b[31m"),
    *(b"BDAT 9 LAST\r\n", b"DATA\r\n", b"QUIT\r\n", b"STARTTLS\r\n", b"a IDLE\r\n"),
    *(b"x" * 600, b"(" * 80, b"\r\n" * 50),
)


def corpus(folder: str, side: str) -> list[bytes]:
    """What `side` says in every transcript of `folder`, `*` filled in."""
    return [
        b"".join(s.octets.replace(b"*", b"x") for s in t.steps if s.kind == side)
        for t in load(folder)
    ]


def session(chance: Random, known: list[bytes]) -> bytes:
    """One to three transcripts one after another, then mutated."""
    data = bytearray(b"".join(chance.choices(known, k=chance.randint(1, 3))))
    for _ in range(chance.choice((0, 1, 2, 4, 8, 16))):
        chance.choice(_MUTATIONS)(chance, data)
    return bytes(data[:20_000])


def pieces(chance: Random, data: bytes) -> Iterator[bytes]:
    """`data`, cut anyhow."""
    mean = chance.choice((1, 7, 60, 5_000))
    at = 0
    while at < len(data):
        size = chance.randint(1, 2 * mean)
        yield data[at : at + size]
        at += size


def _place(chance: Random, data: bytearray) -> int:
    return chance.randint(0, len(data))


def _flip(chance: Random, data: bytearray) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _delete(chance: Random, data: bytearray) -> None:
    at = _place(chance, data)
    del data[at : at + chance.choice((1, 1, 2, 20))]


def _insert(chance: Random, data: bytearray) -> None:
    at = _place(chance, data)
    data[at:at] = chance.choice(TOKENS)


def _repeat(chance: Random, data: bytearray) -> None:
    at = _place(chance, data)
    data[at:at] = data[at : at + chance.randint(1, 80)] * chance.randint(1, 4)


def _swap_lines(chance: Random, data: bytearray) -> None:
    lines = bytes(data).split(b"\r\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\r\n".join(lines)


def _drop_line(chance: Random, data: bytearray) -> None:
    lines = bytes(data).split(b"\r\n")
    del lines[chance.randrange(len(lines))]
    data[:] = b"\r\n".join(lines)


_MUTATIONS: tuple[Callable[[Random, bytearray], None], ...] = (
    *(_flip, _delete, _insert, _insert, _repeat, _swap_lines, _drop_line),
)
