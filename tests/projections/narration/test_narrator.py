"""The narrator over real runs: steps, chapters, who speaks, and no robot."""

import pytest

from simulator.acts import Close, Open, Paste, TypeLine
from simulator.lab import Lab
from tests.projections.narration.runs import LETTER, keys, last, spoken, typed
from tests.projections.tell import by_hand, narrated
from tests.worlds import LANGUAGES, demonstrated, opened

# --- the first letter -----------------------------------------------------------------


def test_a_delivered_message_is_told_from_composing_to_the_last_close():
    lab = demonstrated()
    shapes = [n.beat.shape for n in narrated(lab)]
    session = ["open"] + ["reply", "command"] * 4 + ["reply"]
    session += ["letter", "reply", "command", "reply", "close"]
    assert shapes[:16] == ["local", *session]
    assert [s for s in shapes[16:33] if s != "local"] == session
    assert shapes.count("letter") == 3
    assert 40 <= len(shapes) <= 50


def test_steps_count_from_one_and_chapters_from_zero():
    told = narrated(demonstrated())
    assert [n.beat.step for n in told] == list(range(1, len(told) + 1))
    begun = [n.beat.chapter for n in told if n.new_chapter is not None]
    assert begun == [0, 1, 2]
    assert {n.beat.chapter for n in told} == {0, 1, 2}


def test_a_delivered_message_has_three_chapters():
    told = [
        n.new_chapter for n in narrated(demonstrated()) if n.new_chapter is not None
    ]
    assert [(c.key, c.protocol) for c in told] == [
        ("chapter.compose", "smtp"),
        ("chapter.relay", "smtp"),
        ("chapter.collect", "pop3"),
    ]
    assert told[0].params == {"person": "Ana"}


def test_phases_follow_the_parts_of_a_session():
    phases = [n.beat.phase for n in narrated(demonstrated())[1:16]]
    assert list(dict.fromkeys(phases)) == [
        "greeting",
        "sender",
        "recipients",
        "letter",
        "dot",
        "goodbye",
    ]
    pop3 = [n.beat.phase for n in narrated(demonstrated()) if n.beat.chapter == 2]
    assert list(dict.fromkeys(pop3)) == ["login", "transaction", "update"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_says_no_sentence_twice(language):
    lines = spoken(demonstrated(), language)
    assert len(set(lines)) == len(lines)


def test_delivery_stays_in_the_chapter_of_the_relay():
    told = narrated(demonstrated())
    delivered = next(n for n in told if n.say.key == "say.delivered.first")
    assert delivered.beat.chapter == 1
    assert delivered.say.params["mailbox"] == "benito@sur.example"


def test_the_password_is_read_aloud():
    told = narrated(demonstrated())
    given_away = next(n for n in told if n.beat.head == "PASS")
    assert given_away.say.params["name"] == "benito-secreta"
    assert given_away.beat.text == " benito-secreta"


def test_head_and_text_together_are_the_line():
    told = narrated(demonstrated())
    lines = [n.beat.head + n.beat.text for n in told]
    assert "MAIL FROM:<ana@norte.example>" in lines
    assert "250 2.1.0 Sender OK" in lines
    assert "+OK 734 octets" in lines or any(x.startswith("+OK") for x in lines)
    ehlo = next(n.beat for n in told if n.beat.head == "250" and n.beat.more)
    assert ehlo.text.startswith("-")
    assert ehlo.more[-1].startswith("250 ")


def test_seed_messages_are_not_steps():
    assert narrated(opened("pop3")) == []


# --- a person types -------------------------------------------------------------------


def test_a_student_is_told_you_and_a_program_is_not():
    mine = keys(typed("EHLO pc", "QUIT"))
    assert mine == [
        "open.you",
        "smtp.yes.greeting.you",
        "smtp.ask.ehlo.you",
        "smtp.yes.hello.you",
        "smtp.ask.quit.you",
        "smtp.yes.goodbye.you",
        "close.client",
    ]
    assert not [k for k in keys(demonstrated()) if k.endswith("you")]


def test_lines_typed_by_auto_play_are_told_as_those_of_a_program():
    lab = opened("sesion-smtp")
    lab.apply(Open("pc-ana", "sur", 25), "auto")
    lab.settle()
    lab.apply(TypeLine("EHLO pc"), "auto")
    lab.settle()
    assert "smtp.ask.ehlo.client" in keys(lab)
    assert keys(lab, "chapter") == ["terminal"]
    assert all(n.next is None for n in narrated(lab))


def test_typed_lines_are_steps_only_inside_a_message():
    lab = typed(*LETTER, "Subject: Hola", "", "Texto", ".seguido", "QUIT", ".", "NOOP")
    assert [k for k in keys(lab) if "typed" in k] == [
        "smtp.typed.field.you",
        "smtp.typed.blank.client",
        "smtp.typed.body.you",
        "smtp.typed.body_dot.client",
        "smtp.typed.command.you",
    ]
    assert keys(lab)[-2:] == ["smtp.ask.noop.you", "smtp.yes.noop.client"]
    letter = next(n for n in narrated(lab) if n.beat.shape == "letter")
    assert letter.say.key == "say.smtp.ask.letter.you"
    assert letter.beat.phase == "dot"


def test_a_field_is_explained_by_what_it_is():
    lab = typed(*LETTER, "Subject: Hola", "X-Nota: a")
    whys = [n.why.key for n in narrated(lab) if n.beat.shape == "typed"]
    assert whys == ["field.subject", "why.smtp.typed.field"]


def test_the_next_step_follows_the_state():
    lab = typed(*LETTER, "", ".", "QUIT")
    assert keys(lab, "next") == [
        "listen",
        "smtp.greet",
        "smtp.mail",
        "smtp.rcpt",
        "smtp.rcpt_or_data",
        "smtp.letter",
        "smtp.body",
        "smtp.after_letter",
    ]


@pytest.mark.parametrize(
    ("lines", "say", "next_key"),
    [
        (["BUENAS"], "smtp.no.unknown_verb", "smtp.legal"),
        (
            ["RCPT TO:<benito@sur.example>"],
            "smtp.no.sequence_hello",
            "smtp.sequence_hello",
        ),
        ([*LETTER[:2], "DATA"], "smtp.no.sequence_rcpt", "smtp.sequence_rcpt"),
        ([*LETTER[:2], LETTER[1]], "smtp.no.sequence_nested", "smtp.sequence_nested"),
        (
            [LETTER[0], "MAIL FROM: <ana@norte.example>"],
            "smtp.no.syntax_space",
            "smtp.syntax_space_mail",
        ),
        (
            [*LETTER[:2], "RCPT TO:<noexiste@sur.example>"],
            "smtp.no.no_such_mailbox",
            "smtp.no_such_mailbox",
        ),
        (
            [*LETTER[:2], *["RCPT TO:<noexiste@sur.example>"] * 2],
            "smtp.no.no_such_mailbox",
            "smtp.same_again",
        ),
        (
            [*LETTER[:2], *["RCPT TO:<ocupado@sur.example>"] * 2],
            "smtp.no.mailbox_busy",
            "smtp.too_soon",
        ),
        (
            [*LETTER[:2], "RCPT TO:<a@otro.example>"],
            "smtp.no.relay_denied",
            "smtp.relay_denied",
        ),
    ],
)
def test_a_refusal_says_why_and_what_now(lines, say, next_key):
    lab = typed(*lines)
    assert keys(lab)[-1] == say
    assert keys(lab, "next")[-1] == next_key
    assert last(lab).why is not None


def test_a_refusal_names_what_is_legal_now():
    assert last(typed("BUENAS")).next.params["legal"].startswith("EHLO, HELO, RSET")
    assert last(typed(*LETTER[:2], "x")).next.params["legal"].startswith("RCPT, EHLO")


def test_a_second_recipient_is_another_only_after_an_accepted_one():
    bad, good = "RCPT TO:<noexiste@sur.example>", LETTER[2]
    asked = keys(typed(*LETTER[:2], bad, good, good))
    assert [k for k in asked if "ask.rcpt" in k] == [
        "smtp.ask.rcpt.you",
        "smtp.ask.rcpt.you",
        "smtp.ask.rcpt_more.you",
    ]


def test_rset_without_an_envelope_is_told_as_idle():
    assert keys(typed("RSET"))[-2:] == [
        "smtp.ask.rset_idle.you",
        "smtp.yes.reset_idle.client",
    ]
    assert keys(typed(*LETTER[:2], "RSET"))[-2:] == [
        "smtp.ask.rset.you",
        "smtp.yes.reset.client",
    ]


def test_a_line_after_the_dot_arrives_as_a_command():
    lab = typed(*LETTER, "", "uno", ".", "dos")
    assert keys(lab, "slip") == ["after_dot"]


def test_a_message_that_ends_in_its_header_section_is_told_as_headless():
    lab = typed(*LETTER, "Subject: sin texto", ".")
    assert keys(lab, "slip") == ["no_blank_line"]
    assert "smtp.ask.letter_headless.you" in keys(lab)


def test_a_line_that_is_not_a_field_is_mentioned_once():
    lab = typed(*LETTER, "Hola", "Benito", " ", "Adiós")
    assert keys(lab, "slip") == ["not_a_field", "blank_with_spaces"]


def test_lines_of_programs_have_no_slips():
    told = narrated(typed("MAIL FROM: <ana@norte.example>"))
    assert [s.key for n in told for s in n.slips] == ["slips.space_after_colon"]


def test_pasted_lines_are_told_as_the_server_reads_them():
    lab = opened("sesion-smtp")
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    lab.apply(Paste("\n".join([*LETTER, "Subject: x", "", "hola", ".", "QUIT"])))
    lab.settle()
    told = keys(lab)
    assert "smtp.ask.letter.you" in told
    assert told.count("smtp.ask.quit.you") == 1
    assert not [k for k in told if "typed" in k]


def test_a_person_who_hangs_up_is_told_of_quit():
    lab = typed("EHLO pc")
    lab.apply(Close())
    lab.settle()
    assert keys(lab)[-1] == "close.you_hung_up"


# --- POP3 by hand ---------------------------------------------------------------------


def pop3(*lines: str) -> Lab:
    return by_hand("pop3", "pc-benito", "sur", 110, list(lines))


LOGIN = ("USER benito", "PASS benito-secreta")


@pytest.mark.parametrize(
    ("lines", "say"),
    [
        (("STAT",), "pop3.no.login_first"),
        (("PASS x",), "pop3.no.user_first"),
        (("USER benito", "PASS no"), "pop3.no.login_failed"),
        (LOGIN, "pop3.yes.pass.you"),
        ((*LOGIN, "STAT"), "pop3.yes.stat.client"),
        ((*LOGIN, "LIST 2"), "pop3.yes.list_one.client"),
        ((*LOGIN, "RETR 1"), "pop3.yes.retr.client"),
        ((*LOGIN, "RETR 9"), "pop3.no.no_such_message"),
        ((*LOGIN, "RETR uno"), "pop3.no.bad_number"),
        ((*LOGIN, "DELE 2"), "pop3.yes.dele.client"),
        ((*LOGIN, "EHLO pc"), "pop3.no.smtp_verb"),
    ],
)
def test_a_pop3_response_is_told_by_its_kind(lines, say):
    assert keys(pop3(*lines))[-1] == say


def test_retr_is_a_letter_and_top_is_not():
    told = narrated(pop3(*LOGIN, "TOP 1 0", "RETR 1"))
    assert [n.beat.shape for n in told if n.beat.more] == ["reply", "letter"]


def test_what_is_marked_is_deleted_at_quit_and_only_then():
    left = pop3(*LOGIN, "DELE 2", "QUIT")
    assert keys(left)[-3:] == [
        "pop3.ask.quit_marked.you",
        "pop3.yes.quit_removed.client",
        "close.collected",
    ]
    cut = pop3(*LOGIN, "DELE 2")
    cut.apply(Close())
    cut.settle()
    assert keys(cut)[-1] == "close.hung_up_marked"
