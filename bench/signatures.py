"""Checking a signature of DKIM: our steps, facts included, against dkimpy.

One message of 10 kB, keys at hand, by turns: the best of the rounds.
"""

import dkim

from bench.measure import Result, by_turns
from tests.protocols.dkim.checking import check, config, published, signed

LINE = b"Una carta de diez mil octetos, de linea en linea.\r\n"
MESSAGE = b"From: ana@norte.example\r\nSubject: Hola\r\n\r\n" + LINE * 200
ROUNDS, TIMES = 7, 50


def compare(bits: int) -> Result:
    """One length of keys."""
    how = config(bits=bits)
    content, keys = signed(MESSAGE, how), published(how)

    def look_up(name: bytes, **_options: int) -> bytes:
        return keys[name.decode("ascii").rstrip(".")]

    assert check(content, keys)[0].result == "pass"
    assert dkim.verify(content, dnsfunc=look_up)

    def ours() -> None:
        for _ in range(TIMES):
            check(content, keys)

    def theirs() -> None:
        for _ in range(TIMES):
            dkim.verify(content, dnsfunc=look_up)

    here, there = by_turns(ours, theirs, ROUNDS)
    return Result(
        f"checking a signature of 10 kB, RSA of {bits} bits, against dkimpy",
        here / there,
        "×",
        1.5,
        f"{here / TIMES * 1e6:.0f} against {there / TIMES * 1e6:.0f} µs",
    )


def results() -> list[Result]:
    """Both lengths that are accepted and made here."""
    return [compare(1024), compare(2048)]
