"""The tables of the protocols, as the browser has them."""

import re

import pytest

from simulator.projections.catalogue import load
from simulator.projections.state_tables import machines


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_term_of_a_syntax_has_a_word(lang):
    catalogue = load()[lang]
    syntaxes = [
        (verb, known.syntax)
        for machine in machines().values()
        for verb, known in machine.verbs.items()
    ]
    for verb, syntax in syntaxes:
        rest = syntax.removeprefix(verb)
        for term in re.findall(r"[a-z][a-z0-9-]*", rest):
            assert f"syntax.{term}" in catalogue, (verb, term)
