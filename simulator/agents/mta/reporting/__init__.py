"""DMARC aggregate reports as mail (RFC 9990 §3.5)."""

from simulator.agents.mta.reporting.reports import Reports

__all__ = ["Reports"]
