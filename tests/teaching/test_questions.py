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
