"""Who may write to a lab or a class that several workers can wake: one of them.

A worker that wakes one takes it: a row names the worker, and an epoch that only grows.
Every write carries the epoch, and what no longer has it is not written, in the same
transaction. So whatever was acknowledged was written by whoever had it then, and who
wakes it next reads all of that. Nothing of this depends on clocks.

A lease has an end so that few are taken from who still uses them. Until then another
worker is told by which route visitors reach the owner: a class by its code, a lab by
the route of who woke it. It takes it all the same when the proxy leads that very route
here: then it leads there no more.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from simulator.archive.tables import LEASES
from simulator.hosting.refusals import Elsewhere

LEASE_S = 90
"""From the last renewal, which every sweep and many writes are: three sweeps."""
RENEWED_FROM_S = 30
CLOCKS_APART_S = 60
"""One that ends later than so was taken by a clock that was wrong."""
LOST = 0
"""An epoch that no row has."""

Lost = Callable[[str], None]


class Lease(NamedTuple):
    """What a write must still have when it is written. `of`: `"lab ID"` or
    `"class CODE"`."""

    of: str
    epoch: int


class Leases:
    """Those of the worker of that name. `now_s`: the wall clock; `route`: by which the
    visitor who asks was led here, "" for none."""

    def __init__(
        self, worker: str, now_s: Callable[[], float], route: Callable[[], str]
    ) -> None:
        self._worker = worker
        self._now_s = now_s
        self.route = route
        self._mine: dict[str, int] = {}
        self._lost: dict[str, Lost] = {}

    def listen(self, kind: str, lost: Lost) -> None:
        """That is told of each `kind` that another worker has taken."""
        self._lost[kind] = lost

    # --- what is known here -----------------------------------------------------------

    def held(self, of: str) -> Lease:
        """What its writes carry."""
        return Lease(of, self._mine.get(of, LOST))

    def check(self, of: str) -> None:
        """Raises Elsewhere when another has taken it."""
        if self._mine.get(of) == LOST:
            raise Elsewhere

    def keep_only(self, kind: str, names: Collection[str]) -> None:
        """No others of that kind are in memory."""
        here = {f"{kind} {name}" for name in names}
        self._mine = {
            of: epoch
            for of, epoch in self._mine.items()
            if of in here or not of.startswith(f"{kind} ")
        }

    def taken(self, lease: Lease) -> None:
        """That was written: it is this worker's."""
        self._mine[lease.of] = lease.epoch

    def gone(self, leases: Iterable[Lease]) -> None:
        """Those were refused: whoever has such a thing in memory must let it go."""
        for lease in leases:
            if self._mine.get(lease.of) == lease.epoch:
                self._mine[lease.of] = LOST
                kind, _, name = lease.of.partition(" ")
                self._lost[kind](name)

    def beginning(self, of: str, route: str) -> Callable[[Connection], object]:
        """It is new, and nobody else knows it: what writes that it is this worker's,
        who is reached by that route."""
        self._mine[of] = 1
        row = {"of": of, "epoch": 1, **self._values(route)}
        return lambda connection: connection.execute(insert(LEASES), row)

    def _values(self, route: str) -> dict[str, str | int]:
        until_s = int(self._now_s()) + LEASE_S
        return {"worker": self._worker, "route": route, "until_s": until_s}

    # --- in a transaction -------------------------------------------------------------

    def take(
        self,
        connection: Connection,
        of: str,
        route: str,
        *,
        led_by: str,
        moves: bool = False,
    ) -> Lease:
        """It is this worker's, who is reached by that route; `led_by`: whoever asks was
        led here by; `moves`: though another's has not ended. Raises Elsewhere."""
        found = select(LEASES).where(LEASES.c.of == of).with_for_update()
        row = connection.execute(found).mappings().first()
        values = self._values(route)
        if row is None:
            connection.execute(insert(LEASES), {"of": of, "epoch": 1, **values})
            return Lease(of, 1)
        mine = row["worker"] == self._worker
        if mine and row["epoch"] == self._mine.get(of):
            return Lease(of, row["epoch"])
        left_s = row["until_s"] - self._now_s()
        others = not mine and 0 < left_s <= LEASE_S + CLOCKS_APART_S
        # Without a proxy nobody could be led to another.
        led_here = row["route"] in ("", led_by)
        if others and not led_here and not moves:
            raise Elsewhere(row["route"])
        lease = Lease(of, row["epoch"] + 1)
        there = update(LEASES).where(LEASES.c.of == of)
        connection.execute(there, {**values, "epoch": lease.epoch})
        return lease

    def refused(self, connection: Connection, asked: Collection[Lease]) -> set[Lease]:
        """Those another has now. The rest stays this worker's until this transaction is
        over, and for a while."""
        if not asked:
            return set()
        mine = LEASES.c.worker == self._worker
        rows = select(LEASES.c.of, LEASES.c.epoch, LEASES.c.until_s).where(
            mine, LEASES.c.of.in_(sorted({each.of for each in asked}))
        )
        now = int(self._now_s())
        held, due = set(), []
        for of, epoch, until_s in connection.execute(
            rows.order_by(LEASES.c.of).with_for_update()
        ):
            held.add(Lease(of, epoch))
            if until_s - now < LEASE_S - RENEWED_FROM_S:
                due.append(of)
        if due:
            renewed = update(LEASES).where(mine, LEASES.c.of.in_(due))
            connection.execute(renewed, {"until_s": now + LEASE_S})
        return set(asked) - held

    def release(self, connection: Connection) -> None:
        """Whatever this worker has is free."""
        mine = update(LEASES).where(LEASES.c.worker == self._worker)
        connection.execute(mine, {"until_s": 0})


def forget_lease(connection: Connection, of: str) -> None:
    """There is no such thing any more."""
    connection.execute(delete(LEASES).where(LEASES.c.of == of))
