"""The SMTP client: its engine, its states, and what it says (RFC 5321 §3)."""

from simulator.protocols.smtp.client.engine import SmtpClient
from simulator.protocols.smtp.client.states import ClientState

__all__ = ["ClientState", "SmtpClient"]
