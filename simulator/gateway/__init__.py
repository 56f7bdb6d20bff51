"""The gateway: real TCP connections on loopback become hosts of a lab.

telnet, Thunderbird, swaks or smtplib talk to the simulated servers, and whoever watches
the lab sees every line of it. Nothing ever goes the other way: no connection leaves for
a real network.
"""

from simulator.gateway.certificate import NoCertificate, server_context
from simulator.gateway.config import (
    SERVICES,
    GatewayConfig,
    PortNotFree,
    Service,
    ports_from,
)
from simulator.gateway.door import Door, Opened
from simulator.gateway.garbage import collect_seldom
from simulator.gateway.place import LivePlace, Place, PlaceClosed

__all__ = [
    "SERVICES",
    "Door",
    "GatewayConfig",
    "LivePlace",
    "NoCertificate",
    "Opened",
    "Place",
    "PlaceClosed",
    "PortNotFree",
    "Service",
    "collect_seldom",
    "ports_from",
    "server_context",
]
