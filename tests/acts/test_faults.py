"""Every fault: what it does to mail, what it says, when it is refused, how it ends."""

import pytest

from simulator.acts import (
    ACTS,
    Act,
    Break,
    Crash,
    Cut,
    Fill,
    Freeze,
    Lose,
    MakeRoom,
    Repair,
    Restart,
    Restore,
    Send,
    ServiceOff,
    ServiceOn,
    Skip,
    Slow,
    Thaw,
    encode_act,
)
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import load, render
from simulator.projections.narration import Narrator
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.agents.mail_world import Post, server, world
from tests.projections.tell import labels
from tests.worlds import LANGUAGES, opened

BENITO = "benito@sur.example"
HELLO = Send("pc-ana", "carla@sur.example", "Hola", "x")


def post(**changes: object) -> Post:
    return Post(world(server("norte"), server("sur", **changes), server("este")))


def told(lab: Lab) -> list[str]:
    """Every sentence, as keys; each can be said and explained in both languages."""
    narrator = Narrator(lab.journal)
    out = []
    for event in lab.journal:
        narration = narrator.fold(event)
        for text in (narration.say, narration.why):
            for language in LANGUAGES if text else ():
                names = labels(lab, language)
                render(load()[language], text.key, text.params, names)
        if narration.say:
            out.append(narration.say.key)
    return out


def model(lab: Lab) -> dict:
    return ServedJournal(lab.journal, scenario_view(lab.scenario)).model


def refused(lab: Lab, act: Act) -> str:
    """The reason; the lab is as it was."""
    before = to_jsonl(lab.journal)
    with pytest.raises(LabError) as caught:
        lab.apply(act)
    assert to_jsonl(lab.journal) == before
    for language in LANGUAGES:
        names = labels(lab, language)
        render(load()[language], caught.value.key, caught.value.params, names)
    return caught.value.key.removeprefix("error.")


# --- what every fault shares ---

FAULTS: list[tuple[Act, type[f.Fact], str]] = [
    (Cut("sur"), f.LinkCut, "say.link.cut"),
    (Slow("sur", 2_000_000, 9_600), f.LinkSlowed, "say.fault.slowed"),
    (Lose("sur", 300_000), f.LinkMadeLossy, "say.fault.lossy"),
    (Crash("sur"), f.HostCrashed, "say.fault.crashed"),
    (Freeze("sur"), f.HostFrozen, "say.fault.frozen"),
    (ServiceOff("sur", "mta"), f.ServiceStopped, "say.fault.service_stopped"),
    (Break("sur", "disk_full"), f.HostFaultBegan, "say.fault.began.disk_full"),
    (Break("sur", "busy"), f.HostFaultBegan, "say.fault.began.busy"),
    (
        Break("sur", "closes_in_data"),
        f.HostFaultBegan,
        "say.fault.began.closes_in_data",
    ),
    (Break("sur", "open_relay"), f.HostFaultBegan, "say.fault.began.open_relay"),
    (Break("sur", "lenient_end"), f.HostFaultBegan, "say.fault.began.lenient_end"),
    (
        Break("sur", "bare_line_ends"),
        f.HostFaultBegan,
        "say.fault.began.bare_line_ends",
    ),
    (Fill("carla@sur.example"), f.MailboxFilled, "say.fault.filled"),
]
REPAIRED = [
    Restore("sur"),
    Restore("sur"),
    Restore("sur"),
    Restart("sur"),
    Thaw("sur"),
    ServiceOn("sur", "mta"),
    Repair("sur", "disk_full"),
    Repair("sur", "busy"),
    Repair("sur", "closes_in_data"),
    Repair("sur", "open_relay"),
    Repair("sur", "lenient_end"),
    Repair("sur", "bare_line_ends"),
    MakeRoom("carla@sur.example"),
]


@pytest.mark.parametrize(("act", "fact", "say"), FAULTS)
def test_a_fault_is_a_fact_is_told_and_a_fork_undoes_it(act, fact, say):
    lab = opened()
    before = lab.last_seq
    assert ACTS.decode(encode_act(act)) == act
    lab.apply(act)
    lab.apply(HELLO)
    lab.settle()
    assert any(type(e.fact) is fact for e in lab.journal)
    assert say in told(lab)
    other = lab.fork(before)
    other.apply(HELLO)
    other.settle()
    assert not any(type(e.fact) is fact for e in other.journal)
    assert len(other.world.stores["sur"].mailboxes["carla@sur.example"].messages) == 1
    again = lab.fork(lab.last_seq)
    assert to_jsonl(again.journal) == to_jsonl(lab.journal)


@pytest.mark.parametrize(
    ("act", "repair"), [*zip([fault[0] for fault in FAULTS], REPAIRED, strict=True)]
)
def test_a_repaired_fault_is_over_and_the_message_arrives(act, repair):
    lab = opened()
    start = model(lab)
    assert refused(lab, repair)
    lab.apply(act)
    lab.apply(HELLO)
    lab.settle()
    if type(act) not in (Slow, Lose):
        assert refused(lab, act)
    lab.apply(repair)
    lab.settle()
    for _ in range(12):
        waits = lab.world.clock.waiting()
        if any(timer.name == "smtp.retry" for timer in waits):
            lab.apply(Skip("retry"))
            lab.settle()
    assert lab.world.stores["sur"].mailboxes["carla@sur.example"].messages
    assert refused(lab, repair)
    told(lab)
    now = model(lab)
    assert now["links"] == start["links"] | {
        "sur": start["links"]["sur"] | {"cut": False}
        if isinstance(act, Cut | Slow | Lose)
        else start["links"]["sur"]
    }
    for name in ("frozen", "crashed", "stopped", "faults"):
        assert not now["hosts"]["sur"].get(name)
    assert not now["mailboxes"]["carla@sur.example"].get("full")


def test_the_model_shows_what_is_wrong():
    lab = opened()
    for act, _, _ in FAULTS:
        if type(act) is not Crash:
            lab.apply(act)
    now = model(lab)
    assert now["hosts"]["sur"]["frozen"] is True
    assert now["hosts"]["sur"]["stopped"] == ["mta"]
    assert now["hosts"]["sur"]["faults"] == [
        *("disk_full", "busy", "closes_in_data", "open_relay"),
        *("lenient_end", "bare_line_ends"),
    ]
    assert now["links"]["sur"]["cut"] is True
    assert now["links"]["sur"]["loss_ppm"] == 300_000
    assert now["links"]["sur"]["latency_us"] == 2_000_000
    assert now["mailboxes"]["carla@sur.example"]["full"] is True
    lab.apply(Crash("sur"))
    now = model(lab)
    assert now["hosts"]["sur"]["crashed"] is True and not now["hosts"]["sur"]["on"]


@pytest.mark.parametrize(("act", "fact", "say"), FAULTS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_fault_in_the_middle_of_things_is_replayed_exactly(act, fact, say, share):
    base = opened()
    start = base.last_seq
    base.apply(HELLO)
    base.settle()
    lab = base.fork(start + int((base.last_seq - start) * share))
    lab.apply(act)
    lab.settle()
    assert not lab.interventions[-1].at_rest
    assert to_jsonl(lab.fork(lab.last_seq).journal) == to_jsonl(lab.journal)
    assert fact in {type(event.fact) for event in lab.journal}
    assert say in told(lab)
