"""The languages a page offers, as its boot block and its templates have them."""

from simulator.languages import Texts
from simulator.projections.shapes import OfferedLanguage


def languages_for_pages(texts: Texts) -> tuple[OfferedLanguage, ...]:
    """Those to choose from, in their order."""
    return tuple(
        OfferedLanguage(tag=tag, name=each.name, direction=each.direction)
        for tag, each in texts.languages.items()
    )
