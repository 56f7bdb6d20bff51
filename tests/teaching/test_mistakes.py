"""Which hint comes first: the one that answers the mistake somebody is making.

That each listed mistake of the course gets its own is asked by the check of lessons.
"""

from functools import partial

import pytest

from simulator.acts import AnswerQuestion, Open, TypeLine
from simulator.teaching import check_folder
from simulator.teaching.playing import SHIPPED, Stage, play
from simulator.teaching.scripts import ScriptedAct
from tests.worlds import library, scenario


def told(slug, step, acts):
    lesson = library().lessons[slug].lesson
    stage = Stage(lesson, scenario(lesson.scenario))
    return stage.after(step, partial(play, script=map(ScriptedAct, acts))).hint


def lines(*typed, host="sur"):
    return [Open("pc-ana", host, 25), *map(TypeLine, typed)]


VRFY = ("vrfy-expn-alias-listas", "pregunta-a-sur")


@pytest.mark.parametrize(
    ("acts", "hint"),
    [
        ([], ""),
        (lines("NOOP"), ""),
        (lines("VERFY benito"), "2"),
        (lines("VRFY benito"), ""),
        (lines("VERFY benito", "VRFY benito"), ""),
        (lines("VRFY benito", host="norte"), "2"),
    ],
)
def test_a_mistake_shows_by_its_signs_until_one_of_its_goals_holds(acts, hint):
    assert told(*VRFY, acts) == hint


def test_of_two_mistakes_the_newest_is_answered():
    letter = ["Hola", "."]
    envelope = ["MAIL FROM:<ana@norte.example>", "RCPT TO:<benito@sur.example>", "DATA"]
    without_line = ["From: ana@norte.example", *letter]
    with_blank = ["Date: Mon, 23 Nov 2026 09:00:00 +0100", " ", *letter]
    both = ["EHLO pc-ana", *envelope, *without_line, *envelope, *with_blank]
    assert told("cabecera-y-cuerpo", "lo-justo", lines(*both)) == "2"
    other = ["EHLO pc-ana", *envelope, *with_blank, *envelope, *without_line]
    assert told("cabecera-y-cuerpo", "lo-justo", lines(*other)) == "1"


def test_without_signs_a_mistake_misses_just_its_goals():
    session = ("USER benito", "PASS benito-secreta", "STAT", "LIST", "RETR 1")
    acts = [Open("pc-benito", "sur", 110), *map(TypeLine, session)]
    assert told("primera-sesion-pop3", "leer", acts[:-1]) == ""
    assert told("primera-sesion-pop3", "leer", acts) == "cerrar"
    assert told("primera-sesion-pop3", "leer", [*acts, TypeLine("QUIT")]) == ""


def test_wrong_answers_tell_the_mistake_that_most_of_them_are():
    def answered(**parts):
        given = {"p25": "servidores", "p587": "enviar-starttls", **parts}
        acts = [AnswerQuestion(f"puerto.{name}", said) for name, said in given.items()]
        return told("los-puertos", "siete-puertos", acts)

    assert answered() == ""
    assert answered(p25="enviar-starttls", p587="servidores") == "1"
    assert answered(p587="enviar-tls", p465="enviar-starttls") == "2"
    assert answered(p587="enviar-tls") == "2"
    assert answered(p587="imap-tls") == ""


@pytest.mark.parametrize(
    ("replies", "hint"),
    [
        ((), ""),
        (("220 sur.example",), ""),
        (("hola",), "1"),
        (("220 sur.example", "250 sur.example", "250 OK", "250 OK", "500 no"), "2"),
    ],
)
def test_in_the_chair_a_mistake_is_a_wrong_reply_in_its_turn(replies, hint):
    acts = [AnswerQuestion("silla", reply) for reply in replies]
    assert told("la-silla-del-servidor", "una-carta", acts) == hint


def test_a_solved_step_needs_no_hint():
    lesson = library().lessons[VRFY[0]].lesson
    solution = [one.act for one in lesson.step(VRFY[1]).solution]
    assert told(*VRFY, lines("VERFY benito", "QUIT") + solution) == ""


@pytest.mark.parametrize(
    ("place", "once"),
    [
        ("pop3/primera-sesion-pop3", "pop3.response_sent"),
        ("confianza/starttls", "smtp.reply_sent"),
    ],
)
def test_what_holds_untouched_needs_its_occasion(tmp_path, place, once):
    folder = tmp_path / place.rpartition("/")[2]
    folder.mkdir()
    for file in (SHIPPED / place).iterdir():
        text = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [
            line for line in text if not line.startswith(f'once = {{ kind = "{once}')
        ]
        (folder / file.name).write_text("".join(kept), encoding="utf-8")
    reasons = [problem.reason for problem in check_folder(folder)]
    assert any("holds before anything is done" in reason for reason in reasons)
