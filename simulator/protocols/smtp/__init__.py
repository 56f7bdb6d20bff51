"""SMTP, sans I/O: both engines, their questions, their configuration (RFC 5321)."""

from simulator.protocols.smtp.client import ClientState, SmtpClient
from simulator.protocols.smtp.config import SmtpClientConfig, SmtpServerConfig
from simulator.protocols.smtp.extensions import relayed_parameters
from simulator.protocols.smtp.questions import (
    Authentication,
    Expansion,
    Farewell,
    ForwardPath,
    MailObject,
    Outcome,
    Parameters,
    Reply,
    ReversePath,
    Transaction,
    Verification,
    WhatNext,
)
from simulator.protocols.smtp.replies import make_reply, verdict
from simulator.protocols.smtp.server import SmtpServer
from simulator.protocols.smtp.states import State

__all__ = [
    "Authentication",
    "ClientState",
    "Expansion",
    "Farewell",
    "ForwardPath",
    "MailObject",
    "Outcome",
    "Parameters",
    "Reply",
    "ReversePath",
    "SmtpClient",
    "SmtpClientConfig",
    "SmtpServer",
    "SmtpServerConfig",
    "State",
    "Transaction",
    "Verification",
    "WhatNext",
    "make_reply",
    "relayed_parameters",
    "verdict",
]
