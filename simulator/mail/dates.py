"""Calendar dates of the simulated world: virtual microseconds to RFC 5322 §3.3.

The world's clock counts microseconds from the start of a scenario; only here do they
meet a calendar. Pure arithmetic: nothing asks what time it is, and names of days and
months are English whatever the machine's language.
"""

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
