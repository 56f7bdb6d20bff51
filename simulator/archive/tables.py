"""The tables. Texts are JSON; seconds are those of the wall clock, since 1970.

Every input stands under its own number in a primary key: whoever writes twice, or
beside another server, is refused by the database.
"""

from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Update,
    update,
)

METADATA = MetaData()

FORM = 1
"""Of these tables: a database of another form is refused at the start."""

FORMS = Table("forms", METADATA, Column("form", Integer, primary_key=True))

SCENARIOS = Table(
    "scenarios",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What labs begin with, each once."""

LABS = Table(
    "labs",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("scenario", String(80), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("world", String(64), nullable=False),
    Column("engine", String(64), nullable=False),
    Column("head", Text, nullable=False),
    Column("written_s", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""`world`: the digest of its scenario; `engine`: who wrote to it last; `head`: a
`LabHead`."""

INPUTS = Table(
    "inputs",
    METADATA,
    Column("lab", String(40), primary_key=True),
    Column("branch", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("events", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What was done: an `InputRow` each."""

LEASES = Table(
    "leases",
    METADATA,
    Column("of", String(80), primary_key=True),
    Column("worker", String(40), nullable=False, index=True),
    Column("epoch", Integer, nullable=False),
    Column("until_s", BigInteger, nullable=False),
    Column("route", String(64), nullable=False),
    sqlite_with_rowid=False,
)
"""Whose a lab or a class is, where there are several workers. `route`: by which its
visitors are led there."""

TRANSCRIPTS = Table(
    "transcripts",
    METADATA,
    Column("lab", String(40), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""What was said in labs, for another program: `keeping/transcripts.py` packs them."""

CLASSES = Table(
    "classes",
    METADATA,
    Column("code", String(16), primary_key=True),
    Column("body", Text, nullable=False),
    Column("written_s", BigInteger, nullable=False),
)
"""Classes: a `KeptClass` each."""


def _numbered(name: str) -> Table:
    """What a lab has in the order of its numbers, in JSON."""
    return Table(
        name,
        METADATA,
        Column("lab", String(40), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("body", Text, nullable=False),
        sqlite_with_rowid=False,
    )


LATE = _numbered("late")
"""What pages carried out themselves and no lab did yet: a `LateRow` each."""

ANSWERS = _numbered("answers")
"""What requests were answered, so that a doubled one is not done again."""

WRITTEN_EVERY_S = 3600
"""So often, at least, it is written when a lab or a class was last used: to know when
to forget it."""


def used(key: Column[str], values: Iterable[str], now_s: float) -> Update:
    """Those rows are in use, if that is not written already."""
    table = key.table
    due = table.c.written_s <= now_s - WRITTEN_EVERY_S
    return update(table).where(key.in_(list(values)), due).values(written_s=int(now_s))
