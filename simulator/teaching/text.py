"""The words of a lesson in one language: `es.md`, `en.md`.

```
# Title of the lesson
Its goal, one line.

## step-id: Title of the step
Markdown. [RFC 5321 §4.1.4](rfc:5321#4.1.4) links to the text of the standard;
[Reiniciar](page:ui.branch.restart) names a part of the page, and shows it;
[siempre](word:cuando) are words that a `fix` question lets one mark;
[Cartas por dentro](scenario:cartas-por-dentro) opens that scenario; `experiment:` and
`lesson:` do the same.
? The question
- ( ) option: its words
- (=) arrow: its words, for a question with labels
- [ ] item: words of one entry of the partial credit
! What is said afterwards; `! (option) words` only to who chose that option.
> A hint.
> The next hint.
> (remark) A hint for who makes the mistake that names it, and for nobody else.

## mas-alla: Where to go from here
```

Why it exists: teachers write text in a text file. It refuses raw HTML and pictures: a
lesson cannot reach outside the page.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from simulator.rfc import CitationError, cite
from simulator.teaching.toml_files import LessonError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BEYOND = "mas-alla"
"""The last section, which is no step: where to go from here."""

RFC_SCHEME = "rfc:"
PAGE_SCHEME = "page:"
"""What a link names is on the page; `checks/places.py` says what there is."""
PAGES = {
    "scenario:": "/escenario/{}#/watch",
    "experiment:": "/experimento/{}",
    "lesson:": "/aprende/{}",
}
"""What else of Cartero a link may open, by its title."""
WORD_SCHEME = "word:"
"""In a sentence of a `fix` question: words that can be marked, by this name."""
WHOLE_CHARACTERS_MAX = 22
"""Code up to so long stands on one line: it would break at its hyphens."""
_LONG_CODE = re.compile(
    r"<code[^>]*>[^<]{40,}</code>|<code[^>]*>[^<]+</code>(?=</pre>)"
)
"""What nobody likes to type: the page offers to copy it."""
_NAMED = (
    (PAGE_SCHEME, "ct-l-place", "data-place"),
    (WORD_SCHEME, "ct-fix-word", "data-word"),
)
_QUOTED_PLACE = re.compile(r'[«“]<button [^>]*class="ct-l-place".*?</button>[»”]')
"""A button breaks like a picture: its quotation marks would be left on another line."""
_ENTRY = re.compile(r"- (\( \)|\(=\)|\[ \]) ([a-z0-9.-]+): (.+)")
_FEEDBACK = re.compile(r"! \(([a-z0-9-]+)\) (.+)")
_REMARK = re.compile(r"> \(([a-z0-9-]+)\) (.+)")
_KINDS = {"( )": "options", "(=)": "arrows", "[ ]": "items"}


class StepText(msgspec.Struct):
    """What is said in one step. Values are Markdown; `line` is where it starts."""

    id: str
    title: str
    line: int
    body: str = ""
    prompt: str = ""
    after: str = ""
    hints: list[str] = []
    remarks: dict[str, str] = {}
    options: dict[str, str] = {}
    arrows: dict[str, str] = {}
    items: dict[str, str] = {}
    feedback: dict[str, str] = {}


class LessonText(msgspec.Struct):
    """A lesson in one language."""

    file: str
    title: str
    goal: str
    sections: dict[str, StepText]


def load_text(path: Path) -> LessonText:
    """Read one language of a lesson. Raises LessonError with the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LessonError(str(path), "", error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise LessonError(str(path), "", "is not UTF-8 text") from None
    return parse_text(text, str(path))


def parse_text(text: str, file: str) -> LessonText:
    """As `load_text`, from the text itself."""
    parsed = LessonText(file, "", "", {})
    section: StepText | None = None
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.startswith("```")
        if fenced or line.startswith("```"):
            _say(section, line)
        elif line.startswith("## "):
            section = _section(line, number, parsed)
        elif line.startswith("# "):
            if parsed.title:
                raise LessonError(file, f"line {number}", "a second title")
            parsed.title = line[2:].strip()
        elif section is None:
            parsed.goal = f"{parsed.goal} {line.strip()}".strip()
        else:
            _take(section, line, file, number)
    if not parsed.title or not parsed.goal:
        raise LessonError(file, "line 1", "begins with `# Title`, then the goal")
    return parsed


def _section(line: str, number: int, parsed: LessonText) -> StepText:
    """A heading `## step-id: Title`."""
    name, colon, title = line[3:].partition(":")
    name, title = name.strip(), title.strip()
    if not colon or not title:
        reason = "a section begins with `## step-id: Title`"
        raise LessonError(parsed.file, f"line {number}", reason)
    if name in parsed.sections:
        raise LessonError(parsed.file, f"line {number}", f"a second section {name!r}")
    section = parsed.sections[name] = StepText(name, title, number)
    return section


def _say(section: StepText | None, line: str) -> None:
    if section is not None:
        section.body += line + "\n"


def _take(section: StepText, line: str, file: str, number: int) -> None:
    """One line of a section, by how it begins."""
    entry, feedback = _ENTRY.fullmatch(line), _FEEDBACK.fullmatch(line)
    remark = _REMARK.fullmatch(line)
    if entry:
        table: dict[str, str] = getattr(section, _KINDS[entry[1]])
        if entry[2] in table:
            raise LessonError(file, f"line {number}", f"a second {entry[2]!r}")
        table[entry[2]] = entry[3].strip()
    elif line.startswith(("- (", "- [ ]")):
        raise LessonError(file, f"line {number}", "looks like `- ( ) id: words`")
    elif feedback:
        section.feedback[feedback[1]] = feedback[2].strip()
    elif remark:
        if remark[1] in section.remarks:
            raise LessonError(file, f"line {number}", f"a second {remark[1]!r}")
        section.remarks[remark[1]] = remark[2].strip()
    elif line.startswith("! "):
        section.after = f"{section.after}\n\n{line[2:].strip()}".strip()
    elif line.startswith("? "):
        section.prompt = f"{section.prompt} {line[2:].strip()}".strip()
    elif line.startswith("> "):
        section.hints.append(line[2:].strip())
    else:
        section.body += line + "\n"


# --- Markdown ------------------------------------------------------------------------


@cache
def _markdown() -> "MarkdownIt":
    """Imported when a text is read: seventy modules, which a page of the static edition
    needs only for a draft."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable("image")


def to_html(markdown: str) -> str:
    """Blocks of Markdown as HTML. Raises CitationError for an unknown RFC."""
    tokens = _markdown().parse(markdown)
    return _render(tokens, copied=True)


def to_inline_html(markdown: str) -> str:
    """One line of Markdown as HTML, without a paragraph around it."""
    return _render(_markdown().parseInline(markdown))


def to_hint_html(markdown: str) -> str:
    """The same, where what is long to type can be copied."""
    return _render(_markdown().parseInline(markdown), copied=True)


def to_paper_html(markdown: str) -> str:
    """As `to_html`, for where there is no page: what names a part of it is bold."""
    return _render(_markdown().parse(markdown), place="b")


def to_inline_paper_html(markdown: str) -> str:
    """As `to_inline_html`, for where there is no page."""
    return _render(_markdown().parseInline(markdown), place="b")


def _render(
    tokens: "list[Token]", place: str = "button", *, copied: bool = False
) -> str:
    places = 0
    for token in _walk(tokens):
        if token.type == "code_inline" and len(token.content) <= WHOLE_CHARACTERS_MAX:
            token.attrSet("class", "ct-whole")
        if token.type == "link_open":
            places += _resolve(token, place)
        elif token.type == "link_close" and places:
            token.tag, places = place, places - 1
    rules = _markdown()
    html: str = rules.renderer.render(tokens, rules.options, {})
    html = _QUOTED_PLACE.sub(r'<span class="ct-l-quoted">\g<0></span>', html.strip())
    return _LONG_CODE.sub(r"\g<0><ct-copy></ct-copy>", html) if copied else html


def _resolve(token: "Token", place: str) -> bool:
    """`rfc:5321#4.1.4` becomes the address of that section; links open outside. What
    names a part of the page, or words to mark, becomes an element `place`: whether it
    did."""
    href = str(token.attrGet("href") or "")
    for scheme, style, data in _NAMED:
        if href.startswith(scheme):
            token.tag, token.attrs = place, {}
            if place == "button":
                named = href.removeprefix(scheme)
                token.attrs = {"type": place, "class": style, data: named}
            return True
    for scheme, address in PAGES.items():
        if href.startswith(scheme):
            token.attrSet("href", address.format(href.removeprefix(scheme)))
            return False
    if href.startswith(RFC_SCHEME):
        token.attrSet("href", cite(href.removeprefix(RFC_SCHEME)).link)
    token.attrSet("rel", "noopener noreferrer")
    token.attrSet("target", "_blank")
    return False


def _walk(tokens: "list[Token]") -> "list[Token]":
    flat = []
    for token in tokens:
        flat += [token, *_walk(token.children or [])]
    return flat


def code_spans(markdown: str) -> list[str]:
    """Everything in `code`, spans and blocks."""
    wanted = ("code_inline", "fence", "code_block")
    tokens = _walk(_markdown().parse(markdown))
    return [token.content for token in tokens if token.type in wanted]


def prose(markdown: str) -> str:
    """The words alone: no code, no links' addresses; blocks end with a full stop."""
    words = []
    for token in _walk(_markdown().parse(markdown)):
        if token.type == "text":
            words.append(token.content)
        elif token.type == "code_inline":
            words.append("·")
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type in ("paragraph_close", "list_item_close", "fence"):
            words.append("\n")
    return "".join(words)


def bad_links(markdown: str) -> list[str]:
    """Citations that are not in the index, and links that are no citations."""
    reasons = []
    for token in _walk(_markdown().parse(markdown)):
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if href.startswith(RFC_SCHEME):
            try:
                cite(href.removeprefix(RFC_SCHEME))
            except CitationError as error:
                reasons.append(str(error))
        elif href and not href.startswith(("https://", *_OWN_SCHEMES)):
            kinds = ("rfc:NUMBER#SECTION", PAGE_SCHEME, *PAGES)
            reasons.append(f"{href}: a link is {', '.join(kinds)} or https://")
    return reasons


_OWN_SCHEMES = (PAGE_SCHEME, WORD_SCHEME, *PAGES)


def places_in(markdown: str, scheme: str = PAGE_SCHEME) -> list[tuple[str, str]]:
    """`(place, words)` of every part of the page, or what else `scheme` means, that is
    named."""
    found: list[tuple[str, str]] = []
    inside = False
    for token in _walk(_markdown().parse(markdown)):
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            inside = href.startswith(scheme)
            if inside:
                found.append((href.removeprefix(scheme), ""))
        elif token.type == "link_close":
            inside = False
        elif inside and token.type == "text":
            place, words = found[-1]
            found[-1] = (place, words + token.content)
    return found


def words_to_mark(markdown: str) -> list[str]:
    """The names of the words that can be marked."""
    tokens = _walk(_markdown().parse(markdown))
    hrefs = [str(token.attrGet("href") or "") for token in tokens]
    return [h.removeprefix(WORD_SCHEME) for h in hrefs if h.startswith(WORD_SCHEME)]


def markdown_of(section: StepText) -> str:
    """Everything a section says, one piece per paragraph."""
    tables = (section.options, section.arrows, section.items, section.feedback)
    pieces = [section.title, section.body, section.prompt, section.after]
    pieces += [words for table in tables for words in table.values()]
    pieces += [*section.hints, *section.remarks.values()]
    return "\n\n".join(filter(None, pieces))
