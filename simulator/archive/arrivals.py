"""How many small rows are written: in SQLite at the end, until there is time for order.

Rows of thirty labs belong on sixty pages of their tables, and a transaction writes each
of these whole. At the end of a table without any order they are on one. So there they
stand first, as durable as anywhere; whoever looks for them brings them home, and so
does each checkpoint. PostgreSQL logs rows, not pages: there they are at home at once.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, MetaData, Table, insert

from simulator.archive.tables import ANSWERS, INPUTS, LATE

Rows = list[tuple[object, ...]]
"""Values in the order of a table's columns."""

ARRIVALS = MetaData()


def _unordered(table: Table) -> Table:
    columns = (Column(each.name, each.type, nullable=False) for each in table.columns)
    return Table(f"new_{table.name}", ARRIVALS, *columns)


_UNORDERED = {table: _unordered(table) for table in (INPUTS, ANSWERS, LATE)}
_ARRIVING = {
    table: f"INSERT INTO {new} VALUES ({', '.join('?' * len(new.columns))})"
    for table, new in _UNORDERED.items()
}


def _homeward() -> Iterator[str]:
    for table, new in _UNORDERED.items():
        yield f"INSERT OR IGNORE INTO {table} SELECT * FROM {new}"
        yield f"DELETE FROM {new}"


_HOMEWARD = tuple(_homeward())


def add_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Write rows of that table; in SQLite they are not at home yet."""
    if _orders_pages(connection):
        connection.exec_driver_sql(_ARRIVING[table], rows)
    else:
        names = table.columns.keys()
        named = [dict(zip(names, row, strict=True)) for row in rows]
        connection.execute(insert(table), named)


def bring_home(connection: Connection) -> None:
    """Whatever arrived stands in its table; of two rows of one number the first."""
    if _orders_pages(connection):
        for statement in _HOMEWARD:
            connection.exec_driver_sql(statement)


def _orders_pages(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
