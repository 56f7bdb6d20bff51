"""Acts as people write them: `line = "EHLO x"` in a lesson, `line EHLO x` in a script.

Both give the fields of the act, to be decoded as strictly as JSON. Which acts can be
written so, and how, is in their specifications (`ShortForm`).
"""

import shlex
from typing import Any

import msgspec

from simulator.acts.spec import ActSpec, ShortForm

# An act of any kind: its own functions alone know which.
AnySpec = ActSpec[Any]


def fields_from_line(spec: AnySpec, form: ShortForm, rest: str) -> dict[str, object]:
    """The fields in what follows the name of the act. Raises ValueError."""
    if not form.rest:
        words = shlex.split(rest)
    elif len(form.fields) == 1:
        words = [rest]
    else:
        words = rest.strip().split(" ", len(form.fields) - 1)
    if len(words) != len(form.fields):
        wanted = form.shown or " ".join(form.fields).upper() or "nothing"
        said = "" if form.rest else f", {len(words)} words found"
        raise ValueError(f"{wanted} expected{said}")
    if form.escapes:
        words[-1] = words[-1].replace("\\n", "\n")
    return {
        name: _number(name, word) if name in _numbers(spec) else word
        for name, word in zip(form.fields, words, strict=True)
    }


def _numbers(spec: AnySpec) -> list[str]:
    return [f.name for f in msgspec.structs.fields(spec.struct) if f.type is int]


def _number(name: str, word: str) -> int:
    if not word.removeprefix("-").isdecimal():
        raise ValueError(f"`{word}` is no {name}")
    return int(word)


def fields_from_value(form: ShortForm, value: object) -> dict[str, object]:
    """The fields in what a lesson gives to the name of the act. Raises ValueError."""
    if form.named:
        return _named(form, value)
    if value is True and not form.fields:
        return {}
    names = form.fields or ((form.optional,) if form.optional else ())
    values = value if isinstance(value, list | tuple) and len(names) > 1 else [value]
    if not names or len(values) != len(names):
        wanted = f"a list of {', '.join(names)}" if names else "true"
        raise ValueError(f"{wanted} expected")
    return dict(zip(names, values, strict=True))


def _named(form: ShortForm, value: object) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) != set(form.fields):
        raise ValueError(f"a table of {', '.join(form.fields)} expected")
    return value
