"""Messages from outside, checked with DNS records at hand."""

from simulator.hosting.mail_check.checking import (
    HERE,
    MESSAGE_OCTETS_MAX,
    CheckedMessage,
    check_message,
    told_steps,
)
from simulator.hosting.mail_check.own_letter import (
    OWN_LETTER_OCTETS_MAX,
    QUESTION_OCTETS_MAX,
    own_letter_page,
    read_question,
)
from simulator.hosting.mail_check.samples import samples

__all__ = [
    "HERE",
    "MESSAGE_OCTETS_MAX",
    "OWN_LETTER_OCTETS_MAX",
    "QUESTION_OCTETS_MAX",
    "CheckedMessage",
    "check_message",
    "own_letter_page",
    "read_question",
    "samples",
    "told_steps",
]
