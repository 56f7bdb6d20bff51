"""Acts on mail servers and mailboxes: what is wrong with them, and put right."""

from typing import Literal

from simulator.acts.conditions import unknown_host
from simulator.acts.spec import Act, ActSpec, Doer, Problem, ShortForm, host_params
from simulator.agents import World
from simulator.journal import facts as f

Fault = Literal[
    "disk_full",
    "busy",
    "closes_in_data",
    "open_relay",
    "lenient_end",
    "bare_line_ends",
]
"""What may be wrong with a mail server."""


class Break(Act, frozen=True, tag="break"):
    """Let something be wrong with the mail server of `host`: its disk is full, it is
    busy, it closes in the middle of a content, or it relays for anybody. `lenient_end`:
    a dot after a bare LF ends a content; `bare_line_ends`: what it passes on keeps line
    ends that are not whole (RFC 5321 §2.3.8 forbids both)."""

    host: str
    fault: Fault


class Repair(Act, frozen=True, tag="repair"):
    """Put that right."""

    host: str
    fault: Fault


class Fill(Act, frozen=True, tag="fill"):
    """Fill `mailbox`: nothing more fits in."""

    mailbox: str


class MakeRoom(Act, frozen=True, tag="make_room"):
    """Make room in a mailbox that was filled."""

    mailbox: str


def _cannot_break(world: World, act: Break) -> Problem:
    problem = _no_mail_server(world, act.host)
    if problem or act.fault not in world.mtas[act.host].faults:
        return problem
    return "error.fault_is_there", {"host": act.host}


def _cannot_repair(world: World, act: Repair) -> Problem:
    problem = _no_mail_server(world, act.host)
    if problem or act.fault in world.mtas[act.host].faults:
        return problem
    return "error.fault_is_not_there", {"host": act.host}


def _no_mail_server(world: World, host: str) -> Problem:
    problem = unknown_host(world, host)
    if problem or host in world.mtas:
        return problem
    return "error.no_mail_server", {"host": host}


def _cannot_fill(world: World, act: Fill) -> Problem:
    host = _host_of(world, act.mailbox)
    if not host:
        return "error.unknown_mailbox", {"mailbox": act.mailbox[:80]}
    filled = world.stores[host].mailboxes[act.mailbox].filled
    return ("error.mailbox_is_full", {"mailbox": act.mailbox}) if filled else None


def _cannot_make_room(world: World, act: MakeRoom) -> Problem:
    host = _host_of(world, act.mailbox)
    if not host:
        return "error.unknown_mailbox", {"mailbox": act.mailbox[:80]}
    filled = world.stores[host].mailboxes[act.mailbox].filled
    return None if filled else ("error.mailbox_is_not_full", {"mailbox": act.mailbox})


def _host_of(world: World, mailbox: str) -> str:
    """The machine that stores a mailbox, or ""."""
    holding = (h for h, store in world.stores.items() if mailbox in store.mailboxes)
    return next(holding, "")


def _break(doer: Doer, act: Break) -> None:
    doer.world.mtas[act.host].faults.add(act.fault)
    doer.world.clock.record(act.host, "", f.HostFaultBegan(fault=act.fault))


def _repair(doer: Doer, act: Repair) -> None:
    doer.world.mtas[act.host].faults.discard(act.fault)
    doer.world.clock.record(act.host, "", f.HostFaultEnded(fault=act.fault))


def _fill(doer: Doer, act: Fill) -> None:
    host = _host_of(doer.world, act.mailbox)
    doer.world.stores[host].mailboxes[act.mailbox].filled = True
    doer.world.clock.record(host, "", f.MailboxFilled(mailbox=act.mailbox))


def _make_room(doer: Doer, act: MakeRoom) -> None:
    host = _host_of(doer.world, act.mailbox)
    doer.world.stores[host].mailboxes[act.mailbox].filled = False
    doer.world.clock.record(host, "", f.MailboxEased(mailbox=act.mailbox))


_FAULT = ShortForm(("host", "fault"))
_MAILBOX = ShortForm(("mailbox",))

SPECS = (
    ActSpec(Break, _cannot_break, _break, "break", host_params, _FAULT),
    ActSpec(Repair, _cannot_repair, _repair, short=_FAULT),
    ActSpec(Fill, _cannot_fill, _fill, "fill", short=_MAILBOX),
    ActSpec(MakeRoom, _cannot_make_room, _make_room, short=_MAILBOX),
)
