"""The header of a reply to a message: to whom, about what, in which conversation.

Addresses are parsed before anything is decoded (RFC 2047 §6.2), so that a comma that
comes out of an encoded word is part of a name. Pure: octets in, values out.
"""

import re

import msgspec

from simulator.mail.encoded_words import decode_words
from simulator.mail.header_addresses import addresses
from simulator.mail.message import field, is_message_id

_MESSAGE_ID = re.compile(rb"<[^<>\s]*>")


class ReplyHeader(msgspec.Struct, frozen=True):
    """What a reply begins with. `to`: addresses that a forward-path can hold.
    `in_reply_to`: the Message-ID of what is replied to, "" without one."""

    to: tuple[str, ...]
    subject: str
    in_reply_to: str
    references: tuple[str, ...]


def reply_header(content: bytes) -> ReplyHeader:
    """Of a reply to `content`: to all of Reply-To, else to From (RFC 5322 §3.6.3)."""
    subject = decode_words(field(content, "Subject") or b"").strip()
    own = message_ids(content, "Message-ID")[:1]
    return ReplyHeader(
        reply_addresses(content),
        subject if subject.lower().startswith("re:") else f"Re: {subject}".strip(),
        own[0] if own else "",
        (*_older(content), *own),
    )


def reply_addresses(content: bytes) -> tuple[str, ...]:
    """Whom a reply goes to, each once; members of groups, too."""
    for name in ("Reply-To", "From"):
        found = addresses(field(content, name) or b"")
        told = [one.addr_spec for one in found if one.host]
        if told:
            return tuple(dict.fromkeys(told))
    return ()


def message_ids(content: bytes, name: str) -> tuple[str, ...]:
    """The message identifiers in the first field called `name`, in order."""
    found = _MESSAGE_ID.findall(field(content, name) or b"")
    texts = (one.decode("latin-1") for one in found)
    return tuple(text for text in texts if is_message_id(text))


def _older(content: bytes) -> tuple[str, ...]:
    """The conversation so far; In-Reply-To stands for it only if it names a single
    message (RFC 5322 §3.6.4)."""
    references = message_ids(content, "References")
    if references:
        return references
    parents = message_ids(content, "In-Reply-To")
    return parents if len(parents) == 1 else ()
