"""Runs for the tests of the narrator, and what was said in them."""

from simulator.lab import Lab
from simulator.projections.catalogue import load, render
from simulator.projections.narration import Narration
from tests.projections.tell import by_hand, labels, narrated, texts_of

LETTER = ["EHLO pc-ana.norte.example", "MAIL FROM:<ana@norte.example>"]
LETTER += ["RCPT TO:<benito@sur.example>", "DATA"]


def keys(lab: Lab, kind: str = "say") -> list[str]:
    """The keys of one kind of text, in order, without their first word."""
    found = []
    for narration in narrated(lab):
        for name, text in texts_of(narration):
            if name == kind:
                found.append(text.key.partition(".")[2])
    return found


def spoken(lab: Lab, language: str) -> list[str]:
    catalogue, names = load()[language], labels(lab, language)
    return [
        render(catalogue, n.say.key, n.say.params, names)
        for n in narrated(lab)
        if n.say
    ]


def typed(*lines: str, port: int = 25, name: str = "sesion-smtp") -> Lab:
    return by_hand(name, "pc-ana", "sur", port, list(lines))


def last(lab: Lab, count: int = 1) -> Narration:
    return narrated(lab)[-count]
