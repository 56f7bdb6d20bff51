"""The queues of the MTAs as a page shows them: attempts, next try, last reply.

It refuses to count by itself: every attempt is a fact that carries its number.
"""

from collections.abc import Callable
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree
from simulator.projections.narration.words import span_of

Path = tuple[str | int, ...]


def _place(tree: Tree, host: str, message: str) -> Path | None:
    """Where a message is in the model."""
    queue = tree.get("queues", host) or []
    for index, item in enumerate(queue):
        if item["message"] == message:
            return ("queues", host, index)
    return None


def _begun(tree: Tree, event: Event, fact: f.QueueAttemptBegun) -> None:
    place = _place(tree, event.host, fact.message)
    if place is not None:
        tree.set((*place, "attempts"), fact.attempt)
        tree.set((*place, "trying"), fact.to_host)
        tree.set((*place, "next_us"), None)


def _deferred(tree: Tree, event: Event, fact: f.QueueAttemptDeferred) -> None:
    place = _place(tree, event.host, fact.message)
    if place is None:
        return
    for name, value in (
        ("attempts", fact.attempt),
        ("trying", None),
        ("forward_paths", list(fact.forward_paths)),
        ("hosts", list(fact.hosts)),
        ("code", fact.code),
        ("text", fact.text),
        ("next_us", fact.next_at_us),
        ("gives_up_us", fact.gives_up_at_us),
    ):
        tree.set((*place, name), value)


def _resumed(tree: Tree, event: Event, fact: f.QueueResumed) -> None:
    place = _place(tree, event.host, fact.message)
    if place is not None:
        tree.set((*place, "trying"), None)
        tree.set((*place, "next_us"), None)


def next_retry(tree: Tree) -> int | None:
    """When the next message that waits is tried again; None: none waits."""
    moments = [
        item["next_us"]
        for queue in tree.root["queues"].values()
        for item in queue
        if item.get("next_us")
    ]
    return min(moments, default=None)


def retry_offer(waiting: dict[str, Any], now_us: int) -> dict[str, Any]:
    """The button that skips to the next attempt, and names what that may also end."""
    unit, n = span_of(waiting["retry_us"] - now_us)
    params = {"n": n}
    key = "offer.retry"
    if waiting["sessions"]:
        key, params = "offer.retry_sessions", {"n": n, "k": waiting["sessions"]}
    act = {"act": "skip", "to": "retry"}
    return {"act": act, "key": f"{key}.{unit}", "params": params}


QUEUE_FOLDS: dict[type[f.Fact], Callable[[Tree, Event, Any], None]] = {
    f.QueueAttemptBegun: _begun,
    f.QueueAttemptDeferred: _deferred,
    f.QueueResumed: _resumed,
}
