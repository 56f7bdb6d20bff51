"""What is served: every event with its narration and its changes to the model.

One incremental fold for browser, exports and judge. Of a live lab it serves the window:
the first event of it, asked for by somebody who has nothing before, carries the
keyframe. It refuses to keep a lab: it reads a journal, and can be thrown away and made
again at any time.
"""

from typing import Any

import msgspec

from simulator.journal import Event, Journal
from simulator.projections.catalogue import Text
from simulator.projections.changes import put, snapshot, whole
from simulator.projections.model import Model
from simulator.projections.narration import Narrator

OCTETS_MAX = 4_096

Ranges = tuple[tuple[int, int], ...]


class ServedJournal:
    """Folds a growing journal. `view`: see `scenario.scenario_view`. `keyframe`: the
    model before the oldest event of a window. `base`: the oldest event served."""

    def __init__(
        self,
        journal: Journal,
        view: dict[str, Any],
        keyframe: dict[str, Any] | None = None,
    ) -> None:
        self._journal = journal
        self._model = Model(view)
        if keyframe is not None:
            self._model.resume(keyframe)
        root = self._model.tree.root
        self._narrator = Narrator(journal, root if keyframe else None)
        self._keyframe = snapshot(root)
        self._served: list[dict[str, Any]] = []
        self.base = journal.base

    @property
    def model(self) -> dict[str, Any]:
        """The model after the last event."""
        self._catch_up()
        return self._model.tree.root

    def model_at(self, seq: int) -> dict[str, Any]:
        """The model after event `seq`: a copy, or the live one at the last event."""
        later = self._served_after(seq)
        if not later:
            return self.model
        root: dict[str, Any] = snapshot(self.model)
        for event in reversed(later):
            for path, before, _ in reversed(event["changes"]):
                put(root, tuple(path), snapshot(before))
        return root

    def _served_after(self, seq: int) -> list[dict[str, Any]]:
        self._catch_up()
        return self._served[max(0, seq + 1 - self.base) :]

    @property
    def initial(self) -> list[list[Any]]:
        """The changes that build the model before event 0."""
        return self._model.initial

    def served(
        self, from_seq: int = 0, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """Served events from `from_seq` on, at most `limit`. From before the window:
        the whole window, with the keyframe on top of its first event."""
        self._catch_up()
        start = max(0, from_seq - self.base)
        end = None if limit is None else start + limit
        events = self._served[start:end]
        if from_seq < self.base and events:
            first = events[0]
            changes = [*whole(self._keyframe), *first["changes"]]
            events[0] = {**first, "keyframe": True, "changes": changes}
        return events

    def trim(self, base: int) -> None:
        """The journal is about to forget what was before `base`."""
        self._catch_up()
        for event in self._served[: base - self.base]:
            for path, _, after in event["changes"]:
                put(self._keyframe, tuple(path), snapshot(after))
        del self._served[: base - self.base]
        self.base = base

    def _catch_up(self) -> None:
        start = self.base + len(self._served)
        for seq in range(start, len(self._journal)):
            self._served.append(self._serve(self._journal[seq]))

    def _serve(self, event: Event) -> dict[str, Any]:
        told = self._narrator.fold(event)
        out: dict[str, Any] = msgspec.to_builtins(event)
        beat = told.beat
        chapter = None
        if beat is not None:
            chapter = beat.pop("new_chapter", None)
            if chapter is not None:
                chapter = {**chapter, "step": beat["step"]}
            out["beat"] = beat
            octets = self._octets(event, told.ranges)
            if octets:
                out["octets"] = octets
        for name, text in (("say", told.say), ("why", told.why), ("next", told.next)):
            if text is not None:
                out[name] = _text(text)
        if told.slips:
            out["slips"] = [_text(text) for text in told.slips]
        if told.notes:
            out["notes"] = [_text(text) for text in told.notes]
        changes = self._model.fold(event, beat, chapter)
        out["changes"] = [*self._model.initial, *changes] if event.seq == 0 else changes
        return out

    def _octets(self, event: Event, ranges: Ranges) -> str:
        """The start of the octets a step speaks of, in its fact or its ranges."""
        fact: Any = event.fact
        stream = getattr(fact, "stream", "")
        if ranges:
            return self._ranges(f"{event.conn}.{stream}", ranges)
        if stream:
            name = f"{event.conn}.{stream}"
            offset, length = fact.offset, fact.length
        elif getattr(fact, "message", "") and hasattr(fact, "length"):
            name, offset, length = f"message.{fact.message}", 0, fact.length
        else:
            return ""
        data = self._journal.octets(name, offset, min(length, OCTETS_MAX))
        return data.decode("latin-1")

    def _ranges(self, name: str, ranges: Ranges) -> str:
        data = b""
        for offset, length in ranges:
            room = OCTETS_MAX - len(data)
            data += self._journal.octets(name, offset, min(length, room))
            if len(data) >= OCTETS_MAX:
                break
        return data.decode("latin-1")


def _text(text: Text) -> dict[str, Any]:
    return {"key": text.key, "params": text.params}
