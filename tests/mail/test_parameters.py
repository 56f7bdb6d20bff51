"""Parameters (RFC 2045 §5.1, RFC 2231): tokens, comments, pieces, codings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail.parameters import PARAMETERS_MAX, decoded_parameter, split_value


@pytest.mark.parametrize(
    ("written", "value", "parameters"),
    [
        ("text/plain", "text/plain", []),
        ('a/b; name="x (1).pdf"', "a/b", [("name", "x (1).pdf")]),
        ('a/b; boundary="(b)1;="', "a/b", [("boundary", "(b)1;=")]),
        ("a/b (c); x=1 (un (dos) tres)", "a/b", [("x", "1")]),
        ("a/b;; x=1 ;", "a/b", [("x", "1")]),
        ("a/b; x = 1; y", "a/b", [("x", "1")]),
        ('a/b; x="sin fin', "a/b", [("x", "sin fin")]),
        (r'a/b; x="una \"cita\" \\"', "a/b", [("x", r'una "cita" \\'[:-1])]),
        ("a/b; x=dos palabras; y=2", "a/b", [("x", "dos palabras"), ("y", "2")]),
        ("a/b; x=a=b", "a/b", [("x", "a=b")]),
        ("a/b; x*0=uno; y=2; X*1=dos", "a/b", [("x", "unodos"), ("y", "2")]),
        ('a/b; x*1="dos"; x*0="uno-"', "a/b", [("x", "uno-dos")]),
        ("a/b; x*0=uno; x*2=tres", "a/b", [("x", "uno")]),
        ("a/b; x*1=uno", "a/b", []),
        ("a/b; x*0*=utf-8''%C3; x*1*=%B1; x*2=%", "a/b", [("x*", "utf-8''%C3%B1%25")]),
        ("", "", []),
    ],
)
def test_a_field_has_a_value_and_parameters(written, value, parameters):
    assert split_value(written) == (value, tuple(parameters))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("x; filename=plano.txt", "plano.txt"),
        ("x; filename*=utf-8'es'a%C3%B1o.txt", "año.txt"),
        ("x; filename*=iso-8859-1''a%F1o.txt", "año.txt"),
        ("x; filename*=utf-8''%C3%A9; filename=e.txt", "é"),
        ("x; filename=e.txt; filename*=utf-8''%C3%A9.txt", "é.txt"),
        ("x; filename*=sin-comillas%20x", "sin-comillas x"),
        ("x; filename*=utf-8''100%", "100%"),
        ("x; filename*=x-nadie''a%C3%B1o", "año"),
        ("x; filename*0=uno; filename*1=dos; filename=tres", "unodos"),
        ("x; name=otro", None),
    ],
)
def test_the_coded_form_wins_and_is_decoded(written, name):
    assert decoded_parameter(split_value(written)[1], "filename") == name


@given(st.text("ab;=*0'\"\\() %", max_size=60))
def test_any_text_has_parameters(text):
    value, parameters = split_value(text)
    assert value.strip() == value
    assert all(name for name, _ in parameters)


def test_a_field_of_nothing_but_parameters_is_cut_short():
    written = "x" + "; a=1" * (PARAMETERS_MAX + 10)
    assert len(split_value(written)[1]) == PARAMETERS_MAX
    assert split_value("(" * 100_000)[0] == ""
