"""The message store (MS, RFC 5598 §4.2.2), with the POP3 and IMAP servers over it."""

from simulator.agents.store.imap import serve_imap
from simulator.agents.store.pop3 import serve_pop3
from simulator.agents.store.seed_messages import stored_date, stored_message
from simulator.agents.store.store import Account, Store

__all__ = [
    "Account",
    "Store",
    "serve_imap",
    "serve_pop3",
    "stored_date",
    "stored_message",
]
