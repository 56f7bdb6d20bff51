"""Time: deadlines that move, and the wall clock of a live lab."""

import pytest

from simulator.journal import Journal
from simulator.net import Clock, LiveClock

SECOND_US = 1_000_000


@pytest.fixture(params=[Clock, LiveClock], ids=["usual", "live"])
def clock(request):
    return request.param(Journal())


def set_off(clock, until_us: int) -> None:
    """Let everything happen that is due by `until_us`."""
    if isinstance(clock, LiveClock):
        clock.follow(until_us)
    else:
        clock.run_until(until_us)
        clock.now_us = max(clock.now_us, until_us)


def test_a_deadline_goes_off_once_at_its_time(clock):
    went_off = []
    deadline = clock.deadline(lambda: went_off.append(clock.now_us), "idle", "c1")
    deadline.set(5 * SECOND_US)
    set_off(clock, 4 * SECOND_US)
    assert went_off == []
    set_off(clock, 9 * SECOND_US)
    assert went_off == [5 * SECOND_US]


def test_a_deadline_put_off_goes_off_at_the_later_time(clock):
    went_off = []
    deadline = clock.deadline(lambda: went_off.append(clock.now_us), "idle", "c1")
    deadline.set(5 * SECOND_US)
    set_off(clock, 4 * SECOND_US)
    deadline.set(9 * SECOND_US)
    set_off(clock, 8 * SECOND_US)
    assert went_off == []
    set_off(clock, 10 * SECOND_US)
    assert went_off == [9 * SECOND_US]


def test_a_deadline_brought_forward_goes_off_at_the_earlier_time(clock):
    went_off = []
    deadline = clock.deadline(lambda: went_off.append(clock.now_us), "idle", "c1")
    deadline.set(9 * SECOND_US)
    deadline.set(5 * SECOND_US)
    set_off(clock, 10 * SECOND_US)
    assert went_off == [5 * SECOND_US]


@pytest.mark.parametrize("drop", ["set", "cancel"])
def test_a_deadline_that_is_dropped_does_not_go_off(clock, drop):
    went_off = []
    deadline = clock.deadline(lambda: went_off.append(clock.now_us), "idle", "c1")
    deadline.set(5 * SECOND_US)
    if drop == "set":
        deadline.set(None)
    else:
        deadline.cancel()
    set_off(clock, 10 * SECOND_US)
    assert went_off == []


def test_a_deadline_in_the_past_goes_off_at_once(clock):
    went_off = []
    deadline = clock.deadline(lambda: went_off.append(clock.now_us), "idle", "c1")
    set_off(clock, 3 * SECOND_US)
    deadline.set(SECOND_US)
    set_off(clock, 3 * SECOND_US)
    assert went_off == [3 * SECOND_US]


def test_work_of_a_live_clock_does_not_shorten_what_waits():
    clock = LiveClock(Journal())
    went_off = []
    clock.at(10 * SECOND_US, lambda: went_off.append("late"), waiting=True, name="idle")
    clock.after(60 * SECOND_US, lambda: went_off.append("work"))
    assert clock.work()
    assert went_off == ["work"]
    clock.follow(9 * SECOND_US)
    assert went_off == ["work"]
    clock.follow(10 * SECOND_US)
    assert went_off == ["work", "late"]


def test_a_live_clock_sweeps_out_cancelled_timers():
    clock = LiveClock(Journal())
    kept = clock.at(SECOND_US, lambda: None, waiting=True, name="kept")
    for _ in range(1_000):
        clock.cancel(clock.at(SECOND_US, lambda: None, waiting=True, name="gone"))
    assert clock.waiting() == [kept]
    assert len(clock._asleep) < 600
