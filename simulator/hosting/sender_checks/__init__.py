"""Checks of a sender to play with: a record, a client and DNS as somebody types them.

Reading order: `records.py` (what is posted, what DNS has, how steps are told),
`spf.py`, `examples.py` (what the page offers to begin with).
"""

from simulator.hosting.sender_checks.examples import EXAMPLES
from simulator.hosting.sender_checks.records import read_trial
from simulator.hosting.sender_checks.spf import play_spf

__all__ = ["EXAMPLES", "play_spf", "read_trial"]
