"""What all shapes have in common: how fields are written in JSON, and when left out.

A field of a shape may be followed by a string that says what it means; `make contract`
copies it, and the docstrings, into the browser's types and `simulator/CONTRACT.md`.
"""

from typing import dataclass_transform

import msgspec

Json = object
"""Whatever JSON can say; a reader must look what it is."""


def written(name: str) -> str:
    """`from_` in Python is `from` in JSON."""
    return name[:-1] if name[-1] == "_" else name


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Shape(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename=written
):
    """A value as it is served. A field with the default None is absent while None."""
