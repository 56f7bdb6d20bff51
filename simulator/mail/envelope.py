"""The envelope of one mail object: what SMTP carries outside the message.

RFC 5321 §2.3.1: the envelope is an originator address and one or more recipient
addresses; the message's To and From fields play no part in it. Paths are text without
brackets; the null reverse-path `<>` is "".

It refuses to read the content.
"""

import msgspec


class Envelope(msgspec.Struct, frozen=True):
    """`reverse_path`: whom to tell of a failure; `forward_paths`: in order of RCPT."""

    reverse_path: str
    forward_paths: tuple[str, ...] = ()

    @property
    def is_notification(self) -> bool:
        """Its reverse-path is null: nothing may ever be returned (§4.5.5)."""
        return self.reverse_path == ""

    def with_recipient(self, path: str) -> "Envelope":
        """The same envelope with one forward-path more."""
        return Envelope(self.reverse_path, (*self.forward_paths, path))


def domain_of(path: str) -> str:
    """The domain of a path without brackets, in lower case; "" when it has none.

    A quoted local part may contain `@`: the last one counts.
    """
    return path.rpartition("@")[2].lower() if "@" in path else ""
