"""Lines of a solution as somebody types them, and where a gap makes sense in one."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from simulator.acts import Act, Open, Paste, TypeLine
from simulator.teaching.scripts import ScriptedAct

Gap = tuple[int, int]
"""Where the missing part of a line begins and ends."""

_FIELD = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*): (.+)")
_COMMAND = re.compile(r"(?:\w+\d+ )?([A-Z]+(?: (?:FROM|TO)(?=:))?)(?:[: ](.+))?", re.I)
_CALL = re.compile(r"telnet (\S+) (\d+)")
_CALL_TLS = re.compile(r"openssl s_client -connect (\S+):(\d+)")
_TLS = "openssl s_client -connect "
_DOTS = re.compile(r"(\.+).*")
_FORMS: dict[str, tuple[re.Pattern[str], ...]] = {
    "call": (_CALL, _CALL_TLS),
    "line": (_DOTS, _FIELD, _COMMAND),
    "block": (),
}


class TypedLine(NamedTuple):
    """One act that is typed. `host`: where a call is made. A block is pasted."""

    text: str
    kind: Literal["call", "line", "block"] = "line"
    host: str = ""

    @property
    def act(self) -> Act:
        """What it does. A call that cannot be read is one the lab refuses."""
        if self.kind == "block":
            return Paste(self.text)
        if self.kind == "line":
            return TypeLine(self.text)
        tls = self.text.startswith(_TLS)
        opening, between = (_TLS, ":") if tls else ("telnet ", " ")
        target, _, port = self.text.removeprefix(opening).rpartition(between)
        number = int(port) if port.isdecimal() and len(port) <= 5 else 0
        return Open(self.host, target, number, tls)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """A command's word and its argument, a field's name and its value, a server and
        its port, dots in front."""
        for form in _FORMS[self.kind]:
            found = form.fullmatch(self.text)
            if found:
                spans = [found.span(n) for n in range(1, form.groups + 1)]
                return tuple(span for span in spans if span[0] < span[1])
        return ()


def typed_line(act: Act) -> TypedLine | None:
    """The line, if the act is one that is typed."""
    match act:
        case Open(host=host, target=target, port=port, tls=True):
            return TypedLine(f"{_TLS}{target}:{port}", "call", host)
        case Open(host=host, target=target, port=port):
            return TypedLine(f"telnet {target} {port}", "call", host)
        case TypeLine(text=text, conn="", lf=False):
            return TypedLine(text)
        case Paste(text=text, conn=""):
            return TypedLine(text, "block")
    return None


def typed_lines(script: Iterable[ScriptedAct]) -> list[TypedLine] | None:
    """The lines of a script; None when something in it is not typed."""
    lines = [typed_line(scripted.act) for scripted in script]
    typed = [line for line in lines if line is not None]
    return typed if len(typed) == len(lines) else None
