"""Messages as files that any mail client opens: the octets of one message at one hop.

Each hop adds something on top, so a message has another name wherever it lies:
`pc-ana-1` as written, `norte-1` as queued there, `sur-1.1` as it lies in the mailbox.
Nothing is added, folded or re-encoded here.
"""

from typing import NamedTuple

from simulator.journal import Journal
from simulator.journal.facts import (
    MessageComposed,
    MessageDelivered,
    MessageFiled,
    MessageQueued,
)

_MADE = MessageComposed | MessageQueued | MessageDelivered | MessageFiled


class MessageFile(NamedTuple):
    """Where a message lay first under this name. `seq`: the event that says so."""

    message: str
    host: str
    length: int
    seq: int


def message_files(journal: Journal) -> list[MessageFile]:
    """Every message at every hop, in the order in which they came to be."""
    found: dict[str, MessageFile] = {}
    for event in journal:
        fact = event.fact
        if isinstance(fact, _MADE) and fact.message not in found:
            made = MessageFile(fact.message, event.host, fact.length, event.seq)
            found[fact.message] = made
    return list(found.values())


def eml(journal: Journal, message: str) -> bytes | None:
    """Its octets; None when there is no such message."""
    stream = journal.streams.get(f"message.{message}")
    return stream.read() if stream else None
