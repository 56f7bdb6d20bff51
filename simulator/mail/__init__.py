"""Mail values: addresses, envelopes, messages, trace fields, dates. No behaviour."""

from simulator.mail.address import (
    AddressError,
    Mailbox,
    Path,
    parse_domain,
    parse_forward_path,
    parse_mailbox,
    parse_reverse_path,
)
from simulator.mail.attachments import Attachment
from simulator.mail.compose import Extras, compose
from simulator.mail.dates import EPOCH, Epoch, date_at
from simulator.mail.encoded_words import decode_words
from simulator.mail.envelope import Envelope, domain_of
from simulator.mail.line_ends import last_line_ended, whole_lines
from simulator.mail.message import (
    MessageLayout,
    field,
    field_text,
    fields,
    is_message_id,
    split,
    value_text,
)
from simulator.mail.recipients import first_bad, recipients
from simulator.mail.reply_header import ReplyHeader, message_ids, reply_header
from simulator.mail.trace import (
    hops,
    received,
    return_path,
    without_fields,
    without_return_path,
)

__all__ = [
    "EPOCH",
    "AddressError",
    "Attachment",
    "Envelope",
    "Epoch",
    "Extras",
    "Mailbox",
    "MessageLayout",
    "Path",
    "ReplyHeader",
    "compose",
    "date_at",
    "decode_words",
    "domain_of",
    "field",
    "field_text",
    "fields",
    "first_bad",
    "hops",
    "is_message_id",
    "last_line_ended",
    "message_ids",
    "parse_domain",
    "parse_forward_path",
    "parse_mailbox",
    "parse_reverse_path",
    "received",
    "recipients",
    "reply_header",
    "return_path",
    "split",
    "value_text",
    "whole_lines",
    "without_fields",
    "without_return_path",
]
