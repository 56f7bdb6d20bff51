"""What can be broken at a machine now, and what repairs it: acts, ready to be done.

All of it follows from the model, so it is right at any moment that is on show. Each
fault is made once and shared by all models.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from simulator.projections.narration.faults import FAULTS
from simulator.projections.shapes.base import Json
from simulator.projections.shapes.hosts import FaultChoice, Host, PossibleFault
from simulator.projections.shapes.model import Model

MS_US = 1_000
PERCENT_PPM = 10_000
LATENCIES_MS = (500, 2_000, 20_000)
LOSSES_PERCENT = (20, 10, 50)

ONLY_REPAIRED = ("open_relay", "lenient_end", "bare_line_ends")
"""What a scenario begins with: its own lesson is to find it and put it right."""

_made_once = lru_cache(4_096)


def possible_faults(model: Model, host: Host) -> tuple[PossibleFault, ...]:
    """Of one machine, in the groups of the bench."""
    return tuple(_each(model, host))


def _each(model: Model, host: Host) -> Iterator[PossibleFault]:
    name, link = host.id, model.links[host.id]
    stopped, faults = host.stopped or (), host.faults or ()
    yield _crash(name, not host.on, bool(host.crashed))
    if host.on:
        yield _freeze(name, bool(host.frozen))
    yield _cut(name, bool(link.cut))
    yield _slow(name, link.latency_us is not None)
    yield _lose(name, bool(link.loss_ppm))
    for address in host.mailboxes:
        yield _fill(address, bool(model.mailboxes[address].full))
    if any(program.protocol == "smtp" for program in host.programs):
        for fault in FAULTS:
            if fault in faults or fault not in ONLY_REPAIRED:
                yield _mail_server(name, fault, fault in faults)
    for each in host.programs:
        ended = each.name in stopped
        yield _program(name, each.name, each.protocol, each.port, ended)


@_made_once
def _crash(host: str, off: bool, crashed: bool) -> PossibleFault:
    return PossibleFault(
        id="crash",
        group="machine",
        act={"act": "crash", "host": host},
        repair={"act": "restart" if crashed else "power_on", "host": host},
        broken=off or None,
    )


@_made_once
def _freeze(host: str, frozen: bool) -> PossibleFault:
    return PossibleFault(
        id="freeze",
        group="machine",
        act={"act": "freeze", "host": host},
        repair={"act": "thaw", "host": host},
        broken=frozen or None,
    )


@_made_once
def _cut(host: str, cut: bool) -> PossibleFault:
    return PossibleFault(
        id="cut",
        group="cable",
        act={"act": "cut", "link": host},
        repair={"act": "restore", "link": host},
        broken=cut or None,
    )


@_made_once
def _slow(host: str, slow: bool) -> PossibleFault:
    amounts = {ms: {"latency_us": ms * MS_US} for ms in LATENCIES_MS}
    choices = _choices("slow", host, amounts)
    return PossibleFault(
        id="slow",
        group="cable",
        act=choices[0].act,
        repair={"act": "restore", "link": host},
        choices=choices,
        broken=slow or None,
    )


@_made_once
def _lose(host: str, lossy: bool) -> PossibleFault:
    amounts = {
        percent: {"loss_ppm": percent * PERCENT_PPM} for percent in LOSSES_PERCENT
    }
    choices = _choices("lose", host, amounts)
    return PossibleFault(
        id="lose",
        group="cable",
        act=choices[0].act,
        repair={"act": "lose", "link": host, "loss_ppm": 0},
        choices=choices,
        broken=lossy or None,
    )


def _choices(
    act: str, host: str, amounts: Mapping[int, Mapping[str, Json]]
) -> tuple[FaultChoice, ...]:
    return tuple(
        FaultChoice(n=n, act={"act": act, "link": host, **amount})
        for n, amount in amounts.items()
    )


@_made_once
def _fill(mailbox: str, full: bool) -> PossibleFault:
    return PossibleFault(
        id=f"fill-{mailbox}",
        group="mailboxes",
        name="fill",
        params={"mailbox": mailbox},
        act={"act": "fill", "mailbox": mailbox},
        repair={"act": "make_room", "mailbox": mailbox},
        broken=full or None,
    )


@_made_once
def _mail_server(host: str, fault: str, broken: bool) -> PossibleFault:
    return PossibleFault(
        id=fault,
        group="programs",
        act={"act": "break", "host": host, "fault": fault},
        repair={"act": "repair", "host": host, "fault": fault},
        broken=broken or None,
    )


@_made_once
def _program(
    host: str, program: str, protocol: str, port: int, ended: bool
) -> PossibleFault:
    return PossibleFault(
        id=f"service-{program}",
        group="programs",
        name="service",
        params={"program": program, "protocol": protocol.upper(), "port": port},
        act={"act": "service_off", "host": host, "program": program},
        repair={"act": "service_on", "host": host, "program": program},
        broken=ended or None,
    )
