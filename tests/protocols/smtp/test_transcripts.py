"""Whole sessions with the server, played as written and cut in every way."""

import pytest

from tests.protocols.smtp.fake_agent import FakeAgent, new_server
from tests.transcripts.runner import (
    CutOnce,
    Played,
    Transcript,
    load,
    octet_by_octet,
    octets_heard,
    play,
    play_at_once,
    whole,
)

TRANSCRIPTS = load("smtp/server")


def by_name(transcript: Transcript) -> str:
    return transcript.name


def run(transcript: Transcript, cut=whole) -> tuple[Played, list]:
    agent = FakeAgent(transcript)
    played = play(transcript, new_server(transcript), agent.answer, cut=cut)
    return played, agent.asked


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=by_name)
def test_the_server_says_what_is_written(transcript):
    run(transcript)


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=by_name)
def test_octet_by_octet_all_is_the_same(transcript):
    assert run(transcript, octet_by_octet) == run(transcript)


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=by_name)
def test_wherever_it_is_cut_once_all_is_the_same(transcript):
    expected = run(transcript)
    for at in range(1, octets_heard(transcript)):
        assert run(transcript, CutOnce(at)) == expected, f"cut after octet {at}"


WITHOUT_TIME = [t for t in TRANSCRIPTS if not any(s.kind in "TELH" for s in t.steps)]


@pytest.mark.parametrize("transcript", WITHOUT_TIME, ids=by_name)
def test_said_all_at_once_it_is_answered_in_order(transcript):
    agent = FakeAgent(transcript)
    played = play_at_once(transcript, new_server(transcript), agent.answer)
    assert (played, agent.asked) == run(transcript)


def test_the_runner_refuses_a_server_that_says_more_or_less():
    greeting = TRANSCRIPTS[0]._replace(directives=(), steps=())
    with pytest.raises(AssertionError, match="also said"):
        run(greeting)
    step = TRANSCRIPTS[0].steps[0]._replace(kind="S", octets=b"221 *\r\n")
    with pytest.raises(AssertionError, match="it said"):
        run(greeting._replace(steps=(step,)))
