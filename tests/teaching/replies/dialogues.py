"""Dialogues of shipped scenarios, as the engines played them."""

from functools import cache

from simulator.acts import ACTS
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from simulator.teaching.playing import SHIPPED, find_scenario, play
from simulator.teaching.replies import Dialogue
from simulator.teaching.replies.turns import dialogue_in
from simulator.teaching.scripts import ScriptedAct

LETTER = {"host": "pc-ana", "to": "benito@sur.example", "subject": "Hola", "body": "."}
SENT = ({"send": LETTER},)
HURRY = (
    {"open": ["pc-ana", "sur", 25]},
    {"line": "ELHO pc-ana"},
    {"line": "DATA"},
    {"line": "EHLO pc-ana"},
    {"line": "VRFY benito"},
    {"line": "MAIL FROM: ana"},
    {"line": "MAIL FROM:<ana@norte.example>"},
    {"line": "RCPT TO:<noexiste@sur.example>"},
    {"line": "RCPT TO:<ocupado@sur.example>"},
    {"line": "RCPT TO:<benito@sur.example>"},
    {"line": "DATA"},
    {"line": ".."},
    {"line": "."},
    {"line": "RSET"},
    {"line": "HELP"},
    {"line": "TURN"},
    {"line": "QUIT"},
)
BOX = (
    {"open": ["pc-benito", "sur", 110]},
    {"line": "STAT"},
    {"line": "USER benito"},
    {"line": "PASS benito-secreta"},
    {"line": "LIST"},
    {"line": "RETR 9"},
    {"line": "QUIT"},
)
PLAYED = {
    "a client": ("errores", "norte", SENT),
    "a relay": ("errores", "sur", SENT),
    "greylisted": ("lista-gris", "sur", SENT),
    "somebody in a hurry": ("errores", "sur", HURRY),
    "a mailbox": ("pop3", "sur", BOX),
}


@cache
def dialogue(name: str) -> Dialogue:
    scenario, server, acts = PLAYED[name]
    lab = Lab(find_scenario(scenario, SHIPPED), 1)
    lab.open()
    lab.settle()
    start = len(lab.journal)
    play(lab, [ScriptedAct(ACTS.from_table(act)) for act in acts])
    served = ServedJournal(lab.journal, scenario_view(lab.scenario))
    conns = served.typed_model.conns.values()
    typed = {conn.id for conn in conns if conn.terminal}
    return dialogue_in(served.served()[start:], server, typed)


def own_replies(name: str) -> list[str]:
    """What the server itself said, turn by turn."""
    return ["\n".join(turn.reply) for turn in dialogue(name).turns]
