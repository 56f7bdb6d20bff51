"""The text of a lesson's files, from what a lesson says.

Why it exists: who records a lesson or begins one from a skeleton never sees TOML. What
somebody wrote is put into the files as words, never as their syntax: a line that would
be a hint, a link or a heading to the reader of lessons is escaped. `code` in backquotes
stays, and the commands of the protocols get it.
"""

import json
import re
from collections.abc import Iterable, Mapping

from simulator.teaching.checks.text import PROTOCOL
from simulator.teaching.text import LessonText, StepText

WIDTH = 100
_CODE = re.compile(r"(`[^`\n]+`)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&])")
_LINE_START = re.compile(r"^(?:[#?!>~+=-]|\d+(?=[.)]))", re.MULTILINE)


# --- words ---------------------------------------------------------------------------


def plain(words: str) -> str:
    """What somebody wrote, as Markdown that says just that; `code` stays code."""
    # Four blanks in front would make a block of code of a line.
    lines = "\n".join(line.strip() for line in words.strip().splitlines())
    pieces = _CODE.split(lines)
    return "".join(
        piece if number % 2 else _escaped(piece) for number, piece in enumerate(pieces)
    )


def plain_line(words: str) -> str:
    """The same on one line."""
    return plain(" ".join(words.split()))


def _escaped(words: str) -> str:
    special = _SPECIAL.sub(r"\\\1", words)
    coded = PROTOCOL.sub(r"`\g<0>`", special)
    return _LINE_START.sub(_start_escaped, coded)


def _start_escaped(found: re.Match[str]) -> str:
    mark = found[0]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def markdown(text: LessonText) -> str:
    """`es.md` of a lesson."""
    parts = [f"# {text.title}\n\n{text.goal}\n"]
    parts += [_section(section) for section in text.sections.values()]
    return "\n".join(parts)


def _section(section: StepText) -> str:
    groups: list[Iterable[str]] = [
        [section.body.strip()] if section.body.strip() else [],
        [f"? {section.prompt}"] if section.prompt else [],
        (f"- ( ) {name}: {words}" for name, words in section.options.items()),
        (f"- [ ] {name}: {words}" for name, words in section.items.items()),
        (f"> {hint}" for hint in section.hints),
        (f"> ({name}) {words}" for name, words in section.remarks.items()),
        [
            *(f"! {line}" for line in section.after.split("\n\n") if line),
            *(f"! ({name}) {words}" for name, words in section.feedback.items()),
        ],
    ]
    blocks = ["\n".join(group) for group in groups]
    return "\n\n".join([f"## {section.id}: {section.title}", *filter(None, blocks)]) + (
        "\n"
    )


# --- TOML ----------------------------------------------------------------------------

Table = Mapping[str, object]


def toml(table: Table) -> str:
    """A lesson as a TOML document: its parts as tables of their own, whatever is deeper
    in one line."""
    return "\n".join(_lines(table, "")).strip() + "\n"


def _lines(table: Table, path: str) -> Iterable[str]:
    for name, value in table.items():
        if name not in NESTED:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in table.items():
        if name in NESTED:
            yield from _nested(f"{path}{name}", value)


NESTED = ("steps", "goals", "near_misses", "alternatives", "question")
"""What has tables of its own: the parts of a lesson."""


def _nested(path: str, value: object) -> Iterable[str]:
    if isinstance(value, list):
        for each in value:
            yield from ("", f"[[{path}]]", *_lines(each, f"{path}."))
    elif isinstance(value, dict):
        yield from ("", f"[{path}]", *_lines(value, f"{path}."))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        inline = f"[{', '.join(map(_value, value))}]"
        if len(inline) <= WIDTH:
            return inline
        return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"
    if isinstance(value, int):
        return str(value)
    # A JSON string is one of TOML, but for DEL, which TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)
