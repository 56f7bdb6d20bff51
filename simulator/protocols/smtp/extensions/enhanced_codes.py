"""ENHANCEDSTATUSCODES (RFC 2034): RFC 3463's finer codes in front of a reply's text.

It adds no word. `server.py` writes the codes of `codes.REASONS` where it is offered.
"""

from simulator.protocols.smtp.extensions.extension import Extension

ENHANCED_STATUS_CODES = Extension("ENHANCEDSTATUSCODES", "2034")
