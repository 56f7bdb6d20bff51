"""Patterns over facts: what a goal says of one event, checked and matched.

Why it exists: goals speak of *what happened*, so they know the fields of facts and
nothing else. A pattern is `{ kind = "smtp.reply_sent", code = 250, verb = "MAIL" }`; a
condition may also be `{ ">=" = 400, "<" = 500 }`, `{ in = [450, 452] }`,
`{ starts = "2" }`, `{ contains = "carla" }`, `{ lacks = "carla" }`. Text is compared
without regard to capitals, as SMTP compares verbs and domains.

It refuses the text a pupil typed (`terminal.line_sent`, `octets` and `argument` of a
command): a goal that reads it would refuse a right answer written in another way.
"""

from collections.abc import Callable, Iterator
from typing import Any

from simulator.journal import Event
from simulator.projections.shapes.letters import OpenMessage
from simulator.teaching.goals import Pattern
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.vocabulary import (
    DERIVED,
    FACTS,
    HEADER_FIELD,
    HIDDEN_FIELDS,
    HIDDEN_KINDS,
    fields_of_kind,
    plain_type,
    unknown_field,
    unknown_kind,
)

RESERVED = ("kind", "id")


def _fold(value: object) -> object:
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, (list, tuple)):
        return tuple(_fold(item) for item in value)
    return value


# What a fact holds and what a lesson says may be of any two types; `wrong_comparisons`
# refuses those that cannot be compared.
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda found, value: bool(found == value),
    "!=": lambda found, value: bool(found != value),
    "<": lambda found, value: bool(found < value),
    "<=": lambda found, value: bool(found <= value),
    ">": lambda found, value: bool(found > value),
    ">=": lambda found, value: bool(found >= value),
    "in": lambda found, value: found in value,
    "starts": lambda found, value: str(found).startswith(value),
    "contains": lambda found, value: value in found,
    "lacks": lambda found, value: value not in found,
}


def holds(found: object, condition: object) -> bool:
    """Whether a value found meets a condition: a plain value, or comparisons."""
    folded = _fold(found)
    if not isinstance(condition, dict):
        return bool(folded == _fold(condition))
    return all(COMPARE[op](folded, _fold(value)) for op, value in condition.items())


def is_match(pattern: Pattern, seq: int, evidence: GradedJournal) -> bool:
    """Whether the event `seq` is one the pattern describes."""
    fact = evidence.events[seq].fact
    if pattern["kind"] != fact.__struct_config__.tag:
        return False
    for name, condition in pattern.items():
        if name in RESERVED:
            continue
        if not holds(value_in_event(name, seq, evidence), condition):
            return False
    return True


def value_in_event(name: str, seq: int, evidence: GradedJournal) -> object:
    """A field of the event's fact, or a derived one; None when it has no such field."""
    event = evidence.events[seq]
    if name.startswith(HEADER_FIELD):
        return _field(evidence.opened(seq), name.removeprefix(HEADER_FIELD).lower())
    derive = _DERIVE.get(name)
    return derive(event, evidence) if derive else getattr(event.fact, name, None)


_DERIVE: dict[str, Callable[[Event, GradedJournal], object]] = {
    "conn": lambda event, evidence: evidence.conn_of[event.seq],
    "host": lambda event, _: event.host,
    "envelope": lambda event, evidence: evidence.envelope_of(event.seq),
    "header": lambda event, evidence: evidence.header_of(event.seq),
    "shown_text": lambda event, evidence: _text(evidence.opened(event.seq)),
    "part_types": lambda event, evidence: _types(evidence.opened(event.seq)),
    "attached": lambda event, evidence: _attached(evidence.opened(event.seq)),
    "broken_rules": lambda event, evidence: _broken(evidence.opened(event.seq)),
    # The delivery agent names copies `sur-1.4`, `sur-1.5`: one letter, `sur-1`.
    "letter": lambda event, _: getattr(event.fact, "message", "").partition(".")[0],
}


# --- the message, as a mail client reads it ------------------------------------------


def _field(letter: OpenMessage | None, name: str) -> str:
    fields = letter.fields if letter else ()
    return next((one.value for one in fields if one.name.lower() == name), "")


def _text(letter: OpenMessage | None) -> str:
    parts = letter.parts if letter else ()
    return "\n".join(one.text or "" for one in parts if one.role == "text")


def _types(letter: OpenMessage | None) -> str:
    return " ".join(one.type for one in letter.parts) if letter else ""


def _attached(letter: OpenMessage | None) -> str:
    parts = letter.parts if letter else ()
    found = [one for one in parts if one.role == "attachment"]
    return ", ".join(f"{one.name} {one.decoded}" for one in found)


def _broken(letter: OpenMessage | None) -> str:
    return (
        " ".join(f"{one.rule}:{one.field}" for one in letter.broken) if letter else ""
    )


# --- checking ------------------------------------------------------------------------


def wrong_in(pattern: Pattern) -> Iterator[str]:
    """Reasons why a pattern could never mean anything."""
    kind = pattern.get("kind")
    if kind not in FACTS:
        yield unknown_kind(kind)
        return
    if kind in HIDDEN_KINDS:
        yield f"{kind} is what was typed; ask for what it caused"
        return
    for name, condition in pattern.items():
        if name not in RESERVED:
            yield from _wrong_condition(str(kind), name, condition)


def _wrong_condition(kind: str, name: str, condition: object) -> Iterator[str]:
    type_ = fields_of_kind(kind).get(name)
    derived = name in DERIVED or name.startswith(HEADER_FIELD)
    if type_ is None and not derived:
        yield unknown_field(kind, name)
    elif name in HIDDEN_FIELDS:
        yield f"{name} is text on the wire; ask for what it caused"
    else:
        yield from wrong_comparisons(condition, plain_type(kind, name), name)


def wrong_comparisons(
    condition: object, wanted: type | None, name: str
) -> Iterator[str]:
    """Reasons why comparisons of a value of type `wanted` are not possible."""
    tests = condition if isinstance(condition, dict) else {"=": condition}
    for op, value in tests.items():
        if op not in COMPARE:
            yield f"{name}: unknown comparison {op!r}"
        elif op == "in":
            if not isinstance(value, list):
                yield f"{name}: in needs a list"
        elif op in ("contains", "lacks") and wanted in (int, bool):
            yield f"{name}: {op} needs text or a list, and it is a number"
        elif wanted in (int, bool, str) and type(value) is not wanted:
            yield f"{name}: {value!r} is not {wanted.__name__}"
