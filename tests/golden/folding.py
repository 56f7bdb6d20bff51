"""What a golden journal folds into, and how that is written down.

Four runs are kept whole, so that a reviewer reads what a change does to them; of the
others there is a digest for every few events, and a model now and then. A digest says
where two folds part; `python -m tests.golden.explain NAME` says how.
"""

import copy
import json
from hashlib import sha256
from typing import Any

from simulator.export import transcript
from simulator.journal import Journal
from simulator.lab import Lab
from simulator.projections.catalogue import load
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.worlds import LANGUAGES

WHOLE = ("primera-carta", "con-errores", "cable-cortado", "cola-y-reintentos")
MODELS_EVERY = 40
"""Events between two models of a run that is kept whole."""
MODELS_KEPT_EVERY = 200
"""Events between two models of the others."""
EVENTS_A_DIGEST = 20
LINES_A_DIGEST = 40

Folded = dict[str, Any]
"""`{"changes": [per event], "models": {seq: model}}`, both of JSON values."""


def folded(lab: Lab, every: int = MODELS_EVERY) -> Folded:
    """The changes of every event, and the whole model after some of them."""
    changes = [event.changes for event in _fold(lab, len(lab.journal)).served()]
    last = len(changes) - 1
    models = {
        str(seq): _fold(lab, seq + 1).model
        for seq in [*range(0, last, every), last]
        if seq or every == MODELS_EVERY
    }
    found: Folded = json.loads(json.dumps({"changes": changes, "models": models}))
    return found


def _fold(lab: Lab, events: int) -> ServedJournal:
    """The fold of the first `events` events."""
    journal: Journal = copy.copy(lab.journal)
    journal.events = lab.journal.events[:events]
    return ServedJournal(journal, scenario_view(lab.scenario))


def digests(rows: list[Any], size: int) -> list[str]:
    """One short digest for every `size` rows of JSON values."""
    return [_digest(rows[at : at + size]) for at in range(0, len(rows), size)]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]


def summary(lab: Lab) -> Folded:
    """`{"changes": [digest], "transcripts": {language: [digest]}, "models": {...}}`."""
    fold = folded(lab, MODELS_KEPT_EVERY)
    return {
        "changes": digests(fold["changes"], EVENTS_A_DIGEST),
        "transcripts": {
            language: digests(told(lab, language).split("\n"), LINES_A_DIGEST)
            for language in LANGUAGES
        },
        "models": fold["models"],
    }


def told(lab: Lab, language: str) -> str:
    """Its transcript."""
    return transcript(lab.journal, load()[language])


def as_json(value: Folded) -> str:
    """JSON with a line for each event and each branch of a model."""
    parts = [f"{_line(name)}: {_block(part)}" for name, part in value.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _block(value: Any) -> str:
    """A list with a line for each entry; a mapping, for each entry of an entry."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    rows = [f"{_line(name)}: {_branches(part)}" for name, part in value.items()]
    return "{\n" + ",\n".join(rows) + "\n}"


def _branches(value: Any) -> str:
    if not isinstance(value, dict):
        return _line(value)
    rows = [f"{_line(name)}: {_line(part)}" for name, part in value.items()]
    return "{\n" + ",\n".join(rows) + "\n}"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
