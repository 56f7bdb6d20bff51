"""What the names of messages say, read in one place.

A store calls the copies of the queue's `sur-1` `sur-1.1`, `sur-1.2`; IMAP's unique
identifier of a message is `uid_validity.uid` (RFC 9051 §2.3.1.1).
"""


def queue_name(stored: str) -> str:
    """What a stored message was called in the queue; "" when it never was in one."""
    return stored.rpartition(".")[0]


def number_of(name: str) -> int:
    """The number at the end of a name: servers count on, so that of several the one
    that came later has the greater; -1 where there is none."""
    digits = name[len(name.rstrip("0123456789")) :]
    return int(digits) if digits else -1


def uid_of(unique_id: str) -> int:
    """The uid in an identifier of IMAP."""
    return int(unique_id.rpartition(".")[2])
