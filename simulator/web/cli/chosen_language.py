"""The languages a command may speak, and the one that was asked for."""

from pathlib import Path

from simulator.languages import Texts
from simulator.projections.catalogue import TextError, load
from simulator.web.cli.output_files import Wrong


def load_texts(folder: Path) -> Texts:
    """All languages of a folder. Raises Wrong."""
    try:
        return load(folder)
    except TextError as error:
        raise Wrong(str(error)) from None


def chosen_language(folder: Path, wish: str | None) -> tuple[Texts, str]:
    """All languages, and the tag of the one wished for. Raises Wrong."""
    texts = load_texts(folder)
    if wish is not None and wish not in texts:
        raise Wrong(f"--lang {wish}: no such language (known: {', '.join(texts)})")
    return texts, wish or texts.first
