"""Waiting for a real program: everybody gets a turn, and an end wakes who waits."""

import pytest
from gevent import Timeout, sleep, socket, spawn

from simulator.gateway.readiness import Readiness


@pytest.fixture
def pair():
    here, there = socket.socketpair()
    yield here, there
    here.close()
    there.close()


def test_octets_end_the_wait(pair):
    here, there = pair
    readiness = Readiness(here)
    waiting = spawn(readiness.wait)
    sleep(0)
    assert not waiting.ready()
    there.send(b"x")
    waiting.get(timeout=5)
    readiness.close()


def test_closing_ends_the_wait_for_good(pair):
    readiness = Readiness(pair[0])
    waiting = spawn(readiness.wait)
    sleep(0)
    readiness.close()
    waiting.get(timeout=5)
    readiness.wait()
    readiness.close()


def test_what_nobody_reads_keeps_nobody_busy(pair):
    here, there = pair
    readiness = Readiness(here)
    there.send(b"x")
    readiness.wait()
    # Unread, and nobody waits: the watcher stops, and is started by the next wait.
    while readiness.watches:
        sleep(0)
    readiness.wait()
    assert readiness.watches
    readiness.close()


def test_who_always_has_octets_lets_others_go_on(pair):
    here, there = pair
    readiness, turns = Readiness(here), []

    def other():
        for number in range(5):
            turns.append(number)
            sleep(0)

    there.send(b"x" * 100)
    spawn(other)
    for _ in range(20):
        readiness.wait()
        here.recv(1)
    assert turns == [0, 1, 2, 3, 4]
    readiness.close()


def test_a_time_limit_leaves_it_whole(pair):
    here, there = pair
    readiness = Readiness(here)
    with Timeout(0.01, False):
        readiness.wait()
    there.send(b"x")
    readiness.wait()
    assert here.recv(1) == b"x"
    readiness.close()
