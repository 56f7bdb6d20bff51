"""A wrong lesson file is refused with the file, the place in it and the reason."""

import pytest

from simulator.acts import Open, Send, TypeLine
from simulator.teaching.schema import load_lesson
from simulator.teaching.toml_files import LessonError

GOOD = """
slug = "una-leccion"
unit = "smtp"
number = "L99"
minutes = 5
scenario = "sesion-smtp"
seed = 1

[[steps]]
id = "antes"
kind = "predict"
question = { id = "quien", options = ["uno", "otro"], right = "otro" }

[[steps]]
id = "haz"
kind = "do"
solution = [{ open = ["pc-ana", "sur", 25] }, { line = "EHLO pc-ana" }]

[[steps.goals]]
id = "saludo"
seen = { kind = "smtp.reply_sent", verb = "EHLO", code = 250 }

[[steps.near_misses]]
name = "no saluda"
acts = [{ open = ["pc-ana", "sur", 25] }]
fails = ["saludo"]
"""


def refused(tmp_path, text):
    file = tmp_path / "lesson.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(file)
    assert caught.value.file == str(file)
    return caught.value


def test_a_good_lesson_loads_and_its_acts_become_acts_of_a_lab(tmp_path):
    file = tmp_path / "lesson.toml"
    file.write_text(GOOD, encoding="utf-8")
    step = load_lesson(file).step("haz")
    assert [scripted.act for scripted in step.solution] == [
        Open("pc-ana", "sur", 25),
        TypeLine("EHLO pc-ana"),
    ]
    assert step.items == ("saludo",)


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('slug = "una-leccion"', 'slug = "Una lección"', "top level", "slug"),
        ("minutes = 5", "minutes = 500", "top level", "minutes"),
        ("minutes = 5", 'minutes = "5"', "minutes", "Expected `int`"),
        ("seed = 1", "seed = 1\nsemilla = 2", "top level", "semilla"),
        ('number = "L99"', 'number = "9"', "top level", "L09"),
        ('id = "haz"', 'id = "antes"', "top level", "used twice"),
        ('kind = "do"', 'kind = "make"', "steps[1] (haz).kind", "make"),
        ('right = "otro"', 'right = "nadie"', "steps[0] (antes).question", "no option"),
        ('id = "quien"', 'id = "step"', "steps[0] (antes).question", "reserved"),
        ('"uno", "otro"', '"otro"', "steps[0] (antes).question", "two different"),
        ('line = "EHLO pc-ana"', 'lina = "x"', "steps[1] (haz).solution[1]", "lina"),
        (
            'line = "EHLO pc-ana"',
            'line = "x", close = true',
            "steps[1] (haz).solution[1]",
            "exactly one",
        ),
        (
            "solution = [",
            'solution = [{ line = "x", after = { kind = "link.cut" } },',
            "steps[1] (haz)",
            "`after`",
        ),
        ("seen = {", "seem = {", "steps[1] (haz).goals[0]", "seem"),
        (
            "seen = {",
            'never = { kind = "link.cut" }\nseen = {',
            "steps[1] (haz).goals[0]",
            "never",
        ),
        (
            'id = "saludo"\n',
            'id = "saludo"\nwithout = 3\n',
            "steps[1] (haz).goals[0].without",
            "array",
        ),
        (
            'fails = ["saludo"]',
            "fails = []",
            "steps[1] (haz).near_misses[0]",
            "which goals",
        ),
        ("solution = [", "solucion = [", "steps[1] (haz)", "solucion"),
        ('kind = "do"', 'kind = "read"', "steps[1] (haz)", "neither"),
        ('kind = "predict"', 'kind = "quiz"\ngoals = 1', "steps[0] (antes).goals", ""),
    ],
)
def test_a_planted_mistake_is_refused_with_its_place(tmp_path, old, new, place, reason):
    assert old in GOOD
    error = refused(tmp_path, GOOD.replace(old, new, 1))
    assert error.place == place
    assert reason in error.reason


def test_broken_toml_says_the_line(tmp_path):
    error = refused(tmp_path, GOOD.replace("minutes = 5", "minutes = = 5"))
    assert error.place == "line 5, column 11"


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(LessonError):
        load_lesson(tmp_path / "lesson.toml")
    (tmp_path / "lesson.toml").write_bytes(b"slug = '\xff'")
    with pytest.raises(LessonError, match="UTF-8"):
        load_lesson(tmp_path / "lesson.toml")


def test_times_and_without_only_where_they_mean_something(tmp_path):
    never = 'never = { kind = "link.cut" }\ntimes = 2'
    error = refused(
        tmp_path,
        GOOD.replace(
            'seen = { kind = "smtp.reply_sent", verb = "EHLO", code = 250 }', never
        ),
    )
    assert "times" in error.reason


def test_a_letter_is_an_act(tmp_path):
    letter = (
        '{ send = { host = "pc-ana", to = "b@x.example", subject = "s", body = "t" } }'
    )
    file = tmp_path / "lesson.toml"
    file.write_text(GOOD.replace('{ line = "EHLO pc-ana" }', letter), encoding="utf-8")
    assert load_lesson(file).step("haz").solution[1].act == Send(
        "pc-ana", "b@x.example", "s", "t"
    )


def asked(tmp_path, question):
    """The lesson with another first question; and that question."""
    written = 'question = { id = "quien", options = ["uno", "otro"], right = "otro" }'
    text = GOOD.replace(written, f"question = {{ id = 'quien', {question} }}")
    file = tmp_path / "lesson.toml"
    file.write_text(text, encoding="utf-8")
    return load_lesson(file).step("antes").question


def test_an_order_is_answered_as_one_list_and_may_leave_options_out(tmp_path):
    options = "kind = 'order', options = ['a', 'b', 'c']"
    question = asked(tmp_path, f"{options}, right = ['c', 'a']")
    assert question.parts == {"quien": ("c,a",)}


def test_things_are_sorted_into_bins_as_arrows_are_named(tmp_path):
    options = "kind = 'sort', options = ['m', 'n'], arrows = ['x', 'y']"
    question = asked(tmp_path, f"{options}, right = {{ x = 'm', y = 'm' }}")
    assert question.parts == {"quien.x": ("m",), "quien.y": ("m",)}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("kind = 'order', options = ['a', 'b'], right = 'a'", "a list of options"),
        ("kind = 'order', options = ['a', 'b'], right = ['a', 'a']", "each once"),
        ("kind = 'order', options = ['a', 'b'], right = ['a', 'z']", "no option"),
        ("kind = 'order', options = ['a'], right = ['a']", "two different options"),
        (
            "kind = 'sort', options = ['a', 'b', 'c', 'd', 'e'], arrows = ['x'],"
            " right = { x = 'a' }",
            "at most 4",
        ),
        ("kind = 'sort', options = ['a', 'b'], right = 'a'", "every arrow"),
    ],
)
def test_a_question_to_order_or_sort_that_cannot_be_right_is_refused(
    tmp_path, question, reason
):
    with pytest.raises(LessonError, match=reason):
        asked(tmp_path, question)
