"""What a teacher is told of everybody's work, and that nobody else is."""

from functools import partial

import pytest

from simulator.classroom import work
from simulator.classroom.work import RULE, WAKES_A_TURN, WRONG_TOLD, Allowance
from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.rig import TELNET, Tab, content

LESSON = "primera-sesion-smtp"


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


class Working:
    """A student with a page of a lesson open."""

    def __init__(self, klass: ClassInTest, name: str, lesson: str = LESSON) -> None:
        self.klass = klass
        self.browser = klass.student(name)
        self.lab = klass.hosting.lesson(lesson, name)
        self.tab = klass.opens(self.browser, self.lab.id)

    def says(self, *lines: str) -> None:
        """Type these, in a terminal that is opened for the first."""
        if not self.tab.typed():
            assert self.tab.act("open", **TELNET)["ok"]
        for line in lines:
            assert self.tab.act("line", text=line)["ok"]

    def turns_to(self, step: str) -> None:
        """Begin a step of the lesson, and be told how one stands."""
        assert self.tab.act("answer", question="step", value=step)["ok"]
        self.asks()

    def asks(self) -> None:
        """As the page does when something happened."""
        assert self.tab.ask("attempt", lesson=LESSON)["ok"]


def on(klass: ClassInTest) -> dict:
    """The teacher's page asks to be told."""
    answer = klass.teacher.ask("class_work", on=True)
    klass.tell()
    return answer


def tiles(klass: ClassInTest) -> dict[str, dict]:
    """What the teacher's page shows, by student."""
    klass.tell()
    found: dict[str, dict] = {}
    for news in klass.teacher.received("work"):
        for each in news["students"]:
            before = found.get(each["member"], {"version": 0})
            assert each["version"] > before["version"]
            found[each["member"]] = each
    return found


def pass_s(klass: ClassInTest, seconds: float) -> None:
    klass.hosting.scheduler.seconds += seconds
    klass.tell()


# --- tiles ----------------------------------------------------------------------------


def test_a_tile_says_where_a_student_is_and_what_they_said_last(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.turns_to("con-ayuda")
    student.says("HOLA", "EHLO pc-ana.norte.example", "MAIL FROM:<ana>")
    on(klass)
    tile = tiles(klass)["s1"]
    assert (tile["place"], tile["lesson"], tile["step"]) == (
        "lesson",
        LESSON,
        "con-ayuda",
    )
    assert tile["line"] == "MAIL FROM:<ana>"
    assert tile["reply"].startswith("501 ")
    assert (tile["wrong"], tile["errors"]) == (True, 2)


def test_a_line_that_is_right_shows_its_reply_and_is_no_error(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.says("NOOP")
    on(klass)
    tile = tiles(klass)["s1"]
    assert (tile["line"], tile["wrong"], tile["errors"]) == ("NOOP", False, 0)
    assert tile["reply"].startswith("250 ")


@pytest.mark.parametrize(
    ("port", "line", "reply"),
    [(110, "LIST", "-ERR"), (143, "a1 FETCH 1 FLAGS", "a1 BAD")],
)
def test_what_pop3_and_imap_refuse_is_an_error_too(klass, port, line, reply):
    student = Working(klass, "Lince", "pop-imap-web-medidos")
    student.tab.act("open", host="pc-benito", target="sur", port=port)
    assert student.tab.act("line", text=line)["ok"]
    on(klass)
    tile = tiles(klass)["s1"]
    assert (tile["line"], tile["errors"]) == (line, 1)
    assert tile["reply"].startswith(reply)


def test_who_has_nothing_open_and_who_is_in_a_scenario(klass: ClassInTest):
    klass.student("Lince")
    free = klass.student("Oso")
    klass.opens(free, klass.hosting.lab("Oso").id)
    on(klass)
    assert [each["place"] for each in tiles(klass).values()] == ["", "scenario"]


def test_a_line_that_was_undone_and_typed_again_is_one_error(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.says("NOOP", "HOLA")
    on(klass)
    student.tab.branch = student.tab.ask("undo")["branch"]
    student.tab.watch(branch=student.tab.branch)
    student.says("HOLA")
    assert tiles(klass)["s1"]["errors"] == 1


def test_goals_are_told_as_the_students_page_was_told_them(klass: ClassInTest):
    student = Working(klass, "Lince")
    on(klass)
    assert tiles(klass)["s1"]["goals"] == ""
    student.turns_to("con-ayuda")
    student.says("EHLO pc-ana.norte.example")
    student.asks()
    goals = tiles(klass)["s1"]["goals"]
    page = content().lesson(LESSON).page("es")
    columns = [len(step.goals) or 1 for step in page.steps]
    assert len(goals) == sum(columns)
    place = [step.id for step in page.steps].index("con-ayuda")
    start = sum(columns[:place])
    of_step = goals[start : start + columns[place]]
    assert "h" in of_step and "o" in of_step
    assert set(goals[:start]) == {"-"}


def test_what_was_reached_stays_when_the_page_is_closed(klass: ClassInTest):
    student = Working(klass, "Lince")
    on(klass)
    student.turns_to("con-ayuda")
    student.says("EHLO pc-ana.norte.example")
    student.asks()
    open_ = tiles(klass)["s1"]
    student.tab.close()
    closed = tiles(klass)["s1"]
    assert closed["goals"] == open_["goals"]
    assert (closed["place"], closed["lesson"], closed["line"]) == ("", LESSON, "")


@pytest.mark.parametrize("slug", sorted(content().library.every))
def test_columns_of_goals_are_those_of_the_lessons_page(slug: str):
    loaded = content().lesson(slug)
    for step, page in zip(loaded.lesson.steps, loaded.page("es").steps, strict=True):
        assert tuple(goal.id for goal in page.goals) == tuple(step.items)


# --- stuck ----------------------------------------------------------------------------


def test_stuck_is_who_errs_for_long_while_a_goal_is_open(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.turns_to("con-ayuda")
    on(klass)
    for number in range(RULE.wrong - 1):
        student.says(f"HOLA {number}")
    pass_s(klass, RULE.wrong_s)
    assert tiles(klass)["s1"]["stuck"] == ""
    student.says("HOLA otra vez")
    student.asks()
    assert tiles(klass)["s1"]["stuck"] == "wrong"


def test_many_wrong_lines_in_a_short_time_are_not_stuck_yet(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.turns_to("con-ayuda")
    on(klass)
    student.says(*(f"HOLA {number}" for number in range(RULE.wrong + 2)))
    assert tiles(klass)["s1"]["stuck"] == ""
    pass_s(klass, RULE.wrong_s)
    assert tiles(klass)["s1"]["stuck"] == "wrong"


def test_a_goal_that_is_met_begins_the_time_and_the_count_again(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.turns_to("con-ayuda")
    on(klass)
    student.says(*(f"HOLA {number}" for number in range(RULE.wrong)))
    pass_s(klass, RULE.wrong_s)
    assert tiles(klass)["s1"]["stuck"] == "wrong"
    student.says("EHLO pc-ana.norte.example")
    student.asks()
    assert tiles(klass)["s1"]["stuck"] == ""
    pass_s(klass, RULE.wrong_s)
    assert tiles(klass)["s1"]["stuck"] == ""


def test_stuck_is_who_does_nothing_for_long_while_a_goal_is_open(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.turns_to("con-ayuda")
    on(klass)
    pass_s(klass, RULE.still_s - 5)
    assert tiles(klass)["s1"]["stuck"] == ""
    pass_s(klass, 5)
    assert tiles(klass)["s1"]["stuck"] == "still"
    assert tiles(klass)["s1"]["idle_s"] >= RULE.still_s
    student.says("NOOP")
    assert tiles(klass)["s1"]["stuck"] == ""


def test_looking_is_not_doing_and_without_a_goal_nobody_is_stuck(klass: ClassInTest):
    student, free = Working(klass, "Lince"), klass.student("Oso")
    klass.opens(free, klass.hosting.lab("Oso").id)
    student.turns_to("con-ayuda")
    on(klass)
    pass_s(klass, RULE.still_s - 1)
    student.asks()
    pass_s(klass, 1)
    found = tiles(klass)
    assert [found[member]["stuck"] for member in ("s1", "s2")] == ["still", ""]


# --- wrong lines ----------------------------------------------------------------------


def test_the_commonest_wrong_lines_count_students_and_name_nobody(klass: ClassInTest):
    for name in ("Lince", "Oso", "Panda"):
        student = Working(klass, name)
        student.says("HOLA")
        student.says("HOLA")
    student.says("RCPT TO:<carla@Este.Example>")
    answer = on(klass)
    assert answer["wrong"] == []
    wrong = klass.teacher.received("work")[-1]["wrong"]
    assert [(each["line"], each["students"]) for each in wrong] == [
        ("HOLA", 3),
        ("RCPT TO:<carla@Este.Example>", 1),
    ]
    assert wrong[0]["reply"].startswith("500 ")
    assert set(wrong[0]) == {"line", "reply", "students"}


def test_only_so_many_wrong_lines_are_told(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.says(*(f"HOLA {number}" for number in range(WRONG_TOLD + 5)))
    on(klass)
    assert len(klass.teacher.received("work")[-1]["wrong"]) == WRONG_TOLD


# --- who is told, and how often -------------------------------------------------------


def test_a_student_is_told_of_nobodys_work(klass: ClassInTest):
    student, other = Working(klass, "Lince"), klass.student("Oso")
    refused = other.ask("class_work", on=True)
    assert refused["error"]["key"] == "class.not_teaching"
    on(klass)
    student.says("SECRETO")
    pass_s(klass, 5)
    assert tiles(klass)["s1"]["line"] == "SECRETO"
    assert other.received("work") == []
    seen = [each["name"] for each in student.tab.messages]
    assert "work" not in seen


def test_a_stranger_learns_nothing(klass: ClassInTest):
    Working(klass, "Lince")
    stranger = Browser(klass, "nadie")
    assert stranger.ask("class_work", on=True)["error"]["key"] == "class.not_in"
    on(klass)
    assert stranger.received("work") == []


def test_news_come_once_a_second_and_only_of_what_changed(klass: ClassInTest):
    one, two = Working(klass, "Lince"), Working(klass, "Oso")
    on(klass)
    first = klass.teacher.received("work")
    assert [each["member"] for each in first[-1]["students"]] == ["s1", "s2"]
    for number in range(20):
        one.says(f"NOOP {number}")
    klass.hosting.scheduler.seconds += 0.9
    klass.hosting.scheduler.run()
    assert len(klass.teacher.received("work")) == len(first)
    klass.tell()
    news = klass.teacher.received("work")
    assert len(news) == len(first) + 1
    assert [each["member"] for each in news[-1]["students"]] == ["s1"]
    assert two.lab.stood is None
    pass_s(klass, 10)
    assert len(klass.teacher.received("work")) == len(news)


def test_without_a_teachers_page_nothing_is_looked_at(klass: ClassInTest):
    student = Working(klass, "Lince")
    on(klass)
    klass.teacher.leave()
    klass.tell()
    assert klass.hosting.scheduler.deferred == []
    student.says("HOLA")
    klass.tell()
    again = Browser(klass, "profe")
    known = again.ask("class_work", on=True)["students"]
    assert [each["line"] for each in known] == [""]
    klass.tell()
    assert again.received("work")[-1]["students"][0]["line"] == "HOLA"


def test_a_page_that_comes_and_goes_is_told_once(klass: ClassInTest):
    student = Working(klass, "Lince")
    for turn in (True, False, True):
        klass.teacher.ask("class_work", on=turn)
    klass.tell()
    student.says("NOOP")
    before = len(klass.teacher.received("work"))
    klass.tell()
    assert len(klass.teacher.received("work")) == before + 1


def test_a_lab_that_sleeps_is_read_and_left_as_it_is(klass: ClassInTest):
    student = Working(klass, "Lince")
    student.says("HOLA")
    student.lab.rest()
    on(klass)
    assert tiles(klass)["s1"]["line"] == "HOLA"
    pass_s(klass, 1)
    student.lab.rest()
    pass_s(klass, 5)
    assert student.lab.tree.get(None).lab is None


def test_only_so_much_is_read_at_a_time(klass: ClassInTest, monkeypatch):
    """A class of sleeping labs, and one of long journals, come bit by bit."""
    names = [f"N{number}" for number in range(2 * WAKES_A_TURN + 1)]
    students = [Working(klass, name) for name in names]
    for student in students:
        student.says("HOLA")
        student.lab.rest()
    klass.teacher.ask("class_work", on=True)
    heard = []
    for _ in range(3):
        klass.hosting.scheduler.seconds += 1
        klass.hosting.scheduler.run()
        news = klass.teacher.received("work")[-1]["students"]
        heard.append(sum(each["line"] == "HOLA" for each in news))
    assert heard == [WAKES_A_TURN, WAKES_A_TURN, 1]
    for student in students:
        student.says("NOOP")
    monkeypatch.setattr(work, "Allowance", partial(Allowance, events=1))
    klass.hosting.scheduler.seconds += 1
    klass.hosting.scheduler.run()
    news = klass.teacher.received("work")[-1]["students"]
    assert [each["line"] for each in news].count("NOOP") == 1


def test_who_is_sent_out_is_forgotten(klass: ClassInTest):
    Working(klass, "Lince").says("HOLA")
    on(klass)
    klass.teacher.ask("class_member", member="s1", name="")
    klass.tell()
    again = Browser(klass, "profe")
    assert again.ask("class_work", on=True)["students"] == []


def test_of_an_exam_only_that_it_is_one_is_told(klass: ClassInTest):
    student = klass.student("Lince")
    lab = klass.hosting.lab("Lince")
    lab.purpose = lab.purpose._replace(exam="examen")
    tab = Tab(klass.hosting, lab.id, "Lince", student.sid)
    tab.act("open", **TELNET)
    tab.act("line", text="HOLA")
    on(klass)
    tile = tiles(klass)["s1"]
    assert tile["place"] == "exam"
    assert (tile["line"], tile["errors"], tile["scenario"]) == ("", 0, "")
