"""Who watches which branch, and what they are sent.

A browser watches one branch at a time. It is first brought up to the live end, in a
turn of the lab, and then joins those who get each new event: so it misses none and
gets none twice. Events of one slice of work go out together. A browser that does not
read is cut off before its queue grows; it comes back and asks from its last event.

It refuses to narrate for nobody: without watchers nothing is served.
"""

from dataclasses import dataclass
from typing import Any

from flask_socketio import SocketIO
from gevent import sleep
from gevent.pool import Group

from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Gone, Text

NAMESPACE = "/"


@dataclass(eq=False)
class Watching:
    """One browser, the branch it watches, and the first event it lacked."""

    sid: str
    hosted: HostedLab
    branch: Branch
    start: int


class Audience:
    """A `Publisher` over Socket.IO. `jobs`: browsers being brought up to date."""

    def __init__(self, socketio: SocketIO, limits: Limits) -> None:
        self._socketio = socketio
        self._limits = limits
        self._watching: dict[str, Watching] = {}
        self.jobs = Group()

    # --- joining and leaving ------------------------------------------------------

    def watch(self, sid: str, hosted: HostedLab, branch: Branch, start: int) -> None:
        """Send events from `start` on, soon, and then whatever happens."""
        self.leave(sid)
        watching = Watching(sid, hosted, branch, start)
        self._watching[sid] = watching
        hosted.watchers += 1
        self._enter(sid, _lab_room(hosted))
        self.jobs.spawn(self._catch_up, watching)

    def leave(self, sid: str) -> None:
        """This browser watches nothing any more."""
        watching = self._watching.pop(sid, None)
        if watching is None:
            return
        watching.hosted.watchers -= 1
        watching.hosted.touch()
        for room in (
            _lab_room(watching.hosted),
            _room(watching.hosted, watching.branch),
        ):
            self._socketio.server.leave_room(sid, room, namespace=NAMESPACE)

    def _catch_up(self, watching: Watching) -> None:
        hosted, branch = watching.hosted, watching.branch
        try:
            with hosted.turn():
                total = hosted.total(branch)
                if branch.sent < total:
                    self.journal(hosted, branch, True)
                self._send(watching.sid, hosted, branch, watching.start, True)
                if self._watching.get(watching.sid) is watching:
                    self._enter(watching.sid, _room(hosted, branch))
                    branch.sent = total
        except Gone as gone:
            self._emit("ended", {"lab": hosted.id, "reason": gone.text}, watching.sid)

    def _enter(self, sid: str, room: str) -> None:
        self._socketio.server.enter_room(sid, room, namespace=NAMESPACE)

    # --- publishing ---------------------------------------------------------------

    def journal(self, hosted: HostedLab, branch: Branch, rest: bool) -> None:
        """New events of `branch`, to those who watch it."""
        room = _room(hosted, branch)
        if not self._anybody(room):
            branch.sent = hosted.total(branch)
            return
        self._cut_off_the_deaf(room)
        self._send(room, hosted, branch, branch.sent, rest)
        branch.sent = hosted.total(branch)

    def branches(self, hosted: HostedLab) -> None:
        """The tree of branches changed."""
        self._emit("branches", hosted.public(), _lab_room(hosted))

    def ended(self, hosted: HostedLab, reason: Text) -> None:
        """The lab is over."""
        self._emit("ended", {"lab": hosted.id, "reason": reason}, _lab_room(hosted))

    def _send(
        self, to: str, hosted: HostedLab, branch: Branch, start: int, rest: bool
    ) -> None:
        """Events from `start` on, in messages of bounded size."""
        events = hosted.served(branch, start)
        if events:
            start = int(events[0]["seq"])
        size = self._limits.events_per_message
        for at in range(0, max(1, len(events)), size):
            part = events[at : at + size]
            last = at + size >= len(events)
            if not part and not rest:
                return
            message = {
                "lab": hosted.id,
                "branch": branch.id,
                "from": start + at,
                "events": part,
                "total": start + len(events),
                "rest": rest and last,
            }
            self._emit("journal", message, to)
            if not last:
                sleep(0)

    def _emit(self, event: str, message: dict[str, Any], to: str) -> None:
        self._socketio.emit(event, message, to=to, namespace=NAMESPACE)

    # --- browsers that do not read ------------------------------------------------

    def _anybody(self, room: str) -> bool:
        manager = self._socketio.server.manager
        return next(iter(manager.get_participants(NAMESPACE, room)), None) is not None

    def _cut_off_the_deaf(self, room: str) -> None:
        server = self._socketio.server
        for sid, eio_sid in list(server.manager.get_participants(NAMESPACE, room)):
            socket = server.eio.sockets.get(eio_sid)
            if socket and socket.queue.qsize() > self._limits.packets_waiting_max:
                self.drop(sid)

    def drop(self, sid: str) -> None:
        """Close the connection; the browser comes back by itself."""
        server = self._socketio.server
        eio_sid = server.manager.eio_sid_from_sid(sid, NAMESPACE)
        self.leave(sid)
        socket = server.eio.sockets.get(eio_sid)
        if socket:
            socket.close(wait=False, abort=True)


def _lab_room(hosted: HostedLab) -> str:
    return f"lab:{hosted.id}"


def _room(hosted: HostedLab, branch: Branch) -> str:
    return f"lab:{hosted.id}:{branch.id}"
