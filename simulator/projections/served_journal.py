"""What is served: every event with its narration and its changes to the model.

One incremental fold for browser, exports and judge. Of a live lab it serves the window:
the first event of it, asked for by somebody who has nothing before, carries the
keyframe. It reads a journal and nothing else, so it can be thrown away and made again.
"""

from typing import Any, cast

import msgspec

from simulator.journal import Event, Fact, Journal, segments_of
from simulator.journal.facts import (
    DkimBodyHashed,
    DkimMessageSigned,
    DkimSignatureRead,
    TcpFlightSent,
)
from simulator.projections.catalogue import Text
from simulator.projections.changes import apply, snapshot, undo
from simulator.projections.concealing import Concealer
from simulator.projections.letters.parts import letter_parts
from simulator.projections.model import ModelFold
from simulator.projections.narration import Narration, Narrator
from simulator.projections.shapes import Beat, Change, Json, Model, Served, Step
from simulator.projections.shapes.recorded import plain

OCTETS_MAX = 4_096

Ranges = tuple[tuple[int, int], ...]


class ServedJournal:
    """Folds a growing journal. `view`: see `scenario.scenario_view`; where it says
    `conceals`, faults are served as something done, without saying what. `keyframe`:
    the model before the oldest event of a window. `base`: the oldest event served."""

    def __init__(
        self, journal: Journal, view: dict[str, Json], keyframe: Json = None
    ) -> None:
        self._journal = journal
        self._concealer = Concealer(bool(view.get("conceals")))
        self._fold = ModelFold(view)
        if keyframe is not None:
            self._fold.resume(keyframe)
        model = self._fold.model
        self._narrator = Narrator(journal, model if keyframe else None)
        self._keyframe = _tree(model)
        self._served: list[Served] = []
        self.base = journal.base

    @property
    def typed_model(self) -> Model:
        """The model after the last event, to be read only."""
        self.catch_up()
        return self._fold.model

    @property
    def model(self) -> dict[str, Any]:
        """The model after the last event, as JSON has it."""
        # Any: who reads it follows a path that a lesson or an export names
        return _tree(self.typed_model)

    def model_at(self, seq: int) -> dict[str, Any]:
        """The model after event `seq`."""
        # Any: as in `model`
        self.catch_up()
        root = self.model
        for event in reversed(self._served[max(0, seq + 1 - self.base) :]):
            for change in reversed(event.changes):
                undo(root, change)
        return root

    @property
    def initial(self) -> list[Change]:
        """The changes that build the model before event 0."""
        return self._fold.initial

    def served(self, from_seq: int = 0, limit: int | None = None) -> list[Served]:
        """Served events from `from_seq` on, at most `limit`. From before the window:
        the whole window, with the keyframe on top of its first event."""
        self.catch_up()
        start = max(0, from_seq - self.base)
        end = None if limit is None else start + limit
        events = self._served[start:end]
        if from_seq < self.base and events:
            first = events[0]
            whole = [((key,), None, snapshot(v)) for key, v in self._keyframe.items()]
            changes: list[Change] = [*whole, *first.changes]
            events[0] = msgspec.structs.replace(first, keyframe=True, changes=changes)
        return events

    def trim(self, base: int) -> None:
        """The journal is about to forget what was before `base`."""
        self.catch_up()
        for event in self._served[: base - self.base]:
            for change in event.changes:
                apply(self._keyframe, change)
        del self._served[: base - self.base]
        self.base = base

    def catch_up(self, most: int | None = None) -> bool:
        """Fold at most so many events that are new; True when no more are."""
        start = self.base + len(self._served)
        end = len(self._journal)
        stop = end if most is None else min(end, start + most)
        for seq in range(start, stop):
            self._served.append(self._serve(self._journal[seq]))
        return stop == end

    def _serve(self, event: Event) -> Served:
        event = self._concealer.told(event)
        told = self._narrator.fold(event)
        changes = self._fold.fold(event, told.beat, told.new_chapter)
        if event.seq == 0:
            changes = [*self._fold.initial, *changes]
        if told.beat is not None and told.say is not None:
            return self._step(event, told, told.beat, told.say, changes)
        return Served(
            seq=event.seq,
            at_us=event.at_us,
            host=event.host,
            conn=event.conn,
            cause=event.cause,
            fact=event.fact,
            segments=_segments(event.fact),
            changes=changes,
        )

    def _step(
        self,
        event: Event,
        told: Narration,
        beat: Beat,
        say: Text,
        changes: list[Change],
    ) -> Step:
        data, whole = self._octets(event, told.ranges)
        return Step(
            seq=event.seq,
            at_us=event.at_us,
            host=event.host,
            conn=event.conn,
            cause=event.cause,
            fact=event.fact,
            beat=beat,
            octets=data.decode("latin-1") or None,
            octets_left=whole - len(data) or None,
            letter=letter_parts(data, beat, event.fact),
            say=say,
            why=told.why,
            next=told.next,
            slips=told.slips or None,
            notes=told.notes or None,
            changes=changes,
        )

    def _octets(self, event: Event, ranges: Ranges) -> tuple[bytes, int]:
        """The start of the octets a step speaks of, in its fact or its ranges, and how
        many they are."""
        # Any: facts of many kinds have these fields
        fact: Any = event.fact
        stream = getattr(fact, "stream", "")
        if ranges:
            data = self._ranges(event, ranges)
            return data, sum(length for _, length in ranges)
        if stream:
            data = self._journal.octets_of(
                event, fact.offset, min(fact.length, OCTETS_MAX)
            )
        elif getattr(fact, "message", "") and hasattr(fact, "length"):
            most = min(fact.length, OCTETS_MAX)
            data = self._journal.octets(f"message.{fact.message}", 0, most)
        else:
            # What no stream has: the field of a signature, a canonical body.
            data = getattr(fact, "octets", "").encode("latin-1")
            return data, max(len(data), _whole(fact))
        return data, max(len(data), fact.length) if data else 0

    def _ranges(self, event: Event, ranges: Ranges) -> bytes:
        data = b""
        for offset, length in ranges:
            room = OCTETS_MAX - len(data)
            data += self._journal.octets_of(event, offset, min(length, room))
            if len(data) >= OCTETS_MAX:
                break
        return data


def _whole(fact: Fact) -> int:
    """Of what a fact holds the beginning, the length where it says so."""
    if isinstance(fact, DkimMessageSigned):
        return fact.field_length
    if isinstance(fact, DkimSignatureRead):
        return fact.length
    return fact.octets_hashed if isinstance(fact, DkimBodyHashed) else 0


def _segments(fact: Fact) -> tuple[tuple[int, int, bool], ...] | None:
    if type(fact) is not TcpFlightSent or (fact.segments == 1 and not fact.pieces):
        return None
    return tuple((each.start, each.end, each.arrives) for each in segments_of(fact))


def _tree(model: Model) -> dict[str, Json]:
    return cast(dict[str, Json], plain(model))
