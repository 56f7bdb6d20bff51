"""What a teacher puts on the pages of students."""

import pytest

from simulator.classroom.pushing import STOPPED_S_MAX
from simulator.classroom.telling import state_of
from simulator.hosting.refusals import Refusal
from tests.classroom.rig import Browser, ClassInTest, refusal
from tests.hosting.rig import TELNET, Tab, journal_of


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


# --- screens --------------------------------------------------------------------------


def test_stopped_screens_stay_so_for_everybody_until_they_are_given_back(klass):
    student = klass.student("Lince")
    klass.teacher.ask("class_stop", stopped=True)
    klass.tell()
    student.catch_up()
    assert student.state["stopped"] is True
    assert klass.seat("Lince").stopped, "a reload begins covered"
    assert not klass.seat("profe").stopped
    assert Browser(klass, "Lince").state["stopped"] is True
    klass.teacher.ask("class_stop", stopped=False)
    klass.tell()
    student.catch_up()
    assert student.state["stopped"] is False


def test_a_student_at_the_board_neither_stops_screens_nor_gives_them_back(klass):
    student = klass.student("Lince")
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    assert refusal(student.ask("class_stop", stopped=True)) == "class.not_teaching"
    klass.teacher.ask("class_stop", stopped=True)
    assert refusal(student.ask("class_stop", stopped=False)) == "class.not_teaching"
    assert klass.seat("Lince").stopped


def test_screens_that_a_teacher_forgot_are_given_back_an_hour_after_the_last_stop(
    klass,
):
    student = klass.student("Lince")
    klass.teacher.ask("class_stop", stopped=True)
    scheduler = klass.hosting.scheduler
    scheduler.seconds += STOPPED_S_MAX - 10
    klass.teacher.ask("class_stop", stopped=True)
    scheduler.seconds += 20
    scheduler.run()
    assert state_of(klass.classroom).stopped
    scheduler.seconds += STOPPED_S_MAX
    scheduler.run()
    klass.tell()
    student.catch_up()
    assert student.state["stopped"] is False


# --- cards ----------------------------------------------------------------------------

LESSON = "primera-sesion-smtp"


def push(klass: ClassInTest, number: int, **what: object) -> dict:
    message = {"id": f"p{number}", "kind": "message", "words": "Mira el punto.", **what}
    return klass.teacher.ask("class_push", **message)


def cards(browser: Browser) -> list[str]:
    """Ids of what a page that comes back is shown."""
    return [each["id"] for each in browser.enter().get("pushed", [])]


def test_a_message_to_one_is_on_no_other_page_and_stays_until_it_is_read(klass):
    one, two = klass.student("Lince"), klass.student("Nutria")
    push(klass, 1, to=one.entered["me"])
    push(klass, 1, to=one.entered["me"])
    heard = [each["push"]["words"] for each in one.received("push")]
    assert heard == ["Mira el punto."]
    assert two.received("push") == []
    assert (cards(one), cards(two)) == (["p1"], [])
    assert cards(Browser(klass, "Lince")) == ["p1"]
    two.ask("class_read", push="p1")
    assert cards(one) == ["p1"]
    one.ask("class_read", push="p1")
    assert cards(one) == []


def test_who_comes_late_gets_the_last_place_for_everybody_and_no_message(klass):
    here = klass.student("Lince")
    push(klass, 1, kind="scenario", target="primera-carta")
    push(klass, 2, kind="lesson", target=LESSON, now=True)
    push(klass, 3)
    push(klass, 4, kind="scenario", target="primera-carta", to=here.entered["me"])
    late = klass.student("Nutria")
    assert cards(late) == ["p2"]
    got = late.entered["pushed"][0]
    assert (got["address"], got["now"]) == (f"/aprende/{LESSON}", True)
    assert set(got["title"]) == {"es", "en"}


def test_old_cards_are_not_shown_again(klass: ClassInTest):
    student = klass.student("Lince")
    push(klass, 1)
    push(klass, 2, kind="lesson", target=LESSON)
    klass.hosting.scheduler.seconds += 1_000
    assert cards(student) == ["p2"]
    klass.hosting.scheduler.seconds += 3_000
    assert cards(student) == []


def test_however_much_is_sent_a_student_has_few_cards(klass: ClassInTest):
    student = klass.student("Lince")
    for number in range(50):
        push(klass, number)
    assert cards(student) == ["p45", "p46", "p47", "p48", "p49"]
    assert len(klass.classroom.pushes) == 20


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ({"words": "  "}, "class.no_words"),
        ({"kind": "lesson", "target": "nada"}, "error.lesson_unknown"),
        ({"kind": "scenario", "target": "nada"}, "error.page"),
        ({"to": "s99"}, "class.no_member"),
        ({"words": "x" * 501}, "error.message"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_on_no_page(klass, what: dict, key: str):
    student = klass.student("Lince")
    assert refusal(push(klass, 1, **what)) == key
    assert student.received("push") == []


def test_a_hint_may_be_the_lessons_own(klass: ClassInTest):
    student = klass.student("Lince")
    push(klass, 1, kind="hint", words="")
    assert student.received("push")[0]["push"]["words"] == ""


# --- attempts -------------------------------------------------------------------------


def test_an_attempt_is_copied_without_a_name_and_the_students_lab_stays(klass):
    author, other = klass.student("Quebrantahuesos"), klass.student("Oso")
    lab = klass.hosting.lab("Quebrantahuesos")
    tab = Tab(klass.hosting, lab.id, "Quebrantahuesos", browser=author.sid)
    tab.act("open", **TELNET)
    tab.act("line", text="HOLA")
    before = journal_of(lab, tab.branch)
    answer = klass.teacher.ask("class_show_attempt", member=author.entered["me"])
    copy = klass.hosting.labs.get(answer["lab"])
    assert copy.owner == "profe"
    assert journal_of(copy, "b1") == before
    klass.teacher.ask("class_show", lab=copy.id)
    lead = Tab(klass.hosting, copy.id, "profe")
    lead.place(seq=20, until=20)
    follower = Tab(klass.hosting, copy.id, "Oso", browser=other.sid)
    klass.tell()
    follower.read()
    assert follower.events
    got = str(follower.messages)
    for secret in ("Quebrantahuesos", lab.id, lab.secret, copy.secret):
        assert secret not in got
    assert journal_of(lab, tab.branch) == before
    assert not copy.may_act("Quebrantahuesos")


def test_who_only_follows_has_no_attempt_to_show(klass: ClassInTest):
    student = klass.student("Lince")
    answer = klass.teacher.ask("class_show_attempt", member=student.entered["me"])
    assert refusal(answer) == "class.no_attempt"


# --- the door -------------------------------------------------------------------------


def test_a_new_link_ends_the_old_one_and_the_rights_it_gave(klass: ClassInTest):
    old = klass.classroom.secret
    klass.classrooms.teach(klass.classroom, "espia", old)
    spy, student = Browser(klass, "espia"), klass.student("Lince")
    answer = klass.teacher.ask("class_secret")
    assert answer["secret"] == klass.classroom.secret != old
    klass.tell()
    code = klass.classroom.code
    assert spy.received("class_out") == [{"name": "class_out", "code": code}]
    assert spy.received("class") == spy.received("roster") == []
    assert refusal(spy.ask("class_door", locked=True, names_hidden=True)) == (
        "class.not_in"
    )
    with pytest.raises(Refusal, match=r"error\.page"):
        klass.classrooms.teach(klass.classroom, "otra", old)
    assert klass.teacher.ask("class_door", locked=True, names_hidden=False)["ok"]
    assert klass.classroom.secret not in str(klass.hosting.rooms.received[student.sid])


def test_the_absent_leave_the_list_and_the_chalk_and_may_come_again(klass):
    here, gone = klass.student("Lince"), klass.student("Nutria")
    klass.teacher.ask("class_chalk", member=gone.entered["me"])
    gone.leave()
    assert klass.teacher.ask("class_absent")["ok"]
    assert [each.name for each in klass.classroom] == ["Lince"]
    assert klass.classroom.presents("profe")
    assert here.enter()["ok"]
    assert klass.student("Nutria").entered["ok"]
