"""What an act is, and what is known of each kind of act: `ActSpec`.

An act is a value that says what somebody wants: `Cut("sur")`. Its specification says
why it may be refused, what it does, what a branch that begins with it is called, and
how people write it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import msgspec

from simulator.agents import World

ACTORS = ("student", "auto", "teacher", "gateway")
"""Who acts. `auto`: nobody in particular; `gateway`: a real program."""

Params = dict[str, str | int]
"""Parameters of a text of the catalogue."""

Problem = tuple[str, Params] | None
"""Why an act is refused: key and parameters of a text; None: it is not."""


class Act(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag_field="act",
    forbid_unknown_fields=True,
):
    """Base of the acts; the tag is the act's name."""


AnAct = TypeVar("AnAct", bound=Act)


class Doer(NamedTuple):
    """Who acts, and the world that changes."""

    world: World
    actor: str


class ShortForm(NamedTuple):
    """How people write an act: its name, then the values of `fields`.

    In a lesson `open = ["pc-ana", "sur", 25]`, `line = "EHLO pc-ana"`, `close = true`;
    in a script of the command line `open pc-ana sur 25`, one act a line.

    `optional`: a field that a lesson may give instead of `true`. `named`: a lesson
    writes a table of the fields. `rest`: on a line, the last field is the rest of it,
    spaces and quotes as they are. `escapes`: on a line, `\\n` in the last field begins
    a new line. `shown`: what a line needs, for the error; the fields when "".
    """

    fields: tuple[str, ...] = ()
    optional: str = ""
    named: bool = False
    rest: bool = False
    escapes: bool = False
    shown: str = ""


def no_params(_: Act) -> Params:
    """For a label without parameters."""
    return {}


def host_params(act: Act) -> Params:
    """For a label that names the machine, or the machine of the cable."""
    return {"host": act_target(act)}


@dataclass(frozen=True)
class ActSpec(Generic[AnAct]):
    """One kind of act.

    `problem`: why it makes no sense now. `apply`: does it, once it makes sense.
    `label`, `params`: what a branch that begins with it is called, `branch.from.LABEL`
    and `branch.attempt.LABEL` of the catalogue, with these parameters.
    `short`: None: only as JSON. `actors`: who may do it: all, or the gateway alone.
    `announced`: a fact says that
    somebody did it; not where what it causes says so itself.
    """

    struct: type[AnAct]
    problem: Callable[[World, AnAct], Problem]
    apply: Callable[[Doer, AnAct], None]
    label: str = "other"
    params: Callable[[AnAct], Params] = no_params
    short: ShortForm | None = None
    actors: tuple[str, ...] = ACTORS
    announced: bool = True

    @property
    def name(self) -> str:
        """`power_on` for the kind of PowerOn."""
        return str(self.struct.__struct_config__.tag)


def act_name(act: Act) -> str:
    """`power_on` for a PowerOn."""
    return str(act.__struct_config__.tag)


def act_target(act: Act) -> str:
    """What an act is about: a host, a cable, a connection or a mailbox, or ""."""
    names = ("host", "link", "conn", "mailbox")
    return next((str(getattr(act, n)) for n in names if getattr(act, n, "")), "")


def encode_act(act: Act) -> dict[str, object]:
    """As JSON has it: `{"act": "line", "text": "NOOP"}`."""
    encoded: dict[str, object] = msgspec.to_builtins(act)
    return encoded
