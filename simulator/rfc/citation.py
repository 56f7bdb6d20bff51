"""Citations as data: from `5321#4.1.4` to title, section, status and link.

Why it exists: a citation shown to a learner can be checked by a test and linked by the
page. It refuses what it does not know: `cite` raises CitationError for an RFC that is
not in the index and for a section its table of contents does not have. Where we have no
table of contents, only the form of the section is checked.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.rfc.contents import SECTIONS
from simulator.rfc.index import INDEX

LINK = "https://www.rfc-editor.org/rfc/rfc{rfc}"
SECTION_FORM = re.compile(r"[1-9][0-9]*(\.[1-9][0-9]*)*|[A-Z](\.[1-9][0-9]*)*")
"""`4.1.1.5`, or `A` and `F.2` for appendices."""


class CitationError(ValueError):
    """A citation of something that is not in the index."""


class Citation(NamedTuple):
    """Where a rule is written. `section` and `section_title` may be ""."""

    rfc: int
    section: str
    title: str
    section_title: str
    status: str
    link: str


def cite(place: str) -> Citation:
    """The citation for `place`, `5321#4.1.4` or `5321`.

    Raises CitationError for an unknown RFC, an unknown section, or another form.
    """
    number, separator, section = place.partition("#")
    rfc = INDEX.get(int(number)) if number.isascii() and number.isdigit() else None
    if rfc is None:
        raise CitationError(f"{place}: not an RFC of the index")
    if separator and not SECTION_FORM.fullmatch(section):
        raise CitationError(f"{place}: a section looks like 4.1.1.5 or F.2")
    known = SECTIONS.get(rfc.number, {})
    if section and known and section not in known:
        raise CitationError(f"{place}: RFC {rfc.number} has no such section")
    link = LINK.format(rfc=rfc.number)
    return Citation(
        rfc=rfc.number,
        section=section,
        title=rfc.title,
        section_title=known.get(section, ""),
        status=rfc.status,
        link=f"{link}#{_anchor(section)}" if section else link,
    )


def wrong_citations(places: Iterable[str]) -> Iterator[str]:
    """Why nothing can be cited for each place for which nothing can."""
    for place in places:
        try:
            cite(place)
        except CitationError as error:
            yield str(error)


def _anchor(section: str) -> str:
    """The fragment rfc-editor.org gives a section or an appendix."""
    if section[0].isdigit():
        return f"section-{section}"
    return f"appendix-{section}"
