"""What was just done is written at the end of SQLite's file, and found all the same."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from simulator.archive.arrivals import ARRIVALS
from simulator.archive.database import Database
from simulator.archive.tables import INPUTS
from tests.archive.rig import Server, everything
from tests.hosting.rig import PlainScheduler

FRAME = 4096 + 24
"""Octets of a page in SQLite's log."""
CLASS = 30


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'a.sqlite'}", PlainScheduler())


def row(lab: int, number: int, body: str = "{}") -> tuple[object, ...]:
    return (f"lab{lab}", "b1", number, body, number)


def arrived(database: Database) -> int:
    """Rows that are not at home."""
    count = select(func.count())
    tables = ARRIVALS.sorted_tables
    return sum(
        database.read(lambda each, t=table: each.execute(count.select_from(t)).scalar())
        for table in tables
    )


def test_a_moment_of_thirty_long_labs_is_few_pages(database, tmp_path):
    log = tmp_path / "a.sqlite-wal"
    for number in range(40):
        rows = [row(lab, number, "x" * 150) for lab in range(CLASS)]
        database.add(INPUTS, rows)
    database.flush()
    database.checkpoint()
    before = log.stat().st_size
    for lab in range(CLASS):
        database.add(INPUTS, [row(lab, 40, "x" * 150)])
    database.flush()
    assert log.stat().st_size - before <= CLASS / 5 * FRAME


def test_a_checkpoint_brings_home_what_arrived(tmp_path):
    server = Server(tmp_path)
    tab = server.worked()
    assert arrived(server.archive.database) > 0
    server.archive.database.checkpoint()
    assert arrived(server.archive.database) == 0
    before = everything(server.hosting.labs.get(tab.lab))
    server.start()
    assert everything(server.hosting.labs.get(tab.lab)) == before


def test_so_does_the_next_start(tmp_path):
    server = Server(tmp_path)
    server.worked()
    server.start()
    assert arrived(server.archive.database) == 0


def test_of_two_rows_of_one_number_the_first_stays_and_stops_nobody(database):
    """As where the table itself refuses the second."""
    rows = [row(1, 0, "first"), row(1, 0, "second"), row(1, 1, "next")]
    for each in rows:
        database.add(INPUTS, [each])
    database.flush()
    database.checkpoint()
    found = database.read(
        lambda each: list(each.execute(select(INPUTS.c.body)).scalars())
    )
    assert found == ["first", "next"]
