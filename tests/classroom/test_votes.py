"""What is put to the vote: replies on their rung, questions of lessons, big classes."""

import pytest

from tests.classroom.rig import Browser, ClassInTest, refusal

LESSON = "primera-sesion-smtp"
OWN = {"kind": "own", "asked": "¿Quién guarda la carta?", "options": ["MUA", "MTA"]}


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def told(klass: ClassInTest, browser: Browser) -> dict:
    """What that page knows of the class."""
    klass.tell()
    browser.catch_up()
    return browser.state


def ballot(klass: ClassInTest, what: str, turn: int = 1, **more: object) -> dict:
    return klass.teacher.ask("class_ballot", ballot="b1", turn=turn, what=what, **more)


# --- twice and late -------------------------------------------------------------------


def test_a_doubled_wish_touches_no_later_turn(klass: ClassInTest):
    one = klass.student("Lince")
    klass.teacher.ask("class_ask", id="b1", **OWN)
    one.ask("class_vote", ballot="b1", turn=1, option=0)
    ballot(klass, "close")
    ballot(klass, "again")
    assert ballot(klass, "close")["ok"]
    assert told(klass, one)["ballot"]["open"], "the second turn goes on"
    one.ask("class_vote", ballot="b1", turn=2, option=1)
    ballot(klass, "close", 2)
    assert ballot(klass, "again")["ok"]
    state = told(klass, one)["ballot"]
    assert (state["open"], state["tallies"]) == (False, [[1, 0], [0, 1]])


# --- on the rung ----------------------------------------------------------------------


def test_both_votes_stay_on_the_rung_of_the_line_they_were_about(klass: ClassInTest):
    one = klass.student("Lince")
    lab, other = klass.hosting.lab("profe"), klass.hosting.lesson(LESSON, "profe")
    klass.teacher.ask("class_show", lab=lab.id)
    klass.teacher.ask("class_ask", id="b1", kind="reply", branch="b1", seq=7)
    one.ask("class_vote", ballot="b1", turn=1, option=2)
    ballot(klass, "close")
    at = {"lab": lab.id, "branch": "b1", "seq": 7}
    assert told(klass, one)["ballot"]["at"] == at
    ballot(klass, "reveal", right=0)
    ballot(klass, "done")
    state = told(klass, one)
    assert "ballot" not in state
    assert [(each["at"], each["tallies"]) for each in state["rungs"]] == [
        (at, [[0, 0, 1, 0]])
    ]
    klass.teacher.ask("class_show", lab=other.id)
    assert "rungs" not in told(klass, one)


def test_only_the_last_rungs_are_told(klass: ClassInTest):
    one = klass.student("Lince")
    klass.teacher.ask("class_show", lab=klass.hosting.lab("profe").id)
    for n in range(9):
        klass.teacher.ask("class_ask", id=f"b{n}", kind="reply", branch="b1", seq=n)
        one.ask("class_vote", ballot=f"b{n}", turn=1, option=0)
    assert [each["at"]["seq"] for each in told(klass, one)["rungs"]] == [4, 5, 6, 7]


# --- questions of lessons -------------------------------------------------------------


def votable(klass: ClassInTest) -> tuple[str, int, int]:
    """A question of a lesson: its place, its options, which is right."""
    content = klass.hosting.content
    for slug, loaded in content.library.every.items():
        for step in loaded.lesson.steps:
            question = step.question
            if question is not None and question.kind == "choice":
                right = question.options.index(question.parts[question.id][0])
                return f"{slug}/{step.id}", len(question.options), right
    raise AssertionError("no lesson asks to choose")


def test_a_question_of_a_lesson_is_asked_in_every_language_and_its_answer_kept(klass):
    one = klass.student("Lince")
    place, options, right = votable(klass)
    klass.teacher.ask("class_ask", id="b1", kind="lesson", asked=place)
    asked = told(klass, one)["ballot"]
    assert asked["asked"] == place
    assert set(asked["words"]) == {"es", "en"}
    assert all(len(each["options"]) == options for each in asked["words"].values())
    one.ask("class_vote", ballot="b1", turn=1, option=0)
    ballot(klass, "close")
    assert "right" not in told(klass, one)["ballot"]
    ballot(klass, "reveal", right=(right + 1) % options)
    assert told(klass, one)["ballot"]["right"] == right, "the lesson says which"


@pytest.mark.parametrize(
    "place",
    ["", "nada", "nada/nada", f"{LESSON}/nada", f"{LESSON}/con-ayuda"],
)
def test_what_is_no_choice_of_a_lesson_is_refused_in_words(klass, place: str):
    answer = klass.teacher.ask("class_ask", id="b1", kind="lesson", asked=place)
    assert refusal(answer) in ("class.no_question", "error.lesson_unknown")
    assert klass.classroom.ballot is None


# --- five hundred ---------------------------------------------------------------------


def test_five_hundred_vote_and_are_told_once_and_the_teacher_no_roster():
    klass = ClassInTest(joins_per_minute=1_000)
    students = [klass.student(f"Zorro {n}") for n in range(500)]
    klass.teacher.ask("class_ask", id="b1", **OWN)
    klass.tell()
    rosters = len(klass.teacher.received("roster"))
    news = len(students[0].received("class"))
    for n, student in enumerate(students):
        student.ask("class_vote", ballot="b1", turn=1, option=n % 2)
    klass.tell()
    assert len(students[0].received("class")) == news + 1
    assert len(klass.teacher.received("roster")) == rosters
    ballot(klass, "close")
    assert told(klass, students[7])["ballot"]["tallies"] == [[250, 250]]


def test_what_was_asked_is_told_to_teachers_only_when_there_is_more(klass):
    one = klass.student("Lince")
    klass.teacher.ask("class_ask", id="b1", **OWN)
    one.ask("class_vote", ballot="b1", turn=1, option=0)
    ballot(klass, "done")
    klass.tell()
    assert len(klass.teacher.received("roster")[-1]["asked"]) == 1
    klass.student("Nutria")
    klass.tell()
    last = klass.teacher.received("roster")[-1]
    assert [each["name"] for each in last["members"]] == ["Lince", "Nutria"]
    assert "asked" not in last
    late = Browser(klass, "profe")
    assert len(late.entered["asked"]) == 1
