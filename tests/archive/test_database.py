"""Many small changes are one transaction, in order; what cannot be written stays."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gevent import joinall, spawn
from sqlalchemy import Connection, event, insert, select
from sqlalchemy.exc import DataError, OperationalError

from simulator.archive import Unusable
from simulator.archive.database import Database
from simulator.archive.tables import FORMS, SCENARIOS
from simulator.hosting import Refusal
from simulator.web import GeventScheduler
from tests.hosting.rig import PlainScheduler


class Written(Database):
    """Counts its transactions. `broken`: the disk is full."""

    transactions = 0
    broken = False

    def _all(self, batch):
        if self.broken:
            raise OperationalError("", {}, Exception("disk full"))
        self.transactions += 1
        return super()._all(batch)


def row(digest: str) -> Callable[[Connection], None]:
    return lambda each: each.execute(
        insert(SCENARIOS), {"digest": digest, "body": "{}"}
    )


def rows(database: Database) -> list[str]:
    found = select(SCENARIOS.c.digest).order_by(SCENARIOS.c.digest)
    return database.read(lambda each: list(each.execute(found).scalars()))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'a' / 'archivo.sqlite'}"


@pytest.fixture
def database(url: str) -> Written:
    return Written(url, PlainScheduler())


def test_what_comes_together_is_one_transaction(database):
    for digest in "abc":
        database.put(row(digest))
    database.flush()
    database.flush()
    assert database.transactions == 1
    assert rows(database) == ["a", "b", "c"]


def test_who_reads_finds_what_was_put(database):
    database.put(row("a"))
    assert rows(database) == ["a"]


def test_while_nothing_can_be_written_nothing_is_acknowledged_nor_lost(
    database,
):
    database.put(row("a"))
    database.broken = True
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            database.flush()
        assert refused.value.key == "error.not_kept"
    database.put(row("b"))
    database.broken = False
    database.flush()
    assert rows(database) == ["a", "b"]


def test_what_is_refused_for_what_it_says_stops_nobody_else(database):
    for digest in "aab":
        database.put(row(digest))
    database.flush()
    assert rows(database) == ["a", "b"]


def test_another_form_of_the_tables_is_refused(database, url):
    database.put(lambda each: each.execute(FORMS.update().values(form=99)))
    database.close()
    with pytest.raises(Unusable, match="form 99"):
        Database(url, PlainScheduler())


@pytest.mark.parametrize(
    "url", ["", "nothing", "mysql+none://x/y", "sqlite:////proc/x"]
)
def test_what_is_no_database_is_said(url):
    with pytest.raises(Unusable):
        Database(url, PlainScheduler())


def test_a_checkpoint_leaves_everything_in_the_file_itself(database, url):
    database.put(row("a"))
    database.flush()
    log = Path(url.removeprefix("sqlite:///") + "-wal")
    assert log.stat().st_size > 0
    database.checkpoint()
    assert log.stat().st_size == 0
    assert rows(database) == ["a"]


@pytest.mark.parametrize("wrong", [KeyError("x"), DataError("", {}, Exception())])
def test_a_write_that_is_wrong_in_itself_is_dropped_alone(database, wrong):
    def bad(_: Connection) -> None:
        raise wrong

    for write in (row("a"), bad, row("b")):
        database.put(write)
    database.flush()
    assert rows(database) == ["a", "b"]


def test_nothing_is_lost_when_writing_stops_in_the_middle(database):
    class Stopped(BaseException):
        pass

    def stop(_: Connection) -> None:
        if not stopped:
            stopped.append(True)
            raise Stopped

    stopped: list[bool] = []
    for write in (row("a"), stop):
        database.put(write)
    with pytest.raises(Stopped):
        database.flush()
    assert rows(database) == ["a"]


@pytest.mark.parametrize("work", ["read", "checkpoint"])
def test_a_database_that_does_not_answer_is_a_refusal(database, monkeypatch, work):
    def fails(*_: object) -> None:
        raise OperationalError("", {}, Exception("disk I/O error"))

    monkeypatch.setattr(database, "_in_one", fails)
    monkeypatch.setattr("simulator.archive.database._checkpoint", fails)
    with pytest.raises(Refusal):
        database.read(fails) if work == "read" else database.checkpoint()


def test_thirty_who_write_again_and_again_share_nearly_every_transaction(url):
    """Whoever is written goes on before the next are, and is among them again."""
    database = Written(url, GeventScheduler(time.monotonic))

    def work(person: int) -> None:
        for number in range(10):
            database.put(row(f"{person} {number}"))
            database.flush()

    joinall([spawn(work, person) for person in range(30)], raise_error=True)
    assert len(rows(database)) == 300
    assert database.transactions <= 12


@pytest.mark.parametrize("at", ["commit", "before_cursor_execute"])
def test_a_transaction_that_fails_in_the_middle_locks_nobody_out(database, url, at):
    """It is taken back, whatever ended it, before anybody else writes."""

    class Stopped(BaseException):
        pass

    def stop(*_: object) -> None:
        event.remove(database.engine, at, stop)
        raise Stopped

    database.put(row("a"))
    database.put(row("b"))
    event.listen(database.engine, at, stop)
    with pytest.raises(Stopped):
        database.flush()
    other = Database(url, PlainScheduler())
    other.put(row("c"))
    other.flush()
    assert rows(database) == ["a", "b", "c"]
