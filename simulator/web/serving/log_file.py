"""What went wrong is written to a file; the terminal is told in one line that it was.

The terminal is the teacher's, often on the projector: a traceback says nothing there,
and names and addresses that strangers send may hold escape sequences. It refuses to
raise: where no file can be written, the line on the terminal is all there is.
"""

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_NAME = "cartero.log"
OCTETS_MAX = 1_000_000
"""Then the file begins again; the one before is kept."""

QUIET_S = 60.0
"""One line on the terminal in this time: a prankster cannot fill it."""

log = logging.getLogger("cartero")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""All control characters but tab and line feed, and what turns the order of writing."""


def visible(text: str) -> str:
    """`text` with control characters as `\\x1b`, so that no terminal obeys them."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


class _Visible(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))


class _Notice(logging.Handler):
    """Says on the terminal that something is in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.ERROR)
        self._path = path
        self._said: float | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._said is not None and record.created - self._said < QUIET_S:
            return
        self._said = record.created
        print(f"Cartero: error: {self._path}", file=sys.stderr, flush=True)


class ErrorStream:
    """What gevent takes for standard error: tracebacks of its own, and with `level`
    below ERROR, of which the terminal is not told, malformed requests of strangers."""

    def __init__(self, level: int = logging.ERROR) -> None:
        self._level = level

    def write(self, text: str) -> None:
        """Any part of one; a part without words is dropped."""
        if text.strip():
            log.log(self._level, text.rstrip())

    def flush(self) -> None:
        """Nothing is kept back."""


def keep_log(folder: Path) -> list[logging.Handler]:
    """From now on all that is logged goes to a file in `folder`; the handlers.

    A full disk, or a folder that is not ours, leaves no traceback either.
    """
    logging.raiseExceptions = False
    path = folder / LOG_NAME
    handlers: list[logging.Handler] = [_Notice(path)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            path, "a", OCTETS_MAX, 1, encoding="utf-8", delay=True
        )
    except OSError:
        pass
    else:
        file.setFormatter(_Visible("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        handlers.append(file)
    for handler in handlers:
        logging.getLogger().addHandler(handler)
    return handlers
