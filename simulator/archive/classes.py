"""Classes in the database: the `ClassArchive` of a server."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, delete, insert, select, update

from simulator.archive.database import Database
from simulator.archive.leases import forget_lease
from simulator.archive.tables import CLASSES, used


class SqlClasses:
    """`now_s`: the wall clock. `shared`: other servers keep classes there, too."""

    def __init__(self, database: Database, now_s: Callable[[], float]) -> None:
        self._database = database
        self.shared = database.shared
        self._leases = database.leases
        self._now_s = now_s

    def note(self, code: str, body: str, *, new: bool = False) -> None:
        """It will be written; of many changes of a class in one transaction, the last
        alone."""
        if new:
            self._database.begin(_of(code), code)
        lease = self._database.lease(_of(code))
        self._database.put_last(code, lambda each: self._write(each, code, body), lease)

    def listen(self, lost: Callable[[str], None]) -> None:
        """That is told of each class another worker has taken."""
        if self._leases:
            self._leases.listen("class", lost)

    def flush(self, code: str = "") -> None:
        """Whatever was noted is written now. Raises Refusal; Elsewhere when another
        worker has that class, and so it was not."""
        self._database.flush()
        if self._leases:
            self._leases.check(_of(code))

    def wake(self, code: str) -> str | None:
        """What is written of a class, to go on here. Raises Elsewhere."""
        found = self.body_of(code)
        if found is None or not self._leases:
            return found
        self._database.take(_of(code), code)
        return self.body_of(code)

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
        self._database.put_last(code, lambda connection: _erase(connection, code))

    def used(self, codes: Collection[str], needed: Collection[str] = ()) -> None:
        """Those are in memory, and no others; somebody is in the `needed` ones."""
        if self._leases:
            self._leases.keep_only("class", codes)
        for code in needed:
            self._database.renew(_of(code))
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


def _of(code: str) -> str:
    return f"class {code}"


def _erase(connection: Connection, code: str) -> None:
    connection.execute(delete(CLASSES).where(CLASSES.c.code == code))
    forget_lease(connection, _of(code))
