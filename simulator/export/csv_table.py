"""A table as CSV (RFC 4180) in which a spreadsheet finds nothing but text and numbers.

Names, lines and addresses come from anybody: a cell that would begin a formula is made
text (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What begins a formula in a spreadsheet, or hides one that begins behind it."""

BOM = "\ufeff"
"""By which Excel knows that a file is UTF-8."""


def csv_table(rows: Iterable[Sequence[str | int]]) -> str:
    """A line for each row, ended with CR LF. Numbers stay numbers."""
    out = io.StringIO()
    table = csv.writer(out)
    for row in rows:
        table.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: str | int) -> str | int:
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value
