"""Exercises made of the solutions of all lessons: fair, and judged by the engines."""

from functools import cache

import pytest

from simulator.acts import Open, Paste, TypeLine
from simulator.teaching import Stage, help_levels, make_exercise, try_acts
from simulator.teaching.exercises.parts import PART_LINES_MAX, parts_of
from simulator.teaching.exercises.typed_lines import TypedLine, typed_line, typed_lines
from tests.worlds import library, scenario

LIBRARY = library()
TASKS = [
    pytest.param(loaded.lesson, step, id=f"{slug}/{step.id}")
    for slug, loaded in LIBRARY.lessons.items()
    for step in loaded.lesson.steps
    if step.kind == "do" and help_levels(step)
]
TRIES = (0, 1, 2)


def stage_of(lesson):
    return Stage(lesson, scenario(lesson.scenario))


def task(slug, step):
    lesson = LIBRARY.lessons[slug].lesson
    return stage_of(lesson), lesson.step(step)


def trial(stage, step, lines):
    return try_acts(stage, step.id, [line.act for line in lines])


@cache
def exercise_of(slug, step_id, level, tries):
    """Made once for all questions about it."""
    return make_exercise(*task(slug, step_id), level, tries)


def solved_by(stage, step, lines):
    """Whether these lines solve the step; the same lines are played once."""
    return _solved(stage.lesson.slug, step.id, tuple(lines))


@cache
def _solved(slug, step_id, lines):
    stage, step = task(slug, step_id)
    return trial(stage, step, lines).state.solved


def test_every_task_whose_solution_is_typed_has_all_levels():
    for loaded in LIBRARY.lessons.values():
        for step in loaded.lesson.steps:
            acts = [scripted.act for scripted in step.solution]
            typed = all(isinstance(act, (Open, TypeLine, Paste)) for act in acts)
            typed &= not any(isinstance(act, TypeLine) and act.lf for act in acts)
            expected = step.kind == "do" and len(acts) >= 3 and typed
            levels = ("watch", "order", "fill", "type") if expected else ()
            assert help_levels(step) == levels


@pytest.mark.parametrize(("lesson", "step"), TASKS)
def test_the_solutions_order_passes_and_the_shuffled_lines_fail(lesson, step):
    stage, solution = stage_of(lesson), typed_lines(step.solution)
    for tries in TRIES:
        exercise = exercise_of(lesson.slug, step.id, "order", tries)
        left, placed = list(exercise.lines), []
        for line in solution:
            number = left.index(line)
            left[number] = None
            placed.append(number)
        assert solved_by(stage, step, exercise.made(placed, []))
        assert not solved_by(stage, step, exercise.lines)


@pytest.mark.parametrize(("lesson", "step"), TASKS)
def test_a_distractor_is_of_a_near_miss_and_never_of_the_solution(lesson, step):
    solution = {line.text.casefold() for line in typed_lines(step.solution)}
    missed = {
        line.text
        for miss in step.near_misses
        for scripted in miss.acts
        if (line := typed_line(scripted.act))
    }
    for tries in TRIES:
        exercise = exercise_of(lesson.slug, step.id, "order", tries)
        strange = [x for x in exercise.lines if x.text.casefold() not in solution]
        assert len(strange) == exercise.extra <= 3
        assert {line.text for line in strange} <= missed


@pytest.mark.parametrize(("lesson", "step"), TASKS)
def test_gaps_filled_rightly_pass_and_each_gap_left_empty_fails(lesson, step):
    stage, solution = stage_of(lesson), typed_lines(step.solution)
    for tries in TRIES:
        exercise = make_exercise(stage, step, "fill", tries)
        assert len(exercise.gaps) >= 2
        words = [
            solution[number].text[slice(*exercise.gaps[number])]
            for number in sorted(exercise.gaps)
        ]
        assert exercise.made([], words) == solution
        for place in range(len(words)):
            emptied = exercise.made([], [*words[:place], "", *words[place + 1 :]])
            assert not solved_by(stage, step, emptied)
        assert not solved_by(stage, step, exercise.made([], []))


@pytest.mark.parametrize(("lesson", "step"), TASKS)
def test_a_long_dialogue_stands_in_parts_and_each_is_short(lesson, step):
    lines = typed_lines(step.solution)
    parts = parts_of(lines)
    sizes = [parts.count(part) for part in range(max(parts) + 1)]
    assert list(parts) == sorted(parts)
    assert max(sizes) <= PART_LINES_MAX
    assert (len(sizes) > 1) == (len(lines) > PART_LINES_MAX)
    assert min(sizes) >= 2
    for level in ("order", "fill"):
        page = exercise_of(lesson.slug, step.id, level, 0).page()
        shown = [line.part for line in page.lines]
        assert shown == sorted(shown) and page.parts == len(sizes)
        strangers = [shown.count(n) - size for n, size in enumerate(sizes)]
        assert sum(strangers) == page.extra and min(strangers) >= 0


def test_parts_begin_with_a_call_an_envelope_or_a_message():
    found = []
    for task_ in TASKS:
        lines = typed_lines(task_.values[1].solution)
        parts = parts_of(lines)
        found += [
            line.text
            for at, line in enumerate(lines)
            if at and parts[at] != parts[at - 1]
        ]
    begins = ("telnet", "openssl", "MAIL FROM", "DATA", "--", "MIME", "a1", "USER")
    strange = [text for text in found if text and not text.startswith(begins)]
    assert strange == []


def test_gaps_are_first_in_the_lines_the_step_is_about():
    stage, step = task("fechas-respuestas-hilos", "la-tercera")
    for tries in TRIES:
        exercise = make_exercise(stage, step, "fill", tries)
        gapped = {exercise.lines[number].text.split(":")[0] for number in exercise.gaps}
        assert {"In-Reply-To", "References"} <= gapped


@pytest.mark.parametrize("level", ["order", "fill"])
def test_the_same_try_brings_the_same_exercise_and_another_try_another(level):
    stage, step = task("primera-sesion-smtp", "con-ayuda")
    made = [make_exercise(stage, step, level, tries) for tries in (0, 0, 1, 2, 3)]
    assert made[0] == made[1]
    assert len({repr(each) for each in made}) > 2


def test_the_page_tells_neither_the_order_nor_what_belongs_in_a_gap():
    stage, step = task("primera-sesion-smtp", "con-ayuda")
    exercise = make_exercise(stage, step, "fill", 0)
    for number, line in enumerate(exercise.page().lines):
        if line.gap:
            start, end = exercise.gaps[number]
            text = exercise.lines[number].text
            assert (line.before, line.after) == (text[:start], text[end:])


def test_another_right_order_is_right():
    """The two recipients of one message may be named in either order."""
    stage, step = task("varios-destinatarios", "una-sesion")
    lines = typed_lines(step.solution)
    paths = [n for n, line in enumerate(lines) if line.text.startswith("RCPT")]
    first, last = paths[0], paths[-1]
    lines[first], lines[last] = lines[last], lines[first]
    assert trial(stage, step, lines).state.solved


def test_the_reply_to_a_wrong_line_stands_beside_it_with_its_reason():
    stage, step = task("primera-sesion-smtp", "con-ayuda")
    lines = [
        TypedLine("telnet sur 25", "call", "pc-ana"),
        TypedLine("RCPT TO:<benito@sur.example>"),
        TypedLine("QUIT"),
        TypedLine("NOOP"),
    ]
    told = trial(stage, step, lines)
    greeting, early, goodbye, late = told.lines
    assert greeting.replies[0].mark == "2"
    assert greeting.replies[0].lines == ("220 mx1.sur.example ESMTP Cartero",)
    assert early.replies[0].lines[0].startswith("503")
    assert early.replies[0].why is not None
    assert goodbye.replies[0].why is None
    assert late.replies == ()
    assert late.problem.key == "error.connection_closed"
    held = [item.id for item in told.state.items if item.held]
    assert held == ["despedida"]


def test_a_line_before_any_call_is_told_that_there_is_no_connection_yet():
    stage, step = task("fechas-respuestas-hilos", "la-tercera")
    first, call, later = trial(
        stage,
        step,
        [
            TypedLine("EHLO pc-ana"),
            TypedLine("telnet sur 25", "call", "pc-ana"),
            TypedLine("EHLO pc-ana"),
        ],
    ).lines
    assert first.problem.key == "error.no_connection"
    assert (call.problem, later.problem) == (None, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("telnet sur ", "error.bad_port"),
        ("telnet sur 99999", "error.bad_port"),
        ("telnet  25", "error.unknown_target"),
        ("openssl s_client -connect sur:", "error.bad_port"),
    ],
)
def test_a_call_that_cannot_be_made_is_told_as_one(text, problem):
    stage, step = task("primera-sesion-smtp", "con-ayuda")
    (line,) = trial(stage, step, [TypedLine(text, "call", "pc-ana")]).lines
    assert line.problem.key == problem


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("MAIL FROM:<ana@norte.example>", ["MAIL FROM", "<ana@norte.example>"]),
        ("EHLO pc-ana", ["EHLO", "pc-ana"]),
        ("a1 LOGIN benito x", ["LOGIN", "benito x"]),
        ("In-Reply-To: <c@sur.example>", ["In-Reply-To", "<c@sur.example>"]),
        ("QUIT", ["QUIT"]),
        (".", ["."]),
        ("..hola", [".."]),
        ("", []),
        ("Nos vemos.", ["Nos", "vemos."]),
    ],
)
def test_a_gap_is_a_commands_word_its_argument_or_dots_in_front(text, parts):
    assert [text[slice(*gap)] for gap in TypedLine(text).gaps] == parts


def test_a_call_inside_tls_is_typed_as_openssl_and_its_gaps_are_server_and_port():
    act = Open("pc-ana", "norte.example", 465, tls=True)
    line = typed_line(act)
    assert line.act == act
    assert line.text == "openssl s_client -connect norte.example:465"
    parts = [line.text[slice(*gap)] for gap in line.gaps]
    assert parts == ["norte.example", "465"]


def test_a_line_that_is_not_there_or_comes_twice_cannot_be_placed():
    exercise = make_exercise(*task("primera-sesion-smtp", "con-ayuda"), "order", 0)
    for placed in ([0, 0], [len(exercise.lines)]):
        with pytest.raises(ValueError, match="a line is placed"):
            exercise.made(placed, [])
