"""One thing done in several ways, each played in a lab of its own: a mailbox read by
POP3, IMAP and Web, and a message sent in four eras."""

from simulator.teaching.comparing.eras import ERAS, eras_page
from simulator.teaching.comparing.reading import comparison_page

__all__ = ["ERAS", "comparison_page", "eras_page"]
