"""The MIME tree: where the parts are, against Python's parser and against nonsense."""

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import mime
from simulator.mail.mime import structure


def letter(*lines):
    return "\r\n".join(lines).encode()


def parts(content):
    """`type/subtype: octets` of every part in order."""
    return [
        (f"{p.kind}/{p.subtype}", content[p.body : p.end])
        for p in structure(content).walk()
    ]


def test_a_plain_letter_is_one_part():
    content = letter("Subject: x", "", "hola", "")
    assert parts(content) == [("text/plain", b"hola\r\n")]
    tree = structure(content)
    assert (tree.start, tree.parameters) == (0, (("charset", "us-ascii"),))
    assert tree.encoding == "7bit" and tree.numbered() == (tree,)


def test_parts_end_before_the_line_end_of_their_delimiter():
    content = letter(
        'Content-Type: multipart/mixed; boundary="x y"',
        "",
        "preamble",
        "--x y",
        "",
        "uno",
        "--x y  ",
        "Content-Type: text/html",
        "",
        "dos",
        "",
        "--x y--",
        "epilogue",
        "--x y",
        "",
        "not a part",
    )
    assert parts(content)[1:] == [("text/plain", b"uno"), ("text/html", b"dos\r\n")]


def test_a_longer_boundary_is_another_one():
    content = letter(
        "Content-Type: multipart/mixed; boundary=a",
        "",
        "--a",
        "",
        "--ab",
        "x--a",
        "--a--",
    )
    assert parts(content)[1:] == [("text/plain", b"--ab\r\nx--a")]


def test_a_letter_inside_a_letter():
    content = letter(
        "Content-Type: message/rfc822",
        "",
        "Subject: dentro",
        "Content-Type: multipart/digest; boundary=b",
        "",
        "--b",
        "",
        "Subject: y más dentro",
        "",
        "hola",
        "--b--",
    )
    tree = structure(content)
    inner = tree.parts[0]
    assert [p.kind for p in tree.walk()] == ["message", "multipart", "message", "text"]
    assert content[inner.start :].startswith(b"Subject: dentro")
    assert inner.parts[0].is_message
    deepest = inner.parts[0].parts[0]
    assert content[deepest.body : deepest.end] == b"hola"


def test_fields_of_a_part():
    content = letter(
        'content-type: IMAGE/PNG; (a comment) name="a \\"b\\".png"; x=1;',
        "CONTENT-TRANSFER-ENCODING: Base64 ; x",
        "Content-ID: <1@x>",
        "Content-Description: una",
        "  foto",
        'Content-Disposition: attachment; filename="f.png"',
        "Content-Language: es, en",
        "Content-Location: http://x.example/",
        "Content-MD5: Q2hlY2s=",
        "",
        "aG9sYQ==",
    )
    part = structure(content)
    assert (part.kind, part.subtype) == ("IMAGE", "PNG")
    assert part.parameters == (("name", 'a "b".png'), ("x", "1"))
    assert (part.encoding, part.content_id) == ("Base64", "<1@x>")
    assert part.description == "una  foto"
    assert part.disposition == mime.Disposition("attachment", (("filename", "f.png"),))
    assert part.languages == ("es", "en")
    assert (part.location, part.md5) == ("http://x.example/", "Q2hlY2s=")
    assert mime.decoded_body(content, part) == b"hola"
    assert part.parameter("NAME".lower()) == 'a "b".png'


@pytest.mark.parametrize("written", ["", "text", "text/", "a b/c", "/x", "ñ/x", ";"])
def test_a_type_that_cannot_be_read_is_plain_text(written):
    part = structure(letter(f"Content-Type: {written}", "", "x"))
    assert (part.kind, part.subtype) == ("text", "plain")


def test_a_multipart_whose_boundary_never_comes_has_one_empty_part():
    for line in ("multipart/mixed", "multipart/digest; boundary=nunca"):
        tree = structure(letter(f"Content-Type: {line}", "", "--x", "", "hola"))
        assert [(p.kind, p.length) for p in tree.parts] == [("text", 0)]


def test_a_multipart_that_is_never_closed_goes_to_the_end():
    content = letter(
        "Content-Type: multipart/mixed; boundary=x", "", "--x", "", "a", ""
    )
    assert parts(content)[1:] == [("text/plain", b"a\r\n")]


@pytest.mark.parametrize(
    ("encoding", "charset", "octets", "text"),
    [
        ("quoted-printable", "utf-8", b"a=C3=B1o=\r\n!", "año!"),
        ("base64", "iso-8859-1", b"YfFv\r\n", "año"),
        ("7bit", "no-such-charset", b"hola", "hola"),
        ("8bit", "us-ascii", "año".encode(), "año"),
        ("base64", "utf-8", b"a", "a"),
        ("x-unknown", "utf-8", b"x", "x"),
        ("7bit", "punycode", b"x-", "x-"),
    ],
)
def test_text_as_a_person_reads_it(encoding, charset, octets, text):
    content = (
        f"Content-Type: text/plain; charset={charset}\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode() + octets
    assert mime.decoded_text(content, structure(content)) == text


def test_header_fields_and_what_is_none():
    content = letter("A: 1", " 2", "not a field", " 3", "B : 4", ": 5", "", "C: 6")
    body = mime.body_offset(content, 0, len(content))
    found = mime.header_fields(content, 0, body)
    assert [(n, mime.field_value(content, a, b)) for n, a, b in found] == [
        ("A", b"1 2"),
        ("B", b"4"),
    ]
    assert mime.has_blank_line(content, 0, body)
    assert not mime.has_blank_line(b"A: 1\r\n", 0, 6)


def test_nests_without_end_are_taken_as_a_whole():
    deep = b"Content-Type: message/rfc822\r\n\r\n" * 500
    assert len(list(structure(deep).walk())) == mime.DEPTH_MAX + 1
    wide = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 5_000
    assert len(list(structure(wide).walk())) <= mime.PARTS_MAX


WORDS = st.sampled_from(
    [
        *(b"\r\n", b"--x", b"--x--", b"--y", b"\r\n\r\n", b"\n", b"\r", b" ", b"hola"),
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b'Content-Type: multipart/digest; boundary="y"\r\n',
        b"Content-Type: message/rfc822\r\n",
        b'Content-Type: text/plain; charset="\xff\r\n',
        b"Content-Disposition: attachment; filename=(((\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
    ]
)


@given(st.lists(st.one_of(WORDS, st.binary(max_size=8)), max_size=30).map(b"".join))
def test_any_octets_are_a_letter_and_parts_lie_within_their_parent(content):
    tree = structure(content)
    assert (tree.start, tree.end) == (0, len(content))
    for part in tree.walk():
        assert part.start <= part.body <= part.end
        at = part.body
        for inner in part.parts:
            assert at <= inner.start and inner.end <= part.end
            at = inner.end
        mime.decoded_text(content, part)
        assert part.parts or not (part.is_multipart or part.is_message)


@given(st.lists(st.text("ab c-", max_size=8), min_size=1, max_size=4), st.booleans())
def test_python_finds_the_same_parts(bodies, nested):
    lines = ["Content-Type: multipart/mixed; boundary=corte", "", "antes"]
    for body in bodies:
        kind = "message/rfc822" if nested else "text/plain"
        lines += ["--corte", f"Content-Type: {kind}", "", "Subject: x", "", body]
    content = letter(*lines, "--corte--", "")
    theirs = email.message_from_bytes(content, policy=email.policy.SMTP)
    ours = structure(content)
    assert [p.kind for p in ours.walk()] == [
        p.get_content_maintype() for p in theirs.walk()
    ]
    for part, their in zip(ours.parts, theirs.iter_parts(), strict=True):
        if not nested:
            octets = their.get_payload(decode=True)
            assert content[part.body : part.end] == octets
