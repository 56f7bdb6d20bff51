"""What a page draws before there is a Python: told by the desk when it is built."""

from collections.abc import Iterator

import msgspec

from simulator.bounded_json import read_json
from simulator.browser.desk import Desk
from simulator.hosting import Content
from simulator.hosting.addresses.data import DOCUMENTS, SPOKEN, WORDED
from simulator.projections.shapes import Boot
from simulator.projections.shapes.base import Json

FIRST_PATHS = ("/", "/mira", "/escribe", "/aprende")
"""The doors: pages somebody may open first."""


def document_addresses(content: Content) -> Iterator[str]:
    """The addresses of what changes only with the program."""
    yield from (f"/{name}.json" for name in DOCUMENTS)
    for lang in content.texts:
        yield from (f"/{name}.json?lang={lang}" for name in WORDED)
        yield from (f"/{name}/{lang}.json" for name in SPOKEN)
        yield from (
            f"/lessons/{slug}.json?lang={lang}" for slug in content.library.every
        )


def first_scene(content: Content, path: str, lang: str) -> dict[str, Json]:
    """What a page is told first at that path: its boot block, the answer to `watch`,
    and the news that follow it."""
    news: list[tuple[str, Json]] = []
    desk = Desk(content, lambda name, told: news.append((name, _raw(told))), _no_time)
    boot = desk.open(path, lang, "{}")
    lab = read_json(boot, Boot).lab
    asked = {"lab": lab, "from": 0}
    answer = desk.message("watch", msgspec.json.encode(asked).decode())
    desk.run_due()
    return {"boot": _raw(boot), "watched": _raw(answer), "news": news}


def _raw(told: str) -> msgspec.Raw:
    return msgspec.Raw(told.encode())


def _no_time() -> float:
    return 0.0
