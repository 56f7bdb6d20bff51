"""A table as CSV (RFC 4180) in which a spreadsheet finds nothing but text and numbers.

Names, lines and addresses come from anybody: what would begin a formula is made text
(CWE-1236), also behind what ends a cell for a spreadsheet that reads the file with
another separator: in Spanish, Excel takes the semicolon.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = re.compile(
    r"^(?= *[\t\r\n])|"
    r"(?:^|(?<=[;,|\t\r\n]))(?=[^\S\t\r\n]*[=+\-@\uff1d\uff0b\uff0d\uff20])"
)
"""Where a formula begins for some spreadsheet, also with a sign of full width, or one
hides behind a blank."""

BOM = "\ufeff"
"""By which Excel knows that a file is UTF-8."""


def csv_table(rows: Iterable[Sequence[str | int]]) -> str:
    """A line for each row, ended with CR LF; text in quotes. Numbers stay numbers."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        table.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: str | int) -> str | int:
    return FORMULA.sub("'", value) if isinstance(value, str) else value
