"""The languages a page offers, as its boot block and its templates have them."""

from simulator.languages import Texts


def languages_for_pages(texts: Texts) -> list[dict[str, str]]:
    """Those to choose from, in their order: `[{tag, name, direction}]`."""
    return [
        {"tag": tag, "name": each.name, "direction": each.direction}
        for tag, each in texts.languages.items()
    ]
