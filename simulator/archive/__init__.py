"""What outlives the process: inputs of labs and classes, in a database.

SQLite in the data folder, or PostgreSQL by its URL; SQL is known only here. Nothing is
kept that a replay makes again, and of people nothing but the names they chose.

Reading order: `tables.py`, `arrivals.py` (where acts are written first), `database.py`
(who writes, and when), `leases.py` (whose a lab is, where there are several workers),
`labs.py`.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from simulator.archive.classes import SqlClasses
from simulator.archive.database import Database, Unusable
from simulator.archive.engine import engine_digest
from simulator.archive.labs import SqlLabs
from simulator.archive.leases import Leases
from simulator.classroom import Classroom
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler

__all__ = ["Archive", "Unusable", "engine_digest", "open_archive"]


DAY_S = 24 * 3600


class Archive(NamedTuple):
    """An open one."""

    database: Database
    labs: SqlLabs
    classes: SqlClasses

    def sweep(
        self, keep_days: int, labs: Iterable[HostedLab], classes: Iterable[Classroom]
    ) -> None:
        """What is due now and then; what was not used for so many days is forgotten, 0:
        nothing is, but for labs beyond those kept of one owner. Those in memory are in
        use. While nothing can be written it is due again."""
        with suppress(Refusal):
            here = {each.id: each.needed for each in labs}
            self.labs.used(here, [lab for lab, needed in here.items() if needed])
            self.labs.bound(here)
            inside = {each.code: each.visited for each in classes}
            self.classes.used(inside, [code for code, some in inside.items() if some])
            if keep_days:
                self.labs.sweep(keep_days * DAY_S)
                self.classes.sweep(keep_days * DAY_S)
            self.database.flush()
            self.database.checkpoint()

    def close(self) -> None:
        """Write what is left, and let go."""
        self.database.close()


def open_archive(
    url: str,
    scheduler: Scheduler,
    limits: Limits,
    now_s: Callable[[], float],
    *,
    worker: str = "",
    route: Callable[[], str] = str,
    shared: bool = False,
) -> Archive:
    """The archive at that URL of SQLAlchemy. `now_s`: the wall clock; `worker`: a name
    nobody else has, and `route`: as of `Leases`, where `shared`: always, unless the
    database is a file. Raises Unusable."""
    leases = Leases(worker, now_s, route)
    database = Database(url, scheduler, leases, shared=shared)
    labs = SqlLabs(
        database,
        engine=engine_digest(),
        now_s=now_s,
        answers_kept=limits.answers_kept,
        kept_each_max=limits.labs_kept_each_max,
    )
    return Archive(database, labs, SqlClasses(database, now_s))
