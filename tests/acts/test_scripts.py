"""Scripts of `flask lab run`: the friendly form, JSON, and wrong lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import acts
from simulator.acts import ScriptError, parse_script


def one(line):
    """The one act of a line."""
    ((_, act),) = parse_script(line, "x.txt")
    return act


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("open pc-ana sur 25", acts.Open("pc-ana", "sur", 25)),
        ("run pc-ana dig a MX +short", acts.Run("pc-ana", "dig a MX +short")),
        ("line EHLO pc-ana", acts.TypeLine("EHLO pc-ana")),
        ("line", acts.TypeLine("")),
        ("line  two spaces stay", acts.TypeLine(" two spaces stay")),
        ('line MAIL FROM:<"a b"@x>', acts.TypeLine('MAIL FROM:<"a b"@x>')),
        ("line # is text here", acts.TypeLine("# is text here")),
        ("  line NOOP", acts.TypeLine("NOOP")),
        ("paste DATA\\nHola\\n.", acts.Paste("DATA\nHola\n.")),
        ("close", acts.Close()),
        (
            'send pc-ana b@x "Un asunto" "a\\nb"',
            acts.Send("pc-ana", "b@x", "Un asunto", "a\nb"),
        ),
        ("collect pc-benito", acts.Collect("pc-benito")),
        ("power-on pc-benito", acts.PowerOn("pc-benito")),
        ("power_off pc-benito", acts.PowerOff("pc-benito")),
        ("cut norte", acts.Cut("norte")),
        ("restore norte", acts.Restore("norte")),
        ("skip", acts.Skip()),
        ('answer quien "el servidor"', acts.AnswerQuestion("quien", "el servidor")),
        ('{"act": "line", "text": "NOOP", "conn": "c2"}', acts.TypeLine("NOOP", "c2")),
    ],
)
def test_a_line_of_a_script_becomes_its_act(line, act):
    assert one(line) == act


def test_comments_and_empty_lines_are_skipped_and_numbers_kept():
    script = "# a comment\n\nopen pc-ana sur 25\n   \nline NOOP\n"
    assert [number for number, _ in parse_script(script, "x")] == [3, 5]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("run pc-ana", "HOST COMMAND expected"),
        ("jump", "`jump` is no act"),
        ("open pc-ana sur", "HOST TARGET PORT expected, 2 words found"),
        ("open pc-ana sur smtp", "`smtp` is no port"),
        ("skip now", "nothing expected, 1 words found"),
        ('send pc-ana "open quote', "No closing quotation"),
        ("{", "truncated"),
        ('{"act": "line"}', "text"),
        ('{"act": "line", "text": 5}', "Expected `str`"),
        ('{"act": "line", "text": "x", "more": 1}', "more"),
    ],
)
def test_a_wrong_line_is_refused_with_file_line_and_reason(line, reason):
    with pytest.raises(ScriptError) as caught:
        parse_script(f"skip\n{line}\n", "mine.txt")
    assert str(caught.value).startswith("mine.txt:2: ")
    assert reason in str(caught.value)


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"
        )
    )
)
def test_whatever_is_typed_reaches_the_server_as_it_is(text):
    assert one(f"line {text}") == acts.TypeLine(text)


@given(st.text())
def test_any_text_is_read_or_refused_with_its_line(text):
    try:
        parse_script(text, "x")
    except ScriptError as error:
        assert str(error).startswith("x:")
