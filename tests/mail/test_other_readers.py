"""Our reading of generated messages beside that of well-kept readers.

`postal-mime` and `mailparser` (npm) and Python's `email` read the same octets. Where
one of them differs, a rule of EXPLAINED says why ours is right, by section, or the test
fails. Messages are made as clients make them, the odd ones too: encoded words in every
position, parameters in pieces and codings, trees of parts, charsets, soft line breaks
with white space.
"""

import base64
import email
import email.policy
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import field, field_text
from simulator.mail.header_addresses import addresses
from simulator.mail.mime import decoded_body, decoded_text, structure
from simulator.mail.reading import as_read
from tests.clients.programs import need_node
from tools.run import ROOT

HERE = Path(__file__).parent
WORDS = st.text("aZ09ñé€人 ,.-_?=", min_size=1, max_size=12).map(str.strip).filter(bool)
CHARSETS = ("utf-8", "iso-8859-1", "windows-1252", "gb2312", "koi8-r", "windows-874")
CODECS = {"gb2312": "gbk", "windows-874": "cp874"}
"""Charset to Python's codec, where the name is not the same."""


class Reading(NamedTuple):
    """What a reader makes of one message. `files`: names and octets."""

    subject: str
    sender: list[str]
    reply: list[str]
    text: str
    files: list[tuple[str, bytes]]


# --- messages -------------------------------------------------------------------------


def coded_word(draw: Callable, text: str) -> str:
    """An encoded word of `text`, in a charset that has its characters."""
    charset = draw(st.sampled_from(CHARSETS))
    try:
        octets = text.encode(CODECS.get(charset, charset))
    except UnicodeEncodeError:
        charset, octets = "utf-8", text.encode()
    if draw(st.booleans()):
        return f"=?{charset}?B?{base64.b64encode(octets).decode()}?="
    inside = "".join(f"={octet:02X}" for octet in octets)
    return f"=?{charset}?q?{inside}?="


@st.composite
def texts(draw: Callable) -> str:
    """An unstructured value: words, encoded words, characters as they are."""
    pieces = []
    for word in draw(st.lists(WORDS, min_size=1, max_size=4)):
        coded = draw(st.booleans())
        pieces.append(coded_word(draw, word) if coded else word.replace("=?", "=.?"))
    return " ".join(pieces)


@st.composite
def people(draw: Callable) -> str:
    """A list of addresses: names bare, quoted, coded, in comments; groups."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        address = f"p{number}@{draw(st.sampled_from(['a.example', 'b.example']))}"
        name = draw(WORDS)
        form = draw(st.integers(0, 4))
        quoted = name.replace("\\", "").replace('"', "")
        found.append(
            (
                address,
                f"<{address}>",
                f'"{quoted}, {quoted}" <{address}>',
                f"{coded_word(draw, name)} <{address}>",
                f"{address} ({''.join(c for c in name if c.isascii())})",
            )[form]
        )
    told = ", ".join(found)
    return f"Grupo: {told};" if draw(st.integers(0, 5)) == 0 else told


@st.composite
def file_names(draw: Callable) -> str:
    """The parameters of a Content-Disposition that name a file."""
    name = draw(WORDS.filter(lambda text: "=?" not in text and '"' not in text))
    octets = "".join(f"%{octet:02X}" for octet in name.encode())
    half = len(octets) // 6 * 3
    ascii_name = "".join(c for c in name if c.isascii()).strip() or "x"
    forms = (
        f'filename="{ascii_name}"',
        f"filename*=utf-8''{octets}",
        f"filename*0*=utf-8'es'{octets[:half]}; filename*1*={octets[half:]}",
        f'filename*0="{ascii_name}"; filename*1="({ascii_name}).pdf"',
        f"filename=\"otro.txt\"; filename*=utf-8''{octets}",
        f'filename="({ascii_name}); x.pdf"',
    )
    return draw(st.sampled_from(forms))


@st.composite
def leaves(draw: Callable) -> bytes:
    """A text part, or a file."""
    words = draw(WORDS)
    if draw(st.booleans()):
        charset = draw(st.sampled_from(CHARSETS))
        try:
            octets = words.encode(CODECS.get(charset, charset))
        except UnicodeEncodeError:
            charset, octets = "utf-8", words.encode()
        encoding, body = _encoded(draw, octets)
        return (
            f"Content-Type: text/plain; charset={charset}\r\n"
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
        ).encode() + body
    octets = draw(st.binary(min_size=1, max_size=30))
    return (
        "Content-Type: application/octet-stream\r\n"
        f"Content-Disposition: attachment; {draw(file_names())}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + base64.encodebytes(octets).strip()


def _encoded(draw: Callable, octets: bytes) -> tuple[str, bytes]:
    encoding = draw(st.sampled_from(["8bit", "quoted-printable", "base64"]))
    if encoding == "base64":
        return encoding, base64.encodebytes(octets).strip()
    if encoding == "quoted-printable":
        coded = b"".join(b"=%02X" % octet for octet in octets)
        soft = draw(st.sampled_from([b"", b"=\r\n", b"= \r\n"]))
        return encoding, coded + soft
    return encoding, octets


@st.composite
def trees(draw: Callable, depth: int = 2) -> bytes:
    """A leaf, or a multipart of trees; boundaries with what may stand in one."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(leaves())
    boundary = f"{draw(st.sampled_from(['b', '(b)', 'b=_', '--b']))}{depth}"
    parts = [draw(trees(depth=depth - 1)) for _ in range(draw(st.integers(1, 3)))]
    inside = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    end = b"--%s--\r\n" % boundary.encode()
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
    return head.encode() + inside + end


@st.composite
def messages(draw: Callable) -> bytes:
    """A whole message."""
    fields = [f"Subject: {draw(texts())}", f"From: {draw(people())}"]
    if draw(st.booleans()):
        fields.append(f"Reply-To: {draw(people())}")
    head = "".join(f"{one}\r\n" for one in (*fields, "MIME-Version: 1.0"))
    return head.encode() + draw(trees())


# --- readers --------------------------------------------------------------------------


def ours(content: bytes) -> Reading:
    root = structure(content)
    shown = as_read(root)
    bodies = [one.part for one in shown if one.role == "text"]
    files = [one.part for one in shown if one.role == "attachment"]
    return Reading(
        field_text(content, "Subject"),
        _people(content, "From"),
        _people(content, "Reply-To"),
        "\n".join(decoded_text(content, part) for part in bodies),
        [(part.file_name, decoded_body(content, part)) for part in files],
    )


def _people(content: bytes, name: str) -> list[str]:
    return [one.addr_spec for one in addresses(field(content, name) or b"") if one.host]


def of_python(content: bytes) -> Reading:
    """The `email` package, with the policy that decodes."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    bodies = [p for p in parts if p.get_content_disposition() != "attachment"]
    files = [p for p in parts if p.get_content_disposition() == "attachment"]
    return Reading(
        str(mail["Subject"]),
        [one.addr_spec for one in mail["From"].addresses],
        [one.addr_spec for one in mail["Reply-To"].addresses]
        if mail["Reply-To"]
        else [],
        "\n".join(part.get_content() for part in bodies),
        [(part.get_filename() or "", part.get_payload(decode=True)) for part in files],
    )


@pytest.fixture(scope="module")
def others() -> Iterator[Callable[[bytes], dict[str, Reading]]]:
    """What the readers of the JavaScript world make of a message."""
    program = subprocess.Popen(
        [need_node("mailparser"), HERE / "readers.mjs"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert program.stdin and program.stdout

    def read(content: bytes) -> dict[str, Reading]:
        program.stdin.write(base64.b64encode(content) + b"\n")
        program.stdin.flush()
        told = json.loads(program.stdout.readline())
        return {name: _reading(one) for name, one in told.items()}

    yield read
    program.stdin.close()
    program.wait()


def _reading(told: dict) -> Reading:
    files = [(name, base64.b64decode(octets)) for name, octets in told["files"]]
    return Reading(told["subject"], told["from"], told["reply"], told["text"], files)


# --- differences ----------------------------------------------------------------------

Rule = Callable[[bytes], bool]
SOFT_BREAK_WITH_SPACE = b"= \r\n"

EXPLAINED: dict[tuple[str, str], dict[str, Rule]] = {
    ("postal-mime", "sender"): {
        "From is a list of mailboxes (RFC 5322 §3.6.2); it keeps the first": (
            lambda content: len(_people(content, "From")) > 1
        ),
    },
    ("postal-mime", "text"): {
        "white space after a soft line break goes (RFC 2045 §6.7, rule 3)": (
            lambda content: SOFT_BREAK_WITH_SPACE in content
        ),
    },
    ("python", "text"): {
        "white space after a soft line break goes (RFC 2045 §6.7, rule 3)": (
            lambda content: SOFT_BREAK_WITH_SPACE in content
        ),
    },
    ("python", "files"): {
        "filename* is meant for whoever can read it (RFC 2231 §4, RFC 6266 §4.3)": (
            lambda content: b"otro.txt" in content
        ),
    },
}
"""Reader and field to why theirs may differ, and when."""


def alike(name: str, reading: Reading) -> Reading:
    """What is compared: white space as one space, and as Node.js has it C1 controls are
    what windows-1252 means by them (its decoder takes 0x80 to 0x9F for Latin-1)."""
    western = {code: bytes([code]).decode("cp1252", "replace") for code in C1}
    table = western if name != "python" else {}

    def told(text: str) -> str:
        return " ".join(text.translate(table).split())

    files = [(told(each), octets) for each, octets in reading.files]
    subject, text = told(reading.subject), told(reading.text)
    return Reading(subject, reading.sender, reading.reply, text, files)


C1 = range(0x80, 0xA0)


@given(messages())
def test_other_readers_read_the_same_or_the_difference_is_explained(others, content):
    mine = ours(content)
    theirs = others(content)
    if b"windows-874" not in content:  # a charset that Python does not know
        theirs["python"] = of_python(content)
    for name, reading in theirs.items():
        expected, found = alike(name, mine), alike(name, reading)
        for part in Reading._fields:
            why = EXPLAINED.get((name, part), {})
            if getattr(expected, part) != getattr(found, part):
                assert any(rule(content) for rule in why.values()), (name, part)
