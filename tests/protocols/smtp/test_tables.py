"""The tables as data: states, codes, reasons, and that they agree."""

import pytest

from simulator.protocols.smtp import SmtpClientConfig, SmtpServerConfig, make_reply
from simulator.protocols.smtp.codes import (
    CATEGORIES,
    CLASSES,
    CODES,
    EXTENSION_CODES,
    EXTENSION_SEQUENCES,
    REASONS,
    SEQUENCES,
    allowed,
)
from simulator.protocols.smtp.extensions import EXTENSIONS
from simulator.protocols.smtp.states import (
    CONNECTION,
    CONTENT,
    EXTENSION_VERBS,
    LAST_CHUNK,
    RESPONSE,
    TABLE,
    VERBS,
    State,
    legal,
    next_state,
)
from simulator.rfc import cite

RFC_5321_CODES = (
    "211 214 220 221 250 251 252 354 421 450 451 452 455"
    " 500 501 502 503 504 550 551 552 553 554 555"
)


def test_every_state_has_a_row_and_every_verb_is_known():
    assert set(TABLE) == set(State)
    used = {verb for row in TABLE.values() for verb in row}
    assert used == set(VERBS) | {CONNECTION}
    assert {*SEQUENCES, *EXTENSION_SEQUENCES} == used
    assert set(EXTENSION_SEQUENCES) - {RESPONSE} == set(EXTENSION_VERBS)
    assert set(EXTENSION_VERBS.values()) <= set(EXTENSIONS)


def test_every_move_of_the_table_can_happen():
    """Its digit is the first of a code that §4.3.2 allows there."""
    for state, row in TABLE.items():
        for verb, moves in row.items():
            digits = {str(code)[0] for code in allowed(verb, state)}
            assert set(moves) <= digits, (state, verb)


def test_every_state_is_reached_and_left():
    moves = [m for row in TABLE.values() for m in row.values()]
    reached = {to for move in moves for to in move.values()}
    assert reached == set(State)
    for state, row in TABLE.items():
        assert any(to is not state for m in row.values() for to in m.values())


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.CLOSED, ""),
        (State.GREETED, "EHLO HELO RSET NOOP VRFY EXPN HELP QUIT"),
        (State.REFUSED, "QUIT"),
        (State.READY, "EHLO HELO MAIL RSET NOOP VRFY EXPN HELP QUIT"),
        (State.MAIL, "EHLO HELO RCPT RSET NOOP VRFY EXPN HELP QUIT"),
        (State.RCPT, "EHLO HELO RCPT DATA RSET NOOP VRFY EXPN HELP QUIT"),
        (State.DATA, "."),
        (State.AUTH, "="),
        (State.BDAT, "EHLO HELO RSET NOOP VRFY EXPN HELP QUIT"),
    ],
)
def test_what_is_legal_when(state, verbs):
    assert legal(state) == legal(state.value) == tuple(verbs.split())


def test_verbs_of_extensions_are_legal_where_they_were_announced():
    told = ("STARTTLS", "AUTH", "CHUNKING", "SIZE")
    ready = "EHLO HELO STARTTLS AUTH MAIL RSET NOOP VRFY EXPN HELP QUIT"
    assert legal(State.READY, told) == tuple(ready.split())
    assert "AUTH" not in legal(State.READY, ("STARTTLS",))
    assert {"BDAT", LAST_CHUNK} <= set(legal(State.RCPT, told))
    assert {"BDAT", LAST_CHUNK} <= set(legal(State.BDAT, told))
    assert not {"BDAT", LAST_CHUNK} & set(legal(State.MAIL, told))


def test_where_replies_lead():
    assert next_state(State.READY, "MAIL", 250) is State.MAIL
    assert next_state(State.READY, "MAIL", 550) is State.READY
    assert next_state(State.RCPT, "EHLO", 501) is State.RCPT
    assert next_state(State.RCPT, "DATA", 354) is State.DATA
    assert next_state(State.DATA, CONTENT, 554) is State.READY
    assert next_state(State.MAIL, "MAIL", 250) is State.MAIL
    assert all(next_state(state, "NOOP", 421) is State.CLOSED for state in State)


def test_all_codes_of_the_rfc_are_there_with_their_class():
    of_rfc = {code for code, entry in CODES.items() if entry.rfc.startswith("5321")}
    assert of_rfc == set(map(int, RFC_5321_CODES.split()))
    for code in CODES:
        first, second, _ = str(code)
        assert first in CLASSES and second in CATEGORIES
    lists = [*SEQUENCES.values()]
    used = {code for s in lists for code in (*s.success, *s.error)}
    assert used | {421, 500, 501} == of_rfc
    assert {c for codes in EXTENSION_CODES.values() for c in codes} <= set(CODES)


@pytest.mark.parametrize(
    ("verb", "codes"),
    [
        ("EHLO", "250 502 504 550"),
        ("HELO", "250 502 504 550"),
        ("MAIL", "250 552 451 452 550 553 503 455 555"),
        ("RCPT", "250 251 550 551 552 553 450 451 452 503 455 555 556"),
        ("DATA", "354 503 554"),
        ("RSET", "250"),
        ("VRFY", "250 251 252 550 551 553 502 504"),
        ("EXPN", "250 252 550 502 504"),
        ("HELP", "211 214 502 504"),
        ("NOOP", "250"),
        ("QUIT", "221"),
    ],
)
def test_the_sequences_are_those_of_the_rfc(verb, codes):
    wanted = {*map(int, codes.split()), 421, 500, 501}
    assert allowed(verb, State.READY) - {530} == wanted
    # RFC 3207 §4 and RFC 4954 §6: all of these may have to wait.
    assert (530 in allowed(verb, State.READY)) != (verb in ("EHLO", "NOOP", "QUIT"))


@pytest.mark.parametrize(
    ("verb", "codes"),
    [
        ("STARTTLS", "220 454 502 503"),
        ("AUTH", "235 334 432 454 502 503 504 525 530 534 535 538"),
        (RESPONSE, "235 334 432 454 525 534 535 538"),
        ("BDAT", "250 450 451 452 502 503 530 550 552 554"),
        (LAST_CHUNK, "250 450 451 452 502 503 530 550 552 554"),
    ],
)
def test_the_sequences_of_extensions(verb, codes):
    assert allowed(verb, State.READY) == {*map(int, codes.split()), 421, 500, 501}


def test_allowed_outside_the_commands():
    assert allowed(CONNECTION, State.CLOSED) == {220, 554, 521, 421, 500, 501}
    assert allowed(CONNECTION, State.READY) == {421, 500}
    content = {250, 552, 554, 451, 452, 450, 550, 421, 500, 501}
    assert allowed(CONTENT, State.DATA) == content
    assert allowed("NOOP", State.REFUSED) == {421, 503}
    assert 221 in allowed("QUIT", State.REFUSED)
    assert allowed("TURN", State.READY) == {421, 500, 501, 502, 503}
    assert allowed("VERFY", State.READY) == {421, 500, 501}


@pytest.mark.parametrize("key", REASONS)
def test_every_reason_is_sound(key):
    reason = REASONS[key]
    assert reason.code in CODES
    cite(reason.rfc)
    assert reason.enhanced == "" or reason.enhanced[0] == str(reason.code)[0]
    reply = make_reply(key)
    assert reply.lines[0].isascii() and len(reply.lines[0]) < 80
    assert reply.reason == key


def test_every_citation_exists():
    for entry in (*CODES.values(), *VERBS.values(), *EXTENSIONS.values()):
        cite(entry.rfc)


@pytest.mark.parametrize(
    "changes",
    [
        {"recipients_max": 99},
        {"command_octets_max": 511},
        {"text_line_octets_max": 998},
        {"message_octets_max": 65_535},
        {"idle_timeout_us": 0},
        {"extensions": ("BINARYMIME",)},
        {"extensions": ("AUTH",)},
        {"mechanisms": ("PLAIN",)},
        {"extensions": ("AUTH",), "mechanisms": ("DIGEST-MD5",)},
        {"extensions": ("SMTPUTF8",)},
        {"requires_tls": True},
        {"extensions": ("size",)},
        {"verbs": ("NOOP",)},
    ],
)
def test_a_server_below_the_rfc_is_refused(changes):
    with pytest.raises(ValueError):
        SmtpServerConfig(host_name="sur.example", **changes)


def test_the_default_patience_is_that_of_the_rfc():
    minute = 60_000_000
    client = SmtpClientConfig(host_name="norte.example")
    assert client.greeting_timeout_us == client.mail_timeout_us == 5 * minute
    assert client.rcpt_timeout_us == 5 * minute
    assert client.data_timeout_us == 2 * minute
    assert client.content_timeout_us == 10 * minute
    assert SmtpServerConfig(host_name="s.example").idle_timeout_us == 5 * minute
