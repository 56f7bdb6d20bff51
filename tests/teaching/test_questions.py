"""Questions of several parts: what may be answered, and what of it is right."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.teaching.questions import LessonQuestion
from simulator.teaching.questions.ordered import longest_in_order

TIMELINE = LessonQuestion(
    id="fecha",
    kind="order",
    options=("smtp", "web", "jmap", "fax"),
    right=["smtp", "web", "jmap"],
    years={"smtp": 1982, "web": 1991, "jmap": 2019},
)
FIX = LessonQuestion(
    id="frase",
    kind="fix",
    options=("otro", "depende"),
    arrows=("version", "buena"),
    right={"version": "que=otro", "buena": "ok"},
)
NAMES = st.permutations("abcdefg").map(lambda names: names[:5])


@given(given=NAMES, right=NAMES)
def test_what_stands_in_order_is_in_both_orders_and_none_is_longer(given, right):
    run = longest_in_order(given, right)
    for order in (given, right):
        assert sorted(run, key=order.index) == list(run)
    longer = combinations(given, len(run) + 1)
    common = [each for each in longer if set(each) <= set(right)]
    assert not any(sorted(each, key=right.index) == list(each) for each in common)


@given(order=st.permutations(TIMELINE.options))
def test_an_order_is_right_only_when_all_of_it_stands(order):
    value = ",".join(order[:3])
    held = TIMELINE.held("fecha", value)
    assert TIMELINE.is_right("fecha", value) == (len(held) == 3)


@pytest.mark.parametrize(
    ("value", "right", "held"),
    [
        ("que=otro", True, ("que",)),
        ("que=depende", False, ("que",)),
        ("quien=otro", False, ()),
        ("ok", False, ()),
    ],
)
def test_a_word_marked_rightly_counts_before_its_correction(value, right, held):
    assert FIX.is_right("frase.version", value) is right
    assert FIX.held("frase.version", value) == held


def test_a_sentence_may_be_right_as_it_is():
    assert FIX.is_right("frase.buena", "ok")
    assert not FIX.is_right("frase.buena", "que=otro")


@pytest.mark.parametrize("value", ["que", "que=", "=otro", "que=nada", ""])
def test_half_a_correction_is_no_answer(value):
    assert not FIX.may_be(value)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"years": {"a": 1990}}, "one for each"),
        ({"years": {"a": 1990, "b": 1990}}, "must rise"),
        ({"claims": {"a": "S01"}}, "only a fix"),
        ({"kind": "choice", "right": "a", "years": {"a": 1990}}, "one for each"),
    ],
)
def test_years_and_claims_that_do_not_fit_are_refused(fields, reason):
    order = {"id": "q", "kind": "order", "options": ("a", "b"), "right": ["a", "b"]}
    with pytest.raises(ValueError, match=reason):
        LessonQuestion(**{**order, **fields})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"right": {"x": "que=c"}}, "no option"),
        ({"right": {"x": "que"}}, "no option"),
        ({"right": {"y": "ok"}}, "every arrow"),
        ({"claims": {"y": "S01"}}, "name arrows"),
    ],
)
def test_a_sentence_that_cannot_be_corrected_is_refused(fields, reason):
    fix = {"id": "q", "kind": "fix", "options": ("a", "b"), "arrows": ("x",)}
    with pytest.raises(ValueError, match=reason):
        LessonQuestion(**{**fix, "right": {"x": "ok"}, **fields})


MESSAGE = LessonQuestion(
    id="carta",
    kind="order",
    options=("de", "fecha", "asunto", "vacia", "texto", "espacio", "dos"),
    right=["fecha", "de", "asunto", "vacia", "texto"],
    lines={
        "de": "From: ana@norte.example",
        "fecha": "Date: Mon, 23 Nov 2026 09:00:00 +0100",
        "asunto": "Subject: Hola",
        "vacia": "",
        "texto": "Hola.",
        "espacio": " ",
        "dos": "from: ana@norte.example",
    },
)
THREAD = LessonQuestion(
    id="hilo",
    kind="label",
    options=("padre", "cadena", "suelta", "errata"),
    arrows=("b", "d"),
    right={"b": "padre", "d": "cadena"},
    among={"a": "<a@norte.example>", "b": "<b@sur.example>", "d": "<d@sur.example>"},
    lines={
        "padre": "In-Reply-To: <a@norte.example>",
        "cadena": "References: <a@norte.example> <b@sur.example> <c@sur.example>",
        "suelta": "In-Reply-To: <c@sur.example>",
        "errata": "Reference: <a@norte.example>",
    },
)


@given(order=st.permutations(["fecha", "de", "asunto"]))
def test_fields_may_stand_in_any_order(order):
    assert MESSAGE.is_right("carta", ",".join([*order, "vacia", "texto"]))


@given(order=st.permutations(MESSAGE.options), length=st.integers(0, 7))
def test_a_right_message_has_the_three_fields_then_the_blank_line(order, length):
    put = order[:length]
    fields = {"fecha", "de", "asunto"}
    wanted = put[3:] == ["vacia", "texto"]
    fine = wanted and (set(put[:3]) | {"de"}) - {"dos"} == fields
    assert MESSAGE.is_right("carta", ",".join(put)) == fine


@pytest.mark.parametrize(
    ("value", "fields", "body", "broken"),
    [
        ("fecha,de,vacia,asunto", ("Date", "From"), "Subject: Hola\r\n", []),
        ("fecha,asunto,texto", ("Date", "Subject"), "", [("missing", "From")]),
        ("fecha,de,dos", ("Date", "From", "from"), "", [("repeated", "From")]),
    ],
)
def test_what_was_made_is_told_as_it_is_read(value, fields, body, broken):
    made = MESSAGE.made(value)
    assert (made.fields, made.body) == (fields, body)
    assert [(one.rule, one.field) for one in made.broken] == broken


@pytest.mark.parametrize(
    ("part", "line", "answers"),
    [
        ("hilo.b", "padre", ("a",)),
        ("hilo.b", "errata", ()),
        ("hilo.b", "suelta", ()),
        ("hilo.d", "cadena", ("b",)),
        ("hilo.d", "padre", ("a",)),
        ("hilo.d", "suelta", ()),
    ],
)
def test_a_message_hangs_from_what_its_line_names_and_is_there(part, line, answers):
    assert THREAD.held(part, line) == answers
    right = THREAD.held(part, THREAD.parts[part][0])
    assert THREAD.is_right(part, line) == (answers == right)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"right": ["a", "b"]}, "breaks RFC 5322"),
        ({"lines": {"a": "x"}}, "one for each option"),
        ({"kind": "choice", "right": "a"}, "one for each option"),
        ({"lines": {}, "among": {"x": "<x@y.example>"}}, "needs lines"),
    ],
)
def test_lines_that_are_no_message_are_refused(fields, reason):
    order = {"id": "q", "kind": "order", "options": ("a", "b"), "right": ["b", "a"]}
    lines = {"a": "", "b": "Subject: x"}
    with pytest.raises(ValueError, match=reason):
        LessonQuestion(**{**order, "lines": lines, **fields})
