"""No accepted message is ever lost, whatever happens (RFC 5321 §6.1).

A thousand seeded lives, each with crashes, cuts, losses, full disks, frozen and busy
servers in the middle of anything: every letter that a server took ends in a mailbox or
in a notice; twice only where its sender could not know better, and the narrator says
so (RFC 1047); queues come to their end; no notice answers a notice.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.journal import facts as f
from simulator.journal import to_jsonl
from tests.agents.mail_world import Post
from tests.agents.seeded_lives import BENITO, SCENARIO, lived, taken_from, wrong

SEEDS = 1_000
LOTS = 20


@pytest.mark.parametrize("lot", range(LOTS))
def test_in_a_thousand_seeded_lives_no_message_is_lost(lot: int) -> None:
    step = SEEDS // LOTS
    for seed in range(lot * step, (lot + 1) * step):
        assert wrong(lived(seed)) == [], f"seed {seed}"


@given(st.integers(SEEDS, 1 << 40))
def test_in_any_life_no_message_is_lost(seed: int) -> None:
    assert wrong(lived(seed)) == []


def test_the_lives_are_eventful_and_reproducible() -> None:
    kinds = {type(e.fact) for seed in range(60) for e in lived(seed).lab.journal}
    assert {
        f.HostCrashed,
        f.HostFrozen,
        f.LinkCut,
        f.TcpConnectionReset,
        f.TcpSegmentDropped,
        f.QueueResumed,
        f.QueueAttemptDeferred,
        f.NoticeComposed,
        f.MessageExpanded,
    } <= kinds
    assert to_jsonl(lived(7).lab.journal) == to_jsonl(lived(7).lab.journal)


def test_in_some_lives_a_message_is_delivered_twice() -> None:
    twice = 0
    for seed in range(200):
        for taken in taken_from(lived(seed).lab).values():
            twice += any(a & b for (_, a), (_, b) in pairwise(taken))
    assert twice > 0


def test_a_lost_message_would_be_noticed() -> None:
    post = Post(SCENARIO, 1)
    post.send(BENITO)
    assert wrong(post) == []
    kept = [e for e in post.lab.journal if type(e.fact) is not f.MessageDelivered]
    post.lab.journal.events[:] = kept
    assert any("lost" in each for each in wrong(post))
