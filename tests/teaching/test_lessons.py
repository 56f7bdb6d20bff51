"""The lessons that come with Cartero: fair, neither strict nor lax, and true."""

import contextlib
import re
from functools import partial
from itertools import pairwise

import pytest

from simulator.acts import Collect, Paste, TypeLine
from simulator.mail.address import AddressError, parse_mailbox
from simulator.rfc import INDEX
from simulator.teaching import check_folder
from simulator.teaching.playing import (
    SHIPPED,
    PlayError,
    Stage,
    begin,
    finish,
    model_of,
    play,
    progress_at,
)
from tests.worlds import library, scenario

LIBRARY = library()
TASKS = [
    pytest.param(slug, step, id=f"{slug}/{step.id}")
    for slug, loaded in LIBRARY.lessons.items()
    for step in loaded.lesson.steps
    if step.kind == "do"
]


def stage_of(slug):
    lesson = LIBRARY.lessons[slug].lesson
    return Stage(lesson, scenario(lesson.scenario))


@pytest.mark.long
def test_no_lesson_has_a_problem():
    assert [str(problem) for problem in check_folder(SHIPPED)] == []


def words_of(text):
    return set(re.findall(r"[^\W_]{5,}", text.casefold()))


@pytest.mark.parametrize("slug", LIBRARY.lessons)
def test_no_title_gives_a_prediction_away(slug):
    """A word that only right options have stands in no title of the lesson."""
    loaded = LIBRARY.lessons[slug]
    for text in loaded.texts.values():
        steps = [text.sections[step.id].title for step in loaded.lesson.steps]
        for step in loaded.lesson.steps:
            if step.kind != "predict" or not step.question:
                continue
            parts = step.question.parts.values()
            right = {option for options in parts for option in options}
            section = text.sections[step.id]
            common = words_of(section.prompt + section.body)
            for option, label in section.options.items():
                if option not in right:
                    common |= words_of(label)
            said = " ".join(section.options.get(each, each) for each in right)
            told = words_of(said) - common
            found = [title for title in (text.title, *steps) if words_of(title) & told]
            assert found == []


@pytest.mark.parametrize("slug", LIBRARY.lessons)
def test_a_lesson_can_be_done_from_beginning_to_end(slug):
    stage = stage_of(slug)
    steps = stage.lesson.steps
    lab = stage.at(steps[0].id)
    for step in steps:
        if step is not steps[0]:
            begin(lab, step)
        finish(lab, step)
    attempt = progress_at(stage.lesson, lab)
    assert attempt.solved
    for score in (attempt.task, attempt.prediction, attempt.quiz):
        assert score.got == score.of > 0


@pytest.mark.parametrize(("slug", "step"), TASKS)
def test_auto_play_of_the_solution_solves_nothing(slug, step):
    acts = partial(play, script=step.solution, actor="auto")
    assert not stage_of(slug).after(step.id, acts).solved


@pytest.mark.parametrize(("slug", "step"), TASKS)
def test_the_page_offers_what_a_solution_collects(slug, step):
    """Beside the stage, by the scenario; Buzones has a button for every machine."""
    if step.tools.view == "boxes":
        return
    world = scenario(LIBRARY.lessons[slug].lesson.scenario)
    offered = [offer.act for offer in world.offers]
    acts = [scripted.act for scripted in step.solution]
    for host in [act.host for act in acts if isinstance(act, Collect)]:
        assert {"act": "collect", "host": host} in offered


def typed(scripted):
    """The line somebody types, if that is the act; of a pasted block, the last."""
    if isinstance(scripted.act, (TypeLine, Paste)):
        return scripted.act.text.rpartition("\n")[2]
    return None


def needed(step):
    """Positions of the acts a solution cannot do without: all but the letters' text.

    The blank line counts where a goal asks for it, a stuffed dot always.
    """
    asked = {".", "..", ""} if "linea-en-blanco" in step.items else {".", ".."}
    in_letter, positions = False, []
    for position, scripted in enumerate(step.solution):
        line = typed(scripted)
        if not in_letter or line in asked:
            positions.append(position)
        in_letter = (in_letter or line == "DATA") and line != "."
    return positions


POLITE = {
    ("cabecera-y-cuerpo", "lo-justo"),
    ("leer-los-codigos", "forma-y-orden"),
    ("leer-los-codigos", "buzones"),
    ("data-y-el-punto", "a-mano"),
    ("sobre-y-carta", "dos-nombres"),
    ("sobre-y-carta", "en-secreto"),
    ("primera-sesion-pop3", "volver"),
    ("dele-quit-y-el-cable", "cortar"),
    ("reto-final", "el-presupuesto"),
    ("reto-final", "otra-vez-bien"),
}
"""Tasks whose last QUIT is good manners, and whose goals rightly do not ask for it."""

CURIOUS = {("dele-quit-y-el-cable", "borrar-cinco-megas"): "LIST"}
"""A line that only looks."""


@pytest.mark.parametrize(("slug", "step"), TASKS)
def test_a_solution_without_any_one_of_its_acts_is_no_solution(slug, step):
    stage = stage_of(slug)
    for position in needed(step):
        line = typed(step.solution[position])
        last = position == len(step.solution) - 1
        if last and (slug, step.id) in POLITE:
            assert line == "QUIT"
            continue
        if line and line == CURIOUS.get((slug, step.id)):
            continue
        rest = step.solution[:position] + step.solution[position + 1 :]
        assert not stage.after(step.id, partial(play_what_goes, rest)).solved, position


def play_what_goes(script, lab):
    """Do the acts that make sense: the first that does not ends the attempt."""
    with contextlib.suppress(PlayError):
        play(lab, script)


# --- what the lessons say is true ----------------------------------------------------


def solved_lab(slug, step_id):
    stage = stage_of(slug)
    lab = stage.at(step_id)
    finish(lab, stage.lesson.step(step_id))
    return lab


def client_octets(lab):
    facts = [event.fact for event in lab.journal]
    return [
        fact.client_octets
        for fact in facts
        if fact.__struct_config__.tag == "tcp.connection_closed"
    ]


def replies(lab):
    """What servers answered, each by the verb it answers."""
    facts = [event.fact for event in lab.journal]
    replied = [f for f in facts if f.__struct_config__.tag == "smtp.reply_sent"]
    return [(fact.verb, fact.code) for fact in replied]


def test_three_sessions_cost_quite_a_few_more_octets_than_one():
    _predicted, one, *three = client_octets(
        solved_lab("varios-destinatarios", "octetos")
    )
    assert len(three) == 3
    assert sum(three) > 1.5 * one


def test_the_letter_is_cut_by_hand_and_whole_from_the_program():
    lab = solved_lab("data-y-el-punto", "rellena-tu")
    bodies = [
        lab.journal.octets(f"message.{message['message']}").split(b"\r\n\r\n", 1)[1]
        for message in model_of(lab)["mailboxes"]["benito@sur.example"]["messages"]
    ]
    assert bodies == [b"uno\r\n", b"uno\r\n.\r\ndos\r\n", b"uno\r\n.\r\ndos\r\n"]


def test_both_copies_of_the_secret_letter_are_equal_and_silent():
    lab = solved_lab("sobre-y-carta", "en-secreto")
    boxes = model_of(lab)["mailboxes"]
    benito, carla = (
        lab.journal.octets(
            f"message.{boxes[f'{name}@sur.example']['messages'][-1]['message']}"
        )
        for name in ("benito", "carla")
    )
    assert benito == carla
    assert b"carla" not in benito.lower()


def count_of_benito(lab):
    return len(model_of(lab)["mailboxes"]["benito@sur.example"]["messages"])


def test_reading_leaves_five_and_only_a_goodbye_deletes():
    assert count_of_benito(solved_lab("primera-sesion-pop3", "volver")) == 5
    slug = "dele-quit-y-el-cable"
    assert count_of_benito(solved_lab(slug, "borrar-cinco-megas")) == 4
    assert count_of_benito(solved_lab(slug, "arrepentirse")) == 4
    assert count_of_benito(solved_lab(slug, "cortar")) == 4


def test_deleting_five_megabytes_moves_no_body():
    lab = solved_lab("dele-quit-y-el-cable", "borrar-cinco-megas")
    (conn,) = model_of(lab)["conns"].values()
    assert conn["kinds"]["body"] == 0
    assert conn["octets"]["server"] < 1_000


def test_rset_after_the_final_dot_recalls_nothing():
    lab = solved_lab("dos-cartas-una-sesion", "demasiado-tarde")
    boxes = model_of(lab)["mailboxes"]
    assert len(boxes["carla@sur.example"]["messages"]) == 1
    assert replies(lab)[-3:] == [(".", 250), ("RSET", 250), ("QUIT", 221)]


def test_the_north_server_says_the_same_of_who_is_there_and_of_who_is_not():
    lab = solved_lab("vrfy-expn-alias-listas", "dos-preguntas")
    assert replies(lab)[1:3] == [("VRFY", 252), ("VRFY", 252)]


def test_announced_extensions_save_two_round_trips():
    lab = solved_lab("ehlo-y-extensiones", "cuantas-vueltas")
    took = {}
    for event in lab.journal:
        fact, tag = event.fact, event.fact.__struct_config__.tag
        if tag == "tcp.connection_opened" and fact.service == "smtp":
            opened_us = event.at_us
        if tag == "smtp.reply_sent" and fact.verb in (".", "BDAT LAST"):
            took[event.host] = event.at_us - opened_us
    saved_ms = (took["oeste"] - took["sur"]) / 1_000
    assert saved_ms == pytest.approx(400, abs=5)


def test_a_chunk_keeps_the_dot_that_would_have_cut_the_letter():
    lab = solved_lab("ehlo-y-extensiones", "sin-punto-final")
    (*_, last) = model_of(lab)["mailboxes"]["benito@sur.example"]["messages"]
    assert lab.journal.octets(f"message.{last['message']}").endswith(
        b"\r\n\r\nuno\r\n.\r\ndos\r\n"
    )


def test_a_direct_call_is_tried_seven_times_in_two_minutes():
    lab = solved_lab("que-es-el-correo", "como-un-telefono")
    last = {event.fact.__struct_config__.tag: event for event in lab.journal}
    gave_up = last["tcp.connection_timed_out"]
    assert gave_up.fact.attempts == 7
    called_us = last["host.powered_off"].at_us
    assert (gave_up.at_us - called_us) / 60e6 == pytest.approx(2, abs=0.2)


def is_address(text):
    try:
        return bool(parse_mailbox(text))
    except AddressError:
        return False


def test_addresses_called_valid_are_and_the_others_are_not():
    loaded = LIBRARY.lessons["buzones-y-direcciones"]
    right = loaded.lesson.step("vale-o-no").question.right
    for text in loaded.texts.values():
        words = text.sections["vale-o-no"].arrows
        judged = {name: is_address(each.strip("`")) for name, each in words.items()}
        assert judged == {name: value == "vale" for name, value in right.items()}


FRONT_PAGE = re.compile(r"RFC (\d+) \((\d{4})\)(.*)")
MEMBER = re.compile(r"\[(\d+)\]\(rfc:\d+\) \((\d{4})\)")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_front_pages_say_what_the_index_says(lang):
    body = LIBRARY.lessons["las-normas"].texts[lang].sections["portadas"].body
    pages = FRONT_PAGE.findall(body)
    assert len(pages) == 5
    for number, year, rest in pages:
        assert INDEX[int(number)].year == int(year)
        for word, field in (("Obsoletes", "obsoleted_by"), ("Updates", "updated_by")):
            for old in re.findall(rf"{word}: (\d+)", rest):
                assert int(number) in getattr(INDEX[int(old)], field)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_family_of_standards_ends_with_the_current_one(lang):
    body = LIBRARY.lessons["las-normas"].texts[lang].sections["familias"].body
    families = [MEMBER.findall(line) for line in body.splitlines() if line[:2] == "- "]
    assert [len(family) for family in families] == [3, 3, 7, 6, 3]
    for family in families:
        members = [INDEX[int(number)] for number, _ in family]
        assert [rfc.year for rfc in members] == [int(year) for _, year in family]
        for old, new in pairwise(members):
            assert not old.obsoleted_by or new.number in old.obsoleted_by
        assert members[-1].status == "current"
