"""Why something cannot be done: a text key and its parameters, never a traceback.

They cross the socket in the answer `Refused` and the pages as sentences of the
catalogue.
"""

from simulator.lab import LabError
from simulator.projections.catalogue import Param, Text
from simulator.projections.shapes import Refused


def text(key: str, **params: Param) -> Text:
    """A sentence of the catalogue, to be rendered in the reader's language."""
    return Text(key, params)


class Refusal(Exception):
    """What was asked cannot be done; nothing changed."""

    def __init__(self, key: str, **params: Param) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    @property
    def text(self) -> Text:
        """What the person reads."""
        return text(self.key, **self.params)


class Gone(Refusal):
    """The lab existed and ended; the key says why."""


class Elsewhere(Refusal):
    """Another worker has it, to which that route leads; "": nobody knows."""

    def __init__(self, route: str = "") -> None:
        super().__init__("error.elsewhere")
        self.route = route


class TooLarge(Refusal):
    """More was sent along than is read."""


def refused(error: Refusal | LabError) -> Refused:
    """The answer that says why not."""
    return Refused(ok=False, error=text(error.key, **error.params))
