"""A room full of browsers: Cartero beside bare WebSockets (`websockets`, uvloop)."""

from bench.measure import Result
from bench.rooms import news, typing


def results() -> list[Result]:
    return [*news.results(), *typing.results()]
