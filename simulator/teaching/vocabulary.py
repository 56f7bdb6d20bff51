"""The kinds of fact a goal may speak of, told to whoever writes one.

Why it exists: a misspelt kind or field is the commonest mistake in a lesson file. Each
is answered with the nearest name there is, and with where a word belongs that stands
in the wrong place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import get_args

import msgspec

from simulator.journal import AnyFact
from simulator.teaching.goals import Goal

DERIVED: dict[str, type] = dict.fromkeys(
    (
        "host",
        "header",
        "letter",
        "envelope",
        "shown_text",
        "part_types",
        "attached",
        "broken_rules",
    ),
    str,
)
"""Not fields of the fact: where it happened, the header section of the message it
speaks of, the message it is a copy of (one transaction, one `letter`), and the mail
transaction of its connection: each accepted MAIL begins another `envelope`. Of a stored
message also what a mail client makes of it: its text in plain words, the types of its
parts (`multipart/mixed text/plain image/png`), its attachments with their octets
(`sobre.png 93`), and which rules of RFC 5322 §3.6 its header section breaks
(`missing:Date repeated:To sender:Sender`)."""

HEADER_FIELD = "field_"
"""`field_reply-to`: the first field of that name in the message the fact speaks of, as
a person reads it; "" without one."""

HIDDEN_KINDS = ("terminal.line_sent",)
HIDDEN_FIELDS = ("octets", "argument", "stream", "offset", "spans")

FACTS: dict[str, type] = {
    str(fact.__struct_config__.tag): fact for fact in get_args(AnyFact)
}

OF_A_GOAL = frozenset(Goal.__struct_fields__) - {"id"}
"""What is said of a goal, never inside one of its patterns."""


_PLAIN: dict[type[msgspec.inspect.Type], type] = {
    msgspec.inspect.IntType: int,
    msgspec.inspect.BoolType: bool,
    msgspec.inspect.StrType: str,
}


@cache
def fields_of_kind(kind: str) -> dict[str, msgspec.inspect.Type]:
    """Fields of a kind of fact, with their types."""
    info = msgspec.inspect.type_info(FACTS[kind])
    assert isinstance(info, msgspec.inspect.StructType)
    return {field.name: field.type for field in info.fields}


def plain_type(kind: str, name: str) -> type | None:
    """The Python type of a field, own or derived; None for a list."""
    if name.startswith(HEADER_FIELD):
        return str
    found = fields_of_kind(kind).get(name)
    return DERIVED.get(name) if found is None else _PLAIN.get(type(found))


def nearest(name: object, known: Iterable[str]) -> str:
    """`; the nearest is 'x'`, or "" when nothing is near."""
    near = get_close_matches(str(name).casefold(), sorted(known), n=1)
    return f"; the nearest is {near[0]!r}" if near else ""


def unknown_kind(kind: object) -> str:
    """The reason for a kind nobody records: the nearest, and those of its layer."""
    layer = str(kind).partition(".")[0]
    known = list(kinds_of(layer))
    if known:
        listed = f"{layer} has {', '.join(known)}"
    else:
        listed = "`flask lessons facts` lists them all"
    return f"unknown kind of fact {kind!r}{nearest(kind, kinds_of(''))}; {listed}"


def unknown_field(kind: str, name: str) -> str:
    """The reason for a field the facts of `kind` lack."""
    if name in OF_A_GOAL:
        return f"{name} belongs to the goal, beside its pattern: not inside the braces"
    return f"{kind} has no field {name!r}{nearest(name, askable(kind))}"


_UNKNOWN = re.compile(r"unknown field `(.+)`$")


def misplaced(reason: str, homes: Mapping[str, frozenset[str]]) -> str:
    """What to add to "unknown field": the part it belongs to, or the nearest name."""
    found = _UNKNOWN.search(reason)
    if not found:
        return ""
    name = found[1]
    for home, fields in homes.items():
        if name in fields:
            return f"; it belongs to {home}"
    return nearest(name, (field for fields in homes.values() for field in fields))


def kinds_of(word: str) -> Iterator[str]:
    """Kinds a goal may name: of a layer (`smtp`), the one called so, or all (``)."""
    for kind in FACTS:
        if kind not in HIDDEN_KINDS and word in ("", kind, kind.partition(".")[0]):
            yield kind


def askable(kind: str) -> dict[str, str]:
    """What a pattern of that kind may ask for, and of what type it is."""
    own = [name for name in fields_of_kind(kind) if name not in HIDDEN_FIELDS]
    types = {name: plain_type(kind, name) for name in (*own, *DERIVED)}
    return {name: each.__name__ if each else "list" for name, each in types.items()}


def described(kind: str) -> str:
    """One kind as the command line tells it: what happened, and its own fields."""
    told = " ".join((FACTS[kind].__doc__ or "").split())
    fields = [f"{n}: {t}" for n, t in askable(kind).items() if n not in DERIVED]
    return "\n    ".join(part for part in (kind, told, ", ".join(fields)) if part)
