"""MTA-STS (RFC 8461): what a domain says of the TLS of its mail hosts."""

from simulator.protocols.mta_sts.policy import (
    POLICY_OCTETS_MAX,
    PolicyError,
    StsPolicy,
    host_matches,
    read_policy,
)
from simulator.protocols.mta_sts.record import (
    POLICY_PATH,
    policy_id,
    policy_name,
    record_name,
)

__all__ = [
    "POLICY_OCTETS_MAX",
    "POLICY_PATH",
    "PolicyError",
    "StsPolicy",
    "host_matches",
    "policy_id",
    "policy_name",
    "read_policy",
    "record_name",
]
