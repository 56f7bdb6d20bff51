"""The addresses a person writes behind «To:», commas or semicolons between them."""

from simulator.mail.address import AddressError, parse_mailbox


def recipients(text: str) -> tuple[str, ...]:
    """The addresses without brackets or spaces around them; not checked."""
    parts = (part.strip().strip("<>") for part in text.replace(";", ",").split(","))
    return tuple(part for part in parts if part)


def first_bad(text: str) -> str:
    """The first of the recipients that is no Mailbox (RFC 5321 §4.1.2), or ""."""
    for address in recipients(text):
        try:
            parse_mailbox(address)
        except AddressError:
            return address
    return ""
