"""Drills: of the options exactly one is right, as the engines themselves show.

Ten seeds of each kind run always, two hundred in `make soak`.
"""

import os

import pytest

from simulator.acts import Open, TypeLine
from simulator.export import eml
from simulator.journal.facts import MessageDelivered, Pop3ResponseSent, SmtpReplySent
from simulator.lab import Lab
from simulator.mail.message import split
from simulator.projections.catalogue import load
from simulator.teaching.drills import DRILL_KINDS, Drill, drill_of, told
from simulator.teaching.drills.sessions import POP3, SMTP, TABLES
from tests.worlds import LANGUAGES, scenario

SEEDS = range(200 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 10)
SCENARIOS = {speech.scenario: scenario(speech.scenario) for speech in (SMTP, POP3)}
TEXTS = load()


def made(kind: str, seed: int, lang: str = LANGUAGES[0]) -> Drill:
    return drill_of(SCENARIOS, kind, seed, TEXTS[lang])


def answered(drill: Drill, *lines: str) -> list[str]:
    """What a server answers to lines after the session of the drill, played whole."""
    assert drill.speech is not None
    lab = Lab(SCENARIOS[drill.speech.scenario], 1)
    lab.apply(Open(drill.speech.client, "sur", drill.speech.port))
    lab.settle()
    since = 0
    for line in (*drill.said, *lines):
        since = lab.last_seq
        lab.apply(TypeLine(line))
        lab.settle()
    facts = [event.fact for event in lab.journal.events[since + 1 :]]
    codes = [str(f.code) for f in facts if isinstance(f, SmtpReplySent)]
    return codes or [f.status for f in facts if isinstance(f, Pop3ResponseSent)]


@pytest.mark.hypothesis
@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_one_line_is_accepted(seed):
    drill = made("next-command", seed)
    replies = [answered(drill, option)[0] for option in drill.options]
    accepted = [reply[0] in "23+" for reply in replies]
    assert [n for n, good in enumerate(accepted) if good] == [drill.right]
    assert len(set(drill.options)) == len(drill.options) == 4


@pytest.mark.hypothesis
@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_one_code_is_what_the_engine_answers(seed):
    drill = made("which-code", seed)
    assert answered(drill, drill.asked)[0] == drill.options[drill.right]
    assert len(set(drill.options)) == len(drill.options) == 4
    assert all(len(code) == 3 and code.isdigit() for code in drill.options)


@pytest.mark.hypothesis
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_exactly_one_place_of_the_blank_line_gives_fields_and_text_their_own(
    seed, lang
):
    drill = made("blank-line", seed, lang)
    lines = [text for _, text in drill.lines]
    assert not any("quoted-printable" in line for line in lines)
    good = []
    for place in map(int, drill.options):
        header, body = lines[:place], lines[place:]
        fields = all(is_field(line) or line[:1] in " \t" for line in header)
        if fields and not is_field(body[0]) and body[0][:1] not in " \t":
            good.append(place)
    assert good == [int(drill.options[drill.right])]


def is_field(line: str) -> bool:
    """RFC 5322 §3.6.8: a name of printable characters without colon, and a colon."""
    name, colon, _ = line.partition(":")
    return bool(colon and name) and all("!" <= char <= "~" for char in name)


@pytest.mark.parametrize("seed", SEEDS[:5])
def test_a_message_with_its_blank_line_there_reaches_its_reader_as_it_was(seed):
    drill = made("blank-line", seed)
    lines = [text for _, text in drill.lines]
    place = int(drill.options[drill.right])
    lab = Lab(SCENARIOS[SMTP.scenario], 1)
    said = ["EHLO pc-ana", "MAIL FROM:<ana@norte.example>"]
    said += ["RCPT TO:<benito@sur.example>", "DATA"]
    said += [*lines[:place], "", *lines[place:], "."]
    for act in (Open("pc-ana", "sur", 25), *map(TypeLine, said)):
        lab.apply(act)
        lab.settle()
    (taken,) = [e.fact for e in lab.journal if isinstance(e.fact, MessageDelivered)]
    octets = eml(lab.journal, taken.message)
    assert octets is not None
    layout = split(octets)
    header = octets[: layout.header_length].decode().split("\r\n")
    assert header[-place - 1 : -1] == lines[:place]
    assert octets[layout.body_offset :].decode().split("\r\n")[:-1] == lines[place:]


@pytest.mark.parametrize("kind", DRILL_KINDS)
def test_the_same_seed_is_the_same_question_and_others_differ(kind):
    assert made(kind, 7) == made(kind, 7)
    found = {(drill.lines, drill.right) for drill in (made(kind, n) for n in range(8))}
    assert len(found) > 2


def test_every_line_belongs_to_the_table_of_its_protocol():
    for speech in (SMTP, POP3):
        for verb, lines in speech.typed.items():
            assert verb in TABLES[speech.port]
            assert all(line.split(" ")[0] == verb for line in lines)


def test_what_came_of_every_option_is_told():
    drill = made("next-command", 3)
    found = told(SCENARIOS, drill)
    assert [played.line for played in found] == list(drill.options)
    assert all(played.steps for played in found)
    drill = made("which-code", 3)
    assert [played.line for played in told(SCENARIOS, drill)] == [drill.asked]
    assert told(SCENARIOS, made("blank-line", 3)) == ()
