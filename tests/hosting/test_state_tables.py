"""The tables of the protocols, as the browser has them."""

import re

import pytest

from simulator.hosting.state_tables import machines
from simulator.projections.catalogue import load


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_term_of_a_syntax_has_a_word(lang):
    catalogue = load()[lang]
    syntaxes = [
        (verb, table["syntax"])
        for machine in machines().values()
        for verb, table in machine["verbs"].items()
    ]
    for verb, syntax in syntaxes:
        rest = syntax.removeprefix(verb)
        for term in re.findall(r"[a-z][a-z0-9-]*", rest):
            assert f"syntax.{term}" in catalogue, (verb, term)
