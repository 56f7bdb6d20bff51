"""What sets submission apart from transfer (RFC 6409): who may, and what is completed.

Fields are added on top; nothing that the author wrote is changed.
"""

from simulator.agents.config import ServerConfig
from simulator.mail import field
from simulator.protocols.services import SMTP, Service
from simulator.protocols.smtp import MailObject, SmtpServerConfig


def smtp_engine_config(config: ServerConfig, service: Service) -> SmtpServerConfig:
    """The engine of the port of `service`: transfer, or submission in the clear or
    inside TLS."""
    submits = service != SMTP
    extensions = config.submission_extensions if submits else config.extensions
    return SmtpServerConfig(
        host_name=config.name,
        strict=config.strict,
        message_octets_max=config.message_octets_max,
        recipients_max=config.recipients_max,
        extensions=extensions,
        discloses=config.verify,
        mechanisms=config.mechanisms if "AUTH" in extensions else (),
        plaintext_auth=config.plaintext_auth,
        requires_auth=submits and config.requires_auth,
        requires_tls=submits and config.requires_tls,
        tls=service.tls,
        esmtp=config.esmtp,
    )


def protocol_of(question: MailObject) -> str:
    """What the Received field says after `with` (RFC 3848, RFC 6531 §4.3)."""
    if not question.extended:
        return "SMTP"
    kind = "UTF8SMTP" if question.utf8 else "ESMTP"
    return kind + "S" * question.secure + "A" * bool(question.user)


def completed(content: bytes, date: str, message_id: str) -> bytes:
    """The fields a submission lacks: Date and Message-ID (RFC 6409 §8.2, §8.3)."""
    added = b""
    if field(content, "Date") is None:
        added += f"Date: {date}\r\n".encode("ascii")
    if field(content, "Message-ID") is None:
        added += f"Message-ID: {message_id}\r\n".encode("ascii")
    return added
