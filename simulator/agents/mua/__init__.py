"""The mail client (MUA, RFC 5598 §4.2.1): submits, collects by POP3 or IMAP, tidies."""

from simulator.agents.mua.imap_script import Script, run_script
from simulator.agents.mua.imap_values import fetched, fetched_uid
from simulator.agents.mua.mua import Mua

__all__ = ["Mua", "Script", "fetched", "fetched_uid", "run_script"]
