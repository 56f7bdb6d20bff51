"""The glossary: `/glossary/LANGUAGE.json`, and `/terms/LANGUAGE.json`."""

from simulator.projections.shapes.base import Shape


class Term(Shape):
    """A term that a text of the page explains in place: `/terms/LANGUAGE.json` lists
    them."""

    id: str
    """Of its entry in the glossary."""
    name: str
    words: str
    """As a text names it: forms apart by `|`."""
    means: str


class UnlikeEntry(Shape):
    """Another entry that one is taken for."""

    id: str
    name: str
    why: str
    """What parts them."""


class TreatingLesson(Shape):
    """A lesson that shows what an entry tells of."""

    number: str
    """Such as `L09`."""
    slug: str
    title: str


class GlossaryEntry(Shape):
    """One entry, in one language."""

    id: str
    group: str
    name: str
    found_by: str
    """Other names, and those in other languages, for the search."""
    means: str
    syntax: str
    """Of a command, or ""."""
    example: str
    """Octets as they travel, or ""."""
    cites: tuple[str, ...]
    unlike: tuple[UnlikeEntry, ...]
    scene: str
    """Address of the page that shows it, "" where nothing does."""
    tries: str
    """Place within the page where one can try it out, or ""."""
    lessons: tuple[TreatingLesson, ...]


class ListedRfc(Shape):
    """A document of the RFC series, with its status."""

    number: int
    title: str
    year: int
    level: str
    """internet, draft, proposed, practice, informational, experimental, historic or
    unknown."""
    obsoleted_by: tuple[int, ...]
    updated_by: tuple[int, ...]


class RfcFamily(Shape):
    """Documents that replaced one another."""

    id: str
    """`ui.glossary.family.ID` says what they are about."""
    roots: tuple[int, ...]
    """The first of each line."""


class GlossaryPage(Shape):
    """The whole glossary, in one language."""

    groups: tuple[str, ...]
    """In the order of the page; `ui.glossary.group.NAME` says what each is called."""
    entries: tuple[GlossaryEntry, ...]
    rfcs: tuple[ListedRfc, ...]
    families: tuple[RfcFamily, ...]
