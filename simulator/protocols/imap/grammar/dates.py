"""Dates of IMAP: `"23-Nov-2026 09:00:00 +0100"` (RFC 3501 §9, date-time and date).

A store keeps dates as `mail.dates` writes them (RFC 5322 §3.3); here they meet the form
of the wire. SEARCH compares days only, time and zone disregarded (§6.4.4). Arithmetic
alone: nothing here asks what day it is.
"""

import re

from simulator.protocols.imap.grammar.tokens import Cursor

MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NUMBER = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
# date      = date-day "-" date-month "-" date-year, also in quotes

_DATE_TIME = re.compile(
    rb'"([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4})"'
)
_DATE = re.compile(rb"(\d{1,2})-([A-Za-z]{3})-(\d{4})(?!\d)")
_LETTER_DATE = re.compile(r"(?<!\d)(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{2,4})(?!\d)")

Day = tuple[int, int, int]
"""Year, month, day: in this order they compare."""


def take_date_time(cursor: Cursor) -> str:
    """A date-time as RFC 5322 text."""
    start = cursor.at
    octets = cursor.match(_DATE_TIME, "bad_date")
    found = _DATE_TIME.fullmatch(octets)
    assert found is not None
    hour, minute, second = (int(found[n]) for n in (4, 5, 6))
    day = _day(found[3], found[2], found[1])
    minutes_off = int(found[7][3:])
    if day is None or hour > 23 or minute > 59 or second > 60 or minutes_off > 59:
        cursor.at = start
        raise cursor.fail("bad_date")
    year, month, number = day
    name = _DAYS[weekday(day)]
    time = f"{hour:02}:{minute:02}:{second:02} {found[7].decode('ascii')}"
    return f"{name}, {number} {MONTHS[month - 1]} {year:04} {time}"


def take_day(cursor: Cursor) -> Day:
    """The day of a SEARCH key."""
    start = cursor.at
    quoted = cursor.skip(b'"')
    found = _DATE.match(cursor.text, cursor.at)
    day = _day(found[3], found[2], found[1]) if found else None
    if found is None or day is None:
        cursor.at = start
        raise cursor.fail("argument_missing" if cursor.at_end else "bad_date")
    cursor.at = found.end()
    if quoted:
        cursor.expect(b'"', "bad_date")
    return day


def _day(year: bytes, month: bytes, number: bytes) -> Day | None:
    month_number = _MONTH_NUMBER.get(month.decode("ascii").lower(), 0)
    day = int(number)
    if not month_number or not 1 <= day <= _DAYS_OF_MONTH[month_number - 1]:
        return None
    return int(year), month_number, day


def day_of(letter_date: str) -> Day | None:
    """The day in an RFC 5322 date, as written there; None if there is none."""
    found = _LETTER_DATE.search(letter_date)
    if found is None:
        return None
    year = found[3] if len(found[3]) == 4 else _century(int(found[3]))
    return _day(str(year).encode(), found[2].encode(), found[1].encode())


def _century(year: int) -> int:
    """Two and three digits (RFC 5322 §4.3)."""
    if year >= 100 or year >= 50:
        return year + 1900
    return year + 2000


def date_time(letter_date: str) -> bytes:
    """INTERNALDATE for an RFC 5322 date of the store."""
    day = day_of(letter_date)
    time = re.search(r"(\d\d:\d\d:\d\d) ([+-]\d{4})", letter_date)
    assert day is not None and time is not None, f"not a date: {letter_date!r}"
    year, month, number = day
    text = f'"{number:2}-{MONTHS[month - 1]}-{year:04} {time[1]} {time[2]}"'
    return text.encode("ascii")


def weekday(day: Day) -> int:
    """0 for Monday (Sakamoto's method, proleptic Gregorian)."""
    year, month, number = day
    shifts = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)
    year -= month < 3
    days = year + year // 4 - year // 100 + year // 400 + shifts[month - 1] + number
    return (days + 6) % 7
