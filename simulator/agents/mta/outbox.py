"""Where the parts of a mail server put mail that it is responsible for from then on."""

from typing import Protocol

from simulator.agents.mta.queued_message import QueuedMessage


class Outbox(Protocol):
    """The queue, as those see it who only put mail into it."""

    @property
    def full(self) -> bool:
        """No more mail should be accepted for now."""

    def next_name(self) -> str:
        """A queue name that no message here has had."""

    def put(
        self,
        message: QueuedMessage,
        trace: bytes = b"",
        conn: str = "",
        with_protocol: str = "",
        removed: int = 0,
    ) -> None:
        """Queue `message`. `trace`: what this server wrote on top of its content;
        `conn`, `with_protocol`: how it came, "" when it was written here; `removed`:
        octets of fields that it took out."""
