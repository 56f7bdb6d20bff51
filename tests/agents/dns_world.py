"""A small world that asks DNS: `ana`, `norte` and the name servers `dns` and `otro`."""

from simulator.acts import Run
from simulator.agents.mta import DnsRouter
from simulator.agents.mta.routes import Route
from simulator.journal.facts import PromptTextPrinted, kind_of
from simulator.lab import Lab
from simulator.protocols.dns import LookupResult, Query
from simulator.scenario import Scenario, parse_scenario
from tests.protocols.dns.zones import HEAD

HOST = """
[[host]]
id = "{id}"
address = "{address}"
names = ["{name}"]
label = {{ es = "{id}", en = "{id}" }}
resolver = "{resolver}"
link = {{ latency_us = 10000, loss_ppm = {loss} }}
"""
SERVER = """
[host.server]
name = "{name}"
domains = ["{domain}"]
trusted = ["198.51.100."]
"""
ZONE = """
[[host.nameserver.zone]]
name = "{name}"
text = '''{text}'''
"""
ACCOUNT = """
[[account]]
address = "ana@norte.example"
password = "maremoto"

[[account]]
address = "info@solo-a.example"
password = "farol"
"""
ZONES = {
    ".": "",
    "sur.example": (
        "@ IN MX 20 mx2\n@ IN MX 10 mx1\nmx1 IN A 203.0.113.11\n"
        "mx2 IN A 203.0.113.12\ncorreo IN CNAME @\n"
    ),
    "nulo.example": "@ IN MX 0 .\n",
    "casi-nulo.example": "@ IN MX 0 .\n@ IN MX 5 mx1.sur.example.\n",
    "solo-a.example": "@ IN A 203.0.113.12\n_pop3._tcp IN SRV 0 1 110 @\n",
    "nada.example": '@ IN TXT "sin correo ni direcciones"\n',
    "igual.example": "".join(f"@ IN MX 10 mx{n}.sur.example.\n" for n in (1, 2)),
    "apodo.example": "@ IN MX 10 correo\ncorreo IN CNAME mx1.sur.example.\n",
    "hueco.example": "@ IN MX 10 falta\n@ IN MX 20 mx2.sur.example.\n",
    "perdida.example": "@ IN MX 10 falta\n",
    "norte.example": (
        "@ IN MX 10 mejor\n@ IN MX 20 smtp\n@ IN MX 20 par\n@ IN MX 30 peor\n"
        "mejor IN A 203.0.113.11\nsmtp IN A 192.0.2.10\npar IN A 203.0.113.12\n"
        "peor IN A 203.0.113.12\n"
    ),
    "solo-yo.example": "@ IN MX 10 smtp.norte.example.\n",
    "a-mi-direccion.example": "@ IN MX 10 otra\notra IN A 192.0.2.10\n",
    "dudosa.example": "@ IN MX 10 mx.rota.example.\n",
    "grande.example": "".join(f"@ IN MX 10 servidor-numero-{n}\n" for n in range(40))
    + "* IN A 203.0.113.12\n",
    "circulo.example": "a IN CNAME b.fuera.example.\n",
}
ELSEWHERE = {
    "fuera.example": "@ IN MX 10 mx1.sur.example.\nb IN CNAME a.circulo.example.\n"
}


def text(loss: int = 0, elsewhere: bool = True) -> str:
    """The scenario file of this world."""
    parts = ['name = "nombres"', 'epoch = "2026-11-23T09:00:00+01:00"']
    parts.append('[title]\nes = "Nombres"\nen = "Names"')
    hosts = (
        ("norte", "192.0.2.10", "smtp.norte.example", "norte.example"),
        ("mx1", "203.0.113.11", "mx1.sur.example", "sur.example"),
        ("mx2", "203.0.113.12", "mx2.sur.example", "solo-a.example"),
    )
    for host, address, name, domain in hosts:
        fields = {"id": host, "address": address, "name": name, "loss": loss}
        parts.append(HOST.format(**fields, resolver="dns"))
        parts.append(SERVER.format(name=name, domain=domain))
    parts.append(
        HOST.format(
            id="ana",
            address="198.51.100.10",
            name="ana.norte.example",
            resolver="dns",
            loss=loss,
        )
        + '[host.mua]\nperson = "Ana"\naddress = "ana@norte.example"\n'
        'submit_to = "norte"\n'
    )
    for host, address, zones in (
        ("dns", "192.0.2.53", ZONES),
        ("otro", "203.0.113.53", ELSEWHERE),
    ):
        fields = {"id": host, "address": address, "name": f"{host}.ns.example"}
        parts.append(HOST.format(**fields, resolver="", loss=0))
        parts.append("[host.nameserver]\nrecursive = true")
        if host == "dns" and elsewhere:
            parts.append('elsewhere = { "fuera.example" = "otro" }')
        for name, zone in zones.items():
            parts.append(ZONE.format(name=name, text=HEAD + zone))
        if host == "dns":
            parts.append("[[host.nameserver.zone]]")
            parts.append('name = "rota.example"\nfails = true')
    return "\n".join([*parts, ACCOUNT])


def world(seed: int = 1, loss: int = 0) -> Lab:
    """A lab of it."""
    scenario: Scenario = parse_scenario(text(loss), "nombres.toml")
    return Lab(scenario, seed)


def looked_up(lab: Lab, name: str, rdtype: str, host: str = "norte") -> LookupResult:
    """The answer of the resolver of a host, which has had all the time it wants."""
    answers: list[LookupResult] = []
    lab.world.resolvers[host].ask(Query(name, rdtype), answers.append)
    lab.settle()
    (answer,) = answers
    return answer


def routed(lab: Lab, domain: str, host: str = "norte") -> Route:
    """The route of a host for a domain."""
    server = lab.world.hosts[host].server
    assert server is not None
    machine = lab.world.machines[host]
    router = DnsRouter(machine, lab.world.resolvers[host], (server.name,))
    routes: list[Route] = []
    router.find(domain, routes.append)
    lab.settle()
    (route,) = routes
    return route


def printed(lab: Lab, command: str, host: str = "ana") -> list[str]:
    """What a command prints."""
    lab.apply(Run(host, command))
    lab.settle()
    return next(
        list(event.fact.lines)
        for event in reversed(lab.journal.events)
        if isinstance(event.fact, PromptTextPrinted)
    )


def count(lab: Lab, kind: str) -> int:
    """How many facts of a kind there are."""
    return sum(kind_of(event.fact) == kind for event in lab.journal)
