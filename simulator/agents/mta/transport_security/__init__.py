"""What an MTA asks of TLS on the way to the next host (RFC 3207 §6)."""

from simulator.agents.mta.transport_security.wish import TlsWish, tls_wish

__all__ = ["TlsWish", "tls_wish"]
