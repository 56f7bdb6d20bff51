"""The network: it knows bytes, ports and time, and nothing about mail."""

from simulator.net.chance import Chance
from simulator.net.clock import Clock, Timer
from simulator.net.connection import Connection
from simulator.net.datagram import DatagramService, Flow, FlowHandler
from simulator.net.handler import EndHandler
from simulator.net.link import Link, LinkConfig
from simulator.net.network import Acceptor, Host, Network
from simulator.net.pipe import End
from simulator.net.tls import Opened, TlsError, Tunnel

__all__ = [
    "Acceptor",
    "Chance",
    "Clock",
    "Connection",
    "DatagramService",
    "End",
    "EndHandler",
    "Flow",
    "FlowHandler",
    "Host",
    "Link",
    "LinkConfig",
    "Network",
    "Opened",
    "Timer",
    "TlsError",
    "Tunnel",
]
