"""The live link between labs and the browsers that watch them (Socket.IO).

It carries requests to `hosting/dispatch.py` and its answers back. A fault of ours is
logged here and answered as one, never with a traceback.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from flask import request
from flask_socketio import SocketIO

from simulator.hosting.refusals import text
from simulator.hosting.requests import Caller
from simulator.projections.shapes import Answer, Refused
from simulator.web.visitors import Visitors

log = logging.getLogger(__name__)


class Answers(Protocol):
    """Whoever answers requests of these names, and is told who left."""

    names: tuple[str, ...]

    def answer(self, name: str, data: object, caller: Caller) -> Answer:
        """The answer to request `name`; `data` is decoded JSON of any shape."""

    def left(self, browser: str) -> None:
        """That browser is gone."""


class Channel:
    """Hears the browsers of all labs and classes. `first` answers what nobody knows."""

    def __init__(self, first: Answers, others: tuple[Answers, ...], visitors: Visitors):
        self._first = first
        self._answers = (first, *others)
        self._by_name = {name: one for one in self._answers for name in one.names}
        self._visitors = visitors

    def listen(self, socketio: SocketIO) -> None:
        """Register the handlers. A browser can also send messages that are called
        `connect` and `disconnect`: these are answered like all unknown ones."""
        for name in self._by_name:
            socketio.on_event(name, self._hearing(name))
        socketio.on_event("*", self._heard)
        socketio.on_event("connect", self._hearing("connect"))
        socketio.on_event("disconnect", self._gone)

    def _hearing(self, name: str) -> Callable[..., Answer]:
        def heard(data: object = None, *_: object) -> Answer:
            return self._heard(name, data)

        return heard

    def _heard(self, name: object, data: object = None, *_: object) -> Answer:
        try:
            caller = Caller(_sid(), self._visitors.known())
            one = self._by_name.get(str(name), self._first)
            return one.answer(str(name), data, caller)
        except Exception:
            log.exception("%s failed", name)
            return Refused(ok=False, error=text("error.internal"))

    def _gone(self, *_: object) -> Answer:
        for one in self._answers:
            one.left(_sid())
        return self._heard("disconnect")


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
