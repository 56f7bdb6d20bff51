"""What every part of a lesson file shares: strictness, slugs, and errors with a place.

Why it exists: teachers write these files. A mistake is refused with the file, the place
inside it and the reason. It refuses to guess.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH_MAX = 48
Shape = TypeVar("Shape")


class LessonError(Exception):
    """A lesson file that cannot be used: which file, where in it, why."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        super().__init__(f"{file}: {place}: {reason}" if place else f"{file}: {reason}")
        self.file, self.place, self.reason = file, place, reason


class Data(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything a lesson file may hold."""


def one_of(data: Data, names: tuple[str, ...]) -> str:
    """The one field of `names` that is given. Raises ValueError."""
    given = [name for name in names if getattr(data, name) is not None]
    if len(given) != 1:
        said = " and ".join(given) or "none"
        raise ValueError(f"exactly one of {', '.join(names)}: {said} given")
    return given[0]


def check_slug(name: str, what: str) -> None:
    """Raises ValueError unless `name` is small letters, digits and hyphens."""
    if len(name) > SLUG_LENGTH_MAX or not SLUG.fullmatch(name):
        raise ValueError(f"{what}: {name!r} is not small letters, digits and hyphens")


def load_toml(path: Path) -> dict[str, object]:
    """A TOML file as a table. Raises LessonError with line and column."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LessonError(str(path), "", error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise LessonError(str(path), "", "is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).rpartition(" (at ")
        raise LessonError(str(path), place.rstrip(")"), reason or place) from None


def load_file(
    path: Path,
    shape: type[Shape],
    dec_hook: Callable[[type, object], object] | None = None,
) -> Shape:
    """A TOML file as `shape`. Raises LessonError with the place inside the file.

    `dec_hook`: as of `msgspec.convert`, for what is not data of itself.
    """
    data = load_toml(path)
    try:
        return msgspec.convert(data, shape, strict=True, dec_hook=dec_hook)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$")
        place = named(place.rstrip("`").lstrip("."), data)
        raise LessonError(str(path), place or "top level", reason) from None


def named(place: str, data: dict[str, object]) -> str:
    """`steps[2].goals` as `steps[2] (escribe).goals`: teachers know steps by name."""
    found = re.match(r"steps\[(\d+)\]", place)
    steps = data.get("steps")
    if not found or not isinstance(steps, list):
        return place
    step = steps[int(found[1])]
    name = step.get("id") if isinstance(step, dict) else None
    return f"{found[0]} ({name}){place[found.end() :]}" if name else place
