"""The messages a browser may send, as strict shapes. See `simulator/README.md`.

Unknown extra fields are ignored (an older server may meet a newer page); wrong types
and texts that are too long are refused with their place.
"""

from typing import Annotated, Any, Literal

import msgspec

Name = Annotated[str, msgspec.Meta(max_length=64)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**31)]


class Addressed(msgspec.Struct, frozen=True, kw_only=True):
    """What every message says: which lab, which branch, and by what right.

    `secret`: of an acting link; a visitor's own cookie is as good. `id`: makes a
    message idempotent, a doubled one is answered but not done again.
    """

    lab: Name
    branch: Name = ""
    secret: Name = ""
    id: Name = ""


class Watch(Addressed, frozen=True, kw_only=True):
    """Show me this branch from event `from` on."""

    start: Seq = msgspec.field(name="from", default=0)


class Do(Addressed, frozen=True, kw_only=True):
    """An intervention. `after`: seq where a deliberate step back forks."""

    act: dict[str, Any]
    after: Seq | None = None


class Play(Addressed, frozen=True, kw_only=True):
    """Let it happen by itself: the script of a lesson's step, an experiment, or without
    either the scenario's demonstration."""

    lesson: Name = ""
    step: Name = ""
    experiment: Name = ""


class Waits(Addressed, frozen=True, kw_only=True):
    """What would skipping bring: to the next timer, or the next attempt of a queue?"""

    to: Literal["next", "retry"] = "next"


class Attempt(Addressed, frozen=True, kw_only=True):
    """How does the attempt at `lesson` stand on this branch? `seen`: the newest event
    that was on show; without it all of them count."""

    lesson: Name
    lang: Literal["es", "en"] = "es"
    seen: Seq | None = None
