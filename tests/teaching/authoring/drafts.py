"""Drafts of lessons, as the page makes them of a recorded session."""

from collections.abc import Sequence
from random import Random
from typing import Any

import msgspec

from simulator.acts import Act, Alter, Close, DropSegment, Open, Run, TypeLine
from simulator.lab import Lab, LabError
from simulator.languages import read
from simulator.projections.shapes.authoring import (
    DraftAnswer,
    DraftGoal,
    DraftQuestion,
    DraftStep,
    DraftTurn,
    LessonDraft,
)
from simulator.scenario import Scenario, load_scenario
from simulator.teaching.authoring import Drafting, moves_of, path_of
from simulator.teaching.playing import SHIPPED
from tests.any_act import any_act

TEXTS = read()
CALL = Open("pc-ana", "sur", 25)
HELLO, QUIT = TypeLine("EHLO pc-ana"), TypeLine("QUIT")
WRITTEN: dict[str, Any] = {
    "title": "Un paso",
    "words": "Pasa algo, con EHLO y <ana@norte.example>.\n# Nada más",
    "done": "Ya está.",
    "hints": ("Mira.", "Prueba.", "Escribe QUIT"),
}
QUESTION = DraftQuestion(
    words="¿Quién habla primero?",
    right="El servidor",
    wrong=(DraftAnswer(words="El cliente", remark="Espera a que saluden."),),
    because="Así lo dice la norma.",
)


def scenario_called(name: str) -> Scenario:
    return load_scenario(SHIPPED / "scenarios" / f"{name}.toml")


def played(scenario: Scenario, acts: Sequence[Act]) -> Lab:
    """A lab in which somebody did those acts."""
    lab = Lab(scenario, 1)
    lab.open()
    for act in acts:
        lab.settle()
        lab.apply(act)
    lab.settle()
    return lab


def recorded(scenario: Scenario, ways: Sequence[Sequence[Act]]) -> LessonDraft:
    """A draft of several ways, the first of them right."""
    opening = len(scenario.opening)
    inputs = [played(scenario, acts).interventions for acts in ways]
    line = tuple(move.id for move in path_of(inputs[0], opening))
    return LessonDraft(
        lang="es",
        title="Una prueba",
        aim="Se prueba algo.",
        scenario=scenario.name,
        moves=moves_of(inputs, opening),
        line=line,
        steps=(DraftStep(at=line[0], **WRITTEN),) if line else (),
        question=QUESTION,
        beyond="Hay más.",
    )


def with_goals(draft: LessonDraft, *goals: DraftGoal) -> LessonDraft:
    (step,) = draft.steps
    return msgspec.structs.replace(
        draft, steps=(msgspec.structs.replace(step, goals=goals),)
    )


def greeting_draft() -> tuple[LessonDraft, Scenario]:
    """A whole lesson: to greet and to leave, two wrong turns, another right way."""
    scenario = scenario_called("sesion-smtp")
    draft = recorded(
        scenario,
        [
            (CALL, HELLO, QUIT),
            (CALL, QUIT),
            (CALL, HELLO, Close()),
            (CALL, TypeLine("helo pc-ana"), QUIT),
        ],
    )
    _, hello, leave = draft.line
    leaf = next(move for move in draft.moves if move.act["act"] == "close")
    draft = msgspec.structs.replace(
        draft, turns=(DraftTurn(move=leaf.id, words="Despídete antes de colgar."),)
    )
    goals = (
        DraftGoal(move=hello, event=0, words="Saludo"),
        DraftGoal(move=leave, event=0, choice="class", words="Despedida"),
    )
    return with_goals(draft, *goals), scenario


def random_acts(scenario: Scenario, chance: Random, size: int) -> list[Act]:
    """What somebody does by chance."""
    lab = played(scenario, ())
    acts: list[Act] = []
    for _ in range(10 * size):
        act = any_act(chance, lab)
        if isinstance(act, DropSegment | Alter):
            continue
        try:
            lab.apply(act)
        except LabError:
            continue
        lab.settle()
        acts.append(act)
        if len(acts) == size:
            break
    return acts


def random_draft(scenario: Scenario, chance: Random) -> LessonDraft:
    """A session by chance, with something that it alone brings about as the goal, and
    two that stop before that."""
    while True:
        acts = random_acts(scenario, chance, 4)
        told = Drafting(recorded(scenario, [acts]), scenario, TEXTS).recording.told()
        marks = [
            (at, DraftGoal(move=move.id, event=n, choice=offer.choice, words="Meta"))
            for at, move in enumerate(told)
            for n, event in enumerate(move.events)
            for offer in event.offers
            if at >= 2
        ]
        chance.shuffle(marks)
        for at, goal in marks[:4]:
            early = [[*acts[:end], aside(scenario, acts[:end])] for end in (at, at - 1)]
            draft = with_goals(recorded(scenario, [acts, *early]), goal)
            turns = Drafting(draft, scenario, TEXTS).turns
            if [turn.kind for turn in turns] == ["wrong", "wrong"]:
                return draft


def aside(scenario: Scenario, acts: Sequence[Act]) -> Act:
    """A command that no machine has: it brings about nothing."""
    lab = played(scenario, acts)
    for host in lab.world.network.hosts:
        try:
            lab.apply(Run(host, "nada"))
        except LabError:
            continue
        return Run(host, "nada")
    raise AssertionError("every machine is off")
