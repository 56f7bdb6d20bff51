"""Messages read as wholes: laid open, followed hop by hop, put in threads."""

from simulator.projections.letters.journey import journey, stops
from simulator.projections.letters.signatures import (
    message_signatures,
    signatures_alone,
)
from simulator.projections.letters.threads import parents, threads
from simulator.projections.letters.view import letter_list, letter_view, octets_view

__all__ = [
    "journey",
    "letter_list",
    "letter_view",
    "message_signatures",
    "octets_view",
    "parents",
    "signatures_alone",
    "stops",
    "threads",
]
