"""Acts as people write them in lesson files, and what they become.

Why it exists: `line = "EHLO pc-ana"` is what a teacher writes; `TypeLine` is what
a lab takes. It refuses to act.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from simulator.acts import (
    AnswerQuestion,
    AnyAct,
    Break,
    Close,
    Collect,
    Crash,
    Cut,
    Fault,
    Fill,
    Freeze,
    Lose,
    MakeRoom,
    Mend,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Restart,
    Restore,
    Run,
    Send,
    ServiceOff,
    ServiceOn,
    Skip,
    Slow,
    Thaw,
    TypeLine,
)
from simulator.teaching.toml_files import Data, one_of

MAILBOX_DEEDS = ("fill", "make_room")
"""Deeds whose value is a mailbox."""


class ScriptedMessage(Data, frozen=True, kw_only=True):
    """What somebody writes in the mail client of `host`."""

    host: str
    to: str
    subject: str
    body: str


class ScriptedAct(Data, frozen=True, kw_only=True):
    """One act of `simulator.acts` as people write it: exactly one of the fields.

    `open = ["pc-ana", "sur", 25]`, `run = ["pc-ana", "nslookup sur.example"]`,
    `line = "EHLO pc-ana"`, `paste`, `close = true`,
    `send = { host, to, subject, body }`, `collect = "pc-benito"`, `power_on`,
    `power_off`, `cut`, `restore`, `skip = true` (or `"retry"`),
    `answer = ["question", "value"]`. Faults: `slow = ["sur", 500000]` (microseconds),
    `lose = ["sur", 200000]` (of a million), `crash`, `restart`, `freeze`, `thaw`,
    `service_off = ["sur", "mta"]`, `service_on`, `break = ["sur", "disk_full"]`,
    `mend`, `fill = "benito@sur.example"`, `make_room`.
    `line`, `paste` and `close` speak on the newest terminal that is still usable.
    """

    open: tuple[str, str, int] | None = None
    run: tuple[str, str] | None = None
    line: str | None = None
    paste: str | None = None
    close: Literal[True] | None = None
    send: ScriptedMessage | None = None
    collect: str | None = None
    power_on: str | None = None
    power_off: str | None = None
    cut: str | None = None
    restore: str | None = None
    slow: tuple[str, int] | None = None
    lose: tuple[str, int] | None = None
    crash: str | None = None
    restart: str | None = None
    freeze: str | None = None
    thaw: str | None = None
    service_off: tuple[str, str] | None = None
    service_on: tuple[str, str] | None = None
    break_: tuple[str, Fault] | None = msgspec.field(default=None, name="break")
    mend: tuple[str, Fault] | None = None
    fill: str | None = None
    make_room: str | None = None
    skip: Literal[True, "retry"] | None = None
    answer: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        one_of(self, self.__struct_fields__)

    @property
    def name(self) -> str:
        """Which act it is."""
        return one_of(self, self.__struct_fields__)

    @property
    def host(self) -> str:
        """The machine it is about, or ""."""
        value = getattr(self, self.name)
        if self.name == "send":
            return str(value.host)
        if self.name in ("line", "paste", "close", "skip", "answer", *MAILBOX_DEEDS):
            return ""
        return str(value[0] if isinstance(value, tuple) else value)

    def act(self) -> AnyAct:
        """The act it stands for."""
        name = self.name
        value = getattr(self, name)
        if name == "send":
            return Send(value.host, value.to, value.subject, value.body)
        shape = _ACTS[name]
        if value is True:
            return shape()
        return shape(*value) if isinstance(value, tuple) else shape(value)


_ACTS: dict[str, Callable[..., AnyAct]] = {
    "open": Open,
    "run": Run,
    "line": TypeLine,
    "paste": Paste,
    "close": Close,
    "collect": Collect,
    "power_on": PowerOn,
    "power_off": PowerOff,
    "cut": Cut,
    "restore": Restore,
    "slow": Slow,
    "lose": Lose,
    "crash": Crash,
    "restart": Restart,
    "freeze": Freeze,
    "thaw": Thaw,
    "service_off": ServiceOff,
    "service_on": ServiceOn,
    "break_": Break,
    "mend": Mend,
    "fill": Fill,
    "make_room": MakeRoom,
    "skip": Skip,
    "answer": AnswerQuestion,
}


def acts_of(deeds: list[ScriptedAct]) -> list[AnyAct]:
    """The acts of a script, in order. Let the lab settle after each."""
    return [deed.act() for deed in deeds]
