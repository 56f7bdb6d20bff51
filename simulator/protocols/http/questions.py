"""What HTTP engines and their agents say to each other.

Field names are in small letters, values as they stand; octets of a body are whole.
"""

from simulator.protocols.engine import Answer, News, Question

Fields = tuple[tuple[str, str], ...]


def field(fields: Fields, name: str) -> str:
    """The value of the first field called `name` (small letters), or ""."""
    return next((value for key, value in fields if key == name), "")


class Request(Question, frozen=True):
    """A whole request arrived: what shall the server answer?"""

    method: str
    target: str
    fields: Fields
    body: bytes


class Response(Answer, frozen=True):
    """The answer. The engine adds Content-Length."""

    status: int
    fields: Fields = ()
    body: bytes = b""


class Fetch(News, frozen=True):
    """Somebody wants a page: the client engine asks for it. One at a time."""

    method: str
    target: str
    fields: Fields = ()
    body: bytes = b""


class Arrived(Question, frozen=True):
    """A response came, `offset` and `length` say where its body is in the stream."""

    method: str
    target: str
    status: int
    fields: Fields
    body: bytes
    offset: int
    length: int


class Seen(Answer, frozen=True):
    """The agent has it. `leaves`: and wants nothing more of this server."""

    leaves: bool = False
