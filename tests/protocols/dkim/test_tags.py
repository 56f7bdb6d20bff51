"""Tag lists: what the grammar has, and where a list leaves it (RFC 6376 §3.2)."""

import pytest

from simulator.protocols.dkim.keys import read_key_record
from simulator.protocols.dkim.signature import read_signature
from simulator.protocols.dkim.tags import (
    TAG_LIST_OCTETS_MAX,
    TagList,
    TagListError,
    decoded_quoted,
    quoted,
)

GOOD = b"v=1; a=rsa-sha256; d=norte.example; s=s1; h=From:To; bh=AAAA; b=BBBB"


def test_white_space_around_names_and_values_does_not_count():
    tags = TagList(b" v = 1 ;\r\n\t a=b  c ;x=")
    assert [(t.name, t.value) for t in tags] == [
        ("v", b"1"),
        ("a", b"b  c"),
        ("x", b""),
    ]
    a = tags.require("a")
    assert (a.at, a.start, a.end) == (14, 14, 19)


@pytest.mark.parametrize(
    ("octets", "cause", "offset"),
    [
        (b"", "syntax", 0),
        (b"   ", "syntax", 3),
        (b";", "syntax", 0),
        (b"v=1;;a=b", "syntax", 4),
        (b"v=1; ;a=b", "syntax", 5),
        (b"v=1; 1a=b", "syntax", 5),
        (b"v=1; a-b=c", "syntax", 5),
        (b"v=1; nothing", "syntax", 5),
        (b"v=1; a=\xc3\xb1", "syntax", 7),
        (b"v=1; a=b\nc", "syntax", 8),
        (b"v=1; a=b\r\nc", "syntax", 8),
        (b"v=1; a=\0", "syntax", 7),
        (b"v=1; a=b; v=2", "twice", 10),
        (b"v=1; a=" + b"x" * TAG_LIST_OCTETS_MAX, "too_long", TAG_LIST_OCTETS_MAX),
    ],
)
def test_a_list_that_is_none_says_where(octets, cause, offset):
    with pytest.raises(TagListError) as found:
        TagList(octets)
    assert (found.value.cause, found.value.offset) == (cause, offset)


@pytest.mark.parametrize("end", [b";", b"; ", b" ;\r\n\t"])
def test_a_semicolon_may_end_a_list(end):
    assert read_signature(GOOD + end).domain == "norte.example"


@pytest.mark.parametrize(
    ("old", "new", "cause", "tag"),
    [
        (b"v=1; ", b"", "missing_tag", "v"),
        (b"v=1", b"v=2", "version", "v"),
        (b"v=1", b"v=01", "version", "v"),
        (b"a=rsa-sha256", b"a=rsa-sha1", "historic", "a"),
        (b"a=rsa-sha256", b"a=rsa-sha512", "algorithm", "a"),
        (b"d=norte.example", b"d=norte", "bad_tag", "d"),
        (b"d=norte.example", b"d=-norte.example", "bad_tag", "d"),
        (b"d=norte.example", b"d=" + b"a." * 130 + b"example", "bad_tag", "d"),
        (b"s=s1", b"s=.s1", "bad_tag", "s"),
        (b"s=s1", b"s=a..b", "bad_tag", "s"),
        (b"s=s1", b"s=" + b"a" * 64, "bad_tag", "s"),
        (b"h=From:To", b"h=To", "from_unsigned", "h"),
        (b"h=From:To", b"h=From::To", "bad_tag", "h"),
        (b"h=From:To", b"h=", "bad_tag", "h"),
        (b"bh=AAAA", b"bh=AAA", "bad_tag", "bh"),
        (b"bh=AAAA", b"bh=", "bad_tag", "bh"),
        (b"b=BBBB", b"b=BB-B", "bad_tag", "b"),
        (b"b=BBBB", b"b=BBBB; c=nofws", "canonicalization", "c"),
        (b"b=BBBB", b"b=BBBB; c=simple/", "", ""),
        (b"b=BBBB", b"b=BBBB; l=-1", "bad_tag", "l"),
        (b"b=BBBB", b"b=BBBB; l=" + b"1" * 77, "bad_tag", "l"),
        (b"b=BBBB", b"b=BBBB; t=1; x=1", "bad_tag", "x"),
        (b"b=BBBB", b"b=BBBB; t=2; x=1", "bad_tag", "x"),
        (b"b=BBBB", b"b=BBBB; t=1e9", "bad_tag", "t"),
        (b"b=BBBB", b"b=BBBB; q=http", "query_method", "q"),
        (b"b=BBBB", b"b=BBBB; i=ana@sur.example", "identity", "i"),
        (b"b=BBBB", b"b=BBBB; i=ana@xnorte.example", "identity", "i"),
        (b"b=BBBB", b"b=BBBB; i=ana", "bad_tag", "i"),
        (b"b=BBBB", b"b=BBBB; z=From", "bad_tag", "z"),
    ],
)
def test_a_value_that_a_tag_cannot_have_says_which(old, new, cause, tag):
    assert old in GOOD
    if not cause:
        assert read_signature(GOOD.replace(old, new))
        return
    with pytest.raises(TagListError) as found:
        read_signature(GOOD.replace(old, new))
    assert (found.value.cause, found.value.tag) == (cause, tag)


@pytest.mark.parametrize(
    "more",
    [
        b"; i=ana@norte.example",
        b"; i=@pc.NORTE.example",
        b"; i=ana=20maria@norte.example",
        b"; q=http/x : dns/txt",
        b"; c=RELAXED/simple",
        b"; unknown=whatever is here",
        b"; t=1; x=2",
        b"; l=0",
        b"; z=From:ana=40norte.example|\r\n\tSubject:a=3Bb",
    ],
)
def test_what_a_signature_may_say_besides(more):
    assert read_signature(GOOD + more).fields == ("From", "To")


@pytest.mark.parametrize(
    "octets",
    [
        b"p=AAAA; v=DKIM1",
        b"v=DKIM2; p=AAAA",
        b"v=dkim1; p=AAAA",
        b"v=DKIM1",
        b"v=DKIM1; p=AAA",
        b"v=DKIM1; p=AA AA=A",
        b"v=spf1 -all",
        b"",
    ],
)
def test_what_is_no_key_record(octets):
    with pytest.raises(TagListError):
        read_key_record(octets)


def test_a_key_record_with_everything():
    record = read_key_record(
        b"v=DKIM1; h=sha1:sha256; k=rsa; n=a note; s=email; t=y:s; p=AA AA\r\n AA=="
    )
    assert record.hashes == ("sha1", "sha256")
    assert record.services == ("email",)
    assert record.testing and "s" in record.flags
    assert record.octets == b"\0\0\0\0"


def test_quoted_printable_of_dkim_goes_there_and_back():
    octets = bytes(range(256))
    coded = quoted(octets)
    assert not set(coded) & set(b" ;|\r\n")
    assert decoded_quoted(coded) == octets
    assert decoded_quoted(b"a =2\r\n 0b=zz") == b"a b=zz"
