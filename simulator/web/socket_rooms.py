"""Rooms of browsers over Socket.IO: how hosting reaches whoever watches."""

from flask_socketio import SocketIO

from simulator.projections.shapes import News

NAMESPACE = "/"


class SocketRooms:
    """Hosting's `Rooms`. A browser is a connection's `sid`."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def enter(self, browser: str, room: str) -> None:
        """From now on it gets what is sent to the room."""
        self._socketio.server.enter_room(browser, room, namespace=NAMESPACE)

    def leave(self, browser: str, room: str) -> None:
        """And from now on no more."""
        self._socketio.server.leave_room(browser, room, namespace=NAMESPACE)

    def occupied(self, room: str) -> bool:
        """Somebody is in it."""
        manager = self._socketio.server.manager
        return next(iter(manager.get_participants(NAMESPACE, room)), None) is not None

    def send(self, room: str, name: str, news: News) -> None:
        """One frame for everybody there, on its way at once (`serving/outflow.py`)."""
        self._socketio.emit(name, news, to=room, namespace=NAMESPACE)

    def disconnect(self, browser: str) -> None:
        """Close the connection, after what is on its way."""
        server = self._socketio.server
        connection = server.manager.eio_sid_from_sid(browser, NAMESPACE)
        socket = server.eio.sockets.get(connection)
        if socket:
            socket.close(wait=False, abort=True)
