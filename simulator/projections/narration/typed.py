"""Lines a person types into a message: steps, because the server says nothing to them.

Outside a message a typed line is not a step, but the command the server reads is. The
final dot is not one either, but the message it ends is.
"""

import re

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.memory import (
    Draft,
    Memory,
    RememberedConn,
    Tellers,
)
from simulator.projections.narration.words import (
    TYPED_CHARACTERS_MAX,
    clip,
    has,
    readable,
    variant,
)
from simulator.projections.slips import letter_slips

RFC = {
    "field": ("5322#2.2",),
    "folded": ("5322#2.2.3",),
    "header": ("5322#2.2",),
    "blank": ("5322#2.1",),
    "body_dot": ("5321#4.5.2",),
    "command": ("5321#4.1.1.4",),
    "false_dot": ("5321#4.1.1.4", "5321#2.3.8"),
    "lf": ("5321#2.3.8",),
}
RFC_BODY = ("5322#2.3",)

_FIELD = re.compile(r"([!-9;-~]+):")


def _typed(event: Event, fact: f.TerminalLineSent, memory: Memory) -> Draft | None:
    conn = memory.conn_of(event)
    conn.actor = fact.actor
    if not conn.in_letter:
        return None
    lf = not fact.octets.endswith("\r\n")
    after_lf, conn.after_lf = conn.after_lf, lf
    line = readable(fact.octets).removesuffix("\n").removesuffix("\r")
    if line == "." and not (lf or after_lf):
        conn.in_letter = False
        return None
    slips = _once(conn, letter_slips(fact.octets.encode("latin-1"), conn.part))
    name, params = _name(line, conn.part, slips)
    if lf or after_lf:
        name, params = _unfinished(line, name, params)
    elif line == "":
        conn.part = "body"
    params |= {"client": conn.client, "server": conn.server}
    field = f"field.{str(params.get('name', '')).lower()}"
    return Draft(
        shape="typed",
        protocol="smtp",
        source=conn.client,
        target=conn.server,
        client=conn.client,
        server=conn.server,
        say=Text(variant(f"say.smtp.typed.{name}", conn.role), params),
        why=Text(field if has(field) else f"why.smtp.typed.{name}", params),
        next=Text("next.smtp.body") if name == "blank" and conn.you else None,
        slips=slips,
        text=line,
        length=fact.length,
        phase="letter",
        chapter=conn.chapter,
        rfc=RFC.get(name, RFC_BODY),
        lost=not memory.reaches(conn.client, conn.server),
    )


def _unfinished(
    line: str, name: str, params: dict[str, str | int]
) -> tuple[str, dict[str, str | int]]:
    """The same where LF alone ends the line, or ended the one before: to the server
    both are one line, and neither a dot nor nothing means anything within it."""
    if line == ".":
        return "false_dot", {}
    if name == "command":
        return name, params
    return "lf", {"line": clip(line, TYPED_CHARACTERS_MAX)}


def _name(
    line: str, part: str, slips: tuple[Text, ...]
) -> tuple[str, dict[str, str | int]]:
    """Which sentence tells the line: `say.smtp.typed.NAME`."""
    for slip in slips:
        if slip.key == "slips.command_in_letter":
            return "command", {"verb": slip.params["verb"]}
    if part == "body":
        if line.startswith("."):
            return "body_dot", {}
        if not line.strip():
            return "body_blank", {}
        return "body", {"line": clip(line, TYPED_CHARACTERS_MAX)}
    if not line:
        return "blank", {}
    if line[0] in " \t":
        return ("folded" if line.strip() else "header"), {}
    match = _FIELD.match(line)
    return ("field", {"name": clip(match[1])}) if match else ("header", {})


def _once(conn: RememberedConn, slips: tuple[Text, ...]) -> tuple[Text, ...]:
    """Only people are told, and that a line is no field they are told once."""
    if not conn.you:
        return ()
    if conn.told_no_field:
        slips = tuple(slip for slip in slips if slip.key != "slips.not_a_field")
    elif any(slip.key == "slips.not_a_field" for slip in slips):
        conn.told_no_field = True
    return slips


TYPED_STEPS: Tellers = {
    f.TerminalLineSent: _typed,
}
