"""Browsers and their connections, folded: what each shows, and what it cost."""

from collections.abc import Callable
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree


def _request(tree: Tree, event: Event, fact: f.HttpRequestReceived) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "client"), fact.length)
    tree.add((*path, "kinds", "command"), fact.header_length)
    tree.add((*path, "kinds", "body"), fact.length - fact.header_length)


def _response(tree: Tree, event: Event, fact: f.HttpResponseSent) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "server"), fact.length)
    tree.add((*path, "kinds", "reply"), fact.header_length)
    tree.add((*path, "kinds", "body"), fact.length - fact.header_length)
    tree.add((*path, "round_trips"), 1)


def _shown(tree: Tree, event: Event, fact: f.BrowserPageShown) -> None:
    if tree.get("browsers") is None:
        tree.set(("browsers",), {})
    tree.set(
        ("browsers", event.host),
        {
            "address": fact.address,
            "status": fact.status,
            "stream": f"{event.conn}.{fact.stream}" if fact.stream else "",
            "offset": fact.offset,
            "length": fact.length,
            "problem": fact.problem,
        },
    )


WEB_FOLDS: dict[type[f.Fact], Callable[[Tree, Event, Any], None]] = {
    f.HttpRequestReceived: _request,
    f.HttpResponseSent: _response,
    f.BrowserPageShown: _shown,
}
