"""The tracker as a table: what happens to a mailbox, and what a session is told.

Read a row from left to right: the uids the session selected, what others did, what may
be said (`all`, or `no expunge` in the middle of a FETCH), what is said, and the uids
the session counts from then on.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.imap.questions import Entry
from simulator.protocols.imap.tracker import SelectedView

DATE = "Mon, 23 Nov 2026 09:00:00 +0100"


def entry(uid, *flags):
    return Entry(uid, flags, DATE, 10)


def view_of(*uids):
    return SelectedView("INBOX", [entry(uid) for uid in uids])


def do(view, deed):
    verb, *uids = deed.split()
    numbers = [int(uid) for uid in uids]
    if verb == "arrive":
        view.arrive([entry(uid) for uid in numbers])
    elif verb == "expunge":
        view.expunge(numbers)
    else:
        for uid in numbers:
            view.change(uid, ("\\Seen",))


def told(view, how):
    said = view.tell(expunges=how == "all")
    return [f"{update.number} {update.name}" for update in said]


TABLE = [
    # nothing
    ((1, 2), [], "all", [], (1, 2)),
    # arrivals
    ((1, 2), ["arrive 3"], "all", ["3 EXISTS", "0 RECENT"], (1, 2, 3)),
    ((), ["arrive 5 6"], "all", ["2 EXISTS", "0 RECENT"], (5, 6)),
    ((1, 2), ["arrive 3"], "no expunge", ["3 EXISTS", "0 RECENT"], (1, 2, 3)),
    ((1, 2), ["arrive 2"], "all", [], (1, 2)),
    # expunges: each number counts what went before
    ((1, 2, 3), ["expunge 2"], "all", ["2 EXPUNGE"], (1, 3)),
    ((1, 2, 3), ["expunge 1 2 3"], "all", ["1 EXPUNGE"] * 3, ()),
    ((1, 2, 3), ["expunge 3", "expunge 1"], "all", ["1 EXPUNGE", "2 EXPUNGE"], (2,)),
    ((1, 2, 3), ["expunge 2", "expunge 2"], "all", ["2 EXPUNGE"], (1, 3)),
    ((1, 2, 3), ["expunge 9"], "all", [], (1, 2, 3)),
    ((1, 2, 3), ["expunge 2"], "no expunge", [], (1, 2, 3)),
    # a message that came and went unsaid is never said
    ((1,), ["arrive 2", "expunge 2"], "all", [], (1,)),
    # flags
    ((4, 7), ["change 7"], "all", ["2 FETCH"], (4, 7)),
    ((4, 7), ["change 7", "change 7"], "all", ["2 FETCH"], (4, 7)),
    ((4, 7), ["change 7", "expunge 7"], "all", ["2 EXPUNGE"], (4,)),
    ((4, 7), ["change 9"], "all", [], (4, 7)),
    ((4, 7), ["arrive 9", "change 9"], "all", ["3 EXISTS", "0 RECENT"], (4, 7, 9)),
    # together: EXPUNGE, EXISTS, FETCH, and FETCH counts after the expunge
    (
        (1, 2, 3),
        ["change 3", "arrive 4", "expunge 1"],
        "all",
        ["1 EXPUNGE", "3 EXISTS", "0 RECENT", "2 FETCH"],
        (2, 3, 4),
    ),
    # without expunges the ghost is still counted
    (
        (1, 2, 3),
        ["change 3", "arrive 4", "expunge 1"],
        "no expunge",
        ["4 EXISTS", "0 RECENT", "3 FETCH"],
        (1, 2, 3, 4),
    ),
]


@pytest.mark.parametrize(("uids", "deeds", "how", "said", "after"), TABLE)
def test_what_a_session_is_told(uids, deeds, how, said, after):
    view = view_of(*uids)
    for deed in deeds:
        do(view, deed)
    assert told(view, how) == said
    assert tuple(view.uids) == after
    assert told(view, how) == []


def test_two_views_number_one_mailbox_differently():
    a, b = view_of(1, 2, 3, 4), view_of(1, 2, 3, 4)
    for view in (a, b):
        view.expunge([2])
    a.tell(expunges=True)
    assert (a.uid(2), b.uid(2)) == (3, 2)
    assert b.number(a.uid(3)) == 4
    assert a.number(b.uid(2)) == 0
    b.tell(expunges=True)
    assert b.number(a.uid(3)) == 3


def test_what_was_held_back_is_told_later():
    view = view_of(1, 2, 3)
    do(view, "expunge 2")
    assert told(view, "no expunge") == []
    assert view.is_ghost(2) and not view.is_ghost(3)
    do(view, "arrive 4")
    assert told(view, "no expunge") == ["4 EXISTS", "0 RECENT"]
    assert told(view, "all") == ["2 EXPUNGE"]
    assert view.uids == [1, 3, 4]


def test_recent_belongs_to_the_view():
    view = SelectedView("INBOX", [entry(1, "\\Seen"), entry(2)], recent=[2])
    assert view.flags(1) == ("\\Seen",)
    assert view.flags(2) == ("\\Recent",)
    view.arrive([entry(3)], recent=[3])
    assert [(u.name, u.number) for u in view.tell(expunges=True)] == [
        ("EXISTS", 3),
        ("RECENT", 2),
    ]
    view.expunge([2])
    view.tell(expunges=True)
    assert view.recent == {3}


def test_a_session_that_knows_is_not_told():
    view = view_of(1)
    view.change(1, ("\\Seen",), tell=False)
    assert view.flags(1) == ("\\Seen",)
    assert view.tell(expunges=True) == []


DEEDS = st.one_of(
    st.integers(1, 30).map("expunge {}".format),
    st.integers(1, 30).map("change {}".format),
    st.just("arrive"),
    st.just("tell all"),
    st.just("tell no expunge"),
)


@given(st.lists(DEEDS, max_size=60), st.integers(0, 8))
def test_a_client_that_believes_what_it_is_told_is_right(deeds, start):
    """It keeps a list of its own, changed by nothing but EXPUNGE and EXISTS."""
    view = view_of(*range(1, start + 1))
    mailbox, newest = list(range(1, start + 1)), start
    believed = list(mailbox)
    for deed in [*deeds, "tell all"]:
        verb, _, rest = deed.partition(" ")
        if verb == "arrive":
            newest += 1
            mailbox.append(newest)
            do(view, f"arrive {newest}")
        elif verb == "expunge":
            mailbox = [uid for uid in mailbox if uid != int(rest)]
            do(view, deed)
        elif verb == "change":
            do(view, deed)
        else:
            for update in view.tell(expunges=rest == "all"):
                if update.name == "EXPUNGE":
                    assert rest == "all"
                    del believed[update.number - 1]
                elif update.name == "EXISTS":
                    assert update.number >= len(believed)
                    believed += view.uids[len(believed) : update.number]
                elif update.name == "FETCH":
                    assert believed[update.number - 1] == update.uid
            assert believed == view.uids
    assert believed == mailbox
