"""Whatever anybody does, at any moment: the lab goes on, and all of it can be told.

Acts that a person may do are drawn by chance and done at rest, or in flight after a
step back. A machine that is off does nothing, one that is frozen says nothing, every
file can be made of what happened, and doing the same again gives the same octets.
"""

from random import Random

import pytest

from simulator.acts import (
    Act,
    Break,
    Browse,
    Close,
    Collect,
    Crash,
    Cut,
    DropSegment,
    Fill,
    Freeze,
    Lose,
    Mend,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Reset,
    Restart,
    Restore,
    Run,
    Send,
    ServiceOff,
    ServiceOn,
    Skip,
    Slow,
    Thaw,
    Tidy,
    TypeLine,
)
from simulator.export import transcript
from simulator.hosting.exported_files import Source, capture, drawing
from simulator.journal import kind_of, to_jsonl
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import load
from simulator.projections.letters import letter_list, letter_view
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.worlds import SCENARIOS, opened, scenario

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
SEEDS = 4
ACTS = 40
SPEAKS = ("tcp.flight_sent", "udp.datagram_sent", "prompt.", "dns.", "http.", "smtp.r")
WRITTEN = (
    "EHLO pc.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<{}>",
    "RCPT TO:<{}> NOTIFY=SUCCESS,FAILURE",
    "DATA",
    ".",
    "USER ana",
    "PASS ana-secreta",
    "DELE 1",
    "QUIT",
    "\0\xff",
)
PASTED = (
    "EHLO x\nMAIL FROM:<ana@norte.example>\nRCPT TO:<{}>\nDATA\n\nhola\n.\n",
    "USER ana\nPASS ana-secreta\nRETR 1\nDELE 1\n",
)
COMMANDS = ("dig mx {}", "nslookup {}", "dig +tcp {} ANY", "dig -x {}", "ls")
FAULTS = ("disk_full", "busy", "closes_in_data")


def any_act(chance: Random, lab: Lab) -> Act:
    """Something a person may do, sensible or not."""
    one = chance.choice
    host = one(list(lab.world.network.hosts))
    boxes = [box for store in lab.world.stores.values() for box in store.mailboxes]
    entries = (*lab.scenario.aliases, *lab.scenario.lists)
    magic = [f"{name}@sur.example" for name in ("noexiste", "ocupado", "lleno")]
    to = one([*boxes, *magic, "x@nada.example", *(each.address for each in entries)])
    kept = [m.unique_id for s in lab.world.stores.values() for m in _letters(s)]
    conns = [f"c{n + 1}" for n in range(lab.world.network.connected)] or ["c1"]
    program = one(("mta", "pop3", "imap", "dns"))
    browser = one(list(lab.world.browsers) or [host])
    domain = one(("sur.example", "norte.example", "a..b", "192.0.2.10"))
    return one(
        (
            lambda: one((PowerOn, PowerOff, Crash, Restart, Freeze, Thaw))(host),
            lambda: Send(host, to, "Hola", "x" * one((3, 5_000)), cc=one(("", to))),
            lambda: one((Collect, Restore))(host),
            lambda: Open(host, one(list(lab.world.hosts)), one((25, 110, 143, 80))),
            lambda: Run(host, one(COMMANDS).format(domain)),
            lambda: TypeLine(one(WRITTEN).format(to)),
            lambda: Paste(one(PASTED).format(to)),
            lambda: one((Cut(host), Cut(host, 15_000), Close())),
            lambda: one((Slow(host, 3_000_000, 300), Lose(host, one((0, 200_000))))),
            lambda: DropSegment(
                len(lab.journal) - chance.randrange(1, 15), one((0, 1))
            ),
            lambda: Reset(one(conns)),
            lambda: one((ServiceOff, ServiceOn))(host, program),
            lambda: one((Break, Mend))(host, one(FAULTS)),
            lambda: Fill(one(boxes)),
            lambda: Skip(one(("next", "retry"))),
            lambda: Tidy(host, one(kept or ["u"]), one(("delete", "flag"))),
            lambda: Browse(browser, one(("/", "/folder/INBOX", "/x?%zz"))),
            lambda: Browse(browser, "/login", "POST", (("user", "benito"),)),
        )
    )()


def _letters(store):
    return [m for box in store.mailboxes.values() for m in box.messages]


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
            assert letter_view(lab.journal, letter["message"], None)
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
