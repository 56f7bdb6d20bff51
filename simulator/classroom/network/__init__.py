"""The network of a class: one world, and a computer in it for every student.

Reading order: `computers.py` (which world, for whom), `network.py` (who sits where),
`dispatch.py` (what browsers ask).
"""

from simulator.classroom.network.network import ClassNetwork, KeptNetwork, Place

__all__ = ["ClassNetwork", "KeptNetwork", "Place"]
