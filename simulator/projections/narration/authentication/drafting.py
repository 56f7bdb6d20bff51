"""How the steps of the checks of a message are drafted: SPF and DMARC."""

from simulator.journal import Event
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import Draft, Memory
from simulator.projections.narration.words import clip
from simulator.projections.shapes.events import BeatShape

NAME_CHARACTERS_MAX = 28
TERM_CHARACTERS_MAX = 30
MARKS = {"pass": "2", "fail": "5", "permerror": "5", "temperror": "4"}

Params = dict[str, str | int]


def clip_name(name: str) -> str:
    """A domain as a sentence has room for it."""
    return clip(name, NAME_CHARACTERS_MAX)


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
    """A step of the session that made the server ask."""
    conn = memory.conns.get(event.conn)
    params["server"] = event.host
    return Draft(
        shape=shape,
        protocol="local",
        source=event.host,
        target=event.host,
        say=Text(f"say.{key}", params),
        why=Text(f"why.{key}", params),
        mark=mark,
        head=head or key.partition(".")[0].upper(),
        text=clip(text, 60),
        chapter=conn.chapter if conn is not None else memory.chapter,
        rfc=rfc,
        notes=notes,
    )
