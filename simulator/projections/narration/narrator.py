"""The narrator: what the page says at every step, as keys and parameters.

A teacher reads these sentences aloud. A fold over the journal, in order,
each event once: it decides which events are steps (beats), who is speaking to whom,
and which text of the catalogue says so. The sentences are in `texts/`, by protocol the
choice between them is in `smtp.py`, `pop3.py`, `imap.py`, `dns.py`, `messages.py`,
`queue.py` and, for connections and machines, `world.py`.

It never looks ahead, and it is silent about segments, locks and timers.
"""

from collections.abc import Iterable, Iterator

import msgspec

from simulator.journal import Event, Fact, Journal
from simulator.projections.catalogue import Text
from simulator.projections.narration.authentication import (
    DKIM_STEPS,
    DMARC_STEPS,
    SPF_STEPS,
)
from simulator.projections.narration.dns import DNS_STEPS
from simulator.projections.narration.faults import FAULT_STEPS
from simulator.projections.narration.http import HTTP_STEPS
from simulator.projections.narration.imap import IMAP_STEPS
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.messages import MESSAGE_STEPS
from simulator.projections.narration.pop3 import POP3_STEPS
from simulator.projections.narration.prompt import PROMPT_STEPS
from simulator.projections.narration.queue import QUEUE_STEPS
from simulator.projections.narration.smtp import SMTP_STEPS
from simulator.projections.narration.smtp_content import CONTENT_STEPS
from simulator.projections.narration.sts import STS_STEPS
from simulator.projections.narration.tls import TLS_STEPS
from simulator.projections.narration.typed import TYPED_STEPS
from simulator.projections.narration.world import WORLD_STEPS
from simulator.projections.shapes.events import Beat
from simulator.projections.shapes.model import Chapter, Model


class Narration(msgspec.Struct, frozen=True):
    """What is said at one event; `beat` is None where the event is no step.

    `new_chapter`: the one that begins with it. `ranges`: where its octets are, if not
    in this event's fact alone.
    """

    beat: Beat | None = None
    new_chapter: Chapter | None = None
    say: Text | None = None
    why: Text | None = None
    next: Text | None = None
    slips: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()


_STEPS: Tellers = {
    **WORLD_STEPS,
    **MESSAGE_STEPS,
    **QUEUE_STEPS,
    **FAULT_STEPS,
    **HTTP_STEPS,
    **SMTP_STEPS,
    **CONTENT_STEPS,
    **POP3_STEPS,
    **IMAP_STEPS,
    **TLS_STEPS,
    **STS_STEPS,
    **DNS_STEPS,
    **DKIM_STEPS,
    **SPF_STEPS,
    **DMARC_STEPS,
    **PROMPT_STEPS,
    **TYPED_STEPS,
}
_SILENCE = Narration()


class Narrator:
    """Folds one journal, or what a window keeps of it, from the keyframe `model` on.
    Cheap to make, and made again at any time."""

    def __init__(self, journal: Journal, model: Model | None = None) -> None:
        self._memory = Memory(journal)
        if model is not None:
            self._memory.resume(model)

    def fold(self, event: Event) -> Narration:
        """What to say at `event`; events come in order, each once."""
        memory = self._memory
        step = _STEPS.get(type(event.fact))
        draft = step(event, event.fact, memory) if step else None
        memory.now_us = event.at_us
        if draft is None:
            return _SILENCE
        memory.place = draft.target
        memory.steps += 1
        return Narration(
            _beat(draft, memory.steps),
            draft.new_chapter,
            draft.say,
            draft.why,
            draft.next,
            draft.slips,
            draft.notes,
            draft.ranges,
        )


def _beat(draft: Draft, step: int) -> Beat:
    return Beat(
        step=step,
        shape=draft.shape,
        protocol=draft.protocol,
        from_=draft.source,
        to=draft.target,
        client=draft.client,
        server=draft.server,
        mark=draft.mark,
        head=draft.head,
        text=draft.text,
        more=draft.more,
        length=draft.length,
        phase=draft.phase,
        chapter=draft.chapter,
        rfc=draft.rfc,
        spans=draft.spans,
        lost=draft.lost,
    )


def narrated(facts: Iterable[Fact], host: str) -> Iterator[tuple[Event, Narration]]:
    """Facts that follow from each other at one host alone, as they are told."""
    journal = Journal()
    for fact in facts:
        journal.append(0, host, "", max(0, len(journal) - 1), fact)
    narrator = Narrator(journal)
    for event in journal:
        yield event, narrator.fold(event)
