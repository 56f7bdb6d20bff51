"""Writes the golden journals: run `python -m tests.golden.make` after a meant change.

Each is `NAME.jsonl` (the journal) and `NAME.model.json`: the changes of every event,
and the whole model after some of them. Python must fold the first into the second; the
browser's reducer must reach the same models forwards and backwards. `NAME.es.txt` and
`NAME.en.txt` are its transcripts.
"""

import copy
import json
from pathlib import Path
from typing import Any

import msgspec

from simulator.export import LANGUAGES, transcript
from simulator.journal import to_jsonl
from simulator.lab import Lab
from simulator.lab_acts import Cut, Line, Open, Paste, Restore, Skip
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.worlds import demonstrated, opened, scenario

HERE = Path(__file__).parent
MODELS_EVERY = 40

MISTAKES = (
    "HOLA",
    "MAIL FROM: <ana@norte.example>",
    "MAIL FROM:<ana@norte.example>",
    "EHLO pc-ana.norte.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<noexiste@sur.example>",
    "RCPT TO:<ocupado@sur.example>",
    "RCPT TO:<carla@sur.example>",
    "RSET",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<carla@sur.example>",
    "DATA",
    "Subject: Sin línea en blanco",
    "..un punto",
    ".",
)


def with_mistakes() -> Lab:
    """A person at a terminal: mistakes, refusals, a letter without a blank line."""
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    for text in MISTAKES:
        lab.apply(Line(text))
        lab.settle()
    lab.apply(Open("pc-ana", "sur", 80))
    lab.settle()
    return lab


def with_a_cut() -> Lab:
    """POP3 by hand, a mark, a cut cable, and the server that gives up."""
    lab = opened()
    lab.apply(Open("pc-ana", "sur", 110))
    lab.settle()
    lab.apply(Paste("USER benito\nPASS benito-secreta\nLIST\nDELE 1"))
    lab.settle()
    lab.apply(Cut("pc-ana"))
    lab.apply(Line("NOOP"))
    lab.settle()
    lab.apply(Restore("pc-ana"))
    lab.apply(Skip())
    lab.settle()
    return lab


def lightly(name: str, octets: int) -> Lab:
    """A demonstration whose attachments are no burden to a repository."""
    plan = scenario(name)
    replace = msgspec.structs.replace
    messages = tuple(
        replace(
            message,
            attachments=tuple(replace(a, octets=octets) for a in message.attachments),
        )
        for message in plan.messages
    )
    lab = Lab(replace(plan, messages=messages), 7)
    lab.open()
    for act in plan.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


GOLDEN = {
    "primera-carta": demonstrated,
    "con-errores": with_mistakes,
    "cable-cortado": with_a_cut,
    "imap": lambda: demonstrated("imap"),
    "cola-y-reintentos": lambda: demonstrated("cola-y-reintentos"),
    "cartas-por-dentro": lambda: demonstrated("cartas-por-dentro"),
    "lista-gris": lambda: demonstrated("lista-gris"),
    "rebotes": lambda: demonstrated("rebotes"),
    "lista-y-alias": lambda: demonstrated("lista-y-alias"),
    "correo-con-dns": lambda: demonstrated("correo-con-dns"),
    "tres-maneras": lambda: lightly("tres-maneras", 3_000),
    "descarga-cortada": lambda: demonstrated("descarga-cortada"),
}


def folded(lab: Lab) -> dict[str, Any]:
    """`{"changes": [per event], "models": {seq: model}}`."""
    server = ServedJournal(lab.journal, scenario_view(lab.scenario))
    changes = [event["changes"] for event in server.served()]
    models = {}
    for seq in [*range(0, len(changes), MODELS_EVERY), len(changes) - 1]:
        models[str(seq)] = copy.deepcopy(server_at(lab, seq).model)
    return {"changes": changes, "models": models}


def server_at(lab: Lab, seq: int) -> ServedJournal:
    """The fold of the journal up to and including event `seq`."""
    journal = copy.copy(lab.journal)
    journal.events = lab.journal.events[: seq + 1]
    return ServedJournal(journal, scenario_view(lab.scenario))


def as_json(value: Any) -> str:
    """One line per event, so that a difference can be read."""
    rows = ",\n".join(json.dumps(c, ensure_ascii=False) for c in value["changes"])
    models = json.dumps(value["models"], ensure_ascii=False, indent=1)
    return f'{{"changes": [\n{rows}\n],\n"models": {models}}}\n'


def main() -> None:
    """Write them all."""
    for name, make in GOLDEN.items():
        lab = make()
        (HERE / f"{name}.jsonl").write_bytes(to_jsonl(lab.journal))
        text = as_json(folded(lab))
        (HERE / f"{name}.model.json").write_text(text, encoding="utf-8")
        for lang in LANGUAGES:
            told = transcript(lab.journal, lang)
            (HERE / f"{name}.{lang}.txt").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
