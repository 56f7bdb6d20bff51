"""What of an order is right: the longest part of it that stands as it should."""

from collections.abc import Sequence


def longest_in_order(given: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """The most things of `given` that come one after another as in `right`."""
    places = {name: number for number, name in enumerate(right)}
    best: list[tuple[str, ...]] = []
    for name in given:
        if name not in places:
            continue
        before = [run for run in best if places[run[-1]] < places[name]]
        best.append((*max(before, key=len, default=()), name))
    return max(best, key=len, default=())
