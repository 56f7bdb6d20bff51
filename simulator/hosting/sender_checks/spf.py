"""A trial of SPF, played to its end: every step, and the machine after it."""

from simulator.hosting.refusals import text
from simulator.hosting.sender_checks.records import (
    Given,
    RecordsAtHand,
    WrongTrial,
    told,
    wrong,
)
from simulator.journal import Fact
from simulator.projections.shapes import Step
from simulator.projections.shapes.sender_checks import (
    RecordMistake,
    SpfMoment,
    SpfPlayed,
    SpfTrial,
)
from simulator.projections.spf_machine import SpfMachine
from simulator.protocols.spf import SpfCheck, SpfIdentity
from simulator.protocols.spf.macros import SpfSyntaxError
from simulator.protocols.spf.record import VERSION, is_record, parse_record

RECEIVER = "receptor.example"
STEPS_MAX = 300
"""Steps that are served: a check may have a thousand, and macros besides."""


def play_spf(trial: SpfTrial) -> SpfPlayed:
    """What comes of a trial, or what is wrong with it."""
    mistake = _mistake(trial.record)
    identity = SpfIdentity(
        address=trial.address.strip(),
        helo=trial.helo.strip(),
        sender=trial.sender.strip(),
        receiver=RECEIVER,
    )
    try:
        records = RecordsAtHand(
            trial.zone,
            (Given(trial.domain.strip(), trial.record),),
            trial.silent,
        )
        check = _check(identity)
    except WrongTrial as error:
        return SpfPlayed(problem=error.problem, mistake=mistake)
    facts = check.facts()
    while (question := check.next_question()) is not None:
        check.answer(records.answer(question), 0)
        facts += check.facts()
    assert check.outcome is not None
    steps, moments, machine = _folded(facts)
    kept = slice(0, STEPS_MAX - 1), slice(-1, None)
    whole = len(steps) <= STEPS_MAX
    return SpfPlayed(
        mistake=mistake,
        checked=identity.domain,
        steps=tuple(steps if whole else [*steps[kept[0]], *steps[kept[1]]]),
        moments=tuple(moments if whole else [*moments[kept[0]], *moments[kept[1]]]),
        rows=tuple(machine.rows),
        left_out=max(0, len(steps) - STEPS_MAX),
        result=check.outcome.result,
    )


def _check(identity: SpfIdentity) -> SpfCheck:
    try:
        return SpfCheck(identity, 0)
    except ValueError:
        said = text("ui.sender.wrong.address", address=identity.address)
        raise wrong("address", said) from None


def _folded(facts: list[Fact]) -> tuple[list[Step], list[SpfMoment], SpfMachine]:
    machine = SpfMachine()
    steps: list[Step] = []
    moments: list[SpfMoment] = []
    for fact, step in told(facts):
        machine.fold(fact)
        if step is not None:
            steps.append(step)
            moments.append(machine.moment)
    return steps, moments, machine


def _mistake(record: str) -> RecordMistake | None:
    """What is wrong with a record while it is typed, evaluated or not."""
    octets = record.encode("utf-8", "replace")
    if not octets:
        return None
    if not is_record(octets):
        return RecordMistake(
            start=0,
            end=len(record.split(" ")[0]),
            text=text("why.spf.problem.version", version=VERSION),
        )
    try:
        parse_record(octets)
    except SpfSyntaxError as error:
        start = _characters(octets[: error.start])
        return RecordMistake(
            start=start,
            end=max(start + 1, _characters(octets[: error.end])),
            text=text(f"why.spf.problem.{error.reason}"),
        )
    return None


def _characters(octets: bytes) -> int:
    return len(octets.decode("utf-8", "ignore"))
