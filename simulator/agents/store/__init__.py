"""The message store (MS, RFC 5598 §4.2.2): delivery into it, POP3 and IMAP from it."""

from simulator.agents.store.imap import serve_imap
from simulator.agents.store.mda import deliver, deliver_stored
from simulator.agents.store.pop3 import serve_pop3
from simulator.agents.store.seed_messages import stored_date, stored_message
from simulator.agents.store.store import Account, Store

__all__ = [
    "Account",
    "Store",
    "deliver",
    "deliver_stored",
    "serve_imap",
    "serve_pop3",
    "stored_date",
    "stored_message",
]
