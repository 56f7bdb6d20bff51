"""Whether strangers are who they say (RFC 7208, 6376, 9989), for a receiving server."""

from simulator.agents.mta.authentication.authenticator import Authenticator
from simulator.agents.mta.authentication.findings import (
    Findings,
    dkim_result,
    dmarc_result,
    identifiers,
    spf_result,
)
from simulator.agents.mta.authentication.inquiry import Check, SignatureLookups

__all__ = [
    "Authenticator",
    "Check",
    "Findings",
    "SignatureLookups",
    "dkim_result",
    "dmarc_result",
    "identifiers",
    "spf_result",
]
