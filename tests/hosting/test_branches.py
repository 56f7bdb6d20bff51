"""Fork, undo, redo, restart: what two tabs of one lab see, and what is kept."""

import pytest

from tests.hosting.rig import TELNET, HostingInTest, Tab, journal_of


@pytest.fixture
def hosting():
    return HostingInTest()


@pytest.fixture
def tab(hosting):
    """A tab with an open terminal and three lines typed."""
    tab = Tab(hosting, hosting.lab().id)
    tab.act("open", **TELNET)
    for line in ("EHLO pc-ana", "MAIL FROM:<ana@norte.example>", "NOOP"):
        assert tab.act("line", text=line)["ok"]
    tab.read()
    return tab


def moment_of(tab, line):
    """Seq of the event before the student typed `line`."""
    for event in tab.events:
        fact = event["fact"]
        typed = fact["kind"] == "terminal.line_sent"
        if typed and fact["octets"].strip() == line:
            return event["seq"] - 1
    raise AssertionError(line)


def kinds_of(tab):
    """Kinds of the branches, by id, as told last."""
    told = [m["branches"] for m in tab.messages if m["name"] == "branches"]
    return {branch["id"]: branch["kind"] for branch in told[-1]}


def follow(tab, answer):
    """Do what the page does: watch the branch that the answer names."""
    assert answer["ok"], answer
    tab.watch(branch=answer["branch"])
    return tab


# --- fork ------------------------------------------------------------------------


def test_an_act_after_a_step_back_forks(tab):
    after = moment_of(tab, "NOOP")
    answer = tab.act("line", text="RSET", after=after)
    assert answer["branch"] == "b2"
    tab.read()
    assert kinds_of(tab) == {"b1": "line", "b2": "line"}
    before = tab.events[: after + 1]
    assert tab.typed()[-1] == "NOOP"
    follow(tab, answer)
    assert tab.typed()[-1] == "RSET"
    assert tab.events[: after + 1] == before


def test_an_act_at_the_live_end_does_not_fork(tab):
    answer = tab.act("line", text="HELP", after=len(tab.events) - 1)
    assert answer["branch"] == "b1"


def test_a_wrong_act_after_a_step_back_leaves_no_branch(tab):
    answer = tab.act("power_on", host="luna", after=moment_of(tab, "NOOP"))
    assert answer["error"]["key"] == "error.unknown_host"
    assert len(tab.watch()["branches"]) == 1


def test_a_doubled_fork_is_one_branch(tab):
    after = moment_of(tab, "NOOP")
    first = tab.act("line", text="RSET", after=after, id="f")
    assert tab.act("line", text="RSET", after=after, id="f") == first
    assert len(tab.watch()["branches"]) == 2


def test_both_branches_go_on(tab):
    answer = tab.act("line", text="RSET", after=moment_of(tab, "NOOP"))
    assert tab.act("line", text="HELP")["branch"] == "b1"
    follow(tab, answer)
    assert tab.act("line", text="QUIT")["branch"] == "b2"
    assert tab.typed()[-2:] == ["RSET", "QUIT"]


# --- undo and redo -----------------------------------------------------------------


def test_undo_takes_the_last_line_back_and_keeps_it_as_an_attempt(tab):
    answer = tab.ask("undo")
    follow(tab, answer)
    assert tab.typed()[-1] == "MAIL FROM:<ana@norte.example>"
    assert kinds_of(tab) == {"b1": "attempt", "b2": "line"}


def test_undo_again_goes_one_line_further_and_leaves_one_attempt(tab):
    follow(tab, tab.ask("undo"))
    follow(tab, tab.ask("undo"))
    assert tab.typed()[-1] == "EHLO pc-ana"
    assert sorted(kinds_of(tab).values()) == ["attempt", "line"]


def test_redo_gives_back_step_by_step_to_the_very_branch(tab):
    for _ in range(2):
        follow(tab, tab.ask("undo"))
    follow(tab, tab.ask("redo"))
    assert tab.typed()[-1] == "MAIL FROM:<ana@norte.example>"
    answer = tab.ask("redo")
    assert answer["branch"] == "b1"
    follow(tab, answer)
    assert tab.typed()[-1] == "NOOP"
    assert kinds_of(tab) == {"b1": "line"}
    assert tab.ask("redo")["error"]["key"] == "error.nothing_to_redo"


def test_after_something_new_there_is_nothing_to_redo(tab):
    follow(tab, tab.ask("undo"))
    tab.act("line", text="RSET")
    assert tab.ask("redo")["error"]["key"] == "error.nothing_to_redo"
    follow(tab, tab.ask("undo"))
    assert tab.typed()[-1] == "MAIL FROM:<ana@norte.example>"
    assert sorted(kinds_of(tab).values()) == ["attempt", "attempt", "line"]


def test_undo_ends_where_the_student_began(tab):
    for _ in range(4):
        follow(tab, tab.ask("undo"))
    assert tab.ask("undo")["error"]["key"] == "error.nothing_to_undo"
    assert "smtp.reply_sent" in tab.kinds(), "the opening letter is not the student's"
    assert tab.typed() == []


def test_undo_does_not_go_behind_an_answer(tab):
    tab.act("answer", question="step", value="two")
    assert tab.ask("undo")["error"]["key"] == "error.nothing_to_undo"
    tab.act("line", text="RSET")
    follow(tab, tab.ask("undo"))
    assert "lab.answered" in tab.kinds()


def test_a_doubled_undo_is_done_once(tab):
    first = tab.ask("undo", id="u")
    assert tab.ask("undo", id="u") == first
    follow(tab, first)
    assert tab.typed()[-1] == "MAIL FROM:<ana@norte.example>"


def test_a_late_act_on_a_folded_line_is_refused(tab):
    """Two tabs: one undoes, the other types on in what it still shows."""
    other = tab.hosting.labs.get(tab.lab)
    tab.ask("undo")
    answer = tab.act("line", text="RSET")
    assert answer["error"]["key"] == "error.attempt_folded"
    assert other.tree.branches["b1"].inputs[-1].act.text == "NOOP"


def test_an_attempt_can_be_forked(tab):
    tab.ask("undo")
    after = moment_of(tab, "MAIL FROM:<ana@norte.example>")
    answer = tab.act("line", text="VRFY benito", after=after)
    follow(tab, answer)
    assert tab.typed() == ["EHLO pc-ana", "VRFY benito"]


# --- restart -----------------------------------------------------------------------


def test_restart_begins_again_and_keeps_what_was_done(tab):
    opening = [e["fact"]["kind"] for e in tab.events][:5]
    answer = tab.ask("restart")
    follow(tab, answer)
    assert tab.typed() == []
    assert tab.kinds()[:5] == opening
    assert kinds_of(tab) == {"b1": "attempt", "b2": "line"}
    assert tab.watch(branch="b1")["ok"]
    assert tab.typed()[-1] == "NOOP"


def test_the_number_of_branches_is_bounded():
    hosting = HostingInTest(branches_max=3)
    tab = Tab(hosting, hosting.lab().id)
    for _ in range(6):
        follow(tab, tab.ask("restart"))
    assert kinds_of(tab) == {"b5": "attempt", "b6": "attempt", "b7": "line"}


# --- two tabs ----------------------------------------------------------------------


def test_two_tabs_agree(hosting, tab):
    other = Tab(hosting, tab.lab)
    assert other.kinds() == tab.kinds()
    other.act("line", text="HELP")
    assert other.kinds() == tab.kinds()
    answer = tab.ask("undo")
    told = [m for m in other.read() if m["name"] == "branches"][-1]
    assert told["current"] == answer["branch"]


# --- the same lab from its inputs --------------------------------------------------


def test_a_lab_that_slept_is_the_same_octet_for_octet(hosting, tab):
    fork = tab.act("line", text="RSET", after=moment_of(tab, "NOOP"))
    tab.ask("undo")
    hosted = hosting.labs.get(tab.lab)
    before = [journal_of(hosted, branch) for branch in ("b1", "b2")]
    tab.close()
    hosting.pass_s(600)
    assert all(branch.lab is None for branch in hosted.tree.branches.values())
    assert [journal_of(hosted, branch) for branch in ("b1", "b2")] == before
    assert fork["branch"] == "b2"


def test_a_lab_that_slept_can_be_acted_in(hosting, tab):
    tab.close()
    hosting.pass_s(600)
    again = Tab(hosting, tab.lab)
    assert again.act("line", text="HELP")["ok"] is True
    assert again.typed()[-2:] == ["NOOP", "HELP"]


# --- what branches are called -------------------------------------------------------


def labels_of(tab):
    """Labels of the branches, by id, as told last."""
    tab.read()
    told = [m["branches"] for m in tab.messages if m["name"] == "branches"]
    return {branch["id"]: branch["label"] for branch in told[-1]}


def forked(tab, line, text):
    """Fork before `line` was typed, with `text`; the answer, and the step's number."""
    after = moment_of(tab, line)
    answer = tab.act("line", text=text, after=after)
    steps = [e["beat"]["step"] for e in tab.events[: after + 1] if "beat" in e]
    return answer, steps[-1]


def test_a_fork_is_called_by_its_step_and_the_act_that_differs(tab):
    answer, step = forked(tab, "NOOP", "RCPT TO:<benito@sur.example>")
    name = {"n": step, "words": "RCPT TO:<benito@sur.exa…"}
    assert labels_of(tab) == {
        "b1": {"key": "branch.root", "params": {}},
        "b2": {"key": "branch.from.line", "params": name},
    }


def test_an_undo_keeps_the_name_and_tells_the_attempt_by_its_end(tab):
    answer, step = forked(tab, "NOOP", "RSET")
    follow(tab, answer)
    tab.act("line", text="HELP")
    before = labels_of(tab)["b2"]
    answer = tab.ask("undo")
    labels = labels_of(tab)
    assert labels[answer["branch"]] == before
    assert labels["b2"] == {"key": "branch.attempt.line", "params": {"words": "HELP"}}
    assert labels["b1"] == {"key": "branch.root", "params": {}}


def test_a_line_whose_first_act_is_undone_is_named_by_the_next(tab):
    answer, step = forked(tab, "NOOP", "RSET")
    follow(tab, answer)
    follow(tab, tab.ask("undo"))
    assert labels_of(tab)[tab.branch] == {
        "key": "branch.from.other",
        "params": {"n": step},
    }
    tab.act("line", text="VRFY benito")
    name = {"n": step, "words": "VRFY benito"}
    assert labels_of(tab)[tab.branch] == {"key": "branch.from.line", "params": name}


def test_undo_in_the_story_itself_leaves_it_the_story(tab):
    follow(tab, tab.ask("undo"))
    tab.act("line", text="RSET")
    assert labels_of(tab)[tab.branch]["key"] == "branch.root"


def test_beginning_again_counts_the_times(tab):
    answer = follow(tab, tab.ask("restart"))
    assert labels_of(tab)[answer.branch] == {"key": "branch.again", "params": {"n": 2}}
