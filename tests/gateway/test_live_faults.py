"""What is done to the machine of a real program, by somebody at the page."""

import pytest

from simulator.acts import Cut, Leave, Run
from simulator.journal import facts as f
from simulator.lab import LabError
from tests.gateway.test_live_lab import Driven


def test_a_cable_that_was_to_be_cut_may_be_gone_by_then():
    driven = Driven()
    host = driven.enter(1)
    driven.act(Cut(host, 5_000_000))
    driven.act(Leave(host))
    driven.enter(2)
    driven.wall_us += 20_000_000
    driven.lab.follow(driven.wall_us)
    assert not [e for e in driven.lab.journal if isinstance(e.fact, f.LinkCut)]


def test_a_real_program_takes_no_orders():
    driven = Driven()
    host = driven.enter(1)
    before = driven.lab.last_seq
    with pytest.raises(LabError, match="real_program"):
        driven.lab.apply(Run(host, "dig mx sur.example"), "student", driven.wall_us)
    assert driven.lab.last_seq == before
