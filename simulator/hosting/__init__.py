"""Labs for visitors: everything between a browser's message and a lab.

Reading order: `hosted_lab.py` (one lab), `labs.py` (all of them), `branches.py` and
`acting.py` (what may be done), then `content.py` (what is read from files).
"""

from simulator.hosting.awake_clock import AwakeClock
from simulator.hosting.content import Content, load_content
from simulator.hosting.dispatch import Dispatcher
from simulator.hosting.hosted_lab import HostedLab, Publisher, Purpose
from simulator.hosting.labs import Labs, Tokens
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Gone, Refusal
from simulator.hosting.requests import Caller
from simulator.hosting.scheduler import Scheduler
from simulator.hosting.watchers import Rooms, Watchers

__all__ = [
    "AwakeClock",
    "Caller",
    "Content",
    "Dispatcher",
    "Gone",
    "HostedLab",
    "Labs",
    "Limits",
    "Publisher",
    "Purpose",
    "Refusal",
    "Rooms",
    "Scheduler",
    "Tokens",
    "Watchers",
    "load_content",
]
