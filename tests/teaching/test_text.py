"""Lesson texts: sections, hints, options; Markdown that cannot reach outside."""

import pytest

from simulator.teaching.text import (
    bad_links,
    code_spans,
    parse_text,
    prose,
    to_hint_html,
    to_html,
    to_inline_html,
    to_paper_html,
)
from simulator.teaching.toml_files import LessonError

TEXT = """# Título

La meta.

## paso: Un paso

Habla con `EHLO`.

```
> esto no es una pista
```

? ¿Quién?

- ( ) uno: El **uno**
- (=) flecha: Una flecha
- [ ] meta: Una meta
! Después.
! (uno) No era el uno.
> Pista uno
> (uno-solo) Solo a quien falla así
> Pista dos
"""


def test_every_kind_of_line_goes_where_it_belongs():
    text = parse_text(TEXT, "es.md")
    section = text.sections["paso"]
    assert (text.title, text.goal) == ("Título", "La meta.")
    assert (section.title, section.line) == ("Un paso", 5)
    assert section.hints == ["Pista uno", "Pista dos"]
    assert section.remarks == {"uno-solo": "Solo a quien falla así"}
    assert section.prompt == "¿Quién?"
    assert section.options == {"uno": "El **uno**"}
    assert section.arrows == {"flecha": "Una flecha"}
    assert section.items == {"meta": "Una meta"}
    assert section.after == "Después."
    assert section.feedback == {"uno": "No era el uno."}
    assert "esto no es una pista" in section.body


@pytest.mark.parametrize(
    ("bad", "place"),
    [
        (TEXT.replace("## paso: Un paso", "## paso"), "line 5"),
        (TEXT + "## paso: Otra vez\n", "line 23"),
        (TEXT.replace("- ( ) uno: El", "- ( ) uno El"), "line 15"),
        (TEXT + "- [ ] meta: Otra\n", "line 23"),
        ("Sin título\n", "line 1"),
        ("# Solo título\n", "line 1"),
        (TEXT + "# Otro título\n", "line 23"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(bad, place):
    with pytest.raises(LessonError) as caught:
        parse_text(bad, "es.md")
    assert (caught.value.file, caught.value.place) == ("es.md", place)


def test_raw_html_scripts_and_pictures_stay_text():
    html = to_html(
        "<script>x</script> <b onclick=y>z</b> ![p](https://e.example/p.png) "
        "[j](javascript:alert(1))"
    )
    assert "<script" not in html
    assert "<b" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_a_citation_becomes_a_link_to_the_standard():
    html = to_inline_html("[RFC 5321 §4.1.4](rfc:5321#4.1.4)")
    assert 'href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"' in html
    assert 'rel="noopener noreferrer"' in html
    assert not html.startswith("<p>")


def test_links_that_are_no_citations_are_told():
    assert not bad_links("[a](rfc:1939#6) [b](https://example.com)")
    assert len(bad_links("[a](rfc:1939#66) [b](http://example.com) [c](x)")) == 3


def test_code_and_prose_are_told_apart():
    markdown = "Di `EHLO` ya.\n\n```\nDATA\n```\n"
    assert code_spans(markdown) == ["EHLO", "DATA\n"]
    assert "EHLO" not in prose(markdown)
    assert "DATA" not in prose(markdown)


def test_code_that_is_short_stays_whole_and_code_that_is_long_can_be_copied():
    line = "a3 FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])"
    short = '<code class="ct-whole">pc-ana.norte.example</code>'
    assert to_inline_html("`pc-ana.norte.example`") == short
    assert to_hint_html(f"`{line}`") == f"<code>{line}</code><ct-copy></ct-copy>"
    assert "ct-copy" not in to_inline_html(f"`{line}`")
    assert to_html("```\nQUIT\n```").endswith("</code><ct-copy></ct-copy></pre>")
    assert "ct-copy" not in to_paper_html(f"`{line}`")
