"""The table of exceptions names tests that there are."""

import ast
from pathlib import Path

import pytest

from tests.e2e.static.excepted import EXCEPTED

E2E = Path(__file__).parent.parent


@pytest.mark.parametrize("name", EXCEPTED)
def test_what_is_excepted_is_a_test_that_there_is(name):
    file, _, function = name.partition("::")
    tree = ast.parse((E2E / file).read_text("utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert function in found
