"""The model: what the world looks like after an event, as one tree.

A fold over the journal; its shape is described in `simulator/README.md` ("What is
served"). It refuses to look at anything but events and the names a scenario gives its
machines.
"""

from collections.abc import Callable
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree, snapshot
from simulator.projections.model import visitors
from simulator.projections.model.connections import SESSION_FOLDS
from simulator.projections.model.faults import FAULT_FOLDS, off, restored, running
from simulator.projections.model.folders import FOLDER_FOLDS, delivered_before
from simulator.projections.model.queues import QUEUE_FOLDS, next_retry, retry_offer

WINDOW_CHAPTER = {"key": "chapter.window", "params": {}, "protocol": "tcp", "step": 1}
"""What was going on already where the window of a live lab begins."""


class Model:
    """`fold` each event once, in order; `tree.root` is the model."""

    def __init__(self, view: dict[str, Any]) -> None:
        """`view`: hosts, order and offers of the scenario (`scenario_view`)."""
        self.tree = Tree()
        self._offers = view["offers"]
        self._skips = not view.get("live")
        self._open_act: tuple[int, str] = (-1, "")
        self._by_hand: dict[str, str] = {}
        tree = self.tree
        tree.set(("epoch",), view.get("epoch"))
        tree.set(("order",), list(view["order"]))
        tree.set(("hosts",), {h["id"]: dict(h) for h in view["hosts"]})
        tree.set(("links",), {h["id"]: {"host": h["id"]} for h in view["hosts"]})
        mailboxes = {
            address: {"host": host["id"], "messages": []}
            for host in view["hosts"]
            for address in host["mailboxes"]
        }
        tree.set(("mailboxes",), mailboxes)
        for name in ("conns", "answers", "queues", "inboxes"):
            tree.set((name,), {})
        tree.set(("chapters",), [])
        tree.set(("waiting",), {"count": 0})
        self._offer()
        self.initial = tree.take()

    def resume(self, root: dict[str, Any]) -> None:
        """Go on from a keyframe: `root` is a model, with the chapter of what was going
        on already."""
        tree = self.tree
        tree.root = snapshot(root)
        tree.set(("chapters",), [dict(WINDOW_CHAPTER)])
        for name, conn in tree.root["conns"].items():
            if conn["open"]:
                tree.set(("conns", name, "chapter"), 0)
        tree.take()

    def fold(
        self, event: Event, beat: dict[str, Any] | None, chapter: dict[str, Any] | None
    ) -> list[list[Any]]:
        """The changes this event makes. `chapter`: the one that begins with it."""
        tree = self.tree
        if chapter is not None:
            tree.append(("chapters",), chapter)
        if beat is not None:
            visitors.seat(tree, beat)
        fact = event.fact
        session_fold = SESSION_FOLDS.get(type(fact))
        if session_fold is not None:
            session_fold(tree, event, fact)
        if beat is not None and type(fact) is f.TcpConnectionOpened:
            tree.set(("conns", event.conn, "chapter"), beat["chapter"])
        self._terminals(event)
        world_fold = WORLD_FOLDS.get(type(fact))
        if world_fold is not None:
            world_fold(tree, event, fact)
        if type(fact) in WAITING_FACTS:
            self._count_waiting()
        if world_fold is not None or type(fact) in WAITING_FACTS:
            self._offer(event.at_us)
        return tree.take()

    def _terminals(self, event: Event) -> None:
        """A connection is a terminal from its opening on: its SYN came of `open`."""
        fact = event.fact
        if isinstance(fact, f.LabIntervened) and fact.act == "open":
            self._open_act = event.seq, fact.actor
        elif event.conn and event.cause == self._open_act[0]:
            self._by_hand[event.conn] = self._open_act[1]
        if isinstance(fact, f.TcpConnectionOpened) and event.conn in self._by_hand:
            path = ("conns", event.conn, "terminal")
            self.tree.set(path, self._by_hand.pop(event.conn))

    def _count_waiting(self) -> None:
        """What waits at rest: open sessions (idle limits) and queued mail (retries)."""
        tree = self.tree
        sessions = sum(1 for c in tree.root["conns"].values() if c["open"])
        queued = sum(len(queue) for queue in tree.root["queues"].values())
        tree.set(("waiting", "count"), sessions + queued)
        retry_us = next_retry(tree)
        tree.set(("waiting", "retry_us"), retry_us)
        tree.set(("waiting", "sessions"), sessions if retry_us else None)

    def _offer(self, now_us: int = 0) -> None:
        """The buttons that make sense now; where mail waits for its next attempt, one
        that skips the waiting."""
        offers = [
            {"act": o["act"], "key": o["key"], "params": {"host": o["act"]["host"]}}
            for o in self._offers
            if self._fits(o)
        ]
        waiting = self.tree.get("waiting")
        if self._skips and waiting.get("retry_us"):
            offers.append(retry_offer(waiting, now_us))
        if offers != self.tree.get("offers"):
            self.tree.set(("offers",), offers)

    def _fits(self, offer: dict[str, Any]) -> bool:
        host = self.tree.get("hosts", offer["act"].get("host", "")) or {}
        if offer["when"] == "off":
            return not host.get("on")
        if offer["when"] == "mail":
            box = self.tree.get("mailboxes", host.get("address", "")) or {}
            return bool(host.get("on") and box.get("messages"))
        return True


Fold = Callable[[Tree, Event, Any], None]


def _cut(tree: Tree, event: Event, fact: f.LinkCut) -> None:
    tree.set(("links", fact.link, "cut"), True)


def _answered(tree: Tree, event: Event, fact: f.LabAnswered) -> None:
    tree.set(("answers", fact.question), fact.value)


def _queued(tree: Tree, event: Event, fact: f.MessageQueued) -> None:
    if tree.get("queues", event.host) is None:
        tree.set(("queues", event.host), [])
    tree.append(
        ("queues", event.host),
        {
            "message": fact.message,
            "reverse_path": fact.reverse_path,
            "forward_paths": list(fact.forward_paths),
            "length": fact.length,
            "since_us": event.at_us,
            "attempts": 0,
        },
    )
    if tree.get("conns", event.conn):
        tree.set(("conns", event.conn, "message"), fact.message)
        _seal(tree, event.host, fact.message, "queued")


def _seal(tree: Tree, host: str, message: str, done: str) -> None:
    """The envelope a session filled in is queued, relayed, delivered or refused."""
    for name, conn in tree.root["conns"].items():
        ours = conn.get("message") == message and conn["server"] == host
        if ours and conn.get("envelope"):
            tree.set(("conns", name, "envelope", "done"), done)


def _dequeued(tree: Tree, event: Event, fact: f.MessageDequeued) -> None:
    _seal(tree, event.host, fact.message, fact.result)
    queue = tree.get("queues", event.host) or []
    left = [item for item in queue if item["message"] != fact.message]
    tree.set(("queues", event.host), left)


def _delivered(tree: Tree, event: Event, fact: f.MessageDelivered) -> None:
    _seal(tree, event.host, fact.message.rpartition(".")[0], "delivered")
    filed = delivered_before(tree, fact)
    if filed is not None:
        tree.set((*filed, "reverse_path"), fact.reverse_path)
        return
    tree.append(
        ("mailboxes", fact.mailbox, "messages"),
        {
            "unique_id": fact.unique_id,
            "message": fact.message,
            "subject": fact.subject,
            "from": fact.header_from,
            "to": fact.header_to,
            "length": fact.length,
            "reverse_path": fact.reverse_path,
        },
    )


def _removed(tree: Tree, event: Event, fact: f.MessageRemoved) -> None:
    path = ("mailboxes", fact.mailbox, "messages")
    left = [m for m in tree.get(*path) if m["unique_id"] != fact.unique_id]
    tree.set(path, left)


def _locked(locked: bool) -> Fold:
    def fold(tree: Tree, event: Event, fact: Any) -> None:
        conn = event.conn if locked else None
        tree.set(("mailboxes", fact.mailbox, "locked"), conn)

    return fold


def _collected(tree: Tree, event: Event, fact: f.MessageCollected) -> None:
    if tree.get("inboxes", event.host) is None:
        tree.set(("inboxes", event.host), [])
    tree.append(
        ("inboxes", event.host),
        {
            "message": fact.message,
            "subject": fact.subject,
            "from": fact.header_from,
            "length": fact.length,
            "unique_id": fact.unique_id,
        },
    )


def _discarded(tree: Tree, event: Event, fact: f.MessageDiscarded) -> None:
    held = tree.get("inboxes", event.host) or []
    kept = [each for each in held if each["unique_id"] != fact.unique_id]
    tree.set(("inboxes", event.host), kept)


WAITING_FACTS = (
    f.TcpConnectionOpened,
    f.TcpConnectionClosed,
    f.MessageQueued,
    f.MessageDequeued,
    f.QueueAttemptBegun,
    f.QueueAttemptDeferred,
    f.QueueResumed,
    f.ClockSkipped,
)

WORLD_FOLDS: dict[type[f.Fact], Fold] = {
    f.HostPoweredOn: running,
    f.HostPoweredOff: off,
    f.HostJoined: visitors.joined,
    f.HostLeft: visitors.left,
    f.LinkCut: _cut,
    f.LinkRestored: restored,
    f.LabAnswered: _answered,
    f.MessageQueued: _queued,
    f.MessageDequeued: _dequeued,
    f.MessageDelivered: _delivered,
    f.MessageRemoved: _removed,
    f.MailboxLocked: _locked(True),
    f.MailboxUnlocked: _locked(False),
    f.MessageCollected: _collected,
    f.MessageDiscarded: _discarded,
    **FOLDER_FOLDS,
    **QUEUE_FOLDS,
    **FAULT_FOLDS,
}
