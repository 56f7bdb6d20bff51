"""A question to an address, and what may be answered.

It refuses to know HTTP: status, compression and caches are of whoever carries it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.hosting.documents import Document
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.reading import Sight
from simulator.hosting.reading.exports import ExportedFile
from simulator.hosting.refusals import Refusal, TooLarge
from simulator.languages import Texts
from simulator.projections.shapes.base import Json

NUMBER_DIGITS_MAX = 10


class StreamPart(NamedTuple):
    """Part of a stream, and how long the whole of it is."""

    body: bytes
    whole: int


Answered = Document | ExportedFile | StreamPart | Json
"""All else but the first three travels as JSON: shapes, and lists of them."""


class Asked(NamedTuple):
    """`lang`: of the page that asks. `visitor`: who asks, if known. `posted`: what was
    sent along, or None when that is more than so many octets. `address`: from which
    network address, "" where there is no network."""

    query: Mapping[str, str]
    lang: str
    visitor: str | None
    posted: Callable[[int], bytes | None]
    address: str = ""

    def wished(self, texts: Texts) -> str:
        """The language the address names, or the page's. Raises Refusal."""
        wish = self.query.get("lang", "")
        if wish and wish not in texts:
            raise Refusal("error.language")
        return wish or self.lang

    def number(self, name: str) -> int | None:
        """A number in the address, if it is there. Raises Refusal."""
        value = self.query.get(name, "")
        if not value:
            return None
        if not (
            value.isascii() and value.isdigit() and len(value) <= NUMBER_DIGITS_MAX
        ):
            raise Refusal("error.number", name=name)
        return int(value)

    @property
    def branch(self) -> str | None:
        """The branch the address names; None: the current one."""
        return self.query.get("branch")

    def sight(self, hosted: HostedLab) -> Sight:
        """As much of a lab as whoever asks may see."""
        return Sight.of(hosted, may_act=hosted.may_act(self.visitor))

    def body(self, octets_max: int, key: str = "error.message") -> bytes:
        """What was sent along. Raises TooLarge with that key."""
        body = self.posted(octets_max)
        if body is None:
            raise TooLarge(key, reason=f"more than {octets_max} octets")
        return body
