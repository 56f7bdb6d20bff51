"""Questions whose right answers are played: what they need, and what is refused."""

import pytest

from simulator.teaching.library import load_folder
from simulator.teaching.playing import Stage
from simulator.teaching.questions import PLAYED
from simulator.teaching.replies.hearing import with_replies
from simulator.teaching.toml_files import LessonError
from tests import worlds

LESSON = """
slug = "prueba"
unit = "smtp"
number = "L90"
minutes = 5
scenario = "{scenario}"
seed = 1
[[steps]]
id = "paso"
{step}
[steps.question]
id = "pregunta"
{question}
"""
WORDS = "# Prueba\nUna meta.\n\n## paso: Paso\nTexto.\n? ¿Qué?\n> Pista.\n"
SERVE = 'kind = "do"\ntools = { view = "serve" }'
PREDICT = (
    'kind = "predict"\nscript = [{ open = ["pc-ana", "sur", 25] }, { line = "EHLO x" }]'
)
SEND = (
    'acts = [{ send = { host = "pc-ana", to = "benito@sur.example", '
    'subject = "x", body = "x" } }]'
)


def loaded(tmp_path, step, question, scenario="errores"):
    folder = tmp_path / "prueba"
    folder.mkdir()
    text = LESSON.format(step=step, question=question, scenario=scenario)
    (folder / "lesson.toml").write_text(text)
    (folder / "es.md").write_text(WORDS)
    return load_folder(folder, ("es",))


def test_a_prediction_is_right_when_it_is_what_the_server_replies(tmp_path):
    question = 'kind = "reply"\nhost = "sur"\nverb = "EHLO"'
    step = loaded(tmp_path, PREDICT, question).lesson.steps[0]
    assert step.question.parts == {"pregunta": ("250",)}


def test_a_chair_has_a_part_for_each_reply_and_the_servers_own_as_its_solution(
    tmp_path,
):
    question = f'kind = "serve"\nhost = "sur"\n{SEND}'
    lesson = loaded(tmp_path, SERVE, question)
    step = lesson.lesson.steps[0]
    assert step.items == tuple(f"pregunta.{n}" for n in range(1, 8))
    assert [one.act.value[:3] for one in step.solution] == (
        ["220", "250", "250", "250", "354", "250", "221"]
    )
    page = lesson.page("es")
    assert "354" not in str(page.steps[0].question)


@pytest.mark.parametrize(
    ("step", "question", "scenario", "reason"),
    [
        (SERVE, 'kind = "serve"\nhost = "sur"', "errores", "says in acts"),
        (SERVE, f'kind = "serve"\n{SEND}', "errores", "names its server"),
        (SERVE, f'kind = "serve"\nhost = "pc-ana"\n{SEND}', "errores", "nobody says"),
        (
            SERVE,
            f'kind = "serve"\nhost = "sur"\nright = "250"\n{SEND}',
            "errores",
            "played",
        ),
        (SERVE, f'kind = "serve"\nhost = "sur"\n{SEND}', "servidor-lejano", "be led"),
        (
            'kind = "quiz"',
            f'kind = "serve"\nhost = "sur"\n{SEND}',
            "errores",
            "a do step",
        ),
        (
            'kind = "quiz"',
            'kind = "reply"\nhost = "sur"\nverb = "EHLO"',
            "errores",
            "predict",
        ),
        (
            PREDICT,
            'kind = "reply"\nhost = "sur"\nverb = "DATA"',
            "errores",
            "no 'DATA'",
        ),
        (
            PREDICT,
            'kind = "choice"\noptions = ["a", "b"]\nright = "a"\nhost = "sur"',
            "errores",
            "belong",
        ),
    ],
)
def test_what_cannot_be_played_is_refused_with_its_reason(
    tmp_path, step, question, scenario, reason
):
    with pytest.raises(LessonError) as refused:
        loaded(tmp_path, step, question, scenario)
    assert reason in str(refused.value)


def test_replies_written_in_a_file_are_refused(tmp_path):
    question = f'kind = "serve"\nhost = "sur"\n{SEND}\n[steps.question.heard]\n'
    question += (
        'protocol = "smtp"\nclient = "a"\nserver = "b"\ntyped = true\nturns = []'
    )
    with pytest.raises(LessonError, match="played, not written"):
        loaded(tmp_path, SERVE, question)


def every_played():
    """Every question of the course whose right answer is played."""
    for loaded in worlds.library().every.values():
        for step in loaded.lesson.steps:
            if step.question and step.question.kind in PLAYED:
                yield pytest.param(
                    loaded.lesson, step, id=f"{loaded.lesson.slug}/{step.id}"
                )


@pytest.mark.parametrize(("lesson", "step"), list(every_played()))
def test_what_is_right_is_the_same_whenever_it_is_played(lesson, step):
    scenario = worlds.scenario(lesson.scenario)
    again = with_replies(lesson, scenario).step(step.id)
    assert again.question.heard == step.question.heard


@pytest.mark.parametrize(("lesson", "step"), list(every_played()))
def test_answers_are_in_the_journal_and_a_lab_made_again_stands_the_same(lesson, step):
    stage = Stage(lesson, worlds.scenario(lesson.scenario))
    lab = stage.at(step.id)
    for one in step.solution[:2]:
        lab.apply(one.act, "student")
    made_again = lab.fork(lab.last_seq)
    assert stage.state(made_again, step.id) == stage.state(lab, step.id)
