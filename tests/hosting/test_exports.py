"""What is exported names its run, and waits for nobody's browser."""

import pytest

from simulator.hosting import Refusal
from simulator.hosting.reading import Sight, exports
from tests.hosting.rig import TELNET, HostingInTest, Tab


@pytest.fixture(scope="module")
def hosting():
    return HostingInTest()


@pytest.fixture(scope="module")
def forked(hosting):
    """A lab with a second branch, as its owner sees it."""
    tab = Tab(hosting, hosting.lab().id)
    opened = tab.act("open", **TELNET)
    tab.act("line", text="NOOP")
    assert tab.act("line", text="HELP", after=opened["seq"])["branch"] == "b2"
    return Sight(hosting.labs.get(tab.lab), whole=True)


def test_a_name_says_scenario_branch_and_machine(forked):
    assert exports.journal_file(forked, "b1").name == "cartero-primera-carta.jsonl"
    capture = exports.capture_file(forked, "b2", "sur")
    assert capture.name == "cartero-primera-carta-2-sur.pcap"
    assert capture.keep


def test_a_journal_is_sent_in_parts_with_pauses_between(hosting, forked):
    before = hosting.scheduler.pauses
    parts = list(exports.journal_file(forked, "b1").body)
    assert hosting.scheduler.pauses - before == len(parts)


def test_a_transcript_and_a_drawing_speak_the_language_asked_for(hosting, forked):
    texts = hosting.content.texts
    assert exports.drawing_file(forked, None, texts, "en").body.startswith(b"<")
    spanish = exports.transcript_file(forked, None, texts["es"]).body
    assert spanish != exports.transcript_file(forked, None, texts["en"]).body


@pytest.mark.parametrize(
    ("key", "ask"),
    [
        ("error.branch_gone", lambda lab: exports.journal_file(lab, "b9")),
        ("error.unknown_host", lambda lab: exports.capture_file(lab, "", "luna")),
        ("error.no_stream", lambda lab: exports.message_file(lab, "", "m99")),
        ("error.no_stream", lambda lab: exports.stream_octets(lab, "", "c9.c", 0, 9)),
    ],
)
def test_what_is_not_there_is_refused(forked, key, ask):
    with pytest.raises(Refusal) as refused:
        ask(forked)
    assert refused.value.key == key
