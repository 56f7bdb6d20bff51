"""One database, and the turns at it: many small changes become one transaction.

Whoever needs a change to be written asks for a `flush`. The first to ask writes
everything that has been put until then, for all; who comes meanwhile waits, and the
next of them writes whatever came together. So nobody waits for more than two
transactions, and the more there is to do, the less each change costs.

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
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Insert, create_engine, event, insert, select
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)

from simulator.archive.tables import FORM, FORMS, METADATA
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler

ELSEWHERE = 1_000_000
"""A size that the scheduler gives a thread: it may wait for a disk or a network."""

Write = Callable[[Connection], object]
Rows = list[dict[str, Any]]
Read = TypeVar("Read")

log = logging.getLogger(__name__)


class Unusable(Exception):
    """There is no such database, or another Cartero made it; the text says what."""


class Database:
    """`url`: of SQLAlchemy. `engine`: its connections. `shared`: other processes may
    write there, too. Raises Unusable."""

    def __init__(self, url: str, scheduler: Scheduler) -> None:
        self.engine = _opened(url)
        self._scheduler = scheduler
        self._turn = scheduler.lock()
        self._waiting: list[Write] = []
        self._written = 0
        self._quick = self.engine.dialect.name == "sqlite"
        self.shared = not self._quick

    def put(self, write: Write) -> None:
        """To be written, after whatever was put before. It is tried again, maybe in
        another transaction: it changes nothing but the database."""
        self._waiting.append(write)

    def put_last(self, of: object, write: Write) -> None:
        """Likewise; of several that come together, the last of the same alone."""
        self.put(_Last(of, write))

    def add(self, insertion: Insert, rows: Rows) -> None:
        """Those rows likewise; whatever rows follow each other are written together, by
        table, since none of them depends on another."""
        if rows:
            self.put(_Rows(insertion, rows))

    def flush(self) -> None:
        """All that was put until now is written. Raises Refusal."""
        goal = self._written + len(self._waiting)
        while self._written < goal:
            with self._turn:
                if self._written < goal:
                    self._scheduler.pause()
                    self._write()

    def read(self, ask: Callable[[Connection], Read]) -> Read:
        """What `ask` finds, once all that was put is written. Raises Refusal."""
        self.flush()
        with self._turn, _or("error.not_read"):
            found: Read = self._work(self._in_one, ask)
        return found

    def checkpoint(self) -> None:
        """Bring SQLite's log home, without anybody waiting; then a power cut takes
        nothing of what is written. Raises Refusal."""
        if self._quick:
            with self._turn, _or("error.not_kept"):
                self._scheduler.run_heavy(ELSEWHERE, _checkpoint, self.engine)

    def close(self) -> None:
        """Write what is left, and let go of the file."""
        self.flush()
        self.engine.dispose()

    def _write(self) -> None:
        batch = list(self._waiting)
        with _or("error.not_kept"):
            self._work(self._all, batch)
        del self._waiting[: len(batch)]
        self._written += len(batch)

    def _work(self, do: Callable[..., Read], what: Any) -> Read:
        size = 1 if self._quick else ELSEWHERE
        found: Read = self._scheduler.run_heavy(size, do, what)
        return found

    def _all(self, batch: list[Write]) -> None:
        try:
            with self.engine.begin() as connection:
                for write in _together(batch):
                    write(connection)
        except Exception as error:
            if not _for_what_it_says(error):
                raise
            for write in batch:
                self._alone(write)

    def _alone(self, write: Write) -> None:
        try:
            self._in_one(write)
        except Exception as error:
            if not _for_what_it_says(error):
                raise
            log.error("not written: %r", error)

    def _in_one(self, do: Callable[[Connection], Read]) -> Read:
        with self.engine.begin() as connection:
            return do(connection)


@dataclass(frozen=True)
class _Rows:
    insertion: Insert
    rows: Rows

    def __call__(self, connection: Connection) -> None:
        connection.execute(self.insertion, self.rows)


@dataclass(frozen=True)
class _Last:
    of: object
    write: Write

    def __call__(self, connection: Connection) -> None:
        self.write(connection)


def _together(batch: list[Write]) -> Iterator[Write]:
    """The same, with rows that follow each other as few insertions, and without what
    another is written instead of."""
    last = {each.of: each for each in batch if isinstance(each, _Last)}
    needed = (
        each for each in batch if not isinstance(each, _Last) or last[each.of] is each
    )
    for plain, writes in groupby(needed, lambda each: isinstance(each, _Rows)):
        if not plain:
            yield from writes
            continue
        tables: dict[Insert, Rows] = {}
        for each in writes:
            assert isinstance(each, _Rows)
            tables.setdefault(each.insertion, []).extend(each.rows)
        for each_of, rows in tables.items():
            yield _Rows(each_of, rows)


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
        METADATA.create_all(engine)
        with engine.begin() as connection:
            _check_form(connection)
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
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_form(connection: Connection) -> None:
    form = connection.execute(select(FORMS.c.form)).scalar()
    if form is None:
        connection.execute(insert(FORMS).values(form=FORM))
    elif form != FORM:
        raise Unusable(f"form {form}, not {FORM}")
