"""Replies as tasks: given in a server's place, or predicted.

What is right is played by the engines, never written down: `hearing.py`, which knows
lessons, adds it to them; the other modules know none.
"""

from simulator.teaching.replies.pages import exchange_page, seat_page
from simulator.teaching.replies.seat import Seat, seat_after
from simulator.teaching.replies.turns import Dialogue, Turn

__all__ = ["Dialogue", "Seat", "Turn", "exchange_page", "seat_after", "seat_page"]
