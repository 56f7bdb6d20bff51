"""Checks of a sender to play with: a record, a client and DNS as somebody types them.

Reading order: `records.py` (what is posted, what DNS has, how steps are told),
`spf.py`, `dmarc.py`, `examples.py` (what the page offers to begin with), `cases.py` (a
test suite, if it is there).
"""

from simulator.hosting.sender_checks.cases import CASES_FILE, load_cases
from simulator.hosting.sender_checks.dmarc import play_dmarc
from simulator.hosting.sender_checks.examples import EXAMPLES
from simulator.hosting.sender_checks.records import read_trial
from simulator.hosting.sender_checks.spf import play_spf

__all__ = [
    "CASES_FILE",
    "EXAMPLES",
    "load_cases",
    "play_dmarc",
    "play_spf",
    "read_trial",
]
