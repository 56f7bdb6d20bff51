"""What a reader sees of a message, and what a reply to it begins with."""

import pytest

from simulator.mail import reply_header
from simulator.mail.mime import structure
from simulator.mail.reading import as_read, numbered, words_of_html


def lines(*text: str) -> bytes:
    return "\r\n".join(text).encode()


def mixed(*parts: str, kind: str = "mixed") -> str:
    inside = "".join(f"--b{kind}\r\n{part}\r\n" for part in parts)
    return (
        f"Content-Type: multipart/{kind}; boundary=b{kind}\r\n\r\n{inside}--b{kind}--"
    )


def text(words: str, kind: str = "plain", more: str = "") -> str:
    return f"Content-Type: text/{kind}\r\n{more}\r\n{words}"


PICTURE = "Content-Type: image/png\r\n\r\nx"
INSIDE = f"Content-Type: message/rfc822\r\n\r\nSubject: otra\r\n{text('dentro')}"


def read(message: str) -> list[tuple[str, str, str]]:
    """`(number, role, instead_of)` of what is shown."""
    shown = as_read(structure(message.encode()))
    return [(one.number, one.role, one.instead_of) for one in shown]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (text("uno"), [("1", "text", "")]),
        (text("<p>", "html"), [("1", "html", "")]),
        (
            mixed(text("uno"), PICTURE, text("dos")),
            [("1", "text", ""), ("2", "attachment", ""), ("3", "text", "")],
        ),
        (
            mixed(text("a"), text("<a>", "html"), kind="alternative"),
            [("1", "text", ""), ("2", "html", "1")],
        ),
        (
            mixed(text("<a>", "html"), text("a"), kind="alternative"),
            [("2", "text", ""), ("1", "html", "2")],
        ),
        (
            mixed(text("a"), text("x", "calendar"), kind="alternative"),
            [("1", "text", "")],
        ),
        (
            mixed(
                mixed(text("a"), text("<a>", "html"), kind="alternative"),
                text("nota", more='Content-Disposition: attachment; filename="n"\r\n'),
            ),
            [("1.1", "text", ""), ("1.2", "html", "1.1"), ("2", "attachment", "")],
        ),
        (
            mixed(text("<p>", "html"), INSIDE),
            [("1", "html", ""), ("2", "attachment", "")],
        ),
        (INSIDE, [("1", "attachment", "")]),
        (
            mixed(text("<p>", "html"), PICTURE, kind="related"),
            [("1", "html", ""), ("2", "attachment", "")],
        ),
        (
            mixed(text("a"), "Content-Type: application/x-sig\r\n\r\ns", kind="signed"),
            [("1", "text", ""), ("2", "attachment", "")],
        ),
    ],
)
def test_a_reader_sees_all_text_in_order_and_what_comes_with_it(message, shown):
    assert read(message) == shown


def test_parts_are_numbered_as_imap_does():
    inner = f"Content-Type: message/rfc822\r\n\r\n{mixed(text('x'), PICTURE)}"
    message = mixed(text("uno"), inner, INSIDE, kind="digest")
    found = [(n, p.kind) for n, _, p in numbered(structure(message.encode()))]
    assert found == [
        ("", "multipart"),
        ("1", "text"),
        ("2", "message"),
        ("2", "multipart"),
        ("2.1", "text"),
        ("2.2", "image"),
        ("3", "message"),
        ("3.1", "text"),
    ]


def test_a_page_without_a_browser_is_its_words():
    page = "<head><title>t</title></head><!-- n --><p>Hola <b>Ana</b><br>a&ntilde;o"
    assert words_of_html(f"{page}<script>x</script> 1 < 2") == "Hola Ana\naño 1 < 2"
    assert words_of_html("<p" * 100_000) == "<p" * 100_000


def replied(*fields: str) -> tuple[tuple[str, ...], str, str, tuple[str, ...]]:
    begun = reply_header(lines(*fields, "", "x"))
    return begun.to, begun.subject, begun.in_reply_to, begun.references


@pytest.mark.parametrize(
    ("fields", "to"),
    [
        (["From: Ana <ana@x.example>"], ("ana@x.example",)),
        (["From: =?utf-8?q?P=C3=A9rez=2C_Ana?= <ana@x.example>"], ("ana@x.example",)),
        (['From: "Pérez <jefa@y.example>, Ana" <ana@x.example>'], ("ana@x.example",)),
        (["From: a@x (c@d.example)"], ("a@x",)),
        (["From: a@x", "Reply-To: b@y, c@z"], ("b@y", "c@z")),
        (["From: a@x", "Reply-To: Todas: b@y, C <c@z>;, b@y"], ("b@y", "c@z")),
        (["From: a@x", "Reply-To: nadie:;"], ("a@x",)),
        (['From: "con espacio"@x.example'], ('"con espacio"@x.example',)),
        (["Subject: x"], ()),
    ],
)
def test_a_reply_goes_to_all_of_reply_to_else_to_from(fields, to):
    assert replied(*fields)[0] == to


def test_a_reply_continues_the_conversation():
    own = "Message-ID: <3@x>"
    assert replied("Subject: =?utf-8?q?a=C3=B1o?=", own)[1:] == (
        "Re: año",
        "<3@x>",
        ("<3@x>",),
    )
    assert replied("Subject: RE: x", own)[1] == "RE: x"
    assert replied(own, "References: <1@x>\r\n <2@x>")[3] == ("<1@x>", "<2@x>", "<3@x>")
    assert replied(own, "In-Reply-To: <1@x>")[3] == ("<1@x>", "<3@x>")
    assert replied(own, "In-Reply-To: <1@x> <2@x>")[3] == ("<3@x>",)
