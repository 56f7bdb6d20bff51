"""What is wrong with machines, cables and mailboxes, as the page shows it.

It refuses to guess what follows: who times out or bounces is told by other facts.
"""

from collections.abc import Callable
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree

Fold = Callable[[Tree, Event, Any], None]


def _crashed(tree: Tree, event: Event, fact: f.HostCrashed) -> None:
    tree.set(("hosts", event.host, "on"), False)
    tree.set(("hosts", event.host, "crashed"), True)
    tree.set(("hosts", event.host, "frozen"), None)


def running(tree: Tree, event: Event, fact: f.Fact) -> None:
    """The machine is on, whatever stopped it."""
    tree.set(("hosts", event.host, "on"), True)
    tree.set(("hosts", event.host, "crashed"), None)


def off(tree: Tree, event: Event, fact: f.Fact) -> None:
    """The machine is off, and awake when it is switched on again."""
    tree.set(("hosts", event.host, "on"), False)
    tree.set(("hosts", event.host, "frozen"), None)


def _frozen(frozen: bool) -> Fold:
    def fold(tree: Tree, event: Event, fact: f.Fact) -> None:
        tree.set(("hosts", event.host, "frozen"), frozen or None)

    return fold


def _listed(name: str, field: str, there: bool) -> Fold:
    """`hosts[id].name` lists what `field` of the fact says, or no more."""

    def fold(tree: Tree, event: Event, fact: f.Fact) -> None:
        path = ("hosts", event.host, name)
        each = getattr(fact, field)
        others = [other for other in tree.get(*path) or [] if other != each]
        tree.set(path, [*others, each] if there else others or None)

    return fold


def _slowed(tree: Tree, event: Event, fact: f.LinkSlowed) -> None:
    tree.set(("links", fact.link, "latency_us"), fact.latency_us)
    tree.set(("links", fact.link, "rate_bps"), fact.rate_bps)


def _lossy(tree: Tree, event: Event, fact: f.LinkMadeLossy) -> None:
    tree.set(("links", fact.link, "loss_ppm"), fact.loss_ppm or None)


def restored(tree: Tree, event: Event, fact: f.LinkRestored) -> None:
    """The cable is as it was at the beginning."""
    tree.set(("links", fact.link, "cut"), False)
    for name in ("latency_us", "rate_bps", "loss_ppm"):
        tree.set(("links", fact.link, name), None)


def _full(full: bool) -> Fold:
    def fold(tree: Tree, event: Event, fact: Any) -> None:
        tree.set(("mailboxes", fact.mailbox, "full"), full or None)

    return fold


FAULT_FOLDS: dict[type[f.Fact], Fold] = {
    f.HostCrashed: _crashed,
    f.HostRestarted: running,
    f.HostFrozen: _frozen(True),
    f.HostThawed: _frozen(False),
    f.ServiceStopped: _listed("stopped", "program", True),
    f.ServiceStarted: _listed("stopped", "program", False),
    f.HostFaultBegan: _listed("faults", "fault", True),
    f.HostFaultEnded: _listed("faults", "fault", False),
    f.LinkSlowed: _slowed,
    f.LinkMadeLossy: _lossy,
    f.MailboxFilled: _full(True),
    f.MailboxEased: _full(False),
}
