"""Errors a browser is told about: a text key and its parameters, never a traceback.

They cross the socket as `{"ok": false, "error": {"key", "params"}}` and the pages as
sentences of the catalogue.
"""

Text = dict[str, object]
"""`{"key": ..., "params": {...}}`."""


def text(key: str, **params: object) -> Text:
    """A sentence of the catalogue, to be rendered in the reader's language."""
    return {"key": key, "params": params}


class Refusal(Exception):
    """What was asked cannot be done; nothing changed."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    @property
    def text(self) -> Text:
        return text(self.key, **self.params)


class Gone(Refusal):
    """The lab existed and ended; the key says why."""
