"""Short digests, by which a permalink notices that it would be replayed differently."""

import hashlib
from base64 import urlsafe_b64encode

import msgspec

from simulator.journal import Journal, to_jsonl
from simulator.scenario import Scenario

OCTETS = 6
"""Eight characters: nobody tries to forge one, the inputs say all anyway."""


def journal_digest(journal: Journal, at: int) -> str:
    """Of the events up to `at`."""
    return _short(to_jsonl(journal.events[: at + 1]))


def scenario_digest(scenario: Scenario) -> str:
    """Of everything a lab begins with."""
    return _short(msgspec.json.encode(scenario, order="sorted"))


def _short(octets: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(octets).digest()[:OCTETS]).decode()
