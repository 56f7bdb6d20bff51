"""What a spy on the cable sees of a session, in the clear and inside TLS."""

from simulator.teaching.eavesdropping.overheard import eavesdropping_page

__all__ = ["eavesdropping_page"]
