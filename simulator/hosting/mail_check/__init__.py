"""Messages from outside, checked with DNS records at hand."""

from simulator.hosting.mail_check.checking import (
    HERE,
    MESSAGE_OCTETS_MAX,
    CheckedMessage,
    check_message,
    told_steps,
)

__all__ = [
    "HERE",
    "MESSAGE_OCTETS_MAX",
    "CheckedMessage",
    "check_message",
    "told_steps",
]
