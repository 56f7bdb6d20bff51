"""JSON Lines in parts: the same octets as all at once, from anywhere."""

import json

from simulator.export import jsonl
from simulator.export.jsonl import EVENTS_PER_PART
from simulator.journal import Journal, from_jsonl, to_jsonl
from simulator.journal.facts import HostPoweredOn


def journal_of(length):
    journal = Journal()
    for seq in range(length):
        journal.append(seq, "sur", "", max(seq - 1, 0), HostPoweredOn())
    return journal


def test_the_parts_together_are_the_whole_journal():
    journal = journal_of(2 * EVENTS_PER_PART + 1)
    parts = list(jsonl(journal))
    assert [part.count(b"\n") for part in parts] == [500, 500, 1]
    assert b"".join(parts) == to_jsonl(journal)
    assert from_jsonl(b"".join(parts)) == journal.events


def test_a_journal_is_written_from_any_event_on():
    journal = journal_of(7)
    lines = b"".join(jsonl(journal, 5)).splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [5, 6]
    assert list(jsonl(journal, 7)) == []
    assert list(jsonl(Journal())) == []


def test_a_line_is_an_event_with_its_kind():
    (part,) = jsonl(journal_of(1))
    assert json.loads(part) == {
        "seq": 0,
        "at_us": 0,
        "host": "sur",
        "conn": "",
        "cause": 0,
        "fact": {"kind": "host.powered_on"},
    }


def test_a_live_lab_that_forgets_meanwhile_leaves_no_gap():
    journal = journal_of(3 * EVENTS_PER_PART)
    parts = jsonl(journal)
    kept = [next(parts)]
    journal.trim(EVENTS_PER_PART // 2)
    journal.append(10_000, "sur", "", 0, HostPoweredOn())
    kept += parts
    seqs = [event.seq for event in from_jsonl(b"".join(kept))]
    assert seqs == list(range(3 * EVENTS_PER_PART))
