"""IMAP4rev1 (RFC 3501) and its extensions: both engines.

`states` is the table the server obeys and the page draws, with what IMAP4rev2 made of
each command; `codes` says why a command is refused; `commands` does them, one file
each; `questions` is what the engines exchange with a store and with a mail program.
"""

from simulator.protocols.imap import codes, questions, states
from simulator.protocols.imap.client import ImapClient
from simulator.protocols.imap.config import ImapClientConfig, ImapServerConfig
from simulator.protocols.imap.server import ImapServer
from simulator.protocols.imap.tracker import SelectedView

__all__ = [
    "ImapClient",
    "ImapClientConfig",
    "ImapServer",
    "ImapServerConfig",
    "SelectedView",
    "codes",
    "questions",
    "states",
]
