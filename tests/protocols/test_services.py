"""The table of services, and that nobody else holds a port."""

import ast
from pathlib import Path

import msgspec
import pytest

from simulator.agents.config import ServerConfig
from simulator.gateway import GATEWAY_SERVICES as REAL_PORTS
from simulator.protocols.services import CLEAR, PROTOCOLS, SERVICES

SIMULATOR = Path(__file__).parents[2] / "simulator"

IANA = {
    "smtp": 25,
    "submission": 587,
    "submissions": 465,
    "pop3": 110,
    "pop3s": 995,
    "imap": 143,
    "imaps": 993,
    "dns": 53,
    "http": 80,
    "https": 443,
}
TELLING = {587, 465, 110, 995, 143, 993}
"""Ports that are no other number anywhere."""


def test_ports_are_those_of_the_registry():
    assert {service.name: service.port for service in SERVICES.values()} == IANA


def test_every_program_has_one_service_without_tls():
    programs = [service.program for service in CLEAR]
    assert len(set(programs)) == len(programs)
    for service in SERVICES.values():
        if service.tls:
            clear = SERVICES[service.clear]
            assert not clear.tls
            assert (clear.protocol, clear.program) == (
                service.protocol,
                service.program,
            )
        else:
            assert PROTOCOLS[service.name] == service.protocol


def test_every_port_of_a_server_is_a_service_with_its_default_or_off():
    settings = {service.setting: service.port for service in SERVICES.values()}
    ports = {
        field.name: field.default
        for field in msgspec.structs.fields(ServerConfig)
        if field.name.endswith("_port")
    }
    assert ports.keys() == settings.keys() - {"dns_port", "http_port", "https_port"}
    for name, default in ports.items():
        assert default in (settings[name], 0)


def test_every_real_port_is_in_front_of_a_service_of_the_table():
    settings = {service.setting: service for service in SERVICES.values()}
    for real in REAL_PORTS:
        simulated = settings[real.behind]
        assert real.protocol == simulated.protocol
        assert real.tls == simulated.tls


@pytest.mark.parametrize(
    "path", sorted(SIMULATOR.rglob("*.py")), ids=lambda p: p.relative_to(SIMULATOR)
)
def test_no_other_module_writes_a_port_down(path):
    if path.name == "services.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) is int
    }
    assert not found & TELLING
