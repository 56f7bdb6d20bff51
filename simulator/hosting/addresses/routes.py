"""All addresses that answer with data, and finding the right one.

A web server has its own way to find it, from the same list; who has none, as a page by
itself, asks the `Router`. Paths are written as Werkzeug has them: `<name>` is any text
without a slash, `<int:name>` a number.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from simulator.hosting.addresses.asked import Answered
from simulator.hosting.addresses.data import Data
from simulator.hosting.addresses.of_a_lab import BuiltParts, OfALab
from simulator.hosting.content import Content
from simulator.hosting.labs import Labs
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler

Handler = TypeVar("Handler")
Found = dict[str, str | int]

_hole = re.compile(r"<(int:)?(\w+)>")


class Route(NamedTuple):
    """One address. `answer` takes what was asked, and the holes of the path."""

    path: str
    posted: bool
    answer: Callable[..., Answered]


class Hosting(NamedTuple):
    """What a set of addresses is made of."""

    content: Content
    labs: Labs
    scheduler: Scheduler
    limits: Limits
    built: BuiltParts


def data_routes(hosting: Hosting) -> tuple[Route, ...]:
    """Every address that answers with data."""
    content, labs, scheduler, limits, built = hosting
    groups = (Data(content, scheduler, limits), OfALab(content, labs, limits, built))
    read = [Route(p, False, do) for each in groups for p, do in each.read.items()]
    sent = [Route(p, True, do) for each in groups for p, do in each.posted.items()]
    return (*read, *sent)


class Router(Generic[Handler]):
    """Finds what answers a path, by patterns. The first one that fits is taken."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._patterns: Sequence[tuple[re.Pattern[str], frozenset[str], Handler]] = [
            (*_pattern(path), handler) for path, handler in handlers.items()
        ]

    def find(self, path: str) -> tuple[Handler, Found]:
        """What answers the path, and what stands in its holes. Raises Refusal."""
        for pattern, numbers, handler in self._patterns:
            if match := pattern.fullmatch(path):
                said = match.groupdict()
                return handler, {
                    name: int(value) if name in numbers else value
                    for name, value in said.items()
                }
        raise Refusal("error.page")


def _pattern(path: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """The path as a pattern, and which of its holes are numbers."""
    numbers = {hole[2] for hole in _hole.finditer(path) if hole[1]}
    parts = re.split(r"(<[^>]+>)", path)
    return re.compile("".join(map(_part, parts))), frozenset(numbers)


def _part(part: str) -> str:
    hole = _hole.fullmatch(part)
    if not hole:
        return re.escape(part)
    return rf"(?P<{hole[2]}>{'[0-9]{1,18}' if hole[1] else '[^/]+'})"
