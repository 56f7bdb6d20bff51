"""PIPELINING (RFC 2920): commands in groups, without waiting for each reply.

It adds no word: a server answers in order whether it announces it or not, and a client
sends groups only where it is announced (`client/engine.py`).
"""

from simulator.protocols.smtp.extensions.extension import Extension

PIPELINING = Extension("PIPELINING", "2920")
