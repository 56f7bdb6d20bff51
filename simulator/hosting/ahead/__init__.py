"""Pages that go ahead: what they do in a worker of their own, a lab here does later.

The page carries out a request itself, with the same program, and tells it. Here it is
kept, acknowledged, and carried out only when somebody needs to know what came of it. So
nobody has to believe what a page shows: what counts is what the same request does here.

Reading order: `put_off.py` (what a lab keeps of it), `answers.py`.
"""

from simulator.hosting.ahead.put_off import LateRequest, PutOff

__all__ = ["LateRequest", "PutOff"]
