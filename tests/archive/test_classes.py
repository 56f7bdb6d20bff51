"""A class is there again after a server was killed: members, door, chalk, votes."""

from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError, OperationalError

from simulator.classroom import ClassLimits, Classroom, Classrooms
from simulator.classroom.classroom import PUSHES_KEPT, Sent
from simulator.classroom.keeping import KeptClass, brought_back, kept
from simulator.hosting import Refusal
from simulator.projections.shapes.classroom import ClassPush
from tests.archive.rig import ClassServer
from tests.classroom.rig import Browser

OWN = {"kind": "own", "asked": "¿Quién?", "options": ["Ana", "Benito", "nadie"]}


@pytest.fixture
def server(tmp_path: Path) -> ClassServer:
    return ClassServer(tmp_path)


def again(server: ClassServer, *browsers: Browser) -> list[Browser]:
    """The server was killed; those browsers come back by themselves."""
    server.start()
    return [Browser(server.klass, each.visitor) for each in browsers]


def test_everything_of_a_class_is_there_again(server):
    klass, teacher = server.klass, server.klass.teacher
    ana, benito, carla = map(klass.student, ("Ana", "Benito", "Carla"))
    lab = klass.hosting.lab("profe").id
    server.tab(lab, "profe")
    teacher.ask("class_show", lab=lab, view="watch")
    teacher.ask("class_member", member=benito.entered["me"], name="Beni")
    teacher.ask("class_member", member=carla.entered["me"], name="")
    teacher.ask("class_ask", id="q1", **OWN)
    ana.ask("class_vote", ballot="q1", turn=1, option=2)
    benito.ask("class_vote", ballot="q1", turn=1, option=0)
    ana.ask("class_vote", ballot="q1", turn=1, option=1)
    teacher.ask("class_door", locked=True, names_hidden=True)
    teacher.ask("class_chalk", member=ana.entered["me"])
    before = (kept(klass.classroom), ana.state["version"])
    teacher, ana, benito = again(server, teacher, ana, benito)
    klass = server.klass
    assert msgspec.json.decode(kept(klass.classroom)) == {
        **msgspec.json.decode(before[0]),
        "starts": 1,
    }
    assert ana.entered["vote"] == 1
    assert ana.state["presenter"] == ana.entered["me"]
    assert ana.state["version"] > before[1]
    assert klass.hosting.labs.get(lab).may_act("Ana")
    with pytest.raises(Refusal) as refused:
        klass.classrooms.join(klass.classroom, "Carla", "Carla")
    assert refused.value.key == "class.sent_out"
    assert ana.ask("class_ballot", ballot="q1", turn=1, what="close")["ok"]
    assert teacher.enter()["state"]["ballot"]["tallies"] == [[1, 1, 0]]


def test_cards_wait_again_until_they_are_read_and_are_sent_once(server):
    teacher, ana = server.klass.teacher, server.klass.student("Ana")
    benito = server.klass.student("Benito")
    hint = {"id": "p1", "kind": "hint", "words": "Empieza por EHLO"}
    assert teacher.ask("class_push", **hint)["ok"]
    assert benito.ask("class_read", push="p1")["ok"]
    teacher, ana, benito = again(server, teacher, ana, benito)
    assert [each["words"] for each in ana.enter()["pushed"]] == ["Empieza por EHLO"]
    assert "pushed" not in benito.enter()
    assert teacher.ask("class_push", **hint)["ok"]
    assert len(ana.enter()["pushed"]) == 1


def test_nobody_votes_twice_across_a_restart(server):
    teacher, ana = server.klass.teacher, server.klass.student("Ana")
    teacher.ask("class_ask", id="q1", **OWN)
    ana.ask("class_vote", ballot="q1", turn=1, option=0)
    teacher, ana = again(server, teacher, ana)
    ana.ask("class_vote", ballot="q1", turn=1, option=1)
    teacher.ask("class_ballot", ballot="q1", turn=1, what="close")
    assert teacher.enter()["state"]["ballot"]["tallies"] == [[0, 1, 0]]


def test_a_page_knows_after_a_restart_which_class_its_visitor_is_in(server):
    ana = server.klass.student("Ana")
    server.start()
    seat = server.klass.seat(ana.visitor)
    assert seat and (seat.code, seat.role) == (server.klass.classroom.code, "student")
    assert server.klass.seat("profe").role == "teacher"


def test_the_teachers_link_is_still_good(server):
    before = server.klass.classroom
    server.start()
    server.klass.classrooms.teach(server.klass.classroom, "otra", before.secret)
    assert "otra" in server.klass.classroom.teachers


def test_a_presenter_who_is_no_member_stops_no_start(server):
    classes, code = server.archive.classes, server.klass.classroom.code
    body = msgspec.json.decode(kept(server.klass.classroom))
    classes.note(code, msgspec.json.encode({**body, "presenter": "s9"}).decode())
    classes.flush()
    server.start()
    assert server.klass.classroom.presenter is None


@pytest.mark.parametrize("body", ["{", "{}"])
def test_a_class_that_cannot_be_read_stops_no_start(server, body):
    server.archive.classes.note("CDFGHJ", body)
    server.archive.classes.flush()
    server.start()
    assert server.klass.seat("profe").role == "teacher"
    assert server.klass.classrooms.left_out == ["CDFGHJ: class.unknown"]
    with pytest.raises(Refusal) as refused:
        server.klass.classrooms.find("CDFGHJ")
    assert refused.value.key == "class.unknown"


def test_more_classes_than_there_may_be_stop_no_start(server):
    server.klass.classrooms.open()
    again = Classrooms(
        ClassLimits(classes_max=1), "token".ljust, lambda: 0.0, server.archive.classes
    )
    assert len(list(again)) == 1


def test_an_idle_class_leaves_the_memory_and_comes_back(server):
    classrooms, code = server.klass.classrooms, server.klass.classroom.code
    server.klass.left(server.klass.teacher.sid)
    server.klass.hosting.scheduler.seconds += 25 * 3600
    classrooms.sweep()
    assert classrooms.of("profe") is None
    assert classrooms.find(code).knows("profe")


def test_a_class_that_ended_is_not_there_any_more(server):
    classrooms, classroom = server.klass.classrooms, server.klass.classroom
    classrooms.end(classroom)
    classrooms.keep(classroom.code)
    with pytest.raises(Refusal):
        classrooms.find(classroom.code)


def test_many_votes_of_one_moment_write_a_class_once(server):
    written = []
    classes, engine = server.archive.classes, server.archive.database.engine
    for body in ("one", "two", "three"):
        classes.note("CODE", body)
    event.listen(engine, "before_cursor_execute", lambda *said: written.append(said[2]))
    classes.flush()
    assert [each.split()[0] for each in written] == ["UPDATE", "INSERT"]
    assert classes.body_of("CODE") == "three"


@pytest.mark.parametrize("fails", [OperationalError, IntegrityError])
def test_a_batch_that_failed_once_is_written_with_the_class_it_erases(server, fails):
    classes, database = server.archive.classes, server.archive.database
    left = [fails("", {}, Exception("disk full"))]

    def fail_once(_: Connection) -> None:
        if left:
            raise left.pop()

    classes.note("GONE", "one")
    classes.forget("GONE")
    database.put(fail_once)
    classes.note("CODE", "two")
    with suppress(Refusal):
        classes.flush()
    classes.flush()
    assert (classes.body_of("GONE"), classes.body_of("CODE")) == (None, "two")


@given(st.data())
def test_what_is_written_of_a_class_says_all_that_is_read_of_it(data):
    """A field that is added to one side must be added to the other."""
    names = data.draw(st.lists(st.sampled_from("ABCDEFGH"), unique=True, min_size=2))
    classroom = Classroom("CODE", "secret", 600)
    for name in names:
        classroom.join(name, name)
    classroom.teachers = {"profe"}
    classroom.set_door(
        locked=data.draw(st.booleans()), names_hidden=data.draw(st.booleans())
    )
    classroom.hand_chalk(data.draw(st.sampled_from([None, *classroom])))
    classroom.send_out(next(m for m in classroom if m is not classroom.presenter))
    for number in range(data.draw(st.sampled_from([0, 2, PUSHES_KEPT + 2]))):
        to = data.draw(st.sampled_from(["", *(each.id for each in classroom)]))
        push = ClassPush(id=f"p{number}", kind="message", words="?")
        classroom.send(Sent(push, to, 0.0))
    once = brought_back(kept(classroom), 600)
    assert once.version > classroom.version
    assert {**fields(kept(once)), "starts": 0} == fields(kept(classroom))
    assert set(KeptClass.__struct_fields__) >= {
        name.strip("_") for name in vars(classroom)
    } - {"version", "members_max", "stopped_s", "network_kept", "internet_kept"}


def fields(body: str) -> dict:
    found = msgspec.json.decode(body, type=KeptClass)
    return msgspec.structs.asdict(found)
