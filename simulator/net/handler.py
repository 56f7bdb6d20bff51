"""Who lives at one end of a connection, as the network sees it.

It refuses to say what a program does with the octets.
"""

from typing import Protocol


class EndHandler(Protocol):
    """Who lives at one end of a connection."""

    def opened(self) -> None:
        """The connection is established."""

    def received(self, data: bytes) -> None:
        """Octets arrived in order."""

    def ended(self) -> None:
        """The peer will send no more (FIN)."""

    def lost(self, reason: str) -> None:
        """It is over without our closing: refused, reset or timed_out."""

    def vanish(self) -> None:
        """Its own program or machine is gone; there is nobody left to tell."""
