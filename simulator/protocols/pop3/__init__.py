"""POP3 (RFC 1939) with its extension mechanism (RFC 2449): both engines.

`states` is the table the server obeys and the page draws; `codes` says why a command
is refused; the rest are the engines, their configuration, and the questions and answers
they exchange with a store and with a mail client.
"""

from simulator.protocols.pop3 import codes, states
from simulator.protocols.pop3.client import Pop3Client
from simulator.protocols.pop3.config import Pop3ClientConfig, Pop3ServerConfig
from simulator.protocols.pop3.questions import (
    Body,
    Command,
    Entry,
    Login,
    Maildrop,
    MessageContent,
    Pause,
    Response,
    Resumed,
    StoreRefusal,
    Update,
    Updated,
    WhatNext,
)
from simulator.protocols.pop3.server import Pop3Server

__all__ = [
    "Body",
    "Command",
    "Entry",
    "Login",
    "Maildrop",
    "MessageContent",
    "Pause",
    "Pop3Client",
    "Pop3ClientConfig",
    "Pop3Server",
    "Pop3ServerConfig",
    "Response",
    "Resumed",
    "StoreRefusal",
    "Update",
    "Updated",
    "WhatNext",
    "codes",
    "states",
]
