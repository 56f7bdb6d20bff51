"""A long dialogue in parts: nobody keeps twenty lines in sight at once.

A part ends before a line that begins something: a call, an envelope, a message, the
next command after one. It refuses to split what is short.
"""

from collections.abc import Callable, Sequence

from simulator.teaching.exercises.typed_lines import TypedLine

PART_LINES_MAX = 10
"""As many stand together."""

_BEGINNINGS: tuple[Callable[[TypedLine], bool], ...] = (
    lambda line: line.kind == "call",
    lambda line: line.text.upper().startswith("MAIL FROM"),
    lambda line: line.text.upper() == "DATA" or line.kind == "block",
    lambda line: line.text[:2] == "--",
    lambda line: line.text == "",
)
"""What may begin a part, the best first."""


def parts_of(lines: Sequence[TypedLine]) -> tuple[int, ...]:
    """The part of each line, from 0. All are in one where that is not too long."""
    bounds = _bounds(lines, 0, len(lines))
    return tuple(sum(at >= bound for bound in bounds) for at in range(len(lines)))


def _bounds(lines: Sequence[TypedLine], start: int, end: int) -> list[int]:
    """Where parts begin between two places, the first left out."""
    if end - start <= PART_LINES_MAX:
        return []
    middle = (start + end) / 2
    inside = range(start + 2, end - 1)
    for begins in _BEGINNINGS:
        found = [at for at in inside if begins(lines[at])]
        if found:
            break
    else:
        found = list(inside)
    at = min(found, key=lambda place: abs(place - middle))
    return [*_bounds(lines, start, at), at, *_bounds(lines, at, end)]
