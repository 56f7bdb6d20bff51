"""The network: it knows bytes, ports and time, and nothing about mail."""

from simulator.net.chance import Chance
from simulator.net.clock import Clock, Timer
from simulator.net.connection import Connection, Tap
from simulator.net.datagram import DatagramService, Flow, FlowHandler
from simulator.net.handler import EndHandler
from simulator.net.host import Acceptor, Host
from simulator.net.link import Link, LinkConfig
from simulator.net.live_clock import LiveClock
from simulator.net.live_end import LiveEnd
from simulator.net.network import Network
from simulator.net.pipe import End
from simulator.net.tls import Certificate, Decrypted, TlsError, Tunnel, alert
from simulator.net.tls_end import TlsEnd

__all__ = [
    "Acceptor",
    "Certificate",
    "Chance",
    "Clock",
    "Connection",
    "DatagramService",
    "Decrypted",
    "End",
    "EndHandler",
    "Flow",
    "FlowHandler",
    "Host",
    "Link",
    "LinkConfig",
    "LiveClock",
    "LiveEnd",
    "Network",
    "Tap",
    "Timer",
    "TlsEnd",
    "TlsError",
    "Tunnel",
    "alert",
]
