"""What DNS has in a trial: the records that were typed, and names nobody answers for.

It refuses to ask any network: a name that is not there does not exist.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.mail_check import HERE
from simulator.hosting.refusals import Refusal, text
from simulator.journal import Fact
from simulator.projections.catalogue import Text
from simulator.projections.narration import narrated
from simulator.projections.shapes import Step
from simulator.projections.shapes.sender_checks import TrialField, TrialProblem
from simulator.protocols.dns import (
    LookupResult,
    Query,
    Zone,
    ZoneError,
    answer_at_hand,
    escaped_name,
    is_name,
    parse_records,
    txt_data,
)

Trial = TypeVar("Trial")

LINE_SHOWN = 60
"""Characters of a wrong line that are told."""


class Given(NamedTuple):
    """A TXT record typed in a field of its own."""

    domain: str
    record: str


class WrongTrial(Exception):
    """Nothing can be tried: `problem` says in which field, and why."""

    def __init__(self, problem: TrialProblem) -> None:
        super().__init__(problem.text.key)
        self.problem = problem


def wrong(field: TrialField, text: Text, line: int = 0) -> WrongTrial:
    """What is wrong with a field, to be raised."""
    return WrongTrial(TrialProblem(field=field, line=line, text=text))


def read_trial(body: bytes, shape: type[Trial]) -> Trial:
    """What somebody posted to be tried. Raises Refusal."""
    try:
        return read_json(body, shape)
    except msgspec.DecodeError:
        raise Refusal("ui.sender.wrong.shape") from None


class RecordsAtHand:
    """Answers questions. Raises WrongTrial where a record is none."""

    def __init__(
        self, zone: str, given: Iterable[Given] = (), silent: Iterable[str] = ()
    ) -> None:
        self._zone = _zone(zone, tuple(each for each in given if each.record))
        self._silent = {_asked(name) for name in silent}

    def answer(self, question: Query) -> LookupResult:
        """What there is."""
        answer = answer_at_hand(self._zone, question)
        if answer.result != "found" and question.name in self._silent:
            return LookupResult("failed")
        return answer


def _asked(name: str) -> str:
    return escaped_name(name.strip().lower().removesuffix("."))


def _zone(typed: str, given: tuple[Given, ...]) -> Zone:
    lines = []
    for number, (domain, record) in enumerate(given, 1):
        if not is_name(domain):
            key = "ui.sender.wrong.domain"
            raise wrong("domain", text(key, name=domain), number)
        name = escaped_name(domain.removesuffix("."))
        lines.append(f"{name}. TXT {txt_data(record.encode())}")
    try:
        return parse_records("\n".join((typed, *lines)))
    except ZoneError:
        pass
    try:
        parse_records(typed)
    except ZoneError as error:
        raise _not_a_zone(error, typed) from None
    for number, (each, line) in enumerate(zip(given, lines, strict=True), 1):
        try:
            parse_records("\n".join((typed, line)))
        except ZoneError:
            beside = text("ui.sender.wrong.beside", name=each.domain)
            raise wrong("domain", beside, number) from None
    raise wrong("zone", text("ui.sender.wrong.zone"))


def _not_a_zone(error: ZoneError, typed: str) -> WrongTrial:
    """An error of the zone by its line; dnspython's reason is in English."""
    lines = typed.split("\n")
    if not 0 < error.line <= len(lines):
        return wrong("zone", text("ui.sender.wrong.zone"))
    line = lines[error.line - 1].strip()[:LINE_SHOWN]
    said = text("ui.sender.wrong.line", n=error.line, line=line)
    return wrong("zone", said, error.line)


def told(facts: list[Fact]) -> list[tuple[Fact, Step | None]]:
    """Each fact with the step it is, as the narrator of a lab tells it."""
    steps: list[tuple[Fact, Step | None]] = []
    for event, told in narrated(facts, HERE):
        if told.beat is None or told.say is None:
            steps.append((event.fact, None))
            continue
        step = Step(
            seq=event.seq,
            at_us=0,
            host=HERE,
            conn="",
            cause=event.cause,
            fact=event.fact,
            beat=told.beat,
            say=told.say,
            why=told.why,
            notes=told.notes or None,
            changes=[],
        )
        steps.append((event.fact, step))
    return steps
