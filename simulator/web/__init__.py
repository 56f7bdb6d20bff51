"""The web: pages, data and the live channel, over Flask and Socket.IO.

The outermost layer: Flask is known only here and in `app.py`. It simulates nothing and
narrates nothing; labs are kept by `simulator/hosting`.

Reading order: `channel.py` and `socket_rooms.py` (the live link), then `pages/`,
`data_routes.py`.
"""

from simulator.web.assets import Assets, register_types
from simulator.web.channel import Channel
from simulator.web.cli import commands
from simulator.web.compression import compress
from simulator.web.config import Config
from simulator.web.data_routes import data_blueprint
from simulator.web.errors import handle_errors
from simulator.web.gevent_scheduler import GeventScheduler
from simulator.web.headers import secure
from simulator.web.kept_secret import kept_secret
from simulator.web.lan import EVERYWHERE, LOOPBACK, authority, lan_address
from simulator.web.light import NoLightEdition, serve_light
from simulator.web.memory import give_memory_back
from simulator.web.pages import (
    ClassPages,
    PageRenderer,
    Pages,
    PermalinkPages,
    PlainAssets,
    TeacherPages,
    class_record_pages,
    gateway_pages,
)
from simulator.web.serving.announcing import announce, announce_gateway
from simulator.web.serving.descriptors import connections_max
from simulator.web.serving.hosts import OwnHosts, own_names
from simulator.web.serving.leading import led_by
from simulator.web.serving.log_file import ErrorStream, keep_log
from simulator.web.serving.sweeping import giving_back, sweeping
from simulator.web.socket_rooms import SocketRooms
from simulator.web.socket_server import socket_server
from simulator.web.visitors import Visitors

__all__ = [
    "EVERYWHERE",
    "LOOPBACK",
    "Assets",
    "Channel",
    "ClassPages",
    "Config",
    "ErrorStream",
    "GeventScheduler",
    "NoLightEdition",
    "OwnHosts",
    "PageRenderer",
    "Pages",
    "PermalinkPages",
    "PlainAssets",
    "SocketRooms",
    "TeacherPages",
    "Visitors",
    "announce",
    "announce_gateway",
    "authority",
    "class_record_pages",
    "commands",
    "compress",
    "connections_max",
    "data_blueprint",
    "gateway_pages",
    "give_memory_back",
    "giving_back",
    "handle_errors",
    "keep_log",
    "kept_secret",
    "lan_address",
    "led_by",
    "own_names",
    "register_types",
    "secure",
    "serve_light",
    "socket_server",
    "sweeping",
]
