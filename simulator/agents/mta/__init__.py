"""Submission and transfer (MSA and MTA, RFC 5598 §4.3): accept, queue, relay."""

from simulator.agents.mta.directory import Directory
from simulator.agents.mta.dns_routes import DnsRouter
from simulator.agents.mta.mta import Mta
from simulator.agents.mta.sender import Attempt, send_mail

__all__ = ["Attempt", "Directory", "DnsRouter", "Mta", "send_mail"]
