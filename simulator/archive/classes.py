"""Classes in the database: the `ClassArchive` of a server."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, delete, insert, select, update

from simulator.archive.database import Database
from simulator.archive.tables import CLASSES, used


class SqlClasses:
    """`now_s`: the wall clock. `shared`: other servers keep classes there, too."""

    def __init__(self, database: Database, now_s: Callable[[], float]) -> None:
        self._database = database
        self.shared = database.shared
        self._now_s = now_s

    def note(self, code: str, body: str) -> None:
        """It will be written; of many changes of a class in one transaction, the last
        alone."""
        self._database.put_last(code, lambda each: self._write(each, code, body))

    def flush(self) -> None:
        """Whatever was noted is written now. Raises Refusal."""
        self._database.flush()

    def body_of(self, code: str) -> str | None:
        """What is written of a class."""
        found = select(CLASSES.c.body).where(CLASSES.c.code == code)
        return self._database.read(lambda each: each.execute(found).scalar())

    def since(self, seconds: float, /) -> list[str]:
        """Codes of those that were written in the last so many seconds, the newest
        last."""
        then = int(self._now_s() - seconds)
        found = select(CLASSES.c.code).where(CLASSES.c.written_s >= then)
        newest_last = found.order_by(CLASSES.c.written_s, CLASSES.c.code)
        return self._database.read(
            lambda each: list(each.execute(newest_last).scalars())
        )

    def forget(self, code: str) -> None:
        """It will not be there any more."""
        gone = delete(CLASSES).where(CLASSES.c.code == code)
        self._database.put_last(code, lambda connection: connection.execute(gone))

    def used(self, codes: Collection[str]) -> None:
        """Those are in memory."""
        in_use = used(CLASSES.c.code, codes, self._now_s())
        self._database.put(lambda connection: connection.execute(in_use))

    def sweep(self, keep_s: float) -> None:
        """Forget those that nobody used for so many seconds."""
        then = self._now_s() - keep_s
        old = delete(CLASSES).where(CLASSES.c.written_s < then)
        self._database.put(lambda connection: connection.execute(old))

    def _write(self, connection: Connection, code: str, body: str) -> None:
        values = {"body": body, "written_s": int(self._now_s())}
        there = update(CLASSES).where(CLASSES.c.code == code)
        if not connection.execute(there, values).rowcount:
            connection.execute(insert(CLASSES), {"code": code, **values})
