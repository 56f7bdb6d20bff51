"""One thing broken for a whole class, or one mystery, and who finds it out.

Reading order: `blackout.py` (who found what), `answers.py` (what browsers ask).
"""

from simulator.classroom.blackouts.blackout import Blackout

__all__ = ["Blackout"]
