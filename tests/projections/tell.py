"""Prints a run as the narrator tells it: what a teacher would read aloud.

    python -m tests.projections.tell primera-carta [es|en] [--why]
    python -m tests.projections.tell sesion-smtp en --type pc-ana sur 25 < lines.txt

Without `--type` the scenario's demonstration runs; with it, the lines of standard input
are typed by hand after `telnet`.
"""

import sys
from collections.abc import Iterator

from simulator.acts import Open, TypeLine
from simulator.lab import Lab
from simulator.projections.catalogue import Text, load, render
from simulator.projections.narration import Narration, Narrator
from tests.worlds import demonstrated, opened


def labels(lab: Lab, language: str) -> dict[str, str]:
    """Host id to its label."""
    return {h.id: h.label[language] for h in lab.scenario.hosts}


def narrated(lab: Lab) -> list[Narration]:
    """The steps of a lab."""
    narrator = Narrator(lab.journal)
    told = [narrator.fold(event) for event in lab.journal]
    return [narration for narration in told if narration.beat is not None]


def texts_of(narration: Narration) -> Iterator[tuple[str, Text]]:
    """Every text of a step, with its kind: say, why, next, slip, chapter."""
    chapter = narration.new_chapter
    if chapter is not None:
        yield "chapter", Text(chapter.key, chapter.params)
    for kind in ("say", "why", "next"):
        text = getattr(narration, kind)
        if text is not None:
            yield kind, text
    for slip in narration.slips:
        yield "slip", slip


def told(lab: Lab, language: str, kinds: tuple[str, ...]) -> Iterator[str]:
    """The lines to print."""
    catalogue, names = load()[language], labels(lab, language)
    for narration in narrated(lab):
        beat = narration.beat
        assert beat is not None
        for kind, text in texts_of(narration):
            if kind not in kinds:
                continue
            words = render(catalogue, text.key, text.params, names)
            if kind == "chapter":
                yield f"\n== {words} =="
            elif kind == "say":
                yield f"{beat.step:3} {words}"
            else:
                yield f"      {kind}: {words}"


def by_hand(name: str, host: str, target: str, port: int, lines: list[str]) -> Lab:
    """A lab in which a student typed `lines`, one at a time."""
    lab = opened(name)
    lab.apply(Open(host, target, port))
    lab.settle()
    for line in lines:
        lab.apply(TypeLine(line))
        lab.settle()
    return lab


def main(arguments: list[str]) -> None:
    """See the top of the file."""
    kinds: tuple[str, ...] = ("chapter", "say", "slip", "next")
    if "--why" in arguments:
        arguments.remove("--why")
        kinds += ("why",)
    if "--type" in arguments:
        at = arguments.index("--type")
        host, target, port = arguments[at + 1 : at + 4]
        del arguments[at:]
        lines = sys.stdin.read().splitlines()
        lab = by_hand(arguments[0], host, target, int(port), lines)
    else:
        lab = demonstrated(arguments[0])
    language = arguments[1] if len(arguments) > 1 else "es"
    print("\n".join(told(lab, language, kinds)))


if __name__ == "__main__":
    main(sys.argv[1:])
