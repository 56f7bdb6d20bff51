"""What a Web Worker asks of Cartero, and how it is answered.

The page speaks to it as to a server: it opens an address, sends the channel's messages,
fetches data and files. Answers are those of hosting; here they become text, since only
text and octets cross between Python and JavaScript.

What only a server can give (somebody else's lab, a class, real programs) is refused in
words.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import msgspec

from simulator.bounded_json import read_json
from simulator.browser.lab_file import FILE_OCTETS_MAX, lab_file, read_lab_file
from simulator.browser.page import PageRooms, PageScheduler, Post
from simulator.export import Bundle
from simulator.hosting import Caller, Content, Dispatcher, Labs, Limits, Watchers
from simulator.hosting.addresses import (
    ALIASES,
    Asked,
    Doors,
    Hosting,
    Moved,
    Opened,
    Router,
    StreamPart,
    Visitor,
    boot_of,
    data_routes,
)
from simulator.hosting.addresses.doors import in_spanish
from simulator.hosting.documents import Document
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.keeping.kept_lab import bring_back, kept
from simulator.hosting.reading.exports import ExportedFile
from simulator.hosting.refusals import Gone, Refusal
from simulator.projections.shapes import FailedRequest, Json, ToldError

ME = "page"
"""The browser, and the visitor in it."""

JSON = "application/json"
OF_A_SERVER = frozenset(
    {
        *("/clase", "/class", "/docente", "/teacher", "/pasarela", "/gateway"),
        *("/lab", "/e"),
    }
)
"""Where addresses begin that lead to nothing without a server."""

PAGES_OF_A_SERVER = ("/memoria", "/compartir", "/pasarela")
"""Pages of a lab that a server writes."""

KEEPING = frozenset({"act", "play", "ready", "undo", "redo", "restart", "repeat"})
"""Messages after which a lab is kept."""


class Found(NamedTuple):
    """What an address answers. `name`: of a file to take home, else "". `whole`: how
    long a stream is of which this is a part, else -1."""

    status: int
    kind: str
    body: bytes
    name: str = ""
    whole: int = -1


class AskedBefore(msgspec.Struct, frozen=True):
    """A message of the channel that a page sent before it was closed."""

    name: str
    message: dict[str, Json]


class KeptBefore(msgspec.Struct, frozen=True):
    """What a browser keeps: slot to lab, and what was asked since, in its order."""

    labs: dict[str, str] = {}
    asked: list[AskedBefore] = []


class Desk:
    """Everything the worker calls. `post`: what it carries to the page: the channel's
    news, and `keep`, a lab to be kept. `now`: seconds that passed."""

    def __init__(
        self,
        content: Content,
        post: Post,
        now: Callable[[], float],
    ) -> None:
        limits = Limits(events_per_message=1_000)
        self._bundle: Bundle | None = None
        self._taken = 0
        self._content = content
        self._post = post
        self._kept: dict[str, str] = {}
        self._asked_before: dict[str, list[AskedBefore]] = {}
        self._scheduler = PageScheduler(now)
        watchers = Watchers(PageRooms(ME, post), self._scheduler, limits)
        self._labs = Labs(
            limits=limits,
            publisher=watchers,
            tokens=_no_secret,
            scheduler=self._scheduler,
            names=lambda key: key[1].slot(key[0]),
        )
        self._dispatcher = Dispatcher(self._labs, watchers, content)
        self._doors = Doors(content, self._labs)
        self._opening = Router(self._doors.opening)
        hosting = Hosting(
            content, self._labs, self._scheduler, limits, lambda: self._bundle
        )
        routes = data_routes(hosting)
        read = {each.path: each.answer for each in routes if not each.posted}
        sent = {each.path: each.answer for each in routes if each.posted}
        self._reading: Router[Callable[..., object]] = Router(
            {**read, "/lab/<lab_id>/lab.json": self._lab_file}
        )
        self._posting: Router[Callable[..., object]] = Router(
            {**sent, "/lab.json": self._take_lab}
        )

    # --- pages ------------------------------------------------------------------------

    def open(self, path: str, lang: str, styles: str) -> str:
        """The `Boot` of the page at that path, in JSON; or a `FailedRequest`. `styles`:
        view to the address of its own sheet, in JSON."""
        try:
            opened = self._opened(path, lang)
        except Refusal as refusal:
            return _json(self._failed(refusal, lang))
        sheets = read_json(styles, dict[str, str])
        boot = boot_of(opened, self._content, lang, sheets)
        return _json(msgspec.structs.replace(boot, share_page=None, alone=True))

    def _opened(self, path: str, lang: str) -> Opened:
        first = "/" + path[1:].partition("/")[0]
        if first in OF_A_SERVER:
            raise Refusal("error.needs_server")
        opens, holes = self._opening.find(
            (in_spanish(path) or path) if first in ALIASES else path
        )
        opened = opens(Visitor(ME, "", lang), **holes)
        if isinstance(opened, Moved):
            return self._opened(opened.to, lang)
        hosted = opened.hosted
        if hosted.untouched and not self._brought_back(hosted):
            return self._opened(path, lang)
        return opened

    def _brought_back(self, hosted: HostedLab) -> bool:
        """A new lab is what it was when its page closed, or stays new; False: what was
        asked of it last ended it."""
        asked = self._asked_before.pop(hosted.id, [])
        body = self._kept.get(_slot(hosted))
        if body is not None and not bring_back(hosted, body):
            return True
        try:
            for each in asked:
                self._dispatcher.answer(each.name, each.message, Caller(ME, ME))
        except Exception:
            return False
        if asked:
            self._keep(hosted)
        return True

    # --- the channel --------------------------------------------------------------

    def message(self, name: str, data: str) -> str:
        """The answer to a message of the channel, both in JSON."""
        asked = read_json(data)
        answer = self._dispatcher.answer(name, asked, Caller(ME, ME))
        if name in KEEPING and answer.ok and isinstance(asked, dict):
            hosted = self._labs.get(str(asked.get("lab")))
            self._scheduler.spawn(partial(self._keep, hosted))
        return _json(answer)

    def run_due(self) -> None:
        """What waits until the answer is on its way. Call it after each message."""
        self._scheduler.run_due()

    # --- data and files -----------------------------------------------------------

    def get(self, path: str, query: str, lang: str) -> Found:
        """What an address answers. `query`: names and values, in JSON."""
        return self._asked(self._reading, path, query, lang, b"")

    def send(self, path: str, query: str, lang: str, body: bytes | memoryview) -> Found:
        """What an address answers that something is sent along to. What comes from
        JavaScript is a view of its memory."""
        return self._asked(self._posting, path, query, lang, bytes(body))

    def _asked(
        self,
        router: Router[Callable[..., object]],
        path: str,
        query: str,
        lang: str,
        body: bytes,
    ) -> Found:
        def posted(octets_max: int) -> bytes | None:
            return body if len(body) <= octets_max else None

        try:
            if path.endswith(PAGES_OF_A_SERVER):
                raise Refusal("error.needs_server")
            answer, holes = router.find(path)
            asked = Asked(read_json(query, dict[str, str]), lang, ME, posted)
            return _found(answer(asked, **holes))
        except Gone as gone:
            return Found(410, JSON, _octets(self._failed(gone, lang)))
        except Refusal as refusal:
            return Found(400, JSON, _octets(self._failed(refusal, lang)))

    def _lab_file(self, _: Asked, lab_id: str) -> ExportedFile:
        hosted = self._labs.get(lab_id)
        return lab_file(hosted, self._doors.address(hosted))

    def _take_lab(self, asked: Asked) -> dict[str, str]:
        """A lab out of a file: where its page is. The lab that was there gives way."""
        found = read_lab_file(asked.body(FILE_OCTETS_MAX, "error.lab_file"))
        hosted = self._opened(found.path, asked.lang).hosted
        if not bring_back(hosted, bytes(found.lab).decode(), trusted=False):
            raise Refusal("error.lab_file")
        self._keep(hosted)
        self._taken += 1
        return {"path": f"{found.path}?lab={self._taken}"}

    def take_bundle(self, told: str) -> None:
        """What a saved session is made of, in JSON. Call it before one is asked for."""
        self._bundle = read_json(told, Bundle)

    def _failed(self, refusal: Refusal, lang: str) -> FailedRequest:
        key, params = refusal.key, refusal.params
        told = self._content.words(lang, key, params)
        return FailedRequest(error=ToldError(key=key, params=params, text=told))

    # --- what outlives the page ---------------------------------------------------

    def remember(self, kept_labs: str) -> None:
        """What was kept the last time: `KeptBefore`, in JSON. Call it first."""
        with suppress(msgspec.DecodeError):
            kept_before = read_json(kept_labs, KeptBefore)
            self._kept = kept_before.labs
            for each in kept_before.asked:
                lab = str(each.message.get("lab"))
                self._asked_before.setdefault(lab, []).append(each)

    def _keep(self, hosted: HostedLab) -> None:
        slot, body = _slot(hosted), kept(hosted).decode()
        self._kept[slot] = body
        self._post("keep", _json({"slot": slot, "id": hosted.id, "lab": body}))


def _slot(hosted: HostedLab) -> str:
    """Under which name a lab is kept."""
    return hosted.purpose.slot(hosted.scenario.name)


def _no_secret(_: int) -> str:
    """Nobody else can come."""
    return ""


def _found(answer: object) -> Found:
    if isinstance(answer, Document):
        return Found(200, JSON, answer.body)
    if isinstance(answer, StreamPart):
        return Found(200, "application/octet-stream", answer.body, whole=answer.whole)
    if isinstance(answer, ExportedFile):
        body = answer.body
        whole = body if isinstance(body, bytes) else b"".join(body)
        return Found(200, answer.media_type, whole, answer.name)
    return Found(200, JSON, _octets(answer))


def _octets(value: object) -> bytes:
    return msgspec.json.encode(value)


def _json(value: object) -> str:
    return _octets(value).decode()
