"""Packets of Socket.IO without attachments: this page sends JSON and nothing else.

The library keeps a packet that announces attachments, and every attachment, until the
last has come. Who announces four thousand and sends all but one fills the memory.
"""

from typing import ClassVar, cast

from socketio.packet import BINARY_ACK, BINARY_EVENT, Packet


class TextPacket(Packet):
    """Raises ValueError for a packet that announces attachments."""

    uses_binary_events: ClassVar[bool] = False

    def decode(self, encoded_packet: str) -> int:
        """How many attachments follow: always 0."""
        attachments = cast(int, super().decode(encoded_packet))
        if attachments or self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("attachments are not taken here")
        return 0
