"""The made-up language keeps what is not words, and every text is a third longer."""

import pytest

from tools.pseudo import labelled, pseudo, pseudo_lesson


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("El servidor norte", "[Êl šêrvîdør ńørtê ~~~~]"),
        ("RCPT TO:<{path}>", "[RCPT TO:<{path}> ~~~]"),
        ("{n} {n#mensaje|mensajes}", "[{n} {n#mêńšåjê|mêńšåjêš} ~~~~~~]"),
        ("Pulsa `EHLO norte`", "[Pûlšå `EHLO norte` ~~~~]"),
        ("[RFC 5321](rfc:5321#4)", "[[RFC 5321](rfc:5321#4) ~~~~~]"),
        ("de ana@norte.example", "[dê ana@norte.example ~~~~~]"),
        ("Sí", "[Šî]"),
    ],
)
def test_what_is_not_words_stays(text, said):
    assert pseudo(text) == said


@pytest.mark.parametrize("length", [20, 40, 100, 300])
def test_a_text_is_a_third_longer(length):
    text = "carta " * (length // 6)
    assert len(pseudo(text)) >= len(text) * 1.3


def test_the_marks_of_a_lesson_stay():
    lesson = "# Uno\n\n## paso-a: Dos\n\n- ( ) si: Tres\n> Cuatro\n```\ncinco\n```\n"
    assert pseudo_lesson(lesson) == (
        "# [Ûńø]\n\n## paso-a: [Døš]\n\n- ( ) si: [Trêš]\n> [Çûåtrø]\n```\ncinco\n```\n"
    )


@pytest.mark.parametrize(
    ("toml", "more"),
    [
        ('es = "Uno"\nen = "One"', 'es = "Uno"\nqps = "[Ûńø]"\nen = "One"'),
        ('x = { es = "Uno" }', 'x = { es = "Uno", qps = "[Ûńø]" }'),
        ('says.es = "Uno"', 'says.es = "Uno"\nsays.qps = "[Ûńø]"'),
        ('host = "es"', 'host = "es"'),
    ],
)
def test_a_label_gets_one_more_language(toml, more):
    assert labelled(toml, "es", "qps", pseudo) == more
