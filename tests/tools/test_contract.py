"""The contract is written from the types: its copies are not edited, and whole."""

import re

import msgspec
import pytest

from simulator.projections.shapes import Json, Shape
from tools.contract import PAGE, TYPES, Contract, page, types


def test_the_browsers_types_are_those_of_the_contract():
    assert TYPES.read_text("utf-8") == types(Contract()), "run `make contract`"


def test_the_page_is_that_of_the_contract():
    assert PAGE.read_text("utf-8") == page(Contract()), "run `make contract`"


def test_every_type_that_is_named_is_defined():
    text = re.sub(r"/\*\*.*?\*/|'[^']*'", "", TYPES.read_text("utf-8"), flags=re.S)
    defined = set(re.findall(r"export (?:interface|type) (\w+)", text))
    assert set(re.findall(r"\b[A-Z]\w+", text)) - {"Record"} == defined


class Sample(Shape):
    """One of each."""

    from_: str
    """Where it\ncomes from."""
    pairs: tuple[tuple[int, str], ...]
    either: list[int | bool]
    nothing: bool | None
    anything: Json
    absent: dict[str, "float"] | None = None


def test_a_struct_is_written_as_json_has_it():
    written = Contract().interface(Sample).typescript()
    assert written == (
        "/** One of each. */\n"
        "export interface Sample {\n"
        "  /** Where it comes from. */\n"
        "  from: string;\n"
        "  pairs: [number, string][];\n"
        "  either: (number | boolean)[];\n"
        "  nothing: boolean | null;\n"
        "  anything: any;\n"
        "  absent?: Record<string, number>;\n"
        "}\n"
    )


def test_a_type_that_json_does_not_have_is_refused():
    class Odd(msgspec.Struct):
        octets: bytes

    with pytest.raises(TypeError):
        Contract().interface(Odd)
