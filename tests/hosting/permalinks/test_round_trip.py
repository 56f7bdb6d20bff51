"""A moment of a lab, opened by somebody else: the same journal up to that step."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from simulator.acts import encode_act
from simulator.hosting import HostedLab, Purpose
from simulator.hosting.permalinks import (
    Landing,
    ReplaysOtherwise,
    SavedPermalink,
    Shown,
    open_permalink,
    packed_permalink,
)
from simulator.hosting.reading import Sight
from simulator.hosting.refusals import Refusal
from simulator.journal import Journal, to_jsonl
from simulator.teaching.exams import Done
from simulator.teaching.permalinks import LINE_ACTS_MAX, pack, unpack
from tests.any_act import any_act
from tests.hosting.rig import TELNET, Follower, HostingInTest, Tab, content

NAMES = sorted(name for name, one in content().scenarios.items() if not one.conceals)


def shown(hosting: HostingInTest, tab: Tab, at: int, view: str = "") -> str:
    """The permalink of the step at event `at`, of everything until then."""
    hosted = hosting.labs.get(tab.lab)
    sight = Sight(hosted, whole=True)
    with hosted.turn():
        return packed_permalink(sight, tab.branch, Shown(at, at, view), hosting.content)


def opened(
    hosting: HostingInTest, packed: str, visitor: str = "benito", **how: bool
) -> tuple[HostedLab, Landing]:
    saved = SavedPermalink(packed, packed)
    return open_permalink(hosting.content, hosting.labs, saved, visitor=visitor, **how)


def journal_in(hosted: HostedLab, branch: str) -> Journal:
    with hosted.turn():
        return hosted.awake(hosted.tree.get(branch)).journal


def done(act: str, **fields: object) -> Done:
    return Done({"act": act, **fields})


def lived(hosting: HostingInTest, name: str, seed: int) -> Tab:
    """A lab in which much was done, some of it after a step back."""
    chance = Random(f"{name} {seed}")
    hosted = hosting.lab("ana", name)
    tab = Tab(hosting, hosted.id)
    for _ in range(12):
        lab = hosted.tree.get(tab.branch).lab
        assert lab is not None
        fields = encode_act(any_act(chance, lab))
        act = str(fields.pop("act"))
        back = {"after": max(0, lab.last_seq - chance.randrange(40))}
        answer = tab.act(act, **fields, **(back if chance.random() < 0.4 else {}))
        if answer["ok"] and answer["branch"] != tab.branch:
            tab.watch(branch=answer["branch"])
    return tab


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 999), st.floats(0, 1))
def test_any_moment_is_the_same_to_whoever_opens_it(name, seed, share):
    hosting = HostingInTest()
    tab = lived(hosting, name, seed)
    events = journal_in(hosting.labs.get(tab.lab), tab.branch).events
    at = round(share * (len(events) - 1))
    hosted, landing = opened(hosting, shown(hosting, tab, at))
    there = journal_in(hosted, landing.branch).events
    assert landing.at == at
    assert to_jsonl(there[: at + 1]) == to_jsonl(events[: at + 1])
    assert hosted.actors == {"benito"}


def test_what_was_done_later_is_not_in_it():
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    at = tab.act("open", **TELNET)["seq"]
    tab.act("line", text="EHLO pc-ana")
    link = unpack(shown(hosting, tab, at - 1))
    assert [done.do["act"] for done in link.line] == ["open"]
    assert link.opened


def test_one_goes_on_there_and_nobody_else_sees_it():
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    tab.act("open", **TELNET)
    at = tab.act("line", text="EHLO pc-ana")["seq"]
    hosted, landing = opened(hosting, shown(hosting, tab, at))
    theirs = Tab(hosting, hosted.id, "benito")
    assert theirs.typed() == ["EHLO pc-ana"]
    assert theirs.act("line", text="NOOP")["ok"]
    assert theirs.typed() == ["EHLO pc-ana", "NOOP"]
    assert tab.typed() == ["EHLO pc-ana"]
    again, _ = opened(hosting, shown(hosting, tab, at))
    assert again.id == hosted.id


def test_a_link_made_in_the_lab_of_a_link_holds_both():
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    at = tab.act("open", **TELNET)["seq"]
    hosted, _ = opened(hosting, shown(hosting, tab, at))
    theirs = Tab(hosting, hosted.id, "benito")
    at = theirs.act("line", text="NOOP")["seq"]
    third, landing = opened(hosting, shown(hosting, theirs, at), "carla")
    assert Tab(hosting, third.id, "carla").typed() == ["NOOP"]
    assert landing.at == at


def test_its_lab_sleeps_wakes_and_begins_again_as_it_was():
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    tab.act("open", **TELNET)
    at = tab.act("line", text="EHLO pc-ana")["seq"]
    hosted, _ = opened(hosting, shown(hosting, tab, at))
    theirs = Tab(hosting, hosted.id, "benito")
    theirs.act("line", text="NOOP")
    hosting.pass_s(600)
    assert hosted.tree.get(None).lab is None
    theirs.read()
    theirs.watch()
    assert theirs.typed() == ["EHLO pc-ana", "NOOP"]
    theirs.watch(branch=theirs.ask("restart")["branch"])
    assert theirs.typed() == ["EHLO pc-ana"]


def test_an_experiments_lab_and_a_lessons_lab_give_their_world():
    hosting = HostingInTest()
    hosted = hosting.lesson("primera-sesion-smtp")
    tab = Tab(hosting, hosted.id)
    tab.act("answer", question="step", value="mira")
    at = tab.act("open", **TELNET)["seq"]
    found, landing = opened(hosting, shown(hosting, tab, at))
    assert found.scenario.name == hosted.scenario.name
    assert landing.at == at


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda link: {"scenario": "ninguno"}, "permalink.unknown_scenario"),
        (lambda link: {"journal": "AAAAAAAA"}, "permalink.replays_otherwise"),
        (
            lambda link: {"journal": "AAAAAAAA", "world": "AAAAAAAA"},
            "permalink.scenario_changed",
        ),
        (lambda link: {"at": link.at + 1_000}, "permalink.replays_otherwise"),
        (lambda link: {"line": ()}, "permalink.replays_otherwise"),
        (
            lambda link: {"line": (*link.line, done("take", conn="c1"))},
            "permalink.replays_otherwise",
        ),
        (
            lambda link: {"line": (*link.line, done("no_such_act"))},
            "permalink.replays_otherwise",
        ),
    ],
    ids=range(7),
)
def test_what_would_be_another_story_is_refused_with_its_reason(change, key):
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    at = tab.act("open", **TELNET)["seq"]
    link = unpack(shown(hosting, tab, at))
    changed = pack(structs.replace(link, **change(link)))
    with pytest.raises(Refusal) as caught:
        opened(hosting, changed)
    assert caught.value.key == key
    if isinstance(caught.value, ReplaysOtherwise):
        hosted, landing = opened(hosting, changed, otherwise=True)
        assert landing.at <= landing.last == hosted.total(hosted.tree.get(None)) - 1


def test_a_world_that_never_rests_is_stopped():
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    link = unpack(shown(hosting, tab, 3))
    skips = tuple(done("skip", to="next") for _ in range(LINE_ACTS_MAX))
    with pytest.raises(ReplaysOtherwise):
        opened(hosting, pack(structs.replace(link, line=skips)))


def test_one_network_opens_so_many_a_minute():
    hosting = HostingInTest(permalinks_per_minute=2)
    packed = shown(hosting, lived(hosting, NAMES[0], 1), 5)
    saved = SavedPermalink(packed, packed)

    def at(address: str) -> None:
        open_permalink(
            hosting.content, hosting.labs, saved, visitor="v", address=address
        )

    at("192.0.2.1")
    at("192.0.2.1")
    with pytest.raises(Refusal) as refused:
        at("192.0.2.1")
    assert refused.value.key == "error.too_many_permalinks"
    at("192.0.2.2")


def test_some_labs_give_none():
    hosting = HostingInTest()
    mystery = hosting.content.mystery("1-4711")
    hosted = hosting.labs.own(
        "ana", mystery.scenario, mystery.seed, Purpose(mystery="1-4711")
    )
    exam = hosting.labs.own("ana", hosting.content.free, purpose=Purpose(exam="x/y/1"))
    for lab, key in ((hosted, "permalink.of_mystery"), (exam, "permalink.of_exam")):
        answer = Tab(hosting, lab.id).ask("permalink", seq=1, until=1)
        assert answer["error"]["key"] == key


def test_who_only_watches_gets_as_far_as_was_shown():
    hosting = HostingInTest()
    tab = Tab(hosting, hosting.lab().id)
    seq = tab.act("open", **TELNET)["seq"]
    tab.act("line", text="EHLO pc-ana")
    tab.place(5)
    follower = Follower(hosting, tab.lab)
    answer = follower.ask("permalink", seq=9_999, until=9_999)
    link = unpack(answer["permalink"])
    assert link.at == 5 < seq
    assert link.line == ()
