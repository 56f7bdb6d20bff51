"""The judge: what counts, what never counts, and how partial credit is given."""

from itertools import combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.acts import Browse, Send
from simulator.mail import Attachment
from simulator.teaching.goals import Goal
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.judge import _in_order, _prefix, holds_in, judge_goal
from tests.teaching.worlds import Story
from tests.worlds import opened


def goal(**data):
    return msgspec.convert({"id": "meta", **data}, Goal)


def held(goal_, story, from_seq=0, model=None):
    items = judge_goal(goal_, GradedJournal(story.journal), model or {}, from_seq)
    return [item.id for item in items if item.held]


MAIL = {"kind": "smtp.reply_sent", "verb": "MAIL", "code": 250}
RCPT = {"kind": "smtp.reply_sent", "verb": "RCPT", "code": 250}
QUIT = {"kind": "smtp.reply_sent", "verb": "QUIT", "code": 221}


def test_what_the_pupil_did_counts_and_auto_play_never_does():
    story = Story()
    story.reply(story.open("auto"), 250, "MAIL", actor="auto")
    assert held(goal(seen=MAIL), story) == []
    assert held(goal(seen=MAIL, actor="any"), story) == ["meta"]
    story.reply(story.open(), 250, "MAIL")
    assert held(goal(seen=MAIL), story) == ["meta"]


def test_a_connection_typed_by_two_belongs_to_nobody():
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "MAIL")
    story.reply(conn, 250, "RCPT", actor="auto")
    assert held(goal(seen=MAIL), story) == []


def test_what_auto_play_typed_before_the_step_does_not_spoil_it():
    story = Story()
    conn = story.open("auto")
    story.reply(conn, 250, "EHLO", actor="auto")
    began = story.here
    story.reply(conn, 250, "MAIL")
    assert held(goal(seen=MAIL), story, began) == ["meta"]
    story.reply(conn, 250, "RCPT", actor="auto")
    assert held(goal(seen=MAIL), story, began) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"never": {"id": "uno", **QUIT}},
        {"seen": {"id": "uno", **MAIL}},
        {"seen": [{"id": "uno", **MAIL}, {"id": "dos", **RCPT}]},
        {"order": [{"id": "uno", **MAIL}, RCPT]},
        {"holds": {"path": ["mailboxes", "#"], "=": 0}},
        {"never": QUIT},
        {"seen": MAIL},
    ],
)
def test_what_is_judged_bears_the_names_of_the_goals_items(wanted):
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "MAIL")
    story.reply(conn, 250, "RCPT")
    meta = goal(**wanted)
    model = {"mailboxes": {}}
    assert held(meta, story, model=model) == list(meta.items)


def test_recipients_of_two_envelopes_are_not_in_one():
    story = Story()
    conn = story.open()
    recipients = [{"id": name, "path": name, **RCPT} for name in ("benito", "carla")]
    for name in ("benito", "carla"):
        story.reply(conn, 250, "MAIL")
        story.reply(conn, 250, "RCPT", name)
        story.reply(conn, 250, ".")
    assert held(goal(seen=recipients, same="conn"), story) == ["benito", "carla"]
    assert len(held(goal(seen=recipients, same="envelope"), story)) == 1
    story.reply(conn, 503, "MAIL")
    story.reply(conn, 250, "RCPT", "benito")
    assert len(held(goal(seen=recipients, same="envelope"), story)) == 2


def test_only_what_happened_since_the_step_began_counts():
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "MAIL")
    began = story.here
    assert held(goal(seen=MAIL), story, began) == []
    story.reply(conn, 250, "MAIL")
    assert held(goal(seen=MAIL), story, began) == ["meta"]


def test_times_at_least_exactly_and_never():
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "RCPT")
    story.reply(conn, 250, "RCPT")
    assert held(goal(seen=RCPT, times=2), story) == ["meta"]
    assert held(goal(seen=RCPT, times=3), story) == []
    assert held(goal(seen=RCPT, times={"min": 1, "max": 1}), story) == []
    assert held(goal(seen=QUIT, times={"min": 0, "max": 0}), story) == ["meta"]
    assert held(goal(never=RCPT), story) == []
    assert held(goal(never=QUIT), story) == ["meta"]


def test_same_conn_needs_every_event_in_one_connection():
    story = Story()
    first, second = story.open(), story.open()
    story.reply(first, 250, "MAIL")
    story.reply(second, 250, "RCPT")
    assert held(goal(order=[MAIL, RCPT]), story) == ["meta"]
    assert held(goal(order=[MAIL, RCPT], same="conn"), story) == []
    story.reply(first, 250, "RCPT")
    assert held(goal(order=[MAIL, RCPT], same="conn"), story) == ["meta"]


def test_order_needs_the_order_and_seen_does_not():
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "RCPT")
    story.reply(conn, 250, "MAIL")
    assert held(goal(order=[MAIL, RCPT]), story) == []
    assert held(goal(seen=[MAIL, RCPT]), story) == ["meta"]


def test_partial_credit_shows_what_is_missing_in_the_middle():
    order = [{**MAIL, "id": "sobre"}, {**RCPT, "id": "quien"}, {**QUIT, "id": "adios"}]
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "MAIL")
    story.reply(conn, 221, "QUIT")
    assert held(goal(order=order), story) == ["sobre", "adios"]
    assert held(goal(order=order, strict=True), story) == ["sobre"]


def test_unnamed_patterns_belong_to_the_next_named_one():
    order = [MAIL, {**RCPT, "id": "sobre"}, {**QUIT, "id": "adios"}]
    story = Story()
    conn = story.open()
    story.reply(conn, 250, "RCPT")
    story.reply(conn, 221, "QUIT")
    assert held(goal(order=order), story) == ["adios"]


def test_without_spoils_only_its_own_group():
    order = [{**MAIL, "id": "sobre"}, {**QUIT, "id": "adios"}]
    clean = goal(order=order, same="conn", without=[RCPT])
    story = Story()
    conn = story.open()
    for code, verb in ((250, "MAIL"), (250, "RCPT"), (221, "QUIT")):
        story.reply(conn, code, verb)
    assert held(clean, story) == ["sobre"]
    other = story.open()
    story.reply(other, 250, "MAIL")
    story.reply(other, 221, "QUIT")
    assert held(clean, story) == ["sobre", "adios"]


def test_comparisons_do_not_mind_capitals():
    story = Story()
    story.reply(story.open(), 250, "RCPT", path="Benito@SUR.example")
    for condition in (
        "benito@sur.example",
        {"starts": "BENITO"},
        {"contains": "sur"},
        {"lacks": "carla"},
        {"in": ["ana@norte.example", "benito@sur.example"]},
        {"!=": "carla@sur.example"},
    ):
        assert held(goal(seen={**RCPT, "path": condition}), story) == ["meta"]
    assert held(goal(seen={**RCPT, "path": {"lacks": "Sur"}}), story) == []
    for condition, is_held in (({">=": 250, "<": 260}, True), ({">": 250}, False)):
        found = held(goal(seen={**RCPT, "code": condition}), story)
        assert bool(found) is is_held


def test_a_page_belongs_to_who_asked_for_it_in_a_connection_already_open():
    lab = opened("tres-maneras")
    shown = goal(seen={"kind": "browser.page_shown", "status": 200})
    inside = goal(seen={"kind": "imap.response_sent", "verb": "LOGIN", "status": "OK"})
    login = (("user", "benito"), ("password", "benito-secreta"))
    for actor in ("auto", "student"):
        lab.apply(Browse("web-benito", "/login", "POST", login), actor)
        lab.settle()
        wanted = ["meta"] if actor == "student" else []
        journal = GradedJournal(lab.journal)
        for each in (shown, inside):
            items = judge_goal(each, journal, {}, 0)
            assert [item.id for item in items if item.held] == wanted


def test_a_delivery_belongs_to_who_caused_it_and_to_its_connection():
    story = Story()
    conn = story.open()
    story.reply(conn, 250, ".")
    story.deliver("benito@sur.example", "sur-1.1")
    story.deliver("carla@sur.example", "sur-1.2")
    both = [
        {"kind": "message.delivered", "mailbox": f"{name}@sur.example"}
        for name in ("benito", "carla")
    ]
    assert held(goal(seen=both, same="letter"), story) == ["meta"]
    assert held(goal(seen=both, same="message"), story) == []
    assert held(goal(seen=both, same="conn", by_hand=True), story) == ["meta"]
    assert held(goal(seen=both, by_hand=False), story) == []


def test_the_header_is_the_stored_one_and_not_the_text():
    story = Story()
    story.reply(story.open(), 250, ".")
    story.journal.stream("message.sur-1.1").append(
        b"Received: x\r\nTo: benito@sur.example\r\n\r\nHola, Carla\r\n"
    )
    story.deliver("benito@sur.example", "sur-1.1")
    seen = {"kind": "message.delivered", "header": {"lacks": "carla"}}
    assert held(goal(seen=seen), story) == ["meta"]
    seen = {"kind": "message.delivered", "header": {"contains": "benito"}}
    assert held(goal(seen=seen), story) == ["meta"]


def test_holds_walks_the_model():
    model = {
        "mailboxes": {"b@sur.example": {"messages": [{"length": 10}, {"length": 20}]}},
        "hosts": {"pc": {"on": True}},
    }
    path = ["mailboxes", "b@sur.example", "messages"]
    assert holds_in({"path": [*path, "#"], "=": 2}, model)
    assert not holds_in({"path": [*path, "#"], ">": 2}, model)
    assert holds_in({"path": [*path, "*", "length"], ">": 15}, model)
    assert holds_in({"path": [*path, 0, "length"], "=": 10}, model)
    assert not holds_in({"path": [*path, 7, "length"], ">": 0}, model)
    assert not holds_in({"path": ["hosts", "pc", "on", "deeper"], "=": True}, model)
    assert holds_in({"path": ["hosts", "pc", "on"], "=": True}, model)


# --- properties ----------------------------------------------------------------------

rows = st.integers(1, 4).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.lists(st.lists(st.booleans(), min_size=size, max_size=size), max_size=7),
    )
)


def possible(hits, chosen):
    """Whether the chosen patterns happen one after another."""
    row = 0
    for pattern in chosen:
        while row < len(hits) and not hits[row][pattern]:
            row += 1
        if row == len(hits):
            return False
        row += 1
    return True


@given(rows)
def test_in_order_is_possible_and_no_choice_is_longer(case):
    count, hits = case
    chosen = [number for number, ok in enumerate(_in_order(hits, count)) if ok]
    assert possible(hits, chosen)
    longer = combinations(range(count), len(chosen) + 1)
    assert not any(possible(hits, other) for other in longer)


@given(rows)
def test_a_prefix_is_a_prefix_and_possible(case):
    count, hits = case
    held_ = _prefix(hits, count)
    assert held_ == sorted(held_, reverse=True)
    assert possible(hits, range(sum(held_)))


steps = st.lists(
    st.tuples(
        st.sampled_from(["student", "auto"]),
        st.sampled_from(["MAIL", "RCPT", "QUIT", "NOOP"]),
        st.integers(0, 2),
    ),
    max_size=12,
)


def told(acts):
    story = Story()
    conns = [story.open(), story.open("auto"), story.open()]
    for actor, verb, which in acts:
        story.reply(conns[which], 221 if verb == "QUIT" else 250, verb, actor=actor)
    return story


@given(steps)
def test_nothing_done_by_auto_play_alone_is_ever_held(acts):
    story = told([("auto", verb, which) for _, verb, which in acts])
    for one in (goal(seen=MAIL), goal(order=[MAIL, QUIT]), goal(seen=[MAIL, RCPT])):
        assert held(one, story) == []


@given(steps, steps)
def test_more_of_the_pupil_s_own_doing_never_takes_an_item_away(acts, more):
    mine = [("student", verb, 2 * (which % 2)) for _, verb, which in acts]
    later = [("student", verb, 2 * (which % 2)) for _, verb, which in more]
    order = [{**MAIL, "id": "a"}, {**RCPT, "id": "b"}]
    for one in (
        goal(seen=MAIL),
        goal(seen=[MAIL, QUIT], same="conn"),
        goal(order=[MAIL, RCPT, QUIT], same="conn"),
        goal(order=order, strict=True),
    ):
        assert len(held(one, told(mine))) <= len(held(one, told([*mine, *later])))


@given(steps)
def test_an_extra_noop_anywhere_changes_nothing(acts):
    order = goal(order=[MAIL, RCPT, QUIT], same="conn")
    plain = [("student", verb, 0) for _, verb, _ in acts]
    noisy = [act for one in plain for act in (("student", "NOOP", 0), one)]
    assert held(order, told(plain)) == held(order, told(noisy))


READ = {
    "field_from": {"contains": "ana@norte.example"},
    "field_subject": "Reunión",
    "field_reply-to": "",
    "shown_text": {"contains": "Adiós"},
    "part_types": "multipart/mixed text/plain image/png",
    "attached": {"contains": "sobre.png "},
    "broken_rules": "",
}


@pytest.mark.parametrize("name", READ)
def test_a_goal_sees_a_message_as_a_mail_client_reads_it(name):
    lab = opened("sobre-y-carta")
    picture = (Attachment(name="sobre.png", kind="picture"),)
    text = {"subject": "Reunión", "body": "Adiós", "attachments": picture}
    lab.apply(Send("pc-ana", "benito@sur.example", **text), "student")
    lab.settle()
    delivered = {"kind": "message.delivered", "host": "sur"}
    judged = GradedJournal(lab.journal)
    (held_,) = judge_goal(goal(seen={**delivered, name: READ[name]}), judged, {}, 0)
    assert held_.held
    unlike = {name: "otra cosa"}
    (missed,) = judge_goal(goal(seen={**delivered, **unlike}), judged, {}, 0)
    assert not missed.held
