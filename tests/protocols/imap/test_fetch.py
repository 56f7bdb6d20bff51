"""FETCH against Python's own slices and Python's own e-mail parser."""

import email
import email.policy

from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.imap import ImapClient, ImapClientConfig
from simulator.protocols.imap.parsing import read
from simulator.protocols.imap.questions import Command
from tests.protocols.imap.fake_store import HELLO, PARTS, FakeStore, Person

BODY = b"".join(b"linea %d\r\n" % n for n in range(40))
LETTER = b"From: a@b.example\r\nSubject: x\r\n\r\n" + BODY


def octets_of(said: bytes, after: bytes) -> bytes:
    """The literal that follows `after` in what the server said."""
    at = said.index(after) + len(after)
    end = said.index(b"}\r\n", at)
    size = int(said[at + 1 : end])
    return said[end + 3 : end + 3 + size]


@given(st.integers(0, 2**32 - 1), st.integers(1, 2**32 - 1))
def test_a_partial_is_a_slice(first, count):
    person = Person(FakeStore(LETTER)).select()
    said = person.say(f"1 FETCH 1 BODY.PEEK[TEXT]<{first}.{count}>")
    name = b"BODY[TEXT]<%d> " % first
    assert octets_of(said, name) == BODY[first : first + count]


@given(st.integers(0, 500), st.integers(1, 500))
def test_near_the_edges_too(first, count):
    person = Person(FakeStore(LETTER)).select()
    said = person.say(f"1 FETCH 1 BODY.PEEK[]<{first}.{count}>")
    assert octets_of(said, b"BODY[]<%d> " % first) == LETTER[first : first + count]


def test_header_and_text_make_the_whole():
    person = Person(FakeStore(HELLO)).select()
    said = person.say("1 FETCH 1 (BODY.PEEK[HEADER] BODY.PEEK[TEXT] RFC822)")
    header, text = octets_of(said, b"BODY[HEADER] "), octets_of(said, b"BODY[TEXT] ")
    assert header + text == HELLO == octets_of(said, b" RFC822 ")


def test_without_a_blank_line_all_is_header():
    person = Person(FakeStore(b"Subject: x\r\n")).select()
    said = person.say("1 FETCH 1 (BODY.PEEK[HEADER.FIELDS (Subject)] BODY.PEEK[TEXT])")
    assert octets_of(said, b"(Subject)] ") == b"Subject: x\r\n"
    assert octets_of(said, b"BODY[TEXT] ") == b""


def test_a_nul_never_travels_in_a_literal():
    person = Person(FakeStore(b"Subject: x\r\n\r\na\0b")).select()
    said = person.say("1 FETCH 1 (RFC822.SIZE BODY.PEEK[TEXT])")
    assert octets_of(said, b"BODY[TEXT] ") == b"a\x80b"


def test_sections_agree_with_pythons_parser():
    person = Person(FakeStore(PARTS)).select()
    letter = email.message_from_bytes(PARTS, policy=email.policy.SMTP)
    first, second = letter.iter_parts()
    said = person.say("1 FETCH 1 (BODY.PEEK[1] BODY.PEEK[2] BODY.PEEK[2.1])")
    assert octets_of(said, b"BODY[1] ") == first.get_content().rstrip("\n").encode()
    inner = second.get_content()
    assert octets_of(said, b"BODY[2] ") == inner.as_bytes()
    assert octets_of(said, b"BODY[2.1] ") == inner.get_payload().encode()


MIME = st.recursive(
    st.tuples(
        st.sampled_from(
            ["text/plain", "text/html; charset=utf-8", "image/png", "x", ""]
        ),
        st.text("ab\n-c", max_size=12),
    ).map(lambda p: f"Content-Type: {p[0]}\n\n{p[1]}\n"),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("xyz"), st.lists(inner, max_size=3)).map(
            lambda p: (
                f"Content-Type: multipart/mixed; boundary={p[0]}\n\n"
                + "".join(f"--{p[0]}\n{one}\n" for one in p[1])
                + f"--{p[0]}--\n"
            )
        ),
        inner.map("Content-Type: message/rfc822\n\n{}".format),
    ),
    max_leaves=8,
).map(lambda text: text.replace("\n", "\r\n").encode())


@given(MIME)
def test_every_part_of_the_structure_can_be_fetched(content):
    person = Person(FakeStore(content)).select()
    said = person.say("1 FETCH 1 BODYSTRUCTURE")
    line = said.split(b"\r\n1 OK")[0]
    structure = dict(zip(*[iter(read(line, {}).untagged.values[0])] * 2, strict=True))
    for path, size in leaves(structure["BODYSTRUCTURE"], ()):
        name = ".".join(map(str, path))
        said = person.say(f"2 FETCH 1 BODY.PEEK[{name}]")
        assert len(octets_of(said, f"BODY[{name}] ".encode())) == size


NOISE = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [
                b"\r\n",
                b"\r\n\r\n",
                b'From: "a\\',
                b"To: x: (",
                b"Subject: =?x?b?",
                b"Date: 99 Nov",
                b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
                b"Content-Type: message/rfc822\r\n\r\n",
                b'Content-Type: text/plain; charset="utf-7"\r\n',
                b"Content-Language: a, b, \xff\r\n",
            ]
        ),
    ),
    max_size=15,
).map(b"".join)


@given(NOISE)
def test_whatever_the_octets_the_response_is_one_a_client_can_read(content):
    person = Person(FakeStore(content)).select()
    client = ImapClient(ImapClientConfig(), 0)
    client.receive_data(b"* OK [CAPABILITY IMAP4rev1] hi\r\n", 0)
    client.answer(Command("FETCH"), 0)
    items = "ENVELOPE BODYSTRUCTURE BODY BODY.PEEK[] BODY.PEEK[1] BODY.PEEK[1.MIME]"
    client.receive_data(person.say(f"a1 FETCH 1 ({items})"), 0)
    response = client.next_question().response
    assert response.status == "OK"
    (fetched,) = response.untagged
    values = dict(zip(*[iter(fetched.values[0])] * 2, strict=True))
    assert list(values) == items.replace(".PEEK", "").split()
    assert len(values["ENVELOPE"]) == 10
    assert values["BODY[]"] == content.replace(b"\0", b"\x80")
    keys = "TEXT a NOT BODY b OR FROM x SENTSINCE 1-Jan-2026 HEADER Subject c"
    assert person.say(f"a2 SEARCH {keys}").endswith(b"a2 OK SEARCH completed\r\n")


def leaves(body, path):
    """`(numbers, octets)` of every part that is no multipart, as a client reads it."""
    if isinstance(body[0], tuple):
        for number, part in enumerate(body, start=1):
            if not isinstance(part, tuple):
                break
            yield from leaves(part, (*path, number))
        return
    path = path or (1,)
    yield path, int(body[6])
    if (body[0], body[1]) == (b"MESSAGE", b"RFC822") and len(body) > 11:
        inner = body[8]
        multipart = isinstance(inner[0], tuple)
        yield from leaves(inner, path if multipart else (*path, 1))


def test_fetching_octets_of_the_letter_sets_seen_and_peeking_does_not():
    store = FakeStore(HELLO, HELLO, HELLO, HELLO)
    person = Person(store).select()
    person.say("1 FETCH 1 BODY.PEEK[]", "2 FETCH 2 BODY[TEXT]", "3 FETCH 3 RFC822.TEXT")
    person.say("4 FETCH 4 (RFC822.HEADER ENVELOPE BODYSTRUCTURE RFC822.SIZE)")
    seen = [kept.uid for kept in store.inbox.kept if "\\Seen" in kept.flags]
    assert seen == [2, 3]
