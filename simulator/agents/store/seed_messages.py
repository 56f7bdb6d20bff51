"""The messages that are already in a mailbox when a lab opens."""

from functools import lru_cache

from simulator.agents.config import MessageConfig
from simulator.mail import (
    Epoch,
    Extras,
    compose,
    date_at,
    recipients,
    return_path,
)

FILLER_LINE = "Esta linea solo ocupa sitio; this line only takes up space."
DAY_US = 24 * 60 * 60 * 1_000_000


def stored_date(number: int, epoch: Epoch) -> str:
    """When message `number` of a scenario arrived: one a day, the last a day before."""
    return date_at(-DAY_US * (10 - min(number, 9)), epoch)


@lru_cache(maxsize=64)
def stored_message(number: int, message: MessageConfig, epoch: Epoch) -> bytes:
    """The octets of a message that arrived on an earlier day; at least `octets` long.

    Cached, so that a thousand labs share one copy of a 5 MB message.
    """
    if message.source:
        written = message.source.replace("\r\n", "\n").replace("\n", "\r\n")
        return return_path(message.sender) + written.encode("utf-8")
    domain = message.sender.rpartition("@")[2]
    body = message.body
    content = b""
    for _ in range(2):
        content = return_path(message.sender) + compose(
            date=stored_date(number, epoch),
            author=message.sender,
            recipients=(message.to or message.mailbox,),
            subject=message.subject,
            message_id=message.message_id or f"<old{number}@{domain}>",
            body=body,
            extras=_extras(message),
        )
        missing = message.octets - len(content)
        if missing <= 0:
            break
        lines = missing // (len(FILLER_LINE) + 2) + 1
        body = "\n".join([message.body, *([FILLER_LINE] * lines)])
    return content


def _extras(message: MessageConfig) -> Extras:
    return Extras(
        copies=recipients(message.cc),
        in_reply_to=message.in_reply_to,
        references=message.references,
        rich=message.rich,
        attachments=message.attachments,
    )
