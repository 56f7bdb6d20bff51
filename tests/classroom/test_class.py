"""Who may do what in a class, and what everybody is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.classroom.classrooms import ALPHABET, LENGTH, join_code, typed_code
from simulator.classroom.nicknames import NAME_MAX, nickname
from simulator.classroom.telling import state_of
from simulator.hosting.refusals import Refusal
from tests.classroom.rig import Browser, ClassInTest, refusal
from tests.hosting.rig import Tab, over_the_wire

OWN = {"kind": "own", "asked": "¿Quién guarda la carta?", "options": ["MUA", "MTA"]}


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


# --- codes and names ------------------------------------------------------------------


@given(st.text())
def test_a_code_is_six_letters_and_forgives_how_it_is_typed(token: str):
    code = join_code(token)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert typed_code(f" {code[:3].lower()}-{code[3:]} ") == code


@given(st.text(max_size=200))
def test_a_nickname_is_one_line_that_shows_all_it_says(written: str):
    try:
        name = nickname(written, ["Lince"])
    except Refusal as refused:
        assert refused.key.startswith("class.name_")
        return
    assert 0 < len(name) <= NAME_MAX
    assert name == " ".join(name.split())
    assert name.isprintable()
    assert name.casefold() != "lince"


@pytest.mark.parametrize("name", ["\u3164", "\u2800\ufe0f", "a" + "\u0301" * 9])
def test_a_name_that_draws_nothing_or_too_much_is_refused(name: str):
    with pytest.raises(Refusal, match=r"class\.name_(empty|long)"):
        nickname(name, [])


@pytest.mark.parametrize(
    "name", ["Lince\ufe0f", "LINCE", "Ｌｉｎｃｅ", "  Lince\u202e "]
)
def test_a_second_name_that_looks_the_same_is_refused(name: str):
    with pytest.raises(Refusal) as refused:
        nickname(name, ["Lince"])
    assert refused.value.key == "class.name_taken"


# --- coming in ------------------------------------------------------------------------


def test_a_phone_that_comes_back_is_the_same_member(klass: ClassInTest):
    phone = klass.student("Lince")
    phone.leave()
    assert [each.name for each in klass.classroom] == ["Lince"]
    again = Browser(klass, "Lince")
    assert again.entered["me"] == phone.entered["me"]
    klass.tell()
    assert klass.teacher.received("roster")[-1]["members"] == [
        {"id": "s1", "name": "Lince", "present": True}
    ]


def test_a_locked_door_lets_in_those_who_are_members(klass: ClassInTest):
    klass.student("Lince")
    klass.teacher.ask("class_door", locked=True, names_hidden=False)
    with pytest.raises(Refusal, match=r"class\.locked"):
        klass.student("Nutria")
    assert klass.student("Lince").entered["ok"]


def test_who_was_sent_out_is_told_hears_no_more_and_does_not_come_back(klass):
    out = klass.student("Lince")
    klass.teacher.ask("class_member", member=out.entered["me"], name="")
    klass.tell()
    code = klass.classroom.code
    assert out.received("class_out") == [{"name": "class_out", "code": code}]
    assert out.received("class") == []
    assert refusal(out.enter()) == "class.not_in"
    with pytest.raises(Refusal, match=r"class\.sent_out"):
        klass.student("Lince")


def test_a_name_given_by_the_teacher_stays(klass: ClassInTest):
    student = klass.student("Feo")
    klass.teacher.ask("class_member", member=student.entered["me"], name="Lince")
    klass.classrooms.join(klass.classroom, "Feo", "Feo")
    assert [each.name for each in klass.classroom] == ["Lince"]


def test_a_class_that_is_full_says_so():
    klass = ClassInTest(members_max=1)
    klass.student("Lince")
    with pytest.raises(Refusal, match=r"class\.full"):
        klass.student("Nutria")


def test_wrong_codes_are_only_tried_so_often_from_one_network():
    klass = ClassInTest(wrong_codes_per_minute=3)
    keys = []
    for _ in range(5):
        with pytest.raises(Refusal) as refused:
            klass.classrooms.find("CCCCCC", "198.51.100.9")
        keys.append(refused.value.key)
    assert keys == ["class.unknown"] * 3 + ["class.too_many_codes"] * 2
    code = klass.classroom.code
    with pytest.raises(Refusal, match=r"class\.too_many_codes"):
        klass.classrooms.find(code, "198.51.100.9")
    assert klass.classrooms.find(code, "203.0.113.4") is klass.classroom


def test_one_network_does_not_fill_a_class():
    klass = ClassInTest(joins_per_minute=2)
    join, classroom = klass.classrooms.join, klass.classroom
    for name in ("Lince", "Oso"):
        join(classroom, name, name, "198.51.100.9")
    with pytest.raises(Refusal, match=r"class\.too_many_joins"):
        join(classroom, "Rana", "Rana", "198.51.100.9")
    join(classroom, "Oso", "Oso pardo", "198.51.100.9")
    assert join(classroom, "Rana", "Rana", "203.0.113.4").name == "Rana"


def test_a_stranger_does_not_learn_which_codes_there_are(klass: ClassInTest):
    stranger = Browser(klass, "nadie")
    answers = [stranger.ask("class_enter", code=code) for code in ("CCCCCC", "")]
    assert answers == [stranger.entered] * 2


def test_a_class_nobody_is_in_ends_after_a_day_and_one_with_somebody_does_not(klass):
    other = klass.classrooms.open()
    here = klass.student("Lince")
    klass.hosting.scheduler.seconds += 90_000
    klass.classrooms.sweep()
    assert klass.classrooms.find(klass.classroom.code) is klass.classroom
    with pytest.raises(Refusal, match=r"class\.unknown"):
        klass.classrooms.find(other.code)
    here.leave()
    klass.hosting.scheduler.seconds += 90_000
    klass.classrooms.sweep()
    assert klass.classrooms.of("Lince") is None


# --- rights ---------------------------------------------------------------------------

OF_TEACHERS = {
    "class_stop": {"stopped": True},
    "class_push": {"id": "p1", "kind": "message", "words": "Hola"},
    "class_door": {"locked": True, "names_hidden": True},
    "class_member": {"member": "s1", "name": "Otro"},
    "class_chalk": {"member": "s1"},
}
OF_PRESENTERS = {
    "class_show": {"lab": "x", "view": ""},
    "class_ask": {"id": "b1", **OWN},
    "class_ballot": {"ballot": "b1", "turn": 1, "what": "close"},
}


@pytest.mark.parametrize("name", [*OF_TEACHERS, *OF_PRESENTERS])
def test_a_student_changes_nothing_that_is_the_teachers(klass, name: str):
    student = klass.student("Lince")
    klass.teacher.ask("class_ask", id="b1", **OWN)
    before = state_of(klass.classroom)
    answer = student.ask(name, **{**OF_TEACHERS, **OF_PRESENTERS}[name])
    assert refusal(answer) in ("class.not_teaching", "class.not_presenting")
    assert state_of(klass.classroom) == before


@pytest.mark.parametrize("name", ["class_enter", *OF_TEACHERS, *OF_PRESENTERS])
def test_a_stranger_learns_nothing(klass, name: str):
    stranger = Browser(klass, "nadie")
    what = {**OF_TEACHERS, **OF_PRESENTERS}.get(name, {})
    assert stranger.ask(name, **what)["ok"] is False
    klass.student("Lince")
    klass.tell()
    assert klass.hosting.rooms.received[stranger.sid] == []


def test_a_student_gets_neither_the_secret_nor_the_roster_nor_hidden_names(klass):
    student, other = klass.student("Lince"), klass.student("Nutria")
    klass.teacher.ask("class_door", locked=False, names_hidden=True)
    klass.teacher.ask("class_chalk", member=other.entered["me"])
    klass.tell()
    told = str(klass.hosting.rooms.received[student.sid]) + str(student.entered)
    assert klass.classroom.secret not in told
    assert "Nutria" not in told
    assert student.received("roster") == []


# --- at the blackboard ----------------------------------------------------------------


def test_the_class_sees_what_the_presenter_shows(klass: ClassInTest):
    student = klass.student("Lince")
    lab = klass.hosting.lab("profe")
    klass.teacher.ask("class_show", lab=lab.id, view="letter/m3")
    klass.tell()
    student.catch_up()
    assert student.state["shown"] == {"lab": lab.id, "view": "letter/m3"}


def test_nobody_shows_a_lab_where_they_may_not_act_or_an_exam(klass: ClassInTest):
    lab = klass.hosting.lab("otro")
    assert refusal(klass.teacher.ask("class_show", lab=lab.id)) == "error.watch_only"
    assert klass.classroom.shown is None


def test_with_the_chalk_a_student_acts_and_leads_and_gives_both_back(klass):
    student = klass.student("Lince")
    lab = klass.hosting.lab("profe")
    klass.teacher.ask("class_show", lab=lab.id)
    seat = klass.seat("Lince")
    assert seat is not None and not seat.presents
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    assert lab.may_act("Lince")
    assert "Lince" not in lab.actors
    desk, board = (
        Tab(klass.hosting, lab.id, "profe"),
        Tab(klass.hosting, lab.id, "Lince"),
    )
    board.ask("place", seq=2, until=2)
    desk.ask("place", seq=9, until=9)
    assert lab.tree.place is not None and lab.tree.place.seq == 2
    assert klass.seat("Lince").presents
    assert not klass.seat("profe").presents
    klass.teacher.ask("class_chalk", member="")
    assert not lab.may_act("Lince")
    assert board.caller.browser in klass.hosting.rooms.disconnected
    assert board.watch()["may_act"] is False
    desk.ask("place", seq=9, until=9)
    assert lab.tree.place.seq == 9


def test_the_chalk_lends_no_lab_that_is_not_the_teachers(klass: ClassInTest):
    """A class of one's own is no way into the lab one was lent."""
    student, other = klass.student("Lince"), klass.student("Oso")
    lab = klass.hosting.lab("profe")
    klass.teacher.ask("class_show", lab=lab.id)
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    own = klass.classrooms.open()
    klass.classrooms.teach(own, "Lince", own.secret)
    shown = student.ask("class_show", code=own.code, lab=lab.id)
    assert refusal(shown) == "error.watch_only"
    klass.teacher.ask("class_chalk", member=other.entered["me"])
    assert not lab.may_act("Lince")


def test_what_was_rehearsed_before_the_class_is_not_shown_to_it(klass: ClassInTest):
    lab = klass.hosting.lab("profe")
    lead = Tab(klass.hosting, lab.id, "profe")
    lead.ask("place", seq=9, until=9)
    klass.teacher.ask("class_show", lab=lab.id)
    assert lab.tree.on_show.shown == 0
    lead.ask("place", seq=1, until=1)
    klass.teacher.ask("class_show", lab=lab.id, view="letter")
    assert lab.tree.on_show.shown == 2


def test_a_presenter_who_is_sent_out_leaves_the_chalk(klass: ClassInTest):
    student = klass.student("Lince")
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    klass.teacher.ask("class_member", member=student.entered["me"], name="")
    assert klass.classroom.presents("profe")


def test_who_presents_may_put_the_chalk_down(klass: ClassInTest):
    student = klass.student("Lince")
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    assert student.ask("class_chalk", member="")["ok"]
    assert klass.classroom.presenter is None


def test_a_teachers_page_can_follow_and_sees_nothing_later(klass: ClassInTest):
    lab = klass.hosting.lab("profe")
    with lab.turn():
        lab.awake(lab.tree.get(None))
    lead = Tab(klass.hosting, lab.id, "profe")
    lead.ask("place", seq=1, until=1)
    follow = Tab(klass.hosting, lab.id, "profe")
    follow.ask("watch", follows=True, **{"from": 0})
    klass.hosting.scheduler.run()
    seen = klass.hosting.rooms.received[follow.caller.browser]
    last = [each for each in seen if each["name"] == "journal"][-1]
    assert last["total"] == 2


# --- votes ----------------------------------------------------------------------------


def test_a_class_votes_talks_and_votes_again(klass: ClassInTest):
    one, two = klass.student("Lince"), klass.student("Nutria")
    klass.teacher.ask("class_ask", id="b1", **OWN)
    vote = {"ballot": "b1", "turn": 1}
    one.ask("class_vote", option=0, **vote)
    one.ask("class_vote", option=1, **vote)
    two.ask("class_vote", option=0, **vote)
    klass.tell()
    one.catch_up()
    assert one.state["ballot"]["voted"] == 2
    assert one.state["ballot"]["tallies"] == []
    klass.teacher.ask("class_ballot", ballot="b1", turn=1, what="close")
    assert refusal(one.ask("class_vote", option=0, **vote)) == "class.ballot_closed"
    klass.teacher.ask("class_ballot", ballot="b1", turn=1, what="again")
    late = refusal(two.ask("class_vote", option=1, **vote))
    assert late == "class.ballot_closed", "a vote of the first turn came late"
    for each in (one, two):
        each.ask("class_vote", ballot="b1", turn=2, option=1)
    klass.teacher.ask("class_ballot", ballot="b1", turn=2, what="reveal", right=1)
    klass.tell()
    one.catch_up()
    assert one.state["ballot"]["tallies"] == [[1, 1], [0, 2]]
    assert one.state["ballot"]["right"] == 1
    again = klass.teacher.ask("class_ballot", ballot="b1", turn=2, what="again")
    assert refusal(again) == "class.no_turn"
    klass.teacher.ask("class_ballot", ballot="b1", turn=2, what="done")
    klass.tell()
    kept = klass.teacher.received("roster")[-1]["asked"]
    assert [each["tallies"] for each in kept] == [[[1, 1], [0, 2]]]


def test_a_reload_finds_ones_own_vote(klass: ClassInTest):
    one = klass.student("Lince")
    klass.teacher.ask("class_ask", id="b1", kind="reply")
    one.ask("class_vote", ballot="b1", turn=1, option=2)
    assert Browser(klass, "Lince").entered["vote"] == 2


def test_a_question_needs_words_and_two_answers(klass: ClassInTest):
    for what in ({**OWN, "options": ["una"]}, {**OWN, "asked": " "}):
        answer = klass.teacher.ask("class_ask", id="b1", **what)
        assert refusal(answer) == "class.no_question"
    assert klass.classroom.ballot is None


# --- whatever the network does --------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["vote", "show", "door", "ask", "drop", "back", "news"]),
        st.integers(0, 2),
        st.integers(0, 5),
    ),
    max_size=30,
)


@given(steps=STEPS, data=st.data())
def test_however_messages_come_everybody_ends_with_the_same(steps, data):
    klass = ClassInTest()
    students = [klass.student(name) for name in ("Lince", "Nutria", "Oso")]
    lab = klass.hosting.lab("profe")
    for what, who, number in steps:
        student = students[who]
        match what:
            case "vote":
                student.ask("class_vote", ballot="b1", turn=1, option=number % 2)
            case "show":
                klass.teacher.ask("class_show", lab=lab.id, view=f"letter/m{number}")
            case "door":
                klass.teacher.ask("class_door", locked=bool(who), names_hidden=False)
            case "ask":
                klass.teacher.ask("class_ask", id=f"b{number % 2}", **OWN)
            case "drop":
                student.leave()
            case "back":
                students[who] = Browser(klass, student.visitor)
            case "news":
                klass.tell()
    for who, student in enumerate(students):
        student.leave()
        students[who] = student = Browser(klass, student.visitor)
        klass.tell()
    klass.tell()
    for student in students:
        came = list(student.news())
        for state in data.draw(st.permutations(came)) + came[:1]:
            student.take(state)
        assert student.state == over_the_wire(state_of(klass.classroom))
        assert student.state["present"] == 3
