"""The pages of a class: opening, joining, teaching, following."""

import json
import re
from functools import partial

import pytest

from simulator.classroom import ClassLimits
from simulator.hosting import Purpose
from tests.export.test_replay import data_of
from tests.web.rig import ServerInTest, Visitor, boot_of


@pytest.fixture
def server(make_server) -> ServerInTest:
    return make_server(lan_address="192.0.2.7")


def opened(server: ServerInTest) -> tuple[Visitor, str, str]:
    """Its teacher, its code, and the secret address."""
    teacher = server.visitor()
    page = teacher.http.post("/clase").text
    path = re.search(r"/clase/([A-Z]{6})/docente/[\w-]+", page)
    assert path is not None
    return teacher, path[1], path[0]


def joined(server: ServerInTest, code: str, name: str = "Lince") -> Visitor:
    visitor = server.visitor()
    answer = visitor.http.post(f"/clase/{code}", data={"name": name})
    assert (answer.status_code, answer.location) == (303, f"/clase/{code}")
    return visitor


def test_the_teachers_link_is_shown_once_and_works_in_another_browser(server):
    teacher, code, secret = opened(server)
    assert secret not in teacher.http.get(f"/clase/{code}").text
    elsewhere = server.visitor()
    led = elsewhere.http.get(secret)
    assert (led.status_code, led.location) == (303, f"/clase/{code}")
    assert '"role": "teacher"' in elsewhere.http.get(f"/clase/{code}").text
    stranger = server.visitor()
    assert stranger.http.get(f"{secret}x").status_code == 404
    assert "classroom" not in stranger.http.get("/mira").text.replace(
        "view-classroom", ""
    )


def test_a_student_waits_until_something_is_shown_and_then_watches_it(server):
    teacher, code, secret = opened(server)
    student = joined(server, code)
    waiting = student.http.get(f"/clase/{code}")
    assert 'http-equiv="refresh"' in waiting.text
    teacher.http.get(f"/clase/{code}")
    wiring = server.app.extensions["cartero"]
    lab = next(iter(wiring.labs._labs.values()))
    wiring.classrooms.find(code).show(lab.id, "letter/m3")
    page = student.http.get(f"/clase/{code}").text
    assert '"follows": true' in page
    assert '"view": "letter/m3"' in page
    assert '"may_act": false' in page
    assert lab.secret not in page
    assert secret.rpartition("/")[2] not in page


@pytest.mark.parametrize("typed", ["{} ", "-{}", "{lower}"])
def test_a_code_leads_to_the_class_however_it_is_typed(server, typed: str):
    _, code, _ = opened(server)
    said = typed.format(code, lower=code.lower())
    answer = server.visitor().http.get("/clase", query_string={"code": said})
    assert answer.location == f"/clase/{code}"


def test_an_unknown_code_is_said_in_words(server):
    page = server.visitor().http.get("/clase", query_string={"code": "CCCCCC"})
    assert page.status_code == 404
    assert "CCCCCC" in page.text


def test_wrong_codes_of_a_network_shut_out_nobody_who_is_in_the_class(server):
    teacher, code, secret = opened(server)
    student, stranger = joined(server, code), server.visitor()
    door = partial(stranger.http.get, "/clase")
    for _ in range(ClassLimits().wrong_codes_per_minute):
        assert door(query_string={"code": "CCCCCC"}).status_code == 404
    assert stranger.http.get(f"/clase/{code}").status_code != 200
    assert student.http.get(f"/clase/{code}").status_code == 200
    for page in ("", "/direccion.json", "/copia.json", "/borrar"):
        assert teacher.http.get(f"/clase/{code}{page}").status_code == 200
    assert teacher.http.get(secret).status_code == 303


def test_a_name_is_inert_and_a_taken_one_is_asked_for_again(server):
    _, code, _ = opened(server)
    joined(server, code, "<b>Lince</b>")
    again = server.visitor().http.post(f"/clase/{code}", data={"name": "<B>lince</B>"})
    assert again.status_code == 422
    assert "&lt;B&gt;lince&lt;/B&gt;" in again.text
    assert "<B>" not in again.text


def test_a_closed_door_is_a_sentence_and_those_inside_pass(server):
    _, code, _ = opened(server)
    student = joined(server, code)
    classroom = server.app.extensions["cartero"].classrooms.find(code)
    classroom.set_door(locked=True, names_hidden=False)
    assert server.visitor().http.get(f"/clase/{code}").status_code == 403
    assert student.http.get(f"/clase/{code}").status_code == 200
    late = server.visitor().http.post(f"/clase/{code}", data={"name": "Oso"})
    assert late.status_code == 422


def test_only_its_teacher_is_told_where_students_come_in(server):
    teacher, code, _ = opened(server)
    way = teacher.http.get(f"/clase/{code}/direccion.json").json
    assert way["address"] == f"http://192.0.2.7:5000/clase/{code}"
    assert way["qr"].startswith("<svg")
    student = joined(server, code)
    assert student.http.get(f"/clase/{code}/direccion.json").status_code == 403


def test_a_form_that_is_too_long_is_refused(server):
    _, code, _ = opened(server)
    answer = server.visitor().http.post(f"/clase/{code}", data={"name": "x" * 5_000})
    assert answer.status_code in (413, 422)


def test_names_are_offered_that_nobody_has(server):
    _, code, _ = opened(server)
    taken = set()
    for _ in range(60):
        visitor = server.visitor()
        page = visitor.http.get(f"/clase/{code}").text
        name = re.search(r'name="name" value="([^"]+)"', page)
        assert name is not None
        assert name[1] not in taken
        taken.add(name[1])
        visitor.http.post(f"/clase/{code}", data={"name": name[1]})


def test_phones_that_come_together_are_offered_different_names(server):
    _, code, _ = opened(server)
    offered = set()
    for _ in range(12):
        page = server.visitor().http.get(f"/clase/{code}").text
        offered |= set(re.findall(r'name="name" value="([^"]+)"', page))
    assert len(offered) > 6


def test_who_has_the_chalk_gets_no_secret_of_the_lab(server):
    teacher, code, _ = opened(server)
    student = joined(server, code)
    teacher.http.get(f"/clase/{code}")
    wiring = server.app.extensions["cartero"]
    lab = next(iter(wiring.labs._labs.values()))
    classroom = wiring.classrooms.find(code)
    classroom.show(lab.id, "watch")
    member = next(iter(classroom))
    classroom.hand_chalk(member)
    lab.lent = member.visitor
    page = student.http.get(f"/clase/{code}").text
    assert '"may_act": true' in page
    assert lab.secret not in page
    assert student.http.get(f"/lab/{lab.id}/compartir").status_code == 403


def test_a_computer_of_the_class_network_is_not_given_away(server):
    teacher, code, _ = opened(server)
    student = joined(server, code)
    wiring = server.app.extensions["cartero"]
    classroom = wiring.classrooms.find(code)
    people = (student, next(iter(classroom)).visitor), (teacher, *classroom.teachers)
    for browser, visitor in people:
        free, purpose = wiring.content.free, Purpose(shared=code)
        lab = wiring.labs.own(visitor, free, purpose=purpose)
        answer = browser.http.get(f"/lab/{lab.id}/compartir")
        assert answer.status_code == 403
        assert lab.secret not in answer.text


def test_only_its_teacher_sees_the_screen_a_student_has_open(server):
    teacher, code, _ = opened(server)
    student, other = joined(server, code), joined(server, code, "Oso")
    boot = student.boot("/mira")
    screen = f"/clase/{code}/mirar/s1"
    assert teacher.http.get(screen).status_code == 404, "it is not open yet"
    tab = student.tab(boot["lab"])
    tab.socket.emit("class_enter", {"code": code}, callback=True)
    page = teacher.http.get(screen).text
    looked = boot_of(page)
    assert (looked["lab"], looked["may_act"]) == (boot["lab"], False)
    assert looked["classroom"]["peeks"] == "s1"
    assert server.app.extensions["cartero"].labs.get(boot["lab"]).secret not in page
    for somebody in (student, other):
        assert somebody.http.get(screen).status_code == 403


def test_what_a_student_saves_says_nothing_of_the_class(server, build_replay):
    """Whoever opens the file is in none, and no stranger finds a way in."""
    _, code, _ = opened(server)
    student = joined(server, code)
    build_replay()
    boot = boot_of(student.http.get("/escribe").text)
    assert boot["classroom"]["code"] == code
    saved = student.http.get(f"/lab/{boot['lab']}/replay.html").text
    told = data_of(saved)
    assert told["boot"].get("classroom") is None
    assert "Lince" not in json.dumps(told) and code not in json.dumps(told)
