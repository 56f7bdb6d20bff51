"""DMARC, sans-I/O: whose policy applies, and what was proven for whom (RFC 9989)."""

from simulator.protocols.dmarc.author import Author, read_author
from simulator.protocols.dmarc.check import (
    DmarcCheck,
    DmarcOutcome,
    DmarcResult,
    Identifier,
)
from simulator.protocols.dmarc.destination import DestinationCheck, mail_address
from simulator.protocols.dmarc.record import DmarcRecord, Policy

__all__ = [
    "Author",
    "DestinationCheck",
    "DmarcCheck",
    "DmarcOutcome",
    "DmarcRecord",
    "DmarcResult",
    "Identifier",
    "Policy",
    "mail_address",
    "read_author",
]
