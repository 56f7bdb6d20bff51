"""What a lab keeps of requests that a page has carried out and it has not: plain
bookkeeping."""

from collections import deque
from dataclasses import dataclass, field

import msgspec

from simulator.projections.shapes.base import Json

REQUESTS_MAX = 500
OCTETS_MAX = 500_000
"""When more is put off, it is done: so much is kept in memory, and done at once."""

SCRIPT = 25
"""A script is as long as so many requests; a story of its own is never put off."""


class LateRequest(msgspec.Struct, frozen=True):
    """A request by its name, as it was asked, and by which visitor."""

    name: str
    asked: dict[str, Json]
    by: str

    @property
    def weight(self) -> int:
        """How long it takes at most, in requests that do one thing."""
        if self.name not in ("play", "ready"):
            return 1
        story = self.asked.get("experiment") or self.asked.get("scene")
        return REQUESTS_MAX if story else SCRIPT


@dataclass
class PutOff:
    """`page`: the one that may go ahead; "": none. `waiting`: what it did that was not
    done here yet, `octets` long in JSON and as long to do as its `weight`; `done`: so
    many requests were, before those. `place`: where its visitor is since, as a request.
    `astray`: one of them was refused here, although the page says it was done.
    `catching_up`: they are being done now."""

    page: str = ""
    done: int = 0
    waiting: deque[LateRequest] = field(default_factory=deque)
    octets: int = 0
    weight: int = 0
    place: LateRequest | None = None
    astray: bool = False
    catching_up: bool = False

    @property
    def next(self) -> int:
        """The number of the request that is to come next."""
        return self.done + len(self.waiting)

    @property
    def much(self) -> bool:
        """As much is put off as may be."""
        return self.weight >= REQUESTS_MAX or self.octets >= OCTETS_MAX

    def add(self, request: LateRequest) -> None:
        """It is to be done later."""
        self.waiting.append(request)
        self.octets += len(msgspec.json.encode(request))
        self.weight += request.weight

    def took(self, count: int) -> None:
        """So many of them need not be done any more."""
        for _ in range(count):
            self.waiting.popleft()
        self.done += count
        if not self.waiting:
            self.octets = self.weight = 0

    def go_astray(self) -> None:
        """What follows one that is refused makes no sense either."""
        self.took(len(self.waiting))
        self.page, self.place, self.astray = "", None, True
