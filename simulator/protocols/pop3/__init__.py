"""POP3 (RFC 1939) with its extension mechanism (RFC 2449): both engines.

`states` is the table the server obeys and the page draws; `codes` says why a command
is refused; `questions` is the contract with a store and with a mail client.
"""

from simulator.protocols.pop3 import codes, questions, states
from simulator.protocols.pop3.client import Pop3Client
from simulator.protocols.pop3.config import Pop3ClientConfig, Pop3ServerConfig
from simulator.protocols.pop3.server import Pop3Server

__all__ = [
    "Pop3Client",
    "Pop3ClientConfig",
    "Pop3Server",
    "Pop3ServerConfig",
    "codes",
    "questions",
    "states",
]
