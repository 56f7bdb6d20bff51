"""Whatever anybody does, at any moment: the lab goes on, and all of it can be told.

Acts that a person may do are drawn by chance and done at rest, or in flight after a
step back. A machine that is off does nothing, one that is frozen says nothing, every
file can be made of what happened, and doing the same again gives the same octets.
"""

from random import Random

import pytest

from simulator.export import transcript
from simulator.hosting.reading.exported_files import Source, capture, drawing
from simulator.journal import kind_of, to_jsonl
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import load
from simulator.projections.letters import letter_list, letter_view
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.any_act import any_act
from tests.worlds import SCENARIOS, opened, scenario

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
SEEDS = 4
ACTS = 40
SPEAKS = ("tcp.flight_sent", "udp.datagram_sent", "prompt.", "dns.", "http.", "smtp.r")


def lived(name: str, seed: int) -> Lab:
    """A lab to which ACTS things were done, half of them in flight."""
    chance = Random(f"{name} {seed}")
    lab = opened(name, seed)
    for _ in range(ACTS):
        before = lab.last_seq
        try:
            lab.apply(any_act(chance, lab))
        except LabError:
            continue
        assert lab.settle(), "it comes to rest"
        if chance.random() < 0.5:
            lab = lab.fork(min(lab.last_seq, before + chance.randrange(25)))
    lab.settle()
    return lab


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_done_the_lab_goes_on_and_is_told(name):
    for seed in range(SEEDS):
        lab = lived(name, seed)
        server = ServedJournal(lab.journal, scenario_view(lab.scenario))
        source = Source(lab.scenario, seed, lab.journal, server)
        for lang in ("es", "en"):
            assert transcript(lab.journal, load()[lang])
            assert drawing(source, load(), lang).endswith("</svg>\n")
        assert b"".join(capture(source, ""))
        for letter in letter_list(lab.journal, None):
            assert letter_view(lab.journal, letter.message, None)
        silent = _who_should_be_silent(lab)
        assert not silent, f"{name} {seed}"
        again = Lab(scenario(name), seed)
        for done in lab.interventions:
            again.replay(done)
        again.settle()
        assert to_jsonl(again.journal) == to_jsonl(lab.journal)


def _who_should_be_silent(lab: Lab) -> list[tuple[int, str]]:
    """What machines did while they were off, and said while they were frozen."""
    off: set[str] = set()
    frozen: set[str] = set()
    out = []
    for event in lab.journal:
        kind = kind_of(event.fact)
        if kind in ("host.powered_off", "host.crashed"):
            off.add(event.host)
            frozen.discard(event.host)
        elif kind in ("host.powered_on", "host.restarted"):
            off.discard(event.host)
        elif kind == "host.frozen":
            frozen.add(event.host)
        elif kind == "host.thawed":
            frozen.discard(event.host)
        speaks = kind.startswith(SPEAKS)
        # What is below the programs of a frozen machine goes on.
        kernel = kind == "tcp.flight_sent" or kind.endswith("received")
        if speaks and (event.host in off or event.host in frozen and not kernel):
            out.append((event.seq, kind))
    return out
