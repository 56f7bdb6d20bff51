"""The queues of the MTAs as a page shows them: attempts, next try, last reply.

Nothing is counted here: every attempt is a fact that carries its number.
"""

from heapq import heapify, heappop, heappush

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Param
from simulator.projections.model.folds import Folds
from simulator.projections.model.positions import index_of
from simulator.projections.narration.words import span_of
from simulator.projections.shapes.model import Model, Offer, QueuedMessage, Waiting


def _queued(model: Model, host: str, message: str) -> QueuedMessage | None:
    """A message in the queue of `host`."""
    queue = model.queues.get(host, [])
    at = index_of(queue, message, lambda each: each.message)
    return queue[at] if at >= 0 else None


def _begun(model: Model, event: Event, fact: f.QueueAttemptBegun) -> None:
    queued = _queued(model, event.host, fact.message)
    if queued is not None:
        queued.attempts = fact.attempt
        queued.trying = fact.to_host
        queued.next_us = None


def _deferred(model: Model, event: Event, fact: f.QueueAttemptDeferred) -> None:
    queued = _queued(model, event.host, fact.message)
    if queued is not None:
        queued.attempts = fact.attempt
        queued.trying = None
        queued.forward_paths = list(fact.forward_paths)
        queued.hosts = list(fact.hosts)
        queued.code = fact.code
        queued.text = fact.text
        queued.next_us = fact.next_at_us
        queued.gives_up_us = fact.gives_up_at_us


def _resumed(model: Model, event: Event, fact: f.QueueResumed) -> None:
    queued = _queued(model, event.host, fact.message)
    if queued is not None:
        queued.trying = None
        queued.next_us = None


class Retries:
    """The next attempts of all queues, the soonest first; one that came to nothing is
    passed over when it is met."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._waiting = [
            (queued.next_us, host, queued.message)
            for host, queue in model.queues.items()
            for queued in queue
            if queued.next_us
        ]
        heapify(self._waiting)

    def note(self, host: str, fact: f.QueueAttemptDeferred) -> None:
        """A message is tried again later, unless its server gives up."""
        if fact.next_at_us:
            heappush(self._waiting, (fact.next_at_us, host, fact.message))

    def next_us(self) -> int | None:
        """When the next message that waits is tried again; None: none waits."""
        while self._waiting:
            next_us, host, message = self._waiting[0]
            queued = _queued(self._model, host, message)
            if queued is not None and queued.next_us == next_us:
                return next_us
            heappop(self._waiting)
        return None


def retry_offer(waiting: Waiting, retry_us: int, now_us: int) -> Offer:
    """The button that skips to the next attempt, and names what that may also end."""
    unit, n = span_of(retry_us - now_us)
    params: dict[str, Param] = {"n": n}
    key = "offer.retry"
    if waiting.sessions:
        key, params = "offer.retry_sessions", {"n": n, "k": waiting.sessions}
    return Offer(act={"act": "skip", "to": "retry"}, key=f"{key}.{unit}", params=params)


QUEUE_FOLDS: Folds = {
    f.QueueAttemptBegun: _begun,
    f.QueueAttemptDeferred: _deferred,
    f.QueueResumed: _resumed,
}
