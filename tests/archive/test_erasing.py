"""What is known of a class is kept, given out and erased, whole; what is old goes."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from simulator.archive import DAY_S
from simulator.archive.arrivals import ARRIVALS
from simulator.archive.tables import METADATA
from simulator.classroom.attempt_copy import attempt_copy
from simulator.classroom.erasing import erase
from simulator.classroom.results import class_record, to_file
from simulator.hosting import Gone, Limits, Purpose, Refusal
from simulator.hosting.labs import BROKEN
from tests.archive.rig import ClassServer, Server
from tests.classroom.rig import refusal
from tests.hosting.rig import PlainScheduler
from tests.web.rig import ServerInTest, small_library
from tools.run import ROOT


def counts(archive) -> dict[str, int]:
    return archive.database.read(
        lambda each: {
            table.name: each.execute(select(func.count()).select_from(table)).scalar()
            for table in (*METADATA.sorted_tables, *ARRIVALS.sorted_tables)
        }
    )


def test_what_nobody_uses_is_forgotten_after_so_many_days(tmp_path: Path):
    server = ClassServer(tmp_path)
    old = server.worked("ana").lab
    server.wall.seconds += 89 * DAY_S
    Server.start(server)
    new = server.worked("benito").lab
    server.archive.sweep(90, (), ())
    assert counts(server.archive)["labs"] == 2
    server.wall.seconds += 2 * DAY_S
    server.archive.sweep(0, (), ())
    assert counts(server.archive)["classes"] == 1
    server.archive.sweep(90, (), ())
    found = counts(server.archive)
    assert (found["labs"], found["classes"], found["scenarios"]) == (1, 0, 1)
    Server.start(server)
    assert server.hosting.labs.get(new)
    with pytest.raises(Refusal):
        server.hosting.labs.get(old)


def test_a_lab_that_is_used_is_not_old(tmp_path: Path):
    server = Server(tmp_path)
    tab = server.worked()
    server.wall.seconds += 89 * DAY_S
    tab.act("line", text="NOOP")
    server.start()
    server.wall.seconds += 2 * DAY_S
    server.sweep(90)
    assert counts(server.archive)["labs"] == 1


def test_what_is_open_is_not_old_though_nobody_changes_it(tmp_path: Path):
    server = ClassServer(tmp_path)
    tab, code = server.worked(), server.klass.classroom.code
    for _ in range(2):
        server.wall.seconds += 8 * DAY_S
        server.sweep(7)
        assert tab.act("line", text="NOOP")["ok"]
    server.start()
    assert server.hosting.labs.get(tab.lab)
    assert server.klass.classrooms.find(code).knows("profe")


def test_of_one_visitor_the_newest_labs_are_kept_and_those_in_use(tmp_path: Path):
    server = Server(tmp_path, labs_kept_each_max=2)
    made = []
    for slug in sorted(server.hosting.content.course_slugs)[:4]:
        made.append(server.hosting.lesson(slug).id)
        server.tab(made[-1])
        server.wall.seconds += 1
    other = server.worked("benito").lab
    server.start()
    server.tab(made[0])
    server.sweep(0)
    assert server.archive.labs.labs_of("ana") == sorted([made[0], *made[2:]])
    assert server.archive.labs.labs_of("benito") == [other]


class Interrupted(PlainScheduler):
    """`meanwhile`: what somebody else does as soon as there is long work."""

    meanwhile = staticmethod(lambda: None)

    def run_heavy(self, size, work, *args, **kwargs):
        made = super().run_heavy(size, work, *args, **kwargs)
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return made


class InterruptedServer(Server):
    scheduler = Interrupted


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("act", {"act": {"act": "line", "text": "NOOP"}, "after": 20}),
        ("restart", {}),
        ("undo", {}),
    ],
)
def test_a_lab_that_is_erased_while_somebody_acts_stays_erased(
    tmp_path: Path, name, what
):
    server = InterruptedServer(tmp_path)
    tab, labs = server.worked(), server.hosting.labs
    labs.get(tab.lab).rest()
    server.hosting.scheduler.meanwhile = lambda: labs.erase("ana")
    answer = tab.ask(name, **what)
    assert answer["error"]["key"] == "ended.erased"
    found = counts(server.archive)
    assert (found["labs"], found["inputs"], found["answers"]) == (0, 0, 0)


@pytest.fixture
def kept_server(tmp_path: Path) -> ServerInTest:
    lessons = small_library(tmp_path / "lessons")
    archive = f"sqlite:///{tmp_path / 'archivo.sqlite'}"
    return ServerInTest(lessons, ROOT / "static/dist", Limits(), archive=archive)


def opened(server: ServerInTest):
    """A class: its teacher, its code, and two students, one of whom worked."""
    teacher = server.visitor()
    page = teacher.http.post("/clase").text
    code = page.split('class="join-code" translate="no">')[1][:6]
    students = [server.visitor() for _ in range(2)]
    for student, name in zip(students, ("Ana", "Benito"), strict=True):
        student.http.post(f"/clase/{code}", data={"name": name})
    lab = students[0].boot("/mira")["lab"]
    tab = students[0].tab(lab)
    tab.act("power_on", host="pc-benito")
    return teacher, code, students, tab


def test_the_file_of_a_class_says_all_and_opens_nothing(kept_server):
    teacher, code, students, tab = opened(kept_server)
    response = teacher.http.get(f"/clase/{code}/copia.json")
    assert "attachment" in response.headers["Content-Disposition"]
    record = msgspec.json.decode(response.data)
    assert [each["name"] for each in record["students"]] == ["Ana", "Benito"]
    [lab] = record["students"][0]["labs"]
    acts = [done["act"]["act"] for done in lab["tree"]["branches"][0]["inputs"]]
    assert "power_on" in acts
    hosted = kept_server.labs.get(tab.lab)
    classroom = kept_server.wiring.classrooms.find(code)
    for secret in (classroom.secret, hosted.secret, hosted.owner):
        assert secret not in response.text
    assert students[0].http.get(f"/clase/{code}/copia.json").status_code == 403


def test_the_file_of_a_class_has_what_can_be_read_and_no_exam(tmp_path: Path):
    server = ClassServer(tmp_path)
    klass, labs = server.klass, server.hosting.labs
    klass.classrooms.join(klass.classroom, "ana", "Ana")
    work, free = server.worked("ana").lab, server.hosting.content.free
    for purpose in (Purpose(exam="abc 1"), Purpose(shared=work), Purpose(scene="x")):
        server.tab(labs.own("ana", free, purpose=purpose).id).act("line", text="NOOP")
    broken = labs.own("ana", free, purpose=Purpose(scene="x"))
    labs.end(broken, BROKEN)
    body = to_file(class_record(klass.classroom, labs))
    [student] = msgspec.json.decode(body)["students"]
    assert [each["purpose"] for each in student["labs"]] == [{}, {"shared": ""}]
    assert student["unread"] == 1
    assert work not in body.decode()


def test_a_class_is_erased_whole_and_only_by_its_teacher(kept_server):
    teacher, code, students, tab = opened(kept_server)
    own = teacher.boot("/mira")["lab"]
    teacher.tab(own)
    address = f"/clase/{code}/borrar"
    assert students[0].http.post(address).status_code == 403
    assert "2" in teacher.http.get(address).text
    assert teacher.http.post(address).status_code == 200
    found = counts(kept_server.wiring.archive)
    assert (found["classes"], found["labs"]) == (0, 1)
    with pytest.raises(Gone) as gone:
        kept_server.labs.get(tab.lab)
    assert gone.value.key == "ended.erased"
    assert kept_server.labs.get(own)
    assert teacher.http.get(f"/clase/{code}").status_code == 404


def test_who_is_in_another_class_keeps_their_labs(kept_server):
    teacher, code, students, tab = opened(kept_server)
    _, other, _, _ = opened(kept_server)
    students[0].http.post(f"/clase/{other}", data={"name": "Otra Ana"})
    teacher.http.post(f"/clase/{code}/borrar")
    assert kept_server.labs.get(tab.lab)


def test_a_class_that_left_the_memory_counts_as_another(tmp_path: Path):
    server = ClassServer(tmp_path)
    server.klass.classrooms.join(server.klass.classroom, "ana", "Ana")
    lab, elsewhere = server.worked("ana").lab, server.klass.classrooms.open()
    server.klass.classrooms.join(elsewhere, "ana", "Ana")
    server.klass.classrooms.join(elsewhere, "benito", "Benito")
    gone = server.worked("benito").lab
    server.klass.left(server.klass.teacher.sid)
    server.hosting.scheduler.seconds += 25 * 3600
    server.klass.classrooms.touch(elsewhere)
    server.klass.classrooms.sweep()
    assert server.klass.classrooms.of("profe") is None
    erase(server.klass.office, elsewhere)
    assert server.hosting.labs.get(lab)
    with pytest.raises(Gone):
        server.hosting.labs.get(gone)


def test_an_erased_class_lends_nothing_and_its_pages_come_back(tmp_path: Path):
    server = ClassServer(tmp_path)
    klass, lab = server.klass, server.worked("profe").lab
    student, teacher = klass.student("ana"), klass.teacher
    teacher.ask("class_show", lab=lab)
    teacher.ask("class_chalk", member=student.entered["me"])
    teacher.ask("class_network", teams=2, lang="es")
    shared = klass.classroom.network.shared
    assert server.hosting.labs.get(lab).may_act("ana")
    erase(klass.office, klass.classroom)
    assert not server.hosting.labs.get(lab).may_act("ana")
    assert shared.over
    assert {student.sid, teacher.sid} <= set(server.hosting.rooms.disconnected)
    assert refusal(student.enter()) == "class.not_in"
    server.hosting = None
    Server.start(server)
    assert not server.hosting.labs.get(lab).may_act("ana")


@pytest.mark.parametrize("resting", [False, True])
def test_what_a_teacher_copied_of_a_student_is_erased_with_it(tmp_path, resting):
    server = ClassServer(tmp_path)
    klass, typed = server.klass, server.worked("ana")
    klass.classrooms.join(klass.classroom, "ana", "Ana")
    labs, own = server.hosting.labs, server.worked("profe").lab
    copy = attempt_copy(labs, labs.get(typed.lab), typed.branch, 40, "profe")
    labs.keep(copy)
    if resting:
        server.start()
    erase(server.klass.office, server.klass.classroom)
    assert counts(server.archive)["labs"] == 1
    assert server.hosting.labs.get(own)


def test_no_network_address_is_written(kept_server, tmp_path):
    opened(kept_server)
    kept_server.wiring.archive.close()
    octets = b"".join(
        each.read_bytes() for each in tmp_path.iterdir() if each.is_file()
    )
    assert b"Benito" in octets
    assert b"127.0.0.1" not in octets
