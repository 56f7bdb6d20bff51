"""Streams share the body of a message, count it once, and give it back."""

import gc
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from simulator.acts import Send
from simulator.journal import Journal
from simulator.mail import Attachment
from tests.worlds import opened

BODY = b"\r\n\r\n" + bytes(range(32, 127)) * 60
BIG = Send(
    host="pc-ana",
    to="benito@sur.example",
    subject="Fotos",
    body="Ahí van.",
    attachments=(Attachment(name="fotos.bin", kind="file", octets=200_000),),
)


def copies(count: int = 4) -> Journal:
    """A message that was sent, queued and delivered, each time with more on top."""
    journal = Journal()
    for number in range(count):
        trace = b"Received: by a server\r\n" * number
        wire = b".\r\n" if number % 2 else b""
        journal.stream(f"m{number}").append(trace + b"Subject: x" + BODY + wire)
    return journal


def test_a_body_in_several_streams_is_kept_once():
    journal = copies()
    assert len(BODY) < journal.octets_kept < 1.2 * len(BODY)
    for number in range(4):
        assert BODY in journal.octets(f"m{number}")


def test_what_no_stream_holds_any_more_is_given_back():
    journal = copies()
    for number in (2, 0, 3):
        journal.drop(f"m{number}")
    assert journal.octets("m1").endswith(BODY + b".\r\n")
    journal.drop("m1")
    assert journal.octets_kept == 0


PARTS = st.lists(
    st.sampled_from([b"A: b\r\n", BODY, BODY[:3000], BODY + b"end", b"x" * 3000, b""]),
    max_size=6,
)


@given(st.lists(PARTS, max_size=6), st.integers(0, 20_000), st.integers(0, 9_000))
def test_a_stream_reads_as_what_was_written(written, offset, length):
    journal = Journal()
    for number, parts in enumerate(written):
        for part in parts:
            journal.stream(f"s{number}").append(part)
    for number, parts in enumerate(written):
        whole = b"".join(parts)
        assert journal.octets(f"s{number}") == whole
        part = journal.octets(f"s{number}", offset, length)
        assert part == whole[offset : offset + length]
    for number in range(len(written)):
        journal.drop(f"s{number}")
    assert journal.octets_kept == 0


def test_a_stream_knows_what_was_sent_before_it_was_changed():
    stream = Journal().stream("s")
    for part in (b"250-STARTTLS\r\n", BODY, b"250 HELP\r\n"):
        stream.append(part)
    whole, end = stream.read(), stream.length - 6
    assert stream.overwrite(4, b"XXXXXXXX") == b"STARTTLS"
    assert stream.overwrite(4, b"YYYYYYYY") == b"XXXXXXXX"
    stream.alter(end, 0)
    for read in (stream, stream.until(stream.length)):
        assert read.read() == b"250-YYYYYYYY" + whole[12:end] + b"\0" + whole[end + 1 :]
        assert read.sent() == whole
        assert read.sent(8, 3) == b"TTL"
    stream.forget(end)
    assert stream.sent(0) == whole[stream.first :] == b"250 HELP\r\n"


def test_a_message_with_an_attachment_costs_its_octets_once():
    lab = opened("primera-carta")
    lab.apply(BIG)
    lab.settle()
    everywhere = sum(stream.length for stream in lab.journal.streams.values())
    longest = max(stream.length for stream in lab.journal.streams.values())
    assert everywhere > 4 * longest
    assert lab.journal.octets_kept < 1.2 * longest


def test_programs_let_go_of_a_message_without_waiting_for_the_garbage():
    """Worlds are full of cycles, and a server seldom looks for them."""
    lab = opened("primera-carta")
    lab.apply(BIG)
    lab.settle()
    gc.disable()
    try:
        tracemalloc.start()
        for _ in range(3):
            lab.apply(BIG)
            lab.settle()
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    finally:
        gc.enable()
    stored = lab.world.stores["sur"].octets * 3 // 4
    assert kept < 1.6 * stored
