"""The gateway: real TCP connections, from this machine or the local network, become
hosts of a lab.

telnet, Thunderbird, swaks or smtplib talk to the simulated servers, and whoever watches
the lab sees every line of it. Nothing ever goes the other way: no connection leaves for
a real network.
"""

from simulator.gateway.certificate import NoCertificate, server_context
from simulator.gateway.config import (
    GATEWAY_SERVICES,
    GatewayConfig,
    GatewayService,
    PortNotFree,
    gateway_from,
    number_from,
    ports_from,
)
from simulator.gateway.garbage_collection import collect_garbage_rarely
from simulator.gateway.gateway import GATEWAY_SCENARIO, GATEWAY_SERVER, Gateway
from simulator.gateway.lab_access import LabAccess, LabClosed
from simulator.gateway.listener import Listener, PortStatus
from simulator.gateway.live_runner import LiveRunner

__all__ = [
    "GATEWAY_SCENARIO",
    "GATEWAY_SERVER",
    "GATEWAY_SERVICES",
    "Gateway",
    "GatewayConfig",
    "GatewayService",
    "LabAccess",
    "LabClosed",
    "Listener",
    "LiveRunner",
    "NoCertificate",
    "PortNotFree",
    "PortStatus",
    "collect_garbage_rarely",
    "gateway_from",
    "number_from",
    "ports_from",
    "server_context",
]
