"""DIFFERENCES.md: what Cartero says otherwise than Postfix and Dovecot, and why."""

from collections.abc import Iterable
from pathlib import Path

from simulator.rfc import cite
from tests.clients.differential.scripts import Found, Script

PAGE = Path(__file__).parents[1] / "DIFFERENCES.md"

HEAD = """# Cartero beside Postfix and Dovecot

Written by `make differential`, which plays the scripts of `differential/transcripts/`
against Cartero's gateway and against Debian's Postfix and Dovecot (packages `postfix`,
`dovecot-imapd`, `dovecot-pop3d`; it needs root) and compares what RFCs decide: codes,
enhanced codes and response codes, every untagged response, every octet of a letter.
{scripts} scripts, {steps} steps: {same} answers are the same. Each of the others is
explained here, by the section that allows ours.
"""


def page(scripts: Iterable[Script], found: list[Found]) -> str:
    """The whole page."""
    differ = [one for one in found if one.differs]
    names = list(dict.fromkeys(one.script for one in found))
    head = HEAD.format(
        scripts=len(names), steps=len(found), same=len(found) - len(differ)
    )
    parts = [head]
    for name in names:
        rows = [one for one in differ if one.script == name]
        if rows:
            parts.append(f"## {name}\n")
            parts.append("| said | Cartero | Debian | why |\n|---|---|---|---|")
            parts.append("\n".join(map(_row, rows)) + "\n")
    return "\n".join(parts)


def _row(one: Found) -> str:
    ours = [each for each in one.ours if each not in one.theirs]
    theirs = [each for each in one.theirs if each not in one.ours]
    citation = cite(one.step.rfc)
    if not ours and not theirs:
        ours, theirs = list(one.ours), list(one.theirs)
    place = f"RFC {citation.rfc}" + f" §{citation.section}" * bool(citation.section)
    why = f"[{place}]({citation.link}): {one.why}"
    cells = (f"`{_cut(one.step.written)}`", _words(ours), _words(theirs), why)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _words(shapes: list[object]) -> str:
    if not shapes:
        return "–"
    return "; ".join(f"`{_cut(_flat(each))}`" for each in shapes)


def _flat(each: object) -> str:
    if isinstance(each, tuple):
        return " ".join(_flat(inner) for inner in each if inner != "")
    return each.decode("latin-1") if isinstance(each, bytes) else str(each)


def _cut(text: str) -> str:
    text = text.replace("`", "'").replace("\r\n", "⏎")
    return text if len(text) <= 80 else text[:79] + "…"
