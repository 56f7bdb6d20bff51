"""The table against RFC 1939's own words, and against itself."""

import pytest

from simulator.protocols.pop3 import states
from simulator.protocols.pop3.commands import HANDLERS
from simulator.protocols.pop3.grammar import ARGUMENTS
from simulator.protocols.pop3.states import CONNECTION, TABLE, State
from simulator.rfc import cite

RFC_1939_9 = {
    "AUTHORIZATION": {"USER", "PASS", "QUIT"},
    "TRANSACTION": {"STAT", "LIST", "RETR", "DELE", "NOOP", "RSET", "QUIT"},
}
OPTIONAL = {"AUTHORIZATION": set(), "TRANSACTION": {"TOP", "UIDL"}}
RFC_2449_5 = {"CAPA"}
EXTENSIONS = {"AUTHORIZATION": {"APOP", "AUTH", "STLS", "UTF8"}, "TRANSACTION": set()}
EVERYTHING = tuple(states.EXTENSION_VERBS.values())


@pytest.mark.parametrize("name", RFC_1939_9)
def test_each_state_allows_what_the_summary_of_the_rfc_says(name):
    mine = [s for s in State if states.shown(s) == name]
    verbs = {v for s in mine for v in states.legal(s)}
    assert verbs == RFC_1939_9[name] | OPTIONAL[name] | RFC_2449_5
    more = {v for s in mine for v in states.legal(s, EVERYTHING)}
    assert more == verbs | EXTENSIONS[name]


def test_pass_is_legal_only_right_after_user():
    assert [s for s in State if "PASS" in TABLE[s]] == [State.AUTHORIZATION_USER]
    assert [s for s in State if "USER" in TABLE[s]] == [State.AUTHORIZATION]
    assert TABLE[State.AUTHORIZATION]["USER"]["+"] == State.AUTHORIZATION_USER
    assert TABLE[State.AUTHORIZATION_USER]["PASS"]["-"] == State.AUTHORIZATION


def test_update_has_one_door():
    doors = [
        (state, verb)
        for state, row in TABLE.items()
        for verb, moves in row.items()
        if State.UPDATE in moves.values()
    ]
    assert doors == [(State.TRANSACTION, "QUIT")]


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


def test_every_verb_has_a_handler_a_syntax_and_a_citation():
    assert set(HANDLERS) == set(states.VERBS) == {*ARGUMENTS, "="}
    assert {v for row in TABLE.values() for v in row} - {CONNECTION} == set(HANDLERS)
    for verb, (syntax, rfc) in states.VERBS.items():
        assert syntax.split(" ")[0] == verb or verb == "="
        assert cite(rfc).status == "current"


def test_an_absent_verb_or_sign_changes_nothing():
    assert states.next_state(State.TRANSACTION, "USER", "+") == State.TRANSACTION
    assert states.next_state(State.TRANSACTION, "DELE", "-") == State.TRANSACTION


def test_the_learner_sees_the_three_names_of_the_rfc():
    assert states.shown("AUTHORIZATION_USER") == "AUTHORIZATION"
    assert states.shown(State.TRANSACTION) == "TRANSACTION"
    assert states.legal("UPDATE") == ()
    with pytest.raises(ValueError):
        states.legal("NOWHERE")
