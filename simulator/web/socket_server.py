"""Socket.IO for this application: websockets only, and nothing logged of pranks."""

import logging

from flask import Flask
from flask_socketio import SocketIO

import simulator.web.socket_json as socket_json
from simulator.web.serving.upgrade import speak_over_websockets
from simulator.web.socket_packet import TextPacket


def socket_server(app: Flask, octets_max: int) -> SocketIO:
    """`octets_max`: of one message."""
    socketio = SocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,
        transports=["websocket"],
        manage_session=False,
        json=socket_json,
        serializer=TextPacket,
        logger=_quiet(),
        engineio_logger=_quiet(),
        max_http_buffer_size=octets_max,
    )
    speak_over_websockets(socketio, octets_max)
    return socketio


def _quiet() -> logging.Logger:
    """For the socket libraries: what they log are the malformed packets of a prankster;
    our own handlers catch and log their errors themselves."""
    logger = logging.getLogger("cartero.socket")
    logger.setLevel(logging.CRITICAL)
    return logger
