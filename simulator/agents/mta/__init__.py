"""Submission and transfer (MSA and MTA, RFC 5598 §4.3): accept, queue, relay."""

from simulator.agents.mta.directory import Directory
from simulator.agents.mta.dns_routes import DnsRouter
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.mta import Mta
from simulator.agents.mta.routes import FixedRouter
from simulator.agents.mta.sender import SendResult, send_mail

__all__ = [
    "Directory",
    "DnsRouter",
    "FixedRouter",
    "MailServer",
    "Mta",
    "SendResult",
    "send_mail",
]
