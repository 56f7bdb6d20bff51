"""What a mailing list changes in a message, and what it leaves alone."""

import pytest

from simulator.agents.mta.lists import list_copy
from simulator.mail.mime import decoded_text, structure

LETTER = (
    b"Received: from x\r\n"
    b"From: =?utf-8?q?Ana_Ib=C3=A1=C3=B1ez?= <ana@norte.example>\r\n"
    b"Subject: Salimos\r\n a las nueve\r\n"
    b"To: excursion@sur.example\r\n"
    b"\r\n"
    b"A todos.\r\n"
)
LIST = "excursion@sur.example"


def test_a_list_that_changes_nothing_sends_the_same_octets():
    copy = list_copy(LETTER)
    assert copy.content is LETTER
    assert copy.changes == ()


def test_the_prefix_stands_before_the_subject_once():
    copy = list_copy(LETTER, prefix="[excursion]")
    field = b"Subject: [excursion] Salimos\r\n a las nueve\r\n"
    assert field in copy.content
    assert copy.changes == ("subject",)
    assert list_copy(copy.content, prefix="[excursion]").changes == ()
    reply = LETTER.replace(b"Subject: ", b"Subject: Re: [excursion] ")
    assert list_copy(reply, prefix="[excursion]").content == reply


def test_the_footer_stands_after_the_text():
    copy = list_copy(LETTER, footer="Lista excursion\nBajas: ...")
    text = b"A todos.\r\n\r\n-- \r\nLista excursion\r\nBajas: ...\r\n"
    assert copy.content.endswith(text)
    assert copy.changes == ("footer",)


def test_a_footer_in_quoted_printable_reads_as_it_is():
    coding = b"Content-Transfer-Encoding: quoted-printable\r\n"
    coded = LETTER.replace(b"To:", coding + b"To:")
    copy = list_copy(coded, footer="1 + 1 = 2").content
    assert decoded_text(copy, structure(copy)).endswith("1 + 1 = 2\r\n")


@pytest.mark.parametrize(
    "field",
    [
        b"Content-Type: text/html\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
    ],
)
def test_what_is_no_plain_text_gets_no_footer(field):
    assert list_copy(field + LETTER, footer="pie").changes == ()


def test_the_list_becomes_the_author_and_the_author_can_be_answered():
    copy = list_copy(LETTER, sent_as=LIST)
    assert b"From: =?utf-8?" in copy.content
    assert b" <excursion@sur.example>\r\nReply-To: =?utf-8?q?Ana" in copy.content
    assert copy.changes == ("author",)
    plain = LETTER.replace(b"=?utf-8?q?Ana_Ib=C3=A1=C3=B1ez?=", b"Ana")
    wanted = b"From: Ana via excursion <excursion@sur.example>\r\n"
    assert wanted in list_copy(plain, sent_as=LIST).content
    answered = plain.replace(b"To:", b"Reply-To: a@b.example\r\nTo:", 1)
    assert list_copy(answered, sent_as=LIST).content.count(b"Reply-To:") == 1


@pytest.mark.parametrize(
    ("content", "changes"),
    [(b"", ()), (b"\r\n", ()), (b"x", ()), (b"From: \r\n\r\n", ("author",))],
)
def test_a_message_without_what_is_changed_is_left_alone(content, changes):
    copy = list_copy(content, prefix="[x]", footer="pie", sent_as=LIST)
    assert copy.changes == changes
