"""Whether strangers are who they say (RFC 7208, 6376, 8601), for a receiving server."""

from simulator.agents.mta.authentication.authenticator import Authenticator
from simulator.agents.mta.authentication.findings import Findings

__all__ = ["Authenticator", "Findings"]
