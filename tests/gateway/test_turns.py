"""A program that floods: whatever else runs in the process has its turn in between."""

import time

import gevent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.gateway.line_batches import LINES_MAX, line_batches
from simulator.gateway.live_runner import SLICE_EVENTS

EVENTS_PER_LINE = 4
"""Received, replied, and its segments."""

FLOODS = {
    "smtp": ("", "NOOP\r\n"),
    "pop3": ("USER ana\r\nPASS ana-secreta\r\n", "NOOP\r\n"),
    "imap": ("1 LOGIN ana ana-secreta\r\n", "a NOOP\r\n"),
}


class Other:
    """Somebody else: how many events passed between two of its turns, at most."""

    def __init__(self, rig) -> None:
        self.most = 0
        self._rig = rig
        self._job = rig.run(lambda: gevent.spawn(self._live))

    def _live(self) -> None:
        before = len(self._rig.lab.journal)
        while True:
            gevent.sleep(0)
            time.sleep(0)  # the client's thread, too: the hub never waits while we are
            now = len(self._rig.lab.journal)
            self.most = max(self.most, now - before)
            before = now

    def stop(self) -> int:
        self._rig.run(self._job.kill)
        return self.most


@pytest.mark.parametrize(("service", "flood"), FLOODS.items(), ids=FLOODS)
def test_between_a_few_lines_the_others_have_a_turn(rig, service, flood):
    logs_in, line = flood
    client = rig.connect(service)
    client.line()
    other = Other(rig)
    times = 60_000 // len(line)
    client.send(logs_in + line * times)
    for _ in range(times):
        assert client.line()
    assert other.stop() <= LINES_MAX * EVENTS_PER_LINE
    client.close()
    rig.empty()


def test_within_a_long_answer_the_others_have_a_turn(rig):
    """A message of 200 kB, fetched again and again: all asked for in one act."""
    sender = rig.connect()
    sender.send("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<ana@norte.example>\r\nDATA\r\n")
    sender.send("y" * 78 + "\r\n" + ("z" * 78 + "\r\n") * 2_500 + ".\r\nQUIT\r\n")
    assert b"250 " in sender.rest()
    client = rig.connect("pop3")
    other = Other(rig)
    client.send("USER ana\r\nPASS ana-secreta\r\n" + "RETR 1\r\n" * 50 + "QUIT\r\n")
    assert client.rest().count(b"\r\n.\r\n") == 50
    assert other.stop() <= SLICE_EVENTS + 100
    client.close()
    sender.close()
    rig.empty()


@given(st.binary(max_size=4_000), st.integers(1, 1_500))
def test_batches_are_the_octets_with_few_line_ends_each(data, ends):
    data = data + b"\n" * ends + data
    batches = list(line_batches(data))
    assert b"".join(batches) == data
    assert all(batch.count(b"\n") <= LINES_MAX for batch in batches)
    assert len(batches) <= data.count(b"\n") // LINES_MAX + 1
