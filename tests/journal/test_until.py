"""A journal as it was: its events so far, and no octet that comes later."""

import pytest

from tests.worlds import opened


@pytest.fixture(scope="module")
def lab():
    return opened("primera-carta")


@pytest.mark.parametrize("share", [0, 0.1, 0.4, 0.7, 0.99])
def test_a_journal_cut_at_an_event_has_the_octets_of_that_moment(lab, share):
    journal = lab.journal
    seq = int(lab.last_seq * share)
    cut, then = journal.until(seq), lab.fork(seq).journal
    assert cut.events == journal.events[: seq + 1]
    for name, stream in cut.streams.items():
        assert stream.read() == journal.octets(name, 0, stream.length)
        assert stream.length <= then.streams[name].length
    for event in cut.events:
        if getattr(event.fact, "stream", ""):
            name = f"{event.conn}.{event.fact.stream}"
            assert cut.streams[name].length >= event.fact.offset + event.fact.length


def test_at_its_end_it_is_the_whole_journal(lab):
    journal = lab.journal
    cut = journal.until(lab.last_seq)
    assert cut.events == journal.events
    for name, stream in journal.streams.items():
        assert cut.octets(name) == stream.read()


def test_after_a_window_was_trimmed_it_begins_where_the_window_does():
    journal = opened("primera-carta").journal
    journal.trim(50)
    cut = journal.until(60)
    assert (cut.base, len(cut), len(cut.events)) == (50, 61, 11)
