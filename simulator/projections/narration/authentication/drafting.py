"""How the steps of the checks of a message are drafted: SPF, DKIM and DMARC."""

from typing import Unpack

from simulator.journal import Event, Span
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory, Told
from simulator.projections.narration.words import clip
from simulator.projections.shapes.events import BeatShape

NAME_CHARACTERS_MAX = 28
TERM_CHARACTERS_MAX = 30
MARKS = {"pass": "2", "fail": "5", "permerror": "5", "temperror": "4"}

Params = dict[str, str | int]


def clip_name(name: str) -> str:
    """A domain as a sentence has room for it."""
    return clip(name, NAME_CHARACTERS_MAX)


class CheckTold(Told, total=False):
    """What is told of a step. `spans` mark the parts of its octets."""

    spans: tuple[Span, ...]


def draft_step(
    event: Event,
    memory: Memory,
    shape: BeatShape,
    head: str,
    text: str,
    **told: Unpack[CheckTold],
) -> Draft:
    """A step of the session in which the message came, if it came in one."""
    conn = memory.conns.get(event.conn)
    return Draft(
        shape=shape,
        protocol="local",
        source=event.host,
        target=event.host,
        head=head,
        text=text,
        chapter=conn.chapter if conn is not None else memory.chapter,
        **told,
    )


def draft(
    event: Event,
    memory: Memory,
    key: str,
    params: Params,
    text: str,
    rfc: tuple[str, ...],
    *,
    shape: BeatShape = "local",
    mark: str = "",
    head: str = "",
    notes: tuple[Text, ...] = (),
) -> Draft:
    """A step told by the texts called `key`."""
    params["server"] = event.host
    return draft_step(
        event,
        memory,
        shape,
        head or key.partition(".")[0].upper(),
        clip(text, 60),
        say=Text(f"say.{key}", params),
        why=Text(f"why.{key}", params),
        mark=mark,
        rfc=rfc,
        notes=notes,
    )
