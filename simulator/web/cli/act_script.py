"""Scripts of `flask lab run`: one act on each line, as JSON or as one would say it.

    # comments and empty lines are skipped
    open pc-ana sur 25             telnet from a machine to a machine and port
    run pc-ana dig sur.example MX  give a machine a command: nslookup or dig
    line EHLO pc-ana               type a line and press Enter; `line` alone: just Enter
    paste DATA\\nHola\\n.          several lines at once (\\n between them)
    close                          close the terminal's window
    send pc-ana benito@sur.example "Subject" "Body with \\n"
    collect pc-benito
    power_on pc-benito             also: power_off
    cut norte                      also: restore
    skip                           jump to the next timer that waits
    answer question value          answer a question of a lesson
    {"act": "line", "conn": "c2", "text": "NOOP"}

Lines, pastes and `close` speak on the newest terminal; JSON may name another with
`conn`. It refuses a wrong line with its number and the reason, before anything runs.
"""

import json
import shlex
from collections.abc import Callable
from typing import Any

import msgspec

from simulator.acts import AnyAct, decode_act

Parsed = dict[str, Any]


class ScriptError(Exception):
    """A line that is no act."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")


def parse_script(text: str, file: str) -> list[tuple[int, AnyAct]]:
    """Acts with their line numbers. Raises ScriptError."""
    acts = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            acts.append((number, decode_act(_parse(line.lstrip()))))
        except (ValueError, msgspec.ValidationError) as error:
            raise ScriptError(file, number, str(error)) from None
    return acts


def _parse(line: str) -> Parsed:
    if line.startswith("{"):
        parsed: Parsed = json.loads(line)
        return parsed
    word, _, rest = line.partition(" ")
    name = word.strip().replace("-", "_")
    parse = _FORMS.get(name)
    if parse is None:
        known = ", ".join(_FORMS)
        raise ValueError(f"`{word}` is no act; acts are {known}")
    return {"act": name, **parse(rest)}


def _words(rest: str, *names: str) -> Parsed:
    """Exactly these words; quotes keep spaces together."""
    words = shlex.split(rest)
    if len(words) != len(names):
        said = " ".join(name.upper() for name in names) or "nothing"
        raise ValueError(f"{said} expected, {len(words)} words found")
    return dict(zip(names, words, strict=True))


def _open(rest: str) -> Parsed:
    parsed = _words(rest, "host", "target", "port")
    if not parsed["port"].isdecimal():
        raise ValueError(f"`{parsed['port']}` is no port")
    return {**parsed, "port": int(parsed["port"])}


def _run(rest: str) -> Parsed:
    host, _, text = rest.strip().partition(" ")
    if not text:
        raise ValueError("HOST COMMAND expected")
    return {"host": host, "text": text}


def _send(rest: str) -> Parsed:
    parsed = _words(rest, "host", "to", "subject", "body")
    return {**parsed, "body": parsed["body"].replace("\\n", "\n")}


def _paste(rest: str) -> Parsed:
    return {"text": rest.replace("\\n", "\n")}


_FORMS: dict[str, Callable[[str], Parsed]] = {
    "open": _open,
    "run": _run,
    "line": lambda rest: {"text": rest},
    "paste": _paste,
    "close": lambda rest: _words(rest),
    "send": _send,
    "collect": lambda rest: _words(rest, "host"),
    "power_on": lambda rest: _words(rest, "host"),
    "power_off": lambda rest: _words(rest, "host"),
    "cut": lambda rest: _words(rest, "link"),
    "restore": lambda rest: _words(rest, "link"),
    "skip": lambda rest: _words(rest),
    "answer": lambda rest: _words(rest, "question", "value"),
}
