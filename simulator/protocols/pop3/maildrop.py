"""A maildrop as one session sees it: a snapshot, and the marks of DELE.

Message numbers are positions from 1 and belong to this session only. A mark hides a
message; nothing is removed here, ever: that is for the store, at UPDATE (RFC 1939 §6).
"""

import re
from operator import attrgetter

from simulator.protocols.pop3.questions import Entry, Maildrop

_UNIQUE_ID = re.compile(r"[!-~]{1,70}")
"""RFC 1939 §7."""

_NAME, _LENGTH = attrgetter("unique_id"), attrgetter("length")
"""A maildrop has tens of thousands of messages, and this is done in one turn."""


class Drop:
    """Entries and marks. Numbers given to its methods must be `here`."""

    def __init__(self, maildrop: Maildrop) -> None:
        assert all(map(_UNIQUE_ID.fullmatch, map(_NAME, maildrop.entries)))
        self.mailbox = maildrop.mailbox
        self.entries = maildrop.entries
        self._marked: set[int] = set()
        self._octets = sum(map(_LENGTH, maildrop.entries))
        self._octets_marked = 0

    @property
    def marked(self) -> int:
        """How many messages are marked."""
        return len(self._marked)

    def listing(self, start: int, end: int) -> list[tuple[int, Entry]]:
        """Of the messages from number `start` to before `end` those not marked, with
        their numbers."""
        return [
            (number, entry)
            for number, entry in enumerate(self.entries[start - 1 : end - 1], start)
            if number not in self._marked
        ]

    def totals(self) -> tuple[int, int]:
        """How many messages are not marked, and their octets."""
        left = len(self.entries) - len(self._marked)
        return left, self._octets - self._octets_marked

    def problem(self, number: int) -> str:
        """Why `number` cannot be used: a key of `codes.REASONS`, or ""."""
        if not 0 < number <= len(self.entries):
            return "no_such_message"
        return "message_marked" if number in self._marked else ""

    def entry(self, number: int) -> Entry:
        """The message `number`."""
        return self.entries[number - 1]

    def mark(self, number: int) -> None:
        """Mark as deleted (RFC 1939 §5, DELE)."""
        self._marked.add(number)
        self._octets_marked += self.entry(number).length

    def unmark_all(self) -> None:
        """Forget every mark (RFC 1939 §5, RSET)."""
        self._marked.clear()
        self._octets_marked = 0

    def marked_ids(self) -> tuple[str, ...]:
        """What UPDATE must remove."""
        return tuple(self.entry(number).unique_id for number in sorted(self._marked))
