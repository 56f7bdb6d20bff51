"""The live link between labs and the browsers that watch them (Socket.IO).

It carries requests to `hosting/dispatch.py` and its answers back. A fault of ours is
logged here and answered as one, never with a traceback.
"""

import logging
from collections.abc import Callable

from flask import request
from flask_socketio import SocketIO

from simulator.hosting.dispatch import Caller, Dispatcher
from simulator.hosting.refusals import text
from simulator.projections.shapes import Answer, Refused
from simulator.web.visitors import Visitors

log = logging.getLogger(__name__)


class Channel:
    """Hears the browsers of all labs."""

    def __init__(self, dispatcher: Dispatcher, visitors: Visitors) -> None:
        self._dispatcher = dispatcher
        self._visitors = visitors

    def listen(self, socketio: SocketIO) -> None:
        """Register the handlers. A browser can also send messages that are called
        `connect` and `disconnect`: these are answered like all unknown ones."""
        for name in self._dispatcher.names:
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
            return self._dispatcher.answer(str(name), data, caller)
        except Exception:
            log.exception("%s failed", name)
            return Refused(ok=False, error=text("error.internal"))

    def _gone(self, *_: object) -> Answer:
        self._dispatcher.left(_sid())
        return self._heard("disconnect")


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
