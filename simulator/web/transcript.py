"""A session as plain text: every step with its sentence, its time and its octets.

A fold over served events, for `flask lab run --transcript` and `transcript.txt`. Wire
text is kept as it is; what is no printable ASCII shows as an escape.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.projections.texts import Catalogue, TextError, render
from simulator.scenario import Scenario

INDENT = " " * 6


def transcript(
    events: list[dict[str, Any]], scenario: Scenario, catalogue: Catalogue, lang: str
) -> str:
    """`events`: as served, from event 0. Sentences in `lang`."""
    labels = {host.id: getattr(host.label, lang) for host in scenario.hosts}
    title = f"Cartero · {getattr(scenario.title, lang)}"
    lines = [title, "=" * len(title)]
    chapter = -1
    for event in events:
        beat = event.get("beat")
        if beat is None:
            continue
        if beat["chapter"] != chapter:
            chapter = beat["chapter"]
            lines.append("")
        lines += _step(event, beat, labels, catalogue)
    return "\n".join(lines) + "\n"


def _step(
    event: dict[str, Any],
    beat: dict[str, Any],
    labels: Mapping[str, str],
    catalogue: Catalogue,
) -> Iterator[str]:
    seconds = event["at_us"] / 1_000_000
    say = _words(event.get("say"), labels, catalogue)
    yield f"{beat['step']:4}  {say}  ({seconds:.3f} s)"
    who = "C" if beat["from"] == beat["client"] else "S"
    if beat["shape"] in ("command", "reply", "letter", "typed"):
        for line in _wire(event, beat):
            yield f"{INDENT}{who}: {line}".rstrip()
    for name in ("why", "next"):
        if name == "why" and beat["mark"] not in ("4", "5", "-"):
            continue
        words = _words(event.get(name), labels, catalogue)
        if words:
            yield f"{INDENT}   · {words}"


def _wire(event: dict[str, Any], beat: dict[str, Any]) -> list[str]:
    octets = event.get("octets", "")
    lines = octets.split("\r\n") if octets else [beat["head"] + beat["text"]]
    if octets.endswith("\r\n"):
        lines.pop()
    shown = [_printable(line) for line in lines]
    rest = beat["length"] - len(octets)
    return [*shown, f"(… {rest})"] if octets and rest > 0 else shown


def _printable(line: str) -> str:
    """UTF-8 where it is that, else escapes: a transcript never breaks a terminal."""
    try:
        text = line.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        text = line
    return "".join(
        c if c.isprintable() or c == "\t" else f"\\x{ord(c):02x}" for c in text
    )


def _words(
    text: dict[str, Any] | None, labels: Mapping[str, str], catalogue: Catalogue
) -> str:
    if text is None:
        return ""
    try:
        return render(catalogue, text["key"], text["params"], labels)
    except TextError:
        return str(text["key"])
