"""Lines and dot-ended contents, cut in every way."""

import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.lines import (
    FALSE_END,
    LENIENT_ENDS,
    DotReader,
    LineReader,
    clip_spans,
    dot_stuff,
    dot_unstuff,
    has_long_line,
)

tricky = st.lists(
    st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"\0", b"a", b"bb", b"\xff" * 7])
).map(b"".join)
"""Octets in which line ends and dots are likely to meet."""

cuts = st.lists(st.integers(0, 200), max_size=6)


def pieces(data: bytes, at: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(place for place in at if place < len(data))})
    return [data[a:b] for a, b in zip(places, places[1:], strict=False)]


def lines_of(parts: list[bytes], octets_max: int) -> list:
    reader = LineReader(octets_max)
    found = []
    for part in parts:
        reader.feed(part)
        while (line := reader.next_line()) is not None:
            found.append(line)
    return found


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"NOOP\r\n", [b"NOOP"]),
        (b"\r\n\r\n", [b"", b""]),
        (b"a\nb\rc\r\n", [b"a\nb\rc"]),
        (b"a\r\r\nb\n\r\n", [b"a\r", b"b\n"]),
        (b"\0\r\n", [b"\0"]),
        (b"no end", []),
        (b"no end\r", []),
        (b"no end\n", []),
    ],
)
def test_only_cr_lf_ends_a_line(data, texts):
    assert [line.text for line in lines_of([data], 512)] == texts


def test_a_line_may_have_exactly_the_limit_with_its_crlf():
    assert not lines_of([b"x" * 510 + b"\r\n"], 512)[0].too_long
    line = lines_of([b"x" * 511 + b"\r\n"], 512)[0]
    assert line.too_long
    assert line.length == 513
    assert line.octets == b"x" * 511 + b"\r"


@given(tricky, cuts, st.integers(2, 12))
def test_lines_do_not_depend_on_how_octets_arrive(data, at, octets_max):
    found = lines_of(pieces(data, at), octets_max)
    assert found == lines_of([data], octets_max)
    *whole, _ = data.split(b"\r\n")
    assert [line.length for line in found] == [len(text) + 2 for text in whole]
    offset = 0
    for line, text in zip(found, whole, strict=True):
        assert line.offset == offset
        assert line.octets == (text + b"\r\n")[:octets_max]
        assert line.too_long == (line.length > octets_max)
        offset += line.length


def test_an_endless_line_takes_no_memory():
    reader = LineReader(512)
    tracemalloc.start()
    for _ in range(200):
        reader.feed(b"x" * 65_536)
        assert reader.next_line() is None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400_000
    reader.feed(b"\r\nNOOP\r\n")
    line = reader.next_line()
    assert line is not None
    assert (line.too_long, line.length) == (True, 200 * 65_536 + 2)
    after = reader.next_line()
    assert after is not None
    assert (after.text, after.offset) == (b"NOOP", 200 * 65_536 + 2)


# --- contents -------------------------------------------------------------------------


def content_of(parts: list[bytes], octets_max: int = 1_000_000):
    """`(wire, rest, length)` at the end of the content, or None without an end."""
    reader = DotReader(octets_max)
    for index, part in enumerate(parts):
        rest = reader.feed(part)
        if rest is not None:
            return reader.wire(), rest + b"".join(parts[index + 1 :]), reader.length
    return None


SMUGGLED = [
    b"a\n.\nb",
    b"a\n.\r\nb",
    b"a\r.\rb",
    b"a\r.\r\nb",
    b"a\r\n.\nb",
    b"a\r\n.\rb",
    b"a\r\n.\r\rb",
    b"a\n\n.\n\nb",
    b"a\r\n\0.\r\nb",
    b"a\r\n.\0\r\nb",
    b"a\r\n. \r\nb",
    b"a\r\n..\r\nb",
    b"\n.\r\nb",
    b".\nb",
    b".\rb",
]


@pytest.mark.parametrize("data", SMUGGLED)
def test_look_alikes_do_not_end_a_content(data):
    for at in range(len(data) + 1):
        assert content_of([data[:at], data[at:]]) is None
    whole = data + b"\r\n.\r\n"
    assert content_of([whole + b"QUIT"]) == (data + b"\r\n", b"QUIT", len(whole))


def test_a_dot_right_after_the_first_line_end_is_an_empty_content():
    assert content_of([b".\r\nNOOP\r\n"]) == (b"", b"NOOP\r\n", 3)
    assert content_of([b".", b"\r", b"\n"]) == (b"", b"", 3)


@given(tricky, cuts)
def test_the_end_does_not_depend_on_how_octets_arrive(data, at):
    found = content_of(pieces(data, at))
    whole = b"\r\n" + data
    end = whole.find(b"\r\n.\r\n")
    if end < 0:
        assert found is None
    else:
        assert found == (whole[2 : end + 2], data[end + 3 :], end + 3)


@given(tricky, cuts)
def test_a_lenient_reader_ends_at_the_first_of_its_ends_however_octets_arrive(data, at):
    reader, rest = DotReader(1_000_000, LENIENT_ENDS), None
    for index, part in enumerate(parts := pieces(data, at)):
        rest = reader.feed(part)
        if rest is not None:
            rest += b"".join(parts[index + 1 :])
            break
    found = re.search(rb"\n\.\r?\n", b"\r\n" + data)
    if found is None:
        assert rest is None
        return
    end = found.end() - 2
    assert (rest, reader.length) == (data[end:], end)
    assert reader.wire() + reader.dot_line == data[:end]


@given(tricky)
def test_a_false_end_is_where_a_lenient_reader_alone_ends(data):
    content = data + b"\r\n.\r\n"
    reader = DotReader(1_000_000, LENIENT_ENDS)
    reader.feed(content)
    strict = (b"\r\n" + content).index(b"\r\n.\r\n") + 3
    found = FALSE_END.search((b"\r\n" + content)[: strict + 2])
    assert reader.length == (strict if found is None else found.end() - 2)


@given(tricky, cuts, st.integers(0, 30))
def test_beyond_the_limit_octets_are_counted_and_not_kept(data, at, octets_max):
    sent = dot_stuff(data + b"\r\n") + b".\r\n"
    reader = DotReader(octets_max)
    rests = [reader.feed(part) for part in pieces(sent, at)]
    assert rests[-1] == b""
    assert reader.length == len(sent)
    assert reader.wire() == sent[:-3][:octets_max]
    assert reader.too_long == (len(sent) - 3 > octets_max)


@given(tricky)
def test_unstuffing_undoes_stuffing(data):
    content = data + b"\r\n"
    wire = dot_stuff(content)
    assert dot_unstuff(wire) == content
    assert b"\r\n.\r\n" not in b"\r\n" + wire


@pytest.mark.parametrize(
    ("content", "wire"),
    [(b".", b".."), (b"..fin\r\n", b"...fin\r\n"), (b"a\r\n.\r\n", b"a\r\n..\r\n")],
)
def test_a_dot_at_the_start_of_a_line_is_doubled(content, wire):
    assert dot_stuff(content) == wire


def test_without_dots_nothing_is_copied():
    content = b"x" * 70 + b"\r\n a.b\r\n"
    assert dot_stuff(content) is content
    assert dot_unstuff(content) is content


def test_a_content_in_one_piece_is_copied_once():
    content = (b"x" * 70 + b"\r\n") * 20_000
    sent = content + b".\r\n"
    tracemalloc.start()
    reader = DotReader(10_000_000)
    assert reader.feed(sent) == b""
    kept = dot_unstuff(reader.wire())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept == content
    assert peak < len(content) + 100_000


@given(tricky, st.integers(2, 9))
def test_a_long_line_is_seen(content, octets_max):
    longest = max(len(line) + 2 for line in (content + b"\r\n").split(b"\r\n")[:-1])
    assert has_long_line(content + b"\r\n", octets_max) == (longest > octets_max)


def test_spans_stay_within_what_a_fact_carries():
    spans = [(0, 4, "verb"), (5, 600, "argument"), (600, 602, "crlf")]
    assert clip_spans(spans) == ((0, 4, "verb"), (5, 512, "argument"))
