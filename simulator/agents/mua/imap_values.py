"""Values inside IMAP that mail clients read and write."""

from simulator.protocols.imap.grammar.writing import quoted
from simulator.protocols.imap.questions import Literal, Untagged


def fetched(said: Untagged, name: str) -> object:
    """The value of a data item of `* 3 FETCH (UID 7 BODY[] ...)`; None: not there."""
    items = said.values[0] if said.values else ()
    if not isinstance(items, tuple):
        return None
    pairs = zip(items[::2], items[1::2], strict=False)
    return next((value for key, value in pairs if key == name), None)


def fetched_uid(said: Untagged) -> int:
    """The uid of a FETCH response, or 0."""
    value = fetched(said, "UID")
    return int(value) if isinstance(value, str) and value.isdigit() else 0


def login_string(text: str) -> bytes | Literal:
    """A user name or password: bare, quoted, or as a literal what no line may hold."""
    octets = text.encode("utf-8")
    if text.isascii() and text.isprintable():
        bare = text and all(c.isalnum() or c in "-._@+!$'" for c in text)
        return octets if bare else quoted(octets)
    return Literal(octets)
