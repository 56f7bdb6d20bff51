"""One fault for a whole class, and who finds it out."""

from typing import Any

import pytest

from simulator.classroom.blackouts.blackout import FAULTS, PLACES_EACH, SUSPECTS
from simulator.classroom.keeping import brought_back, kept
from simulator.classroom.requests import ClassBlackoutRequest
from simulator.hosting import Purpose, Refusal
from simulator.hosting.authoring import recorded_moves
from simulator.hosting.reading import Sight
from simulator.teaching.mysteries import KINDS
from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.rig import TELNET, Tab, journal_of

LETTER = [
    "EHLO pc-ana",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<benito@sur.example>",
    "DATA",
]
SHOWN_BY = {
    "cable_cut": "tcp.connection_timed_out",
    "service_stopped": "tcp.connection_refused",
    "busy": 421,
    "disk_full": 452,
    "hangs_up": 354,
}


class Student(Browser):
    """With a lab of their own on the screen."""

    def __init__(self, klass: ClassInTest, name: str, scenario: str = "") -> None:
        klass.classrooms.join(klass.classroom, name, name)
        super().__init__(klass, name)
        self.tab: Tab = klass.opens(self, klass.hosting.lab(name, scenario).id)

    def tries_the_network(self) -> None:
        """Type a letter by hand, as far as it goes."""
        self.tab.act("open", **TELNET)
        for line in (*LETTER, "Hola", "."):
            self.tab.act("line", text=line)

    def last(self, wanted: str | int) -> int:
        """The last event of that kind, or reply of that code."""
        self.tab.read()
        return max(
            each["seq"]
            for each in self.tab.events
            if wanted in (each["fact"]["kind"], each["fact"].get("code"))
        )

    def says(self, cause: str, machine: str, seq: int) -> dict[str, Any]:
        """What is wrong."""
        return self.ask("class_diagnose", cause=cause, machine=machine, seq=seq)


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def begins(klass: ClassInTest, cause: str = "cable_cut", id: str = "a") -> dict:
    return klass.teacher.ask("class_blackout", id=id, cause=cause, machine="sur")


def rows(klass: ClassInTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = klass.teacher.ask("class_blackout_board")["rows"]
    return found


def test_every_fault_is_a_cause_that_mysteries_know():
    assert set(SUSPECTS) <= set(KINDS)
    causes = ClassBlackoutRequest.__annotations__["cause"].__args__
    assert causes == ("", *FAULTS)


@pytest.mark.parametrize("cause", FAULTS)
def test_a_fault_is_found_out_by_trying(klass: ClassInTest, cause: str):
    student = Student(klass, "Lince")
    begins(klass, cause)
    case = student.ask("class_case")
    assert cause in case["causes"]
    assert "sur" in case["machines"]
    student.tries_the_network()
    klass.hosting.scheduler.seconds += 40
    said = student.says(cause, "sur", student.last(SHOWN_BY[cause]))
    assert said["solved"]
    assert said["evidence_right"]
    [row] = rows(klass)
    assert (row["name"], row["solved"], row["tries"]) == ("Lince", True, 1)
    assert (row["seconds"], row["cause"], row["machine"]) == (40, cause, "sur")
    assert row["evidence"]["key"]


def test_who_goes_where_that_machine_is_not_is_told_why(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    assert student.ask("class_case")["ok"]
    elsewhere = klass.hosting.lab("Lince", "a-que-servidor-llamo")
    student.tab.read()
    klass.opens(student, elsewhere.id)
    refused = student.ask("class_case")
    assert refused["error"]["key"] == "error.unknown_host"
    assert student.says("cable_cut", "sur", 1)["ok"] is False
    assert "kept_out" not in rows(klass)[0]


def test_who_acts_in_a_broken_network_of_another_has_first_to_be_there(
    klass: ClassInTest,
):
    owner = Student(klass, "Lince")
    begins(klass)
    klass.classrooms.join(klass.classroom, "Zorro", "Zorro")
    other = Browser(klass, "Zorro")
    hosted = klass.hosting.labs.get(owner.tab.lab)
    hosted.actors.add("Zorro")
    klass.opens(other, hosted.id)
    said = {"cause": "cable_cut", "machine": "sur", "seq": 1}
    refused = other.ask("class_diagnose", **said)
    assert refused["error"]["key"] == "class.blackout_not_here"
    assert other.ask("class_case")["ok"]
    assert other.ask("class_diagnose", **said)["ok"]


def test_beginning_again_for_ever_makes_the_class_no_larger(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    for _ in range(PLACES_EACH + 3):
        student.tab.watch(branch=student.tab.ask("restart")["branch"])
        klass.hosting.scheduler.run()
        assert student.ask("class_case")["ok"]
    blackout = klass.classroom.blackout
    assert blackout is not None
    assert len(blackout.places) == PLACES_EACH
    current = klass.hosting.labs.get(student.tab.lab).tree.current
    assert blackout.places[-1].branch == current


def test_a_recording_does_not_tell_what_is_broken(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    with pytest.raises(Refusal, match=r"author\.wrong\.blackout"):
        recorded_moves(Sight(klass.hosting.labs.get(student.tab.lab), True), None)


def test_a_guess_without_evidence_is_a_try_and_no_more(klass: ClassInTest):
    student = Student(klass, "Lince")
    student.tries_the_network()
    before = student.last("smtp.reply_sent")
    begins(klass, "busy")
    student.ask("class_case")
    said = student.says("busy", "sur", before)
    assert (said["cause_right"], said["machine_right"]) == (True, True)
    assert (said["evidence_right"], said["solved"]) == (False, False)
    said = student.says("frozen", "norte", before)
    assert (said["cause_right"], said["machine_right"]) == (False, False)
    assert rows(klass)[0]["tries"] == 2


def test_what_the_teacher_broke_is_not_told(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    told = str(student.tab.kinds())
    assert "link.cut" not in told
    assert (
        not klass.hosting.labs.get(student.tab.lab)
        .served_journal(klass.hosting.labs.get(student.tab.lab).tree.get(None))
        .model["links"]["sur"]
        .get("cut")
    )
    hosted = klass.hosting.labs.get(student.tab.lab)
    exported = journal_of(hosted, student.tab.branch)
    assert b"link.cut" not in exported
    assert b"teacher" not in exported
    shared = student.tab.ask("permalink", seq=1, until=1, view="")
    assert shared["error"]["key"] == "permalink.of_blackout"


def test_a_replay_has_the_fault_and_the_diagnosis(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    student.tries_the_network()
    student.says("cable_cut", "sur", student.last("tcp.connection_timed_out"))
    hosted = klass.hosting.labs.get(student.tab.lab)
    before = journal_of(hosted, student.tab.branch)
    with hosted.turn():
        hosted.rest()
    assert journal_of(hosted, student.tab.branch) == before
    actors = [done.actor for done in hosted.tree.get(None).inputs]
    assert actors.count("teacher") == 1


def test_nobody_undoes_it_and_who_begins_again_has_it_again(klass: ClassInTest):
    student = Student(klass, "Lince")
    student.tab.act("open", **TELNET)
    begins(klass, "busy")
    assert student.tab.ask("undo")["error"]["key"] == "error.nothing_to_undo"
    student.tab.watch(branch=student.tab.ask("restart")["branch"])
    klass.hosting.scheduler.run()
    said = student.says("busy", "sur", 1)
    assert said["error"]["key"] == "class.blackout_not_here"
    assert student.ask("class_case")["ok"]
    student.tab.act("open", **TELNET)
    assert student.says("busy", "sur", student.last("smtp.reply_sent"))["solved"]


def test_where_it_makes_no_sense_it_is_told_and_nothing_is_done(klass: ClassInTest):
    Student(klass, "Lince")
    Student(klass, "Oso", "quien-hay")
    klass.student("Rana")
    free = klass.hosting.content.free
    exam = klass.hosting.labs.own("Sapo", free, purpose=Purpose(exam="x/y/1"))
    sapo = klass.student("Sapo")
    klass.opens(sapo, exam.id)
    answer = klass.teacher.ask(
        "class_blackout", id="a", cause="service_stopped", machine="norte-no"
    )
    why = {row["name"]: row["kept_out"]["key"] for row in answer["rows"]}
    assert why == {
        "Lince": "error.unknown_host",
        "Oso": "error.unknown_host",
        "Rana": "class.blackout_elsewhere",
        "Sapo": "error.exam",
    }
    assert sapo.ask("class_case")["error"]["key"] == "error.exam"
    assert {done.actor for done in exam.tree.get(None).inputs} == {"auto"}


def test_the_board_has_the_quickest_first(klass: ClassInTest):
    students = [Student(klass, name) for name in ("Lince", "Oso", "Rana")]
    begins(klass, "busy")
    for student in reversed(students[1:]):
        student.tab.act("open", **TELNET)
        klass.hosting.scheduler.seconds += 10
        student.says("busy", "sur", student.last("smtp.reply_sent"))
    told = [(row["name"], row["solved"], row["seconds"]) for row in rows(klass)]
    assert told == [("Rana", True, 10), ("Oso", True, 20), ("Lince", False, 20)]


def test_a_doubled_request_begins_it_once(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    begins(klass)
    inputs = klass.hosting.labs.get(student.tab.lab).tree.get(None).inputs
    assert [done.actor for done in inputs].count("teacher") == 1


def test_its_end_repairs_everything_and_tells_the_class(klass: ClassInTest):
    student = Student(klass, "Lince")
    begins(klass)
    klass.tell()
    student.catch_up()
    assert student.state["blackout"] == {
        "id": "a",
        "over": False,
        "cause": "",
        "machine": "",
    }
    klass.teacher.ask("class_blackout")
    klass.tell()
    student.catch_up()
    assert student.state["blackout"]["cause"] == "cable_cut"
    student.tries_the_network()
    hosted = klass.hosting.labs.get(student.tab.lab)
    assert not hosted.awake(hosted.tree.get(None)).world.network.hosts["sur"].link.cut
    assert student.ask("class_case")["error"]["key"] == "class.no_blackout"
    klass.teacher.ask("class_blackout")
    klass.tell()
    student.catch_up()
    assert "blackout" not in student.state


@pytest.mark.parametrize("name", ["class_blackout", "class_blackout_board"])
def test_students_do_not_see_the_board(klass: ClassInTest, name: str):
    assert Student(klass, "Lince").ask(name)["error"]["key"] == "class.not_teaching"


def test_nobody_diagnoses_without_a_blackout(klass: ClassInTest):
    student = Student(klass, "Lince")
    for answer in (student.ask("class_case"), student.says("busy", "sur", 1)):
        assert answer["error"]["key"] == "class.no_blackout"


def test_a_blackout_outlives_the_server_and_its_clock_counts_anew(klass: ClassInTest):
    found, looking = Student(klass, "Lince"), Student(klass, "Oso")
    begins(klass, "busy")
    found.tab.act("open", **TELNET)
    klass.hosting.scheduler.seconds += 12
    found.says("busy", "sur", found.last(421))
    assert looking.ask("class_case")["tries"] == 0
    again = brought_back(kept(klass.classroom), 10).blackout
    assert again is not None
    names = {member.id: member.name for member in klass.classroom}
    told = [(r.name, r.solved, r.seconds) for r in again.board(names, 1_000.0)]
    assert told == [("Lince", True, 12), ("Oso", False, 0)]
    assert again.board(names, 1_007.0)[1].seconds == 7
    assert again.board(names, 1_007.0)[0].evidence is not None
    assert again.places == klass.classroom.blackout.places
