"""The results of a class: whose they are to read, as a page and as CSV."""

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest

from simulator.acts import encode_act
from simulator.classroom.ballot import Ballot, lesson_ballot
from simulator.hosting import Limits
from simulator.web.pages.class_record_pages import CHECKS_PER_MINUTE
from tests.web.classes.test_class_pages import joined, opened
from tests.web.rig import LESSON, ROOT, ServerInTest, Visitor, small_library

PAGES = ("resultados", "resultados.csv", "votaciones.csv")
NAMES = ("=1+1", "Ana <b>Ávila</b>", "Nadie")


@pytest.fixture
def server(tmp_path: Path) -> ServerInTest:
    lessons = small_library(tmp_path / "lessons")
    archive = f"sqlite:///{tmp_path / 'archivo.sqlite'}"
    return ServerInTest(lessons, ROOT / "static/dist", Limits(), archive=archive)


def solves(server: ServerInTest, student: Visitor, steps: int) -> None:
    """So many steps of the lesson."""
    tab = student.tab(student.boot(f"/aprende/{LESSON}")["lab"])
    for step in server.wiring.content.lesson(LESSON).lesson.steps[:steps]:
        tab.act("answer", question="step", value=step.id)
        if step.question and step.kind != "do":
            for part, right in step.question.parts.items():
                tab.act("answer", question=part, value=right[0])
        for scripted in step.solution:
            assert tab.ask("act", act=encode_act(scripted.act))["ok"]


@pytest.fixture
def taught(server) -> tuple[Visitor, str, list[Visitor]]:
    """A class that was asked twice, and whose first two students worked."""
    teacher, code, _ = opened(server)
    students = [joined(server, code, name) for name in NAMES]
    for student, steps in zip(students, (99, 4), strict=False):
        solves(server, student, steps)
    classroom = server.wiring.classrooms.find(code)
    ids = [each.id for each in classroom]
    quiz = lesson_ballot("q1", server.wiring.content, f"{LESSON}/tras-data")
    own = Ballot("q2", "own", "<i>¿Sí?</i>", ("+sí", "no"))
    for ballot, turns in ((quiz, (0, 1)), (own, (0,))):
        classroom.ask(ballot)
        for turn, option in enumerate(turns, 1):
            ballot.again(turn - 1)
            for member in ids:
                ballot.vote(member, turn, option)
            ballot.close()
        ballot.reveal(1)
    classroom.put_away()
    server.wiring.classrooms.keep(code)
    return teacher, code, students


def rows_of(response) -> list[dict[str, str]]:
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response.headers["Content-Disposition"]
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("page", PAGES)
def test_only_who_teaches_the_class_may_read_them(server, taught, page):
    teacher, code, students = taught
    path = f"/clase/{code}/{page}"
    assert teacher.http.get(path).status_code == 200
    for other in (students[0], server.visitor(), opened(server)[0]):
        assert other.http.get(path).status_code == 403


def test_the_page_has_three_numbers_and_says_who_did_nothing(taught):
    teacher, code, _ = taught
    page = teacher.http.get(f"/clase/{code}/resultados").text
    scores = re.findall(r"data-value=\"[\d.-]+\">(\d+/\d+|<span)", page)
    assert scores == ["12/12", "3/3", "1/1", "6/12", "3/3", "0/1", *["<span"] * 3]
    idle = page.split('class="idle"')[1].split("</p>")[0]
    assert "Nadie" in idle
    assert "Ávila" not in idle
    assert "Ana &lt;b&gt;Ávila&lt;/b&gt;" in page
    assert "&lt;i&gt;¿Sí?&lt;/i&gt;" in page
    assert "%" not in page.split("<main")[1]


def test_names_are_not_in_a_page_that_hides_them(server, taught):
    teacher, code, _ = taught
    path = f"/clase/{code}/resultados"
    assert "Ávila" not in teacher.http.get(f"{path}?names=0").text
    classroom = server.wiring.classrooms.find(code)
    classroom.set_door(locked=False, names_hidden=True)
    hidden = teacher.http.get(path).text
    for name in NAMES[1:]:
        assert name.split()[0] not in hidden.split("<main")[1]
    assert 'href="?lang=en&amp;names=0"' in hidden
    assert "Ávila" in teacher.http.get(f"{path}?names=1").text


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        (
            "es",
            "Estudiante,Lección,Tareas,de,Predicciones,de,Preguntas,de,Observaciones",
        ),
        ("en", "Student,Lesson,Tasks,of,Predictions,of,Questions,of,Notes"),
    ],
)
def test_the_csv_has_every_student_and_no_formula(taught, lang, heads):
    teacher, code, _ = taught
    response = teacher.http.get(f"/clase/{code}/resultados.csv?lang={lang}")
    rows_of(response)
    text = response.data.decode("utf-8-sig")
    first, *rows = csv.reader(io.StringIO(text, newline=""))
    assert ",".join(first) == heads
    assert [row[0] for row in rows] == ["'=1+1", *NAMES[1:]]
    assert rows[0][2:8] == ["12", "12", "3", "3", "1", "1"]
    assert rows[1][2:8] == ["6", "12", "3", "3", "0", "1"]
    assert rows[2][1:8] == [""] * 7
    assert rows[2][8] == {"es": "Nada todavía", "en": "Nothing yet"}[lang]


def test_the_votes_have_both_turns_of_each_option(taught):
    teacher, code, _ = taught
    votes = rows_of(teacher.http.get(f"/clase/{code}/votaciones.csv?lang=es"))
    own = [list(row.values())[1:] for row in votes if row["Pregunta"] == "<i>¿Sí?</i>"]
    assert own == [["'+sí", "", "3", ""], ["no", "sí", "0", ""]]
    quiz = [row for row in votes if row["Pregunta"] != "<i>¿Sí?</i>"]
    assert [row["Primera votación"] for row in quiz][:2] == ["3", "0"]
    assert [row["Segunda votación"] for row in quiz][:2] == ["0", "3"]
    assert all("<" not in row["Pregunta"] for row in quiz)


def test_results_of_a_class_that_left_the_memory_are_there(server, taught):
    teacher, code, _ = taught
    before = teacher.http.get(f"/clase/{code}/resultados.csv").data
    again = ServerInTest(
        server.wiring.config.lessons,
        ROOT / "static/dist",
        Limits(),
        archive=server.wiring.config.archive,
    )
    visitor, secret = again.visitor(), server.wiring.classrooms.find(code).secret
    visitor.http.get(f"/clase/{code}/docente/{secret}")
    assert visitor.http.get(f"/clase/{code}/resultados.csv").data == before


def test_the_saved_file_has_the_code_that_the_page_shows(server, taught, tmp_path):
    teacher, code, _ = taught
    saved = teacher.http.get(f"/clase/{code}/copia.json").data
    digest = msgspec.json.decode(saved)["digest"]
    assert digest in teacher.http.get(f"/clase/{code}/resultados").text


def checks(visitor: Visitor, code: str, octets: bytes):
    file = (io.BytesIO(octets), "clase.json")
    return visitor.http.post(f"/clase/{code}/resultados", data={"file": file})


def test_a_saved_file_is_checked_by_a_teacher_alone_and_in_words(server, taught):
    teacher, code, students = taught
    saved = teacher.http.get(f"/clase/{code}/copia.json").data
    assert "está como se guardó" in checks(teacher, code, saved).text
    renamed = checks(teacher, code, saved.replace(b"Nadie", b"Nadia")).text
    assert "ha cambiado desde que se guardó" in renamed
    assert checks(students[0], code, saved).status_code == 403
    for wrong in (b"", b"{}", b"[" * 99_999, b"\xff"):
        answer = checks(teacher, code, wrong)
        assert answer.status_code == 400
        assert "no es el de una clase de Cartero" in answer.text
    assert checks(teacher, code, b" " * 8_100_000).status_code == 413


def test_files_of_a_network_are_checked_so_often_a_minute(server):
    teacher, code, _ = opened(server)
    for _ in range(CHECKS_PER_MINUTE):
        assert checks(teacher, code, b"").status_code == 400
    other, other_code, _ = opened(server)
    refused = checks(other, other_code, b"")
    assert refused.status_code == 429
    assert "Espera un minuto" in refused.text
    server.clock.seconds += 60
    assert checks(teacher, code, b"").status_code == 400
