"""The table of exceptions names tests that there are."""

import ast
from pathlib import Path

import pytest

from tests.e2e.static.excepted import EXCEPTED

E2E = Path(__file__).parent.parent


@pytest.mark.parametrize("name", EXCEPTED)
def test_what_is_excepted_is_a_test_that_opens_its_pages_by_visit(name):
    file, _, function = name.partition("::")
    found = {
        node.name: {each.arg for each in node.args.args}
        for node in ast.walk(ast.parse((E2E / file).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert "visit" in found.get(function, ())
