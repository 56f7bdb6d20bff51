"""The table against RFC 3501's own lists, and against itself."""

import pytest

from simulator.protocols.imap import states
from simulator.protocols.imap.codes import REASONS
from simulator.protocols.imap.commands import HANDLERS
from simulator.protocols.imap.config import EXTENSIONS, NEEDED_BY
from simulator.protocols.imap.states import CONNECTION, TABLE, State
from simulator.rfc import cite

ANY = {"CAPABILITY", "NOOP", "LOGOUT"}
NOT_AUTHENTICATED = {"STARTTLS", "AUTHENTICATE", "LOGIN"}
AUTHENTICATED = {
    *("SELECT", "EXAMINE", "CREATE", "DELETE", "RENAME", "SUBSCRIBE"),
    *("UNSUBSCRIBE", "LIST", "LSUB", "STATUS", "APPEND"),
}
SELECTED = {
    *("CHECK", "CLOSE", "EXPUNGE", "SEARCH", "FETCH", "STORE", "COPY"),
    *("UID FETCH", "UID SEARCH", "UID STORE", "UID COPY"),
}
EXTENDED = {
    State.NOT_AUTHENTICATED: {"ID"},
    State.AUTHENTICATED: {"ID", "NAMESPACE", "IDLE", "ENABLE"},
    State.SELECTED: {
        *("ID", "NAMESPACE", "IDLE", "UNSELECT", "MOVE", "UID MOVE", "UID EXPUNGE"),
    },
}


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.NOT_AUTHENTICATED, ANY | NOT_AUTHENTICATED),
        (State.AUTHENTICATED, ANY | AUTHENTICATED),
        (State.SELECTED, ANY | AUTHENTICATED | SELECTED),
    ],
)
def test_each_state_allows_what_chapter_6_says(state, verbs):
    assert set(states.legal(state)) == verbs | EXTENDED[state]


def test_a_failed_select_leaves_nothing_selected():
    for verb in ("SELECT", "EXAMINE"):
        assert states.next_state(State.SELECTED, verb, "NO") is State.AUTHENTICATED
        assert states.next_state(State.SELECTED, verb, "BAD") is State.SELECTED


def test_nothing_leads_back_before_the_login():
    doors = {
        target
        for state in (State.AUTHENTICATED, State.SELECTED)
        for moves in TABLE[state].values()
        for target in moves.values()
    }
    assert doors == {State.AUTHENTICATED, State.SELECTED, State.LOGOUT}


def test_bad_changes_nothing_anywhere():
    assert not any("BAD" in m for row in TABLE.values() for m in row.values())


def test_bye_ends_from_anywhere():
    assert {states.next_state(s, "NOOP", "BYE") for s in State} == {State.LOGOUT}


def test_every_state_can_be_reached():
    reached = {State.CLOSED}
    for _ in State:
        reached |= {
            target
            for state in reached
            for moves in TABLE[state].values()
            for target in moves.values()
        }
    assert reached == set(State)


def test_every_verb_has_a_handler_a_syntax_a_citation_and_its_future():
    assert set(HANDLERS) == set(states.VERBS)
    assert {v for row in TABLE.values() for v in row} - {CONNECTION} == set(HANDLERS)
    for verb, (syntax, rfc, rev2) in states.VERBS.items():
        assert syntax.startswith(verb)
        assert cite(rfc).rfc in (3501, 2177, 2342, 2971, 3691, 4315, 5161, 6851)
        assert rev2 in states.REV2
        assert (rev2 in ("changed", "gone")) == (verb in states.CHANGES)


def test_what_an_extension_brings_is_an_extension():
    assert set(NEEDED_BY) <= set(HANDLERS)
    assert set(NEEDED_BY.values()) <= set(EXTENSIONS)


def test_reasons_have_wire_texts():
    for status, text, code in REASONS.values():
        assert status in ("NO", "BAD", "BYE")
        assert text.isascii() and text.isprintable() and "]" not in text
        assert code == code.upper() and " " not in code


def test_the_learner_sees_the_names_of_the_rfc():
    assert states.shown("NOT_AUTHENTICATED") == "Not authenticated"
    with pytest.raises(ValueError):
        states.legal("NOWHERE")
