"""Every RFC we cite: its index, its sections, and citations made of them."""

from simulator.rfc.citation import (
    LINK,
    Citation,
    CitationError,
    cite,
    wrong_citations,
)
from simulator.rfc.contents import SECTIONS
from simulator.rfc.families import FAMILIES
from simulator.rfc.index import INDEX, Level, Rfc

__all__ = [
    "FAMILIES",
    "INDEX",
    "LINK",
    "SECTIONS",
    "Citation",
    "CitationError",
    "Level",
    "Rfc",
    "cite",
    "wrong_citations",
]
