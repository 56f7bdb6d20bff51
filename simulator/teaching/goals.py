"""Goals: predicates over the journal, as a lesson file writes them.

Why it exists: a goal says what must have *happened*, and the judge reads it. It refuses
code.
"""

from typing import Literal

from simulator.teaching.toml_files import Data, check_slug, one_of

Pattern = dict[str, object]
"""`kind` of a fact, and conditions on its fields (see `patterns.py`)."""


class Times(Data, frozen=True, kw_only=True):
    """How many events must match: from `min` to `max`."""

    min: int = 1
    max: int | None = None

    def __post_init__(self) -> None:
        if self.min < 0 or (self.max is not None and self.max < self.min):
            raise ValueError("times: min must be at least 0 and max at least min")


class Goal(Data, frozen=True, kw_only=True):
    """One predicate: exactly one of `seen`, `never`, `order`, `holds`.

    seen: a pattern that happened (`times`), or a list of patterns that all happened,
    in any order. order: a list of patterns, one after another. never: a pattern that
    must not happen. holds: `{ path = [...], "=" = value }` on the model. once: for
    what holds untouched, the pattern before which that says nothing yet.
    same: `"conn"`, `"envelope"`, a field, or a list of these, equal in all the events
    of the goal.
    without: patterns that must not happen among those same events' companions (same
    `same`). actor: who must have caused the events; `any` for nobody in particular.
    by_hand: only what happens in connections typed in a terminal (false: only in the
    others). strict: in the partial credit of an order, nothing counts after the first
    that is missing.
    A pattern with an `id` is an item of its own in the partial credit.
    """

    id: str
    seen: Pattern | list[Pattern] | None = None
    never: Pattern | None = None
    order: list[Pattern] | None = None
    holds: Pattern | None = None
    times: int | Times = 1
    same: str | tuple[str, ...] = ()
    without: list[Pattern] = []
    once: Pattern | None = None
    actor: Literal["student", "any"] = "student"
    by_hand: bool | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        kind = one_of(self, ("seen", "never", "order", "holds"))
        check_slug(self.id, "goal id")
        if self.times != 1 and not isinstance(self.seen, dict):
            raise ValueError("times needs seen with one pattern")
        if self.without and kind not in ("seen", "order"):
            raise ValueError("without needs seen or order")
        if self.once is not None and kind not in ("never", "holds"):
            raise ValueError("once needs never or holds")
        if self.strict and kind != "order":
            raise ValueError("strict needs order")
        if self.order is not None and len(self.order) < 2:
            raise ValueError("order needs two patterns or more")

    @property
    def patterns(self) -> list[Pattern]:
        """The patterns to match, in the order written."""
        if self.order is not None:
            return self.order
        if self.never is not None:
            return [self.never]
        return self.seen if isinstance(self.seen, list) else [self.seen or {}]

    @property
    def items(self) -> tuple[str, ...]:
        """Names of its entries in the partial credit: its own, or its patterns'."""
        named = tuple(str(p["id"]) for p in self.patterns if "id" in p)
        return named or (self.id,)

    @property
    def keys(self) -> tuple[str, ...]:
        """Fields that must be equal in all the events."""
        return (self.same,) if isinstance(self.same, str) else self.same
