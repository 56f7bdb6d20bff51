"""Calendar dates: virtual microseconds to RFC 5322 §3.3, and what such a date says.

The world's clock counts microseconds from the start of a scenario; only here do they
meet a calendar. Dates of messages from outside are read here, too. Pure arithmetic:
nothing asks what time it is, and names of days and months are English whatever the
machine's language.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import msgspec

_SECOND_US = 1_000_000
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


class Epoch(msgspec.Struct, frozen=True):
    """The moment, a whole second, at which virtual time is 0. `text`: ISO 8601 with an
    offset."""

    text: str

    def __post_init__(self) -> None:
        moment = self._moment()
        if moment.tzinfo is None:
            raise ValueError(f"{self.text!r} has no offset such as +01:00")
        if moment.microsecond:
            raise ValueError(f"{self.text!r} is within a second")

    def _moment(self) -> datetime:
        return datetime.fromisoformat(self.text)

    def at(self, at_us: int) -> datetime:
        """The moment `at_us` virtual microseconds later."""
        return self._moment() + timedelta(microseconds=at_us)

    @property
    def unix_us(self) -> int:
        """Microseconds from 1970 (UTC) to that moment."""
        since = self._moment() - datetime(1970, 1, 1, tzinfo=UTC)
        return since // timedelta(microseconds=1)


EPOCH = Epoch("2026-11-23T09:00:00+01:00")
"""When scenarios begin if they do not say otherwise: a Monday morning."""


# date-time = [ day-of-week "," ] date time      ; RFC 5322 §3.3


def date_at(at_us: int, epoch: Epoch = EPOCH) -> str:
    """`Mon, 23 Nov 2026 09:00:00 +0100`, with the offset of the epoch."""
    return _date_of(at_us // _SECOND_US, epoch.text)


@lru_cache(64)
def _date_of(second: int, epoch: str) -> str:
    """All that happens within one virtual second has one date."""
    moment = Epoch(epoch).at(second * _SECOND_US)
    day = f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]}"
    return f"{day} {moment.year:04} {moment:%H:%M:%S %z}"


# obs-year, obs-zone                             ; RFC 5322 §4.3

_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3,9}\s*,)?\s*(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]{0,6}[\s-]+(\d{2,4})"
    r"\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+([+-]\d{4}|[A-Za-z]{1,5}))?"
)
_ZONES = {
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5},
    **{"MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
}
DATE_CHARACTERS_MAX = 200


def unix_seconds(text: str) -> int | None:
    """The seconds from 1970 that a date-time says, old forms included; None where it
    cannot be read. A zone that nobody knows counts as +0000 (§4.3)."""
    found = _DATE.match(text[:DATE_CHARACTERS_MAX])
    if found is None or found[2].title() not in _MONTHS:
        return None
    year = int(found[3])
    if len(found[3]) < 4:
        year += 1900 if len(found[3]) == 3 or year >= 50 else 2000
    # A leap second is the last one of its minute to a calendar without any.
    second = min(int(found[6] or 0), 59)
    month = _MONTHS.index(found[2].title()) + 1
    try:
        moment = datetime(
            year, month, int(found[1]), int(found[4]), int(found[5]), second, tzinfo=UTC
        )
    except ValueError:
        return None
    since = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    return since - _offset_s(found[7] or "")


def _offset_s(zone: str) -> int:
    if zone[:1] in ("+", "-"):
        offset = int(zone[1:3]) * 3600 + int(zone[3:5]) * 60
        return offset if zone[0] == "+" else -offset
    return _ZONES.get(zone.upper(), 0) * 3600
