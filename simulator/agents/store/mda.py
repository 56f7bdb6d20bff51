"""The delivery agent: the envelope ends here, the message goes into the mailbox.

It writes Return-Path on top, takes out those that came with the message, and keeps the
Received fields below (RFC 5321 §4.4).
"""

import msgspec

from simulator.agents.config import MessageConfig
from simulator.agents.store.folders import INBOX, Stored
from simulator.agents.store.store import Store
from simulator.journal import inline
from simulator.journal.facts import MessageDelivered
from simulator.mail import return_path, without_return_path

JUNK = "\\Junk"


def deliver(
    store: Store,
    name: str,
    content: bytes,
    *,
    mailbox: str,
    recipient: str,
    reverse_path: str,
    junk: bool = False,
) -> None:
    """Put a copy of the message `name` of the queue into `mailbox`. `recipient`: the
    forward-path that led there; `junk`: into the folder for that, if there is one."""
    trace, kept = return_path(reverse_path), without_return_path(content)
    folder = store.folder_for(mailbox, JUNK) if junk else INBOX
    stored = store.add(mailbox, f"{name}.{store.arrived + 1}", trace + kept, folder)
    removed = len(content) - len(kept)
    junk_folder = folder if junk else msgspec.UNSET
    _tell(store, stored, mailbox, reverse_path, recipient, trace, removed, junk_folder)


def deliver_stored(
    store: Store, name: str, message: MessageConfig, content: bytes, date: str
) -> None:
    """A message that came before the lab opened, at `date`; perhaps read and filed."""
    stored = store.add(
        message.mailbox, name, content, message.folder, message.flags, date
    )
    _tell(store, stored, message.mailbox, message.sender, message.mailbox, b"")


def _tell(
    store: Store,
    stored: Stored,
    mailbox: str,
    reverse_path: str,
    recipient: str,
    added: bytes,
    removed: int = 0,
    junk_folder: str | msgspec.UnsetType = msgspec.UNSET,
) -> None:
    content = stored.content
    store.machine.stream(f"message.{stored.message}").append(content)
    store.machine.record(
        MessageDelivered(
            message=stored.message,
            mailbox=mailbox,
            unique_id=stored.unique_id,
            reverse_path=reverse_path,
            recipient=recipient,
            octets=inline(content),
            length=len(content),
            added=inline(added),
            subject=stored.subject,
            header_from=stored.header_from,
            header_to=stored.header_to,
            removed=removed or msgspec.UNSET,
            junk_folder=junk_folder,
        )
    )
