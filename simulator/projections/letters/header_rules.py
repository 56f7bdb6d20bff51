"""What the header section of a message breaks of RFC 5322 §3.6 and §2.2.

No SMTP server refuses a message for it (RFC 5321 §7.1, §6.4), so a mail client and its
author have to know. It refuses to judge the values of fields.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from simulator.mail import field
from simulator.mail.header_addresses import addresses
from simulator.projections.shapes.letters import BrokenRule

REQUIRED = ("Date", "From")
AT_MOST_ONCE = (
    *REQUIRED,
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Subject",
)
"""The table of RFC 5322 §3.6."""


def broken_rules(
    header: bytes, found: Sequence[tuple[str, int, int]]
) -> tuple[BrokenRule, ...]:
    """`found`: the fields of `header`, as `header_fields` gives them."""
    times = Counter(name.lower() for name, _, _ in found)
    # Only the obsolete syntax has white space there (§4.5.8): nobody may write it.
    spaced = [n for n, start, _ in found if header[start + len(n) :][:1] != b":"]
    return (
        *_broken(header, times),
        *(BrokenRule(rule="space", field=name) for name in spaced),
    )


def _broken(header: bytes, times: Counter[str]) -> Iterator[BrokenRule]:
    for name in REQUIRED:
        if not times[name.lower()]:
            yield BrokenRule(rule="missing", field=name)
    authors = [one for one in addresses(field(header, "From") or b"") if one.host]
    if len(authors) > 1 and not times["sender"]:
        yield BrokenRule(rule="sender", field="Sender")
    for name in AT_MOST_ONCE:
        if times[name.lower()] > 1:
            yield BrokenRule(rule="repeated", field=name)
