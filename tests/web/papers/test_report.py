"""The report of a session: what was answered and achieved, what was said, drawn."""

import html
import re

import pytest

L09 = "primera-sesion-smtp"


@pytest.fixture
def l09(visitor):
    return visitor.tab(visitor.boot(f"/aprende/{L09}")["lab"])


def report_of(visitor, lab, lang="es"):
    response = visitor.http.get(f"/lab/{lab}/memoria?lang={lang}")
    assert response.status_code == 200
    return html.unescape(response.get_data(as_text=True))


def answer(tab, question, value):
    assert tab.act("answer", question=question, value=value)["ok"]


def typed(tab, *lines):
    assert tab.act("open", host="pc-ana", target="sur", port=25)["ok"]
    for line in lines:
        assert tab.act("line", text=line)["ok"]


@pytest.mark.parametrize(
    ("lang", "right", "wrong", "achieved"),
    [
        ("es", "correcto", "no era eso", "conseguido"),
        ("en", "right", "not right", "achieved"),
    ],
)
def test_a_report_tells_answers_goals_and_every_line(
    visitor, l09, lang, right, wrong, achieved
):
    answer(l09, "step", "primera-palabra")
    answer(l09, "quien-empieza", "cliente")
    answer(l09, "step", "con-ayuda")
    typed(l09, "EHLO pc-ana.norte.example", "QUIT")
    answer(l09, "step", "comprueba")
    answer(l09, "rcpt-antes", "r503")
    told = report_of(visitor, l09.lab, lang)
    assert "L09" in told
    assert re.search(rf'<span class="small">{right}\b', told)
    assert re.search(rf'<span class="small">{wrong}\b', told)
    assert told.count('<i class="box">✓</i>') == 2
    assert "C: EHLO pc-ana.norte.example" in told
    assert "<svg " in told
    assert "data-name" in told and "data-now" in told


def test_a_session_without_a_lesson_has_a_report_of_what_happened(visitor):
    lab = visitor.boot("/mira")["lab"]
    visitor.tab(lab)
    told = report_of(visitor, lab)
    assert "220 smtp.norte.example" in told
    assert 'class="scores"' not in told


def test_who_only_watches_gets_no_report_of_what_was_not_shown(server, l09):
    answer(l09, "step", "con-ayuda")
    typed(l09, "EHLO pc-ana.norte.example")
    response = server.visitor().http.get(f"/lab/{l09.lab}/memoria")
    assert response.status_code == 403


def parts_of(told):
    return "".join(re.findall(r'<section class="reported">.*?</section>', told, re.S))


def test_a_report_prints_corrections_in_words_and_nothing_to_press(whole_course):
    visitor = whole_course.visitor()
    tab = visitor.tab(visitor.boot("/aprende/pop-imap-web-medidos")["lab"])
    answer(tab, "step", "arregla-la-diapositiva")
    answer(tab, "frase.tipos", "que=maneras")
    answer(tab, "frase.sin-red", "ok")
    told = parts_of(report_of(visitor, tab.lab))
    assert "<b>maneras de leer el mismo buzón</b>" in told
    assert "<b>Está bien así</b>" in told
    assert "que=" not in told and "<button" not in told


def test_a_report_prints_what_was_replied_in_the_servers_place(whole_course):
    visitor = whole_course.visitor()
    tab = visitor.tab(visitor.boot("/aprende/la-silla-del-servidor")["lab"])
    answer(tab, "step", "una-carta")
    answer(tab, "silla", "220 hola")
    answer(tab, "silla", "250 sur.example")
    told = parts_of(report_of(visitor, tab.lab))
    assert "Se abre la conexión.<br><b>220 hola</b>" in told
    assert re.search(r"EHLO [^<]+<br><b>250 sur.example</b>", told)
