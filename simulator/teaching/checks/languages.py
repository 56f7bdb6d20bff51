"""What a language lacks: texts of the catalogue, lessons, labels in TOML files.

None of it is fatal: the language it falls back to speaks meanwhile. It refuses to judge
words; `checks/text.py` compares the languages of a lesson.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from simulator.languages import Texts
from simulator.projections.catalogue import differences
from simulator.teaching.library import LESSON_FILE


def check_languages(texts: Texts, lessons: Path, scenarios: Path) -> list[str]:
    """A line for each thing that is missing: what, and where. The texts have loaded."""
    found = differences(texts)
    for file in sorted(lessons.glob(f"**/{LESSON_FILE}")):
        missing = [tag for tag in texts if not (file.parent / f"{tag}.md").exists()]
        found += [f"{file.parent}: no {tag}.md" for tag in missing]
    files = {*lessons.glob("**/*.toml"), *scenarios.glob("*.toml")}
    for file in sorted(files):
        tree = tomllib.loads(file.read_text(encoding="utf-8"))
        for place, words in _labels(tree, "", texts.first):
            missing = [tag for tag in texts if tag not in words]
            found += [f"{file}: {place} lacks its words in {tag!r}" for tag in missing]
    return found


def _labels(
    value: object, place: str, first: str
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every table that says something in the first language, and where it stands."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _labels(each, f"{place}[{index}]", first)
    elif isinstance(value, Mapping):
        if isinstance(value.get(first), str):
            yield place, value
        for name, each in value.items():
            yield from _labels(each, f"{place}.{name}".lstrip("."), first)
