"""The server's chair: which replies are taken, and what comes of the others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.projections.catalogue import load, render
from simulator.protocols.smtp.codes import CODES, allowed
from simulator.protocols.smtp.states import State
from simulator.rfc import cite
from simulator.teaching.playing import SHIPPED
from simulator.teaching.replies import seat_after, seat_page
from simulator.teaching.replies.client import client_hears
from simulator.teaching.replies.seat import judge_reply, offered
from tests.teaching.replies.dialogues import PLAYED, dialogue, own_replies

TEXTS = load(SHIPPED.parent / "simulator" / "projections" / "texts")
SMTP = [name for name in PLAYED if dialogue(name).protocol == "smtp"]
LED = [name for name in SMTP if not dialogue(name).typed]
NAMES = {host: host for host in ("pc-ana", "pc-benito", "norte", "sur")}
TURNS = [(name, at) for name in PLAYED for at in range(len(dialogue(name).turns))]
SMTP_TURNS = [(name, at) for name, at in TURNS if name in SMTP]


@pytest.mark.parametrize("name", PLAYED)
def test_what_the_server_itself_says_is_taken_to_the_end(name):
    seat = seat_after(dialogue(name), own_replies(name))
    page = seat_page(seat)
    assert seat.turn is None
    assert (page.wrong, page.offered, page.asks) == (None, (), "")
    assert page.first_tries == page.turns == len(page.done)


@pytest.mark.parametrize("name", PLAYED)
def test_what_the_client_says_is_what_it_said_to_the_server(name):
    page = seat_page(seat_after(dialogue(name), own_replies(name)))
    assert [each.said for each in page.done] == [t.said for t in dialogue(name).turns]


@pytest.mark.parametrize(("name", "at"), SMTP_TURNS)
def test_a_code_not_allowed_there_is_refused_and_the_allowed_ones_are_named(name, at):
    turn = dialogue(name).turns[at]
    may = allowed(turn.verb, State(turn.before))
    for code in set(CODES) - may - {235, 334}:
        verdict = judge_reply("smtp", turn, f"{code} x")
        assert not verdict.right
        assert verdict.said.key.startswith("seat.not_allowed")
        assert str(verdict.said.params["codes"]).split(", ") == list(
            map(str, sorted(may))
        )
        assert cite(verdict.rfc).section == "4.3.2"


@pytest.mark.parametrize(("name", "at"), SMTP_TURNS)
def test_an_allowed_code_of_another_class_is_never_taken(name, at):
    turn = dialogue(name).turns[at]
    for code in allowed(turn.verb, State(turn.before)):
        verdict = judge_reply("smtp", turn, f"{code} x")
        if str(code)[0] != turn.mark[0]:
            assert not verdict.right
            assert verdict.said.key == "seat.other_class"
        elif verdict.right and (turn.verb, code) != ("DATA", 554):
            assert str(code)[:2] == turn.mark[:2]


def test_data_without_a_recipient_may_be_answered_in_two_ways():
    said = [t for t in dialogue("somebody in a hurry").turns if t.verb == "DATA"]
    early, later = said
    assert (early.mark, later.mark) == ("503", "354")
    for code in ("503", "554"):
        verdict = judge_reply("smtp", early, f"{code} no valid recipients")
        assert verdict.right
    assert cite(verdict.rfc).section == "3.3"
    assert not judge_reply("smtp", early, "550 no").right


@pytest.mark.parametrize(("name", "at"), TURNS)
def test_one_of_the_replies_on_offer_is_right(name, at):
    spoken, turn = dialogue(name), dialogue(name).turns[at]
    offers = offered(spoken.protocol, turn)
    verdicts = [judge_reply(spoken.protocol, turn, offer) for offer in offers]
    assert [verdict.right for verdict in verdicts].count(True) == 1
    assert len(set(offers)) == len(offers) > 2


@pytest.mark.parametrize(("name", "at"), TURNS)
def test_a_wrong_reply_stays_beside_the_dialogue_and_the_next_one_counts(name, at):
    own = own_replies(name)
    wrong = [
        offer
        for offer in offered(dialogue(name).protocol, dialogue(name).turns[at])
        if not judge_reply(
            dialogue(name).protocol, dialogue(name).turns[at], offer
        ).right
    ]
    page = seat_page(seat_after(dialogue(name), [*own[:at], *wrong]))
    assert len(page.done) == at
    assert page.wrong is not None
    assert page.wrong.reply[0] == wrong[-1]
    for lang in TEXTS:
        for text in (page.wrong.said, page.wrong.client):
            assert render(TEXTS[lang], text.key, text.params, NAMES)
    again = seat_page(seat_after(dialogue(name), [*own[:at], *wrong, *own[at:]]))
    assert again.wrong is None
    assert again.first_tries == again.turns - 1


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(PLAYED)), st.lists(st.text(max_size=20), max_size=3))
def test_no_reply_whatever_it_is_is_more_than_right_or_wrong(name, replies):
    page = seat_page(seat_after(dialogue(name), replies))
    assert page.wrong is None or page.wrong.said.key in TEXTS["es"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("", "no_code"),
        ("hola", "no_code"),
        ("25 hola", "no_code"),
        ("250hola", "no_code"),
        ("690 hola", "no_code"),
        ("250-hola", "unfinished"),
        ("250 hola\n250 HELP", "ends_early"),
        ("250-hola\n220 HELP", "two_codes"),
        ("250 ¡Hola!", "not_ascii"),
        ("250 " + "x" * 510, "too_long"),
        ("250-hola\n250-SIZE 1000\n250 HELP", "strange_keyword"),
        ("354 hola", "not_allowed"),
        ("502 hola", "other_class"),
        ("421 hola", "other_class"),
    ],
)
def test_what_is_wrong_with_a_reply_to_ehlo_is_said(reply, said):
    turn = dialogue("a relay").turns[1]
    assert judge_reply("smtp", turn, reply).said.key == f"seat.{said}"


@pytest.mark.parametrize(
    "reply", ["250", "250 hola", "250-hola\n250 help", "250-\n250"]
)
def test_a_reply_to_ehlo_needs_no_certain_text_and_may_announce_less(reply):
    assert judge_reply("smtp", dialogue("a relay").turns[1], reply).right


def test_orders_and_mailboxes_are_told_apart_though_both_are_refusals():
    turns = {turn.mark: turn for turn in dialogue("somebody in a hurry").turns}
    early, nobody = turns["503"], turns["550"]
    assert judge_reply("smtp", early, "501 x").said.key == "seat.other_reason"
    assert judge_reply("smtp", nobody, "503 x").said.key == "seat.other_reason"
    assert judge_reply("smtp", nobody, "553 x").said.key == "seat.right_other"


@pytest.mark.parametrize(
    ("replies", "does", "sent"),
    [
        (["554 no"], "refused", ("QUIT",)),
        (["250 hola"], "goes_on", ("EHLO smtp.norte.example",)),
        (["hola"], "deferred", ("QUIT",)),
        (["220 x", "502 no"], "goes_on", ("HELO smtp.norte.example",)),
        (["220 x", "250 x", "451 luego"], "deferred", ("QUIT",)),
        (["220 x", "250 x", "250 x", "550 no"], "refused", ("QUIT",)),
        (["220 x", "250 x", "250 x", "250-x"], "waits", ()),
        (["220 x", "250 x", "250 x", "421 x"], "deferred", ()),
        (["220 x", "250 x", "250 x", "250 x", "250 x"], "deferred", ("QUIT",)),
        (["220 x", "250 x", "250 x", "250 x", "354 x", "550 x"], "refused", ("QUIT",)),
        (["220 x", "250 x", "250 x", "250 x", "354 x", "250 x", "250 x"], "left", ()),
    ],
)
def test_a_wrong_reply_shows_what_the_clients_engine_does_with_it(replies, does, sent):
    wrong = seat_page(seat_after(dialogue("a relay"), replies)).wrong
    assert wrong is not None
    assert (wrong.client.key, wrong.sent) == (f"seat.client.{does}", sent)


@pytest.mark.parametrize("name", LED)
def test_the_client_uses_only_what_was_announced(name):
    bare = ["220 x", "250 x"]
    assert client_hears(dialogue(name), bare)[-1].sent == (
        "MAIL FROM:<ana@norte.example>",
    )
