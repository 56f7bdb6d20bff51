"""One drill: a question, its options, and which of them is right.

Why it exists: (kind, seed, words) is the whole of it, so nothing is kept of anybody and
there is always another. What is right is never written down: the option is played in
the engine, or read as the message's own reader reads it. It refuses a question with two
right answers: options are chosen by what was played.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.acts import Send, TypeLine
from simulator.lab import Lab
from simulator.mail.message import split
from simulator.net.chance import Chance
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Served
from simulator.projections.shapes.drills import DrillKind
from simulator.protocols.smtp import codes
from simulator.scenario import Scenario, scenario_view
from simulator.teaching.drills.sessions import (
    BENITO,
    MAIL,
    MISTYPED,
    POP3,
    RCPT,
    REFUSED_RCPT,
    SMTP,
    Speaker,
    Speech,
    begun,
    dialogue,
    is_accepted,
    pop3_session,
    reply_to,
    smtp_session,
)

DRILL_SEED_MAX = 999_999
OPTIONS = 4
Said = tuple[tuple[Speaker, str], ...]
"""Who (`C`, `S`, or "" for a line of a message) and what, line by line."""

BODIES = 6
"""Texts `drill.body.1` to this one."""

ANY_TIME = ("NOOP", "RSET", "QUIT")
"""What is right nearly everywhere, and so tells little."""


@dataclass(frozen=True, slots=True)
class Drill:
    """`lines`: what is shown. `asked`: the line whose reply is asked for, or "".
    `options`: what one may answer; `right`: which of them. `speech`, `said`: what to
    type to be there; None: nothing is spoken."""

    kind: DrillKind
    lines: Said
    options: tuple[str, ...]
    right: int
    asked: str = ""
    speech: Speech | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Played:
    """A line that was typed, and the steps that came of it."""

    line: str
    steps: tuple[Served, ...]


def _next_command(
    scenarios: Mapping[str, Scenario], chance: Chance, _words: Mapping[str, str]
) -> Drill | None:
    """Which line goes on with the session: the others are refused."""
    speech, said = (
        (POP3, pop3_session(chance))
        if chance.below(3) == 0
        else (SMTP, smtp_session(chance))
    )
    lab = begun(speech, scenarios[speech.scenario], said)
    lines = [line for typed in speech.typed.values() for line in typed]
    telling = [line for line in lines if line not in ANY_TIME]
    candidates = [*_shuffled(telling, chance), *_shuffled(speech.strange, chance)]
    right = ""
    bad: list[str] = []
    for line in candidates:
        reply = reply_to(lab, line)
        if is_accepted(reply):
            right = right or line
        elif reply and len(bad) < OPTIONS - 1:
            bad.append(line)
        if right and len(bad) == OPTIONS - 1:
            break
    if not right or len(bad) < OPTIONS - 1:
        return None
    options = _shuffled([right, *bad], chance)
    return Drill(
        "next-command",
        tuple(dialogue(lab)),
        tuple(options),
        options.index(right),
        speech=speech,
        said=tuple(said),
    )


def _which_code(
    scenarios: Mapping[str, Scenario], chance: Chance, _words: Mapping[str, str]
) -> Drill | None:
    """The code of the reply to a line."""
    said = smtp_session(chance)
    lab = begun(SMTP, scenarios[SMTP.scenario], said)
    pools = (*SMTP.typed.values(), REFUSED_RCPT, MISTYPED, MAIL, RCPT)
    line = _one(pools[chance.below(len(pools))], chance)
    right = reply_to(lab, line)
    if not right:
        return None
    verb = line.partition(" ")[0]
    answers = codes.SEQUENCES.get(verb, ())
    likely = {str(code) for kind in answers for code in kind}
    likely |= {"250", "354", "500", "501", "503", "550"}
    others = _shuffled(sorted(likely - {right}), chance)[: OPTIONS - 1]
    options = sorted([right, *others])
    return Drill(
        "which-code",
        (*dialogue(lab), ("C", line)),
        tuple(options),
        options.index(right),
        asked=line,
        speech=SMTP,
        said=tuple(said),
    )


def _blank_line(
    scenarios: Mapping[str, Scenario], chance: Chance, words: Mapping[str, str]
) -> Drill:
    """After which line the blank line belongs, in a message that a client wrote."""
    number = 1 + chance.below(BODIES)
    act = Send(
        SMTP.client,
        to=BENITO,
        subject=words[f"drill.subject.{number}"],
        body=words[f"drill.body.{number}"],
        cc=_one(("", "carla@sur.example"), chance),
    )
    lab = Lab(scenarios[SMTP.scenario], 1 + chance.below(1000))
    content = lab.draft(act)[0]
    layout = split(content)
    header = _lines(content[: layout.header_length])
    body = [line for line in _lines(content[layout.body_offset :]) if line]
    return Drill(
        "blank-line",
        tuple(("", line) for line in (*header, *body)),
        tuple(str(n) for n in range(1, len(header) + len(body))),
        len(header) - 1,
    )


Maker = Callable[[Mapping[str, Scenario], Chance, Mapping[str, str]], Drill | None]
_MAKERS: Mapping[str, Maker] = {
    "next-command": _next_command,
    "which-code": _which_code,
    "blank-line": _blank_line,
}
DRILL_KINDS = tuple(_MAKERS)


def drill_of(
    scenarios: Mapping[str, Scenario], kind: str, seed: int, words: Mapping[str, str]
) -> Drill:
    """The drill of that kind and seed. `words`: texts of the reader's language. Raises
    KeyError for a kind there is not."""
    make, chance = _MAKERS[kind], Chance(seed, "drill", kind)
    while True:
        drill = make(scenarios, chance, words)
        if drill is not None:
            return drill


def told(scenarios: Mapping[str, Scenario], drill: Drill) -> tuple[Played, ...]:
    """What comes of each option, or of the line that was asked about."""
    if drill.speech is None:
        return ()
    scenario = scenarios[drill.speech.scenario]
    typed = [drill.asked] if drill.asked else drill.options
    return tuple(_played(drill.speech, scenario, drill.said, line) for line in typed)


def _played(
    speech: Speech, scenario: Scenario, said: Sequence[str], line: str
) -> Played:
    lab = begun(speech, scenario, said)
    since = lab.last_seq
    lab.apply(TypeLine(line))
    lab.settle()
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served(since + 1)
    return Played(line, tuple(event for event in served if event.beat is not None))


def _lines(octets: bytes) -> list[str]:
    return octets.decode("utf-8", "replace").removesuffix("\r\n").split("\r\n")


def _one(things: Sequence[str], chance: Chance) -> str:
    return things[chance.below(len(things))]


def _shuffled(things: Sequence[str], chance: Chance) -> list[str]:
    left, found = list(things), []
    while left:
        found.append(left.pop(chance.below(len(left))))
    return found
