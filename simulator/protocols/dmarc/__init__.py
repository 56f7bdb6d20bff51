"""DMARC, sans-I/O: whose policy applies, and what was proven for whom (RFC 9989)."""

from simulator.protocols.dmarc.check import (
    DmarcCheck,
    DmarcOutcome,
    DmarcResult,
    Identifier,
)
from simulator.protocols.dmarc.record import DmarcRecord, Policy

__all__ = [
    "DmarcCheck",
    "DmarcOutcome",
    "DmarcRecord",
    "DmarcResult",
    "Identifier",
    "Policy",
]
