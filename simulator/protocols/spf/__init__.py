"""SPF, sans-I/O: which clients may send mail for a domain (RFC 7208).

The record's grammar is `record.py` and `macros.py`, what compares is `mechanisms.py`,
what is shared and limited is `evaluation.py`, and check_host() is `check.py`.
"""

from simulator.protocols.spf.check import SpfCheck, SpfOutcome
from simulator.protocols.spf.evaluation import SpfIdentity

__all__ = ["SpfCheck", "SpfIdentity", "SpfOutcome"]
