"""The RFC index against itself, and every citation of the project against the index."""

import re
from pathlib import Path

import pytest

from simulator.rfc import FAMILIES, INDEX, SECTIONS, CitationError, Level, cite

ROOT = Path(__file__).parents[1]
PLACES = ("simulator", "lessons", "static/src", "templates")
SUFFIXES = {".py", ".toml", ".md", ".js", ".html"}

RFC = re.compile(r"\bRFC[ \u00a0]?(\d{2,5})\b")
SECTION = r"([0-9A-Z][0-9A-Z.]*[0-9A-Z]|[0-9A-Z])"
LONG_FORM = re.compile(r"\bRFC[ \u00a0]?(\d{2,5}),? §" + SECTION)
SHORT_FORM = re.compile(r"""["'`](\d{2,5})#([^"'`\s]*)["'`]""")


def citations(text):
    """`(rfc, section)` of everything that cites; section "" for an RFC alone."""
    found = [(int(n), "") for n in RFC.findall(text)]
    found += [(int(n), section) for n, section in LONG_FORM.findall(text)]
    found += [(int(n), section) for n, section in SHORT_FORM.findall(text)]
    return found


def wrong(text):
    """What the index says against the citations of `text`."""
    found = []
    for rfc, section in citations(text):
        try:
            cite(f"{rfc}#{section}" if section else str(rfc))
        except CitationError as error:
            found.append(str(error))
    return found


def files():
    return sorted(
        path
        for place in PLACES
        for path in (ROOT / place).rglob("*")
        if path.suffix in SUFFIXES
    )


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_citation_is_in_the_index(path):
    assert wrong(path.read_text()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "RFC 5321 §4.1.9",
        "RFC 9998",
        "RFC5321 §3.3.1.",
        'rfc = "1939#12.1"',
        'rfc = ["5321#4.1.1.12"]',
        "`4444#1`",
    ],
)
def test_a_wrong_citation_is_caught(planted):
    assert len(wrong(planted)) == 1


def test_a_right_citation_is_not():
    assert citations("RFC 5321 §4.1.1.4. RFC 1939, §7") == [
        (5321, ""),
        (1939, ""),
        (5321, "4.1.1.4"),
        (1939, "7"),
    ]
    assert wrong('RFC 5321 §F.2, `1939#7`, "5322#3.6.4" and "9293"') == []


def test_a_citation_says_all_a_page_needs():
    place = cite("5321#4.1.4")
    assert (place.rfc, place.section) == (5321, "4.1.4")
    assert place.title == "Simple Mail Transfer Protocol"
    assert place.section_title == "Order of Commands"
    assert place.status == "current"
    assert place.link == "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"


def test_a_whole_rfc_and_an_appendix():
    assert cite("1939").link == "https://www.rfc-editor.org/rfc/rfc1939"
    assert cite("5321#F.2").link.endswith("/rfc5321#appendix-F.2")


@pytest.mark.parametrize(
    ("number", "successors"),
    [
        ("821", (2821,)),
        ("2821", (5321,)),
        ("2822", (5322,)),
        ("1734", (5034,)),
        ("3501", (9051,)),
        ("7489", (9989, 9990, 9991)),
    ],
)
def test_what_the_course_cites_and_was_replaced(number, successors):
    assert cite(number).status == "obsolete"
    assert INDEX[int(number)].obsoleted_by == successors


@pytest.mark.parametrize(
    ("number", "level"),
    [
        (5321, Level.DRAFT),
        (5322, Level.DRAFT),
        (1939, Level.INTERNET),
        (1870, Level.INTERNET),
        (9051, Level.PROPOSED),
        (3207, Level.PROPOSED),
        (5248, Level.PRACTICE),
        (7489, Level.INFORMATIONAL),
        (8617, Level.EXPERIMENTAL),
    ],
)
def test_the_status_of_what_a_course_is_asked_about(number, level):
    """What every server keeps may stand in a document of a lower status."""
    assert INDEX[number].level is level


@pytest.mark.parametrize("number", [5321, 5322, 1939, 2449, 3206, 5034, 9051, 9989])
def test_what_stands(number):
    assert INDEX[number].status == "current"


@pytest.mark.parametrize(
    "place", ["", "x", "0", "-1", "99999", "5321#", "5321#4.", "5321#04", "5321#x", "²"]
)
def test_what_is_not_a_citation_raises(place):
    with pytest.raises(CitationError):
        cite(place)


def test_the_index_is_closed_and_in_time():
    for rfc in INDEX.values():
        for later in (*rfc.obsoleted_by, *rfc.updated_by):
            assert later in INDEX, f"RFC {later} of RFC {rfc.number}"
            assert INDEX[later].year >= rfc.year and later > rfc.number
    assert set(SECTIONS) <= set(INDEX)


def test_every_listed_section_has_its_parent():
    for number, sections in SECTIONS.items():
        for section in sections:
            parent = section.rpartition(".")[0]
            assert not parent or parent in sections, f"{number}#{section}"
            assert cite(f"{number}#{section}").section_title


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_begins_with_documents_that_replaced_nobody(family):
    replacing = {new for rfc in INDEX.values() for new in rfc.obsoleted_by}
    assert not replacing & set(FAMILIES[family])


@pytest.mark.parametrize(
    ("family", "today"),
    [("smtp", {5321}), ("message", {5322}), ("imap", {1176, 9051})]
    + [("pop3", {937, 1939, 5034})],
)
def test_a_family_comes_down_to_what_stands_today(family, today):
    line, last = set(FAMILIES[family]), set()
    while line:
        last |= {number for number in line if not INDEX[number].obsoleted_by}
        line = {new for number in line for new in INDEX[number].obsoleted_by}
    assert last == today


def test_what_updated_or_replaced_a_document_came_later_and_is_in_the_index():
    for rfc in INDEX.values():
        for number in (*rfc.obsoleted_by, *rfc.updated_by):
            assert number > rfc.number
            assert INDEX[number].year >= rfc.year
