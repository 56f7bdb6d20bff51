"""The delivery agent: the envelope ends here, the letter goes into the mailbox.

It writes Return-Path on top (RFC 5321 §4.4), keeping the Received fields below.
"""

from typing import TYPE_CHECKING

from simulator.agents.config import MessageConfig
from simulator.agents.store.folders import Stored
from simulator.journal import inline
from simulator.journal.facts import MessageDelivered
from simulator.mail import return_path

if TYPE_CHECKING:
    from simulator.agents.mta.mta import Mta
    from simulator.agents.mta.queue import Item


def deliver(
    mta: "Mta", item: "Item", recipient: str, mailbox: str, reverse_path: str
) -> None:
    """Put a copy of `item` into `mailbox`."""
    trace = return_path(reverse_path)
    content = trace + item.content
    name = f"{item.name}.{mta.store.arrived + 1}"
    stored = mta.store.add(mailbox, name, content)
    _tell(mta, stored, mailbox, reverse_path, recipient, trace)


def deliver_stored(
    mta: "Mta", name: str, message: MessageConfig, content: bytes, date: str
) -> None:
    """A letter that came before the lab opened, at `date`; perhaps read and filed."""
    stored = mta.store.add(
        message.mailbox, name, content, message.folder, message.flags, date
    )
    _tell(mta, stored, message.mailbox, message.sender, message.mailbox, b"")


def _tell(
    mta: "Mta",
    stored: Stored,
    mailbox: str,
    reverse_path: str,
    recipient: str,
    added: bytes,
) -> None:
    content = stored.content
    stream = mta.world.journal.stream(f"message.{stored.message}")
    stream.append(content)
    mta.world.clock.record(
        mta.host,
        "",
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
        ),
    )
