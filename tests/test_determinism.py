"""Third law: scenario, seed and interventions give the same journal, octet for octet.

Every scenario is lived through 200 times: opened, its demonstration,
sessions typed by hand, a cable cut in flight and repaired, waits skipped. With odd
seeds every cable loses segments, so that the seed matters. Two processes with different
PYTHONHASHSEED do it at the same time and must agree on every digest.
"""

import gc
import hashlib
import json
import os
import subprocess
import sys
from contextlib import suppress

import msgspec
import pytest

from simulator.acts import Cut, Open, Paste, PowerOn, Restore, Skip, TypeLine
from simulator.export import transcript
from simulator.journal import kind_of, to_jsonl
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import load
from simulator.scenario import Scenario
from tests.worlds import LANGUAGES, SCENARIOS, scenario

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
SEEDS = 200
LOSS_PPM = 150_000
SKIPS = 3
GARBAGE_RARELY = 200_000
"""A life is garbage at once, with hundreds more: looked for less often than usual."""

SMTP = (
    "EHLO pc.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<benito@sur.example>",
    "RCPT TO:<noexiste@sur.example>",
    "DATA",
    "Subject: Hola\n\n.Un punto\nAdiós\n..",
    ".",
    "VRFY benito",
)
POP3 = (
    "CAPA",
    "USER benito\nPASS benito-secreta\nSTAT\nUIDL",
    "TOP 1 1",
    "DELE 1",
    "QUIT",
)


def lossy(found: Scenario) -> Scenario:
    """The same world with cables that lose segments."""
    hosts = tuple(
        msgspec.structs.replace(
            host, link=msgspec.structs.replace(host.link, loss_ppm=LOSS_PPM)
        )
        for host in found.hosts
    )
    return msgspec.structs.replace(found, hosts=hosts)


def lived(name: str, seed: int) -> Lab:
    """A lab to which everything has been done that a class does."""
    found = lossy(scenario(name)) if seed % 2 else scenario(name)
    lab = Lab(found, seed)
    # A lossy cable may close the terminal that the opening or the demonstration types
    # into.
    with suppress(LabError):
        lab.open()
    for act in found.demonstration_acts():
        with suppress(LabError):
            lab.apply(act, "auto")
        lab.settle()
    person = next(host.id for host in found.hosts if host.mua)
    if not lab.world.network.hosts[person].on:
        lab.apply(PowerOn(person))
    servers = [host.id for host in found.hosts if host.server]
    for server in servers:
        typed(lab, person, server, 25, SMTP)
    typed(lab, person, servers[-1], 110, POP3)
    lab.apply(Open(person, servers[0], 25))
    lab.settle(most=6)
    lab.apply(Cut(person))
    say(lab, "NOOP")
    lab.apply(Restore(person))
    for _ in range(SKIPS):
        if lab.world.clock.waiting():
            lab.apply(Skip())
            lab.settle()
    return lab


def typed(lab: Lab, person: str, server: str, port: int, lines: tuple[str, ...]):
    lab.apply(Open(person, server, port))
    lab.settle()
    for text in lines:
        say(lab, text)


def say(lab: Lab, text: str):
    """Type into the newest terminal, unless losses have ended its connection."""
    terminal = lab.world.terminal("")
    if terminal is not None and terminal.usable:
        lab.apply(Paste(text) if "\n" in text else TypeLine(text))
    lab.settle()


def digest(name: str, seed: int) -> str:
    return hashlib.sha256(to_jsonl(lived(name, seed).journal)).hexdigest()


def answer_digests():
    """For each scenario asked for: the digest of every seed, until nobody asks."""
    gc.set_threshold(GARBAGE_RARELY)
    for line in sys.stdin:
        found = [digest(line.strip(), seed) for seed in range(SEEDS)]
        print(json.dumps(found), flush=True)


def another_process(hash_seed: str) -> subprocess.Popen:
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from tests.test_determinism import answer_digests as a; a()",
        ],
        cwd=SCENARIOS.parents[1],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def processes():
    """Two that live the same lives; each answers one scenario after the other."""
    with another_process("1") as first, another_process("4242") as second:
        yield first, second


@pytest.mark.parametrize("name", NAMES)
def test_two_processes_with_different_hash_seeds_agree_on_every_journal(
    processes, name
):
    for process in processes:
        print(name, file=process.stdin, flush=True)
    first, second = (json.loads(process.stdout.readline()) for process in processes)
    assert first == second
    assert len(set(first)) == SEEDS, "the seed is part of the journal"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_a_second_lab_in_the_same_process_is_the_same(name, seed):
    first, second = lived(name, seed), lived(name, seed)
    assert to_jsonl(first.journal) == to_jsonl(second.journal)
    assert first.interventions == second.interventions
    streams = first.journal.streams
    assert list(streams) == list(second.journal.streams)
    for stream in streams:
        assert first.journal.octets(stream) == second.journal.octets(stream)
    for lang in LANGUAGES:
        assert transcript(first.journal, load()[lang]) == transcript(
            second.journal, load()[lang]
        )


@pytest.mark.parametrize("name", NAMES)
def test_replaying_the_interventions_gives_the_same_journal(name):
    lab = lived(name, 1)
    again = Lab(lab.scenario, lab.seed)
    for done in lab.interventions:
        again.replay(done)
    again.settle()
    assert to_jsonl(again.journal) == to_jsonl(lab.journal)


def test_random_acts_cause_every_important_kind_of_fact():
    events = [e for seed in range(4) for e in lived("primera-carta", seed).journal]
    kinds = {kind_of(event.fact) for event in events}
    assert kinds >= {
        "smtp.content_received",
        "terminal.line_sent",
        "message.delivered",
        "message.collected",
        "pop3.response_sent",
        "message.removed",
        "link.cut",
        "tcp.connection_timed_out",
        "clock.skipped",
    }
    flights = [e.fact for e in events if kind_of(e.fact) == "tcp.flight_sent"]
    assert any(flight.lost for flight in flights)


def test_the_seed_matters_where_segments_are_lost():
    facts = [
        [msgspec.structs.asdict(e.fact) for e in lived("primera-carta", seed).journal][
            1:
        ]
        for seed in (1, 3)
    ]
    assert facts[0] != facts[1]


def test_the_seed_does_not_matter_where_nothing_is_left_to_chance():
    journals = [to_jsonl(lived("primera-carta", seed).journal) for seed in (0, 2)]
    tails = [journal.partition(b"\n")[2] for journal in journals]
    assert tails[0] == tails[1]
