"""One database, and the turns at it: many small changes become one transaction.

Whoever needs a change to be written asks for a `flush`. The first to ask writes
everything that has been put until then, for all; who comes meanwhile waits, and the
next of them writes whatever came together. So nobody waits for more than two
transactions, and the more there is to do, the less each change costs.

Where other processes write, too, each change carries its lease (`leases.py`): what
another has taken is not written.

A change that cannot be written stays first in the queue, and nothing after it is
acknowledged. Only one that is refused for what it says is dropped, alone.

SQLite: a commit is handed to the operating system, so it outlives the process, whenever
that is killed. What a power cut may take is what came since the last checkpoint; the
file stays whole (WAL, `synchronous=NORMAL`).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)

from simulator.archive.arrivals import ARRIVALS, Rows, add_rows, bring_home
from simulator.archive.leases import Lease, Leases
from simulator.archive.tables import FORM, FORMS, METADATA
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler

ELSEWHERE = 1_000_000
"""A size that the scheduler gives a thread: it may wait for a disk or a network."""

GATHER_S = 0.02
"""As long as more comes, so long is waited for it: nobody sees that."""

Write = Callable[[Connection], object]
Read = TypeVar("Read")

log = logging.getLogger(__name__)


class Unusable(Exception):
    """There is no such database, or another Cartero made it; the text says what."""


class Database:
    """`url`: of SQLAlchemy. `engine`: its connections. `shared`: other processes may
    write there, too; then `leases` says what is ours. Raises Unusable."""

    def __init__(
        self,
        url: str,
        scheduler: Scheduler,
        leases: Leases | None = None,
        *,
        shared: bool = False,
    ) -> None:
        self.engine = _opened(url)
        self._scheduler = scheduler
        self._turn, self._batch = scheduler.lock(), scheduler.lock()
        self._waiting: list[_Waiting] = []
        self._written = 0
        self._quick = self.engine.dialect.name == "sqlite"
        self.shared = shared or not self._quick
        self.leases = leases if self.shared else None

    def put(self, write: Write, lease: Lease | None = None) -> None:
        """To be written, after whatever was put before, if that lease still holds. It
        is tried again, maybe in another transaction: it changes nothing but the
        database."""
        self._waiting.append(_Put(lease, write))

    def put_last(self, of: object, write: Write, lease: Lease | None = None) -> None:
        """Likewise; of several that come together, the last of the same alone."""
        self._waiting.append(_Put(lease, write, of))

    def add(self, table: Table, rows: Rows, lease: Lease | None = None) -> None:
        """Those rows likewise; whatever rows follow each other are written together, by
        table, since none of them depends on another. Who looks for them there brings
        them home first."""
        if rows:
            self._waiting.append(_Rows(lease, table, rows))

    def flush(self) -> None:
        """All that was put until now is written. Raises Refusal."""
        goal = self._written + len(self._waiting)
        while self._written < goal:
            batch = self._batch
            with batch:
                if batch is self._batch:
                    self._lead()

    def read(self, ask: Callable[[Connection], Read]) -> Read:
        """What `ask` finds, once all that was put is written. Raises Refusal."""
        self.flush()
        with self._turn, _or("error.not_read"):
            found: Read = self._work(self._in_one, ask)
        return found

    # --- leases: none where nobody else writes ----------------------------------------

    def begin(self, of: str, route: str = "") -> None:
        """That is new, and this worker's, who is reached by that route, "": by the one
        of whoever asks."""
        if self.leases:
            route = route or self.leases.route()
            self._waiting.append(_First(None, self.leases.beginning(of, route)))

    def lease(self, of: str) -> Lease | None:
        """What its writes carry."""
        return self.leases.held(of) if self.leases else None

    def take(self, of: str, route: str = "", *, moves: bool = False) -> None:
        """It is this worker's from now on, likewise; `moves`: though another has it.
        Raises Elsewhere."""
        leases = self.leases
        if leases:
            by = leases.route()
            take = partial(leases.take, of=of, route=route or by, led_by=by)
            leases.taken(self.read(partial(take, moves=moves)))

    def renew(self, of: str) -> None:
        """It is still in use."""
        if self.leases:
            self.put(lambda _: None, self.leases.held(of))

    # --- housekeeping -----------------------------------------------------------------

    def checkpoint(self) -> None:
        """Bring SQLite's arrivals and its log home, in a thread; then a power cut takes
        nothing of what is written. Raises Refusal."""
        if self._quick:
            with self._turn, _or("error.not_kept"):
                self._scheduler.run_heavy(ELSEWHERE, _checkpoint, self.engine)

    def close(self) -> None:
        """Write what is left, and let go of the file."""
        if self.leases:
            self.put(self.leases.release)
        self.flush()
        self.engine.dispose()

    def _lead(self) -> None:
        """Write for all; those who wait for it then go on at once, while the next are
        gathered."""
        try:
            self._gather()
            with self._turn:
                self._write()
        finally:
            self._batch = self._scheduler.lock()

    def _gather(self) -> None:
        """Whoever is about to put something may do so first, for a moment."""
        until, seen = self._scheduler.now() + GATHER_S, 0
        while seen < len(self._waiting) and self._scheduler.now() < until:
            seen = len(self._waiting)
            self._scheduler.pause()

    def _write(self) -> None:
        batch = list(self._waiting)
        with _or("error.not_kept"):
            refused = self._work(self._all, batch)
        del self._waiting[: len(batch)]
        self._written += len(batch)
        if refused and self.leases:
            self.leases.gone(refused)

    def _work(self, do: Callable[..., Read], what: Any) -> Read:
        size = 1 if self._quick else ELSEWHERE
        found: Read = self._scheduler.run_heavy(size, do, what)
        return found

    def _all(self, batch: "list[_Waiting]") -> set[Lease]:
        """Write them; which leases hold no more."""
        try:
            return self._in_one(partial(self._held, batch))
        except Exception as error:
            if not _for_what_it_says(error):
                raise
            return set().union(*(self._alone(put) for put in batch))

    def _held(self, batch: "list[_Waiting]", connection: Connection) -> set[Lease]:
        for put in batch:
            if isinstance(put, _First):
                put(connection)
        refused: set[Lease] = set()
        if self.leases:
            asked = {put.lease for put in batch if put.lease}
            refused = self.leases.refused(connection, asked)
        for put in _together([each for each in batch if each.lease not in refused]):
            put(connection)
        return refused

    def _alone(self, put: "_Waiting") -> set[Lease]:
        try:
            return self._in_one(partial(self._held, [put]))
        except Exception as error:
            if not _for_what_it_says(error):
                raise
            log.error("not written: %r", error)
        return set()

    def _in_one(self, do: Callable[[Connection], Read]) -> Read:
        with self.engine.begin() as connection:
            return do(connection)


@dataclass(frozen=True)
class _Put:
    """`of`: of several of the same, the last alone."""

    lease: Lease | None
    write: Write
    of: object = None

    def __call__(self, connection: Connection) -> None:
        self.write(connection)


@dataclass(frozen=True)
class _First(_Put):
    """Before others of its transaction ask for their leases."""


@dataclass(frozen=True)
class _Rows:
    lease: Lease | None
    table: Table
    rows: Rows
    of: None = None

    def __call__(self, connection: Connection) -> None:
        add_rows(connection, self.table, self.rows)


_Waiting = _Put | _Rows


def _together(batch: list[_Waiting]) -> Iterator[_Waiting]:
    """The same but for what was first, with rows that follow each other as few
    insertions, and without what another is written instead of."""
    last = {each.of: each for each in batch if each.of is not None}
    needed = (each for each in batch if last.get(each.of, each) is each)
    needed = (each for each in needed if not isinstance(each, _First))
    for plain, writes in groupby(needed, lambda each: isinstance(each, _Rows)):
        if not plain:
            yield from writes
            continue
        tables: dict[Table, Rows] = {}
        for each in writes:
            assert isinstance(each, _Rows)
            tables.setdefault(each.table, []).extend(each.rows)
        for table, rows in tables.items():
            yield _Rows(None, table, rows)


def _for_what_it_says(error: Exception) -> bool:
    """A write is refused for its values, or is wrong in itself: no later one would be
    better."""
    if isinstance(error, DBAPIError):
        return isinstance(error, IntegrityError | DataError)
    return isinstance(error, StatementError) or not isinstance(error, SQLAlchemyError)


@contextmanager
def _or(key: str) -> Iterator[None]:
    """A database that cannot do it is a Refusal of that key."""
    try:
        yield
    except SQLAlchemyError as error:
        log.error("%s: %s", key, error)
        raise Refusal(key) from None


def _opened(url: str) -> Engine:
    try:
        engine = create_engine(url, pool_size=1, max_overflow=0)
        if engine.dialect.name == "sqlite":
            Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
            event.listen(engine, "connect", _set_up)
            ARRIVALS.create_all(engine)
        METADATA.create_all(engine)
        with engine.begin() as connection:
            _check_form(connection)
            bring_home(connection)
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise Unusable(str(error)) from None
    return engine


def _set_up(connection: Any, _: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "wal_autocheckpoint=0",
        "busy_timeout=5000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _checkpoint(engine: Engine) -> None:
    with engine.begin() as connection:
        bring_home(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_form(connection: Connection) -> None:
    form = connection.execute(select(FORMS.c.form)).scalar()
    if form is None:
        connection.execute(insert(FORMS).values(form=FORM))
    elif form != FORM:
        raise Unusable(f"form {form}, not {FORM}")
