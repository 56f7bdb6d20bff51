"""Words that Cartero does not use, in each language: what learners read is searched.

VOICE: one plain word for one thing. `FORBIDDEN` is a table, so another language brings
its own rows, and a word that is agreed on is one line more.
"""

import re

import pytest

from simulator.projections.catalogue import load
from tests.words.learner_texts import learner_texts
from tests.worlds import LANGUAGES

FORBIDDEN = {
    "es": (
        r"e-?mail|mailer",
        r"usted(es)?|vosotros",
        r"ordenador(es)?|computador\w*|móvil(es)?|celular(es)?",
        r"ficheros?",
        r"diarios?",
        r"fronteras?",
        r"encript\w+",
        r"banderas?",
        r"(el|un|del|al|este|ese|otro|nuevo) terminal",
        r"nombre de usuario",
        r"reloj de pared",
        r"(la|tu|su|una|sin) claves?(?! (?:pública|privada))",
        r"identificad[oa]s?",
        # a host's label brings its article: {the:host}, "a {the:host}", "de {the:host}"
        r"arregl\w+|enter",
        r"sucesos?",
        r"estás (suscrit|conectad|registrad)[oa]",
        r"nombre permanente",
        r"letras que no son ASCII|letras ASCII",
        r"para (recoger|mirar) su",
        r"(el|al|del)(?= (\{host:|mx\d|ns\d))",
    ),
    "en": (
        r"emails?|mailer",
        r"laborator\w+",
        r"anew|afresh",
        r"for ever",
        r"half-done",
        r"rightly",
        r"letter by letter",
        r"in order now",
        r"lone dot",
        r"mend(s|ed|ing)?",
        r"hand(s|ed|ing)? in",
        r"mail programs?",
        r"is no (command|part)",
        r"beyond ASCII",
        r"proven|known already",
        r"(stamp|sender) (of|on) (the envelope of|\{the:)|Received stamps?",
        r"messages (and|or) digits|a lone|is no “",
        r"header sections?",
        r"shall|ought|henceforth|thereof|whence",
    ),
}
"""Language to patterns of whole words, whatever their case."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_forbidden_word_is_used(language):
    words = re.compile(rf"\b(?:{'|'.join(FORBIDDEN[language])})\b", re.IGNORECASE)
    said = [
        f"{place}: {found[0]}"
        for place, text in learner_texts(language).items()
        for found in words.finditer(text)
    ]
    assert said == []


COUNTED = re.compile(r"\{n\} (segundos|octetos|cartas|seconds|octets|messages)\b")
SEVERAL = {"say.close.delivered_many", "say.imap.yes.store.client"}
"""Keys for two or more: one has its own sentence."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_that_may_be_one_has_a_form_for_one(language):
    texts = load()[language].items()
    found = {key for key, text in texts if COUNTED.search(text)}
    assert found == SEVERAL
