"""Acts of somebody who types: open a terminal, give a command, type, paste, close."""

from simulator.acts.conditions import (
    no_server,
    no_terminal,
    nobody_there,
    not_running,
    too_long,
)
from simulator.acts.spec import Act, ActSpec, Doer, Params, Problem, ShortForm
from simulator.agents import World

COMMAND_CHARACTERS_MAX = 400
WORDS_CHARACTERS_MAX = 24


class Open(Act, frozen=True, tag="open"):
    """`telnet target port` at `host`. `target`: host id, name or address. `tls`: inside
    TLS from the first octet on, as `openssl s_client -connect target:port` does."""

    host: str
    target: str
    port: int
    tls: bool = False


class Run(Act, frozen=True, tag="run"):
    """Give the machine `host` a command: `nslookup -type=mx sur.example`."""

    host: str
    text: str


class TypeLine(Act, frozen=True, tag="line"):
    """Type one line and press Enter. `conn`: "" for the newest usable terminal. `lf`:
    press Ctrl+J instead, so that LF alone ends it."""

    text: str
    conn: str = ""
    lf: bool = False


class Paste(Act, frozen=True, tag="paste"):
    """Send several lines at once, without waiting for replies."""

    text: str
    conn: str = ""


class StartTls(Act, frozen=True, tag="start_tls"):
    """Go on inside TLS, as the server has just agreed to."""

    conn: str = ""


class Close(Act, frozen=True, tag="close"):
    """Close the terminal's window without saying goodbye."""

    conn: str = ""


def _cannot_open(world: World, act: Open) -> Problem:
    problem = nobody_there(world, act.host)
    return problem or no_server(world, act.host, act.target, act.port)


def _cannot_run(world: World, act: Run) -> Problem:
    problem = not_running(world, act.host)
    if not problem and act.host in world.visitors:
        problem = "error.real_program", {"host": act.host}
    return (
        problem
        or too_long(len(act.text), COMMAND_CHARACTERS_MAX)
        or _several_lines(act.text)
    )


def _cannot_type(world: World, act: TypeLine) -> Problem:
    problem = too_long(len(act.text)) or _several_lines(act.text)
    return problem or no_terminal(world, act.conn)


def _cannot_paste(world: World, act: Paste) -> Problem:
    return too_long(len(act.text)) or no_terminal(world, act.conn)


def _cannot_start_tls(world: World, act: StartTls) -> Problem:
    problem = no_terminal(world, act.conn)
    if problem or world.usable_terminal(act.conn).awaits_tls:
        return problem
    return "error.tls_not_agreed", {}


def _cannot_close(world: World, act: Close) -> Problem:
    return no_terminal(world, act.conn)


def _several_lines(text: str) -> Problem:
    several = "\n" in text or "\r" in text
    return ("error.several_lines", {}) if several else None


def _open(doer: Doer, act: Open) -> None:
    doer.world.open_terminal(act.host, act.target, act.port, act.tls)


def _run(doer: Doer, act: Run) -> None:
    doer.world.prompt(act.host).run(act.text, doer.actor)


def _type(doer: Doer, act: TypeLine) -> None:
    terminal = doer.world.usable_terminal(act.conn)
    terminal.send(act.text, doer.actor, b"\n" if act.lf else b"\r\n")


def _paste(doer: Doer, act: Paste) -> None:
    doer.world.usable_terminal(act.conn).send(act.text, doer.actor)


def _start_tls(doer: Doer, act: StartTls) -> None:
    doer.world.usable_terminal(act.conn).start_tls()


def _close(doer: Doer, act: Close) -> None:
    doer.world.usable_terminal(act.conn).close()


def _opened(act: Open) -> Params:
    call = (
        f"{act.target}:{act.port} TLS" if act.tls else f"telnet {act.target} {act.port}"
    )
    return {"words": _abridged(call)}


def _typed(act: TypeLine | Paste) -> Params:
    return {"words": _abridged(act.text)}


def _abridged(typed: str) -> str:
    """One line of it, short enough for a tab."""
    first = " ".join(typed.split("\n", 1)[0].split()) or "↵"
    if len(first) <= WORDS_CHARACTERS_MAX:
        return first
    return f"{first[: WORDS_CHARACTERS_MAX - 1]}…"


SPECS = (
    ActSpec(
        Open,
        _cannot_open,
        _open,
        "line",
        _opened,
        short=ShortForm(("host", "target", "port")),
    ),
    ActSpec(
        Run,
        _cannot_run,
        _run,
        short=ShortForm(("host", "text"), rest=True, shown="HOST COMMAND"),
    ),
    ActSpec(
        TypeLine,
        _cannot_type,
        _type,
        "line",
        _typed,
        short=ShortForm(("text",), rest=True),
        announced=False,
    ),
    ActSpec(
        Paste,
        _cannot_paste,
        _paste,
        "line",
        _typed,
        short=ShortForm(("text",), rest=True, escapes=True),
        announced=False,
    ),
    ActSpec(
        StartTls,
        _cannot_start_tls,
        _start_tls,
        "start_tls",
        short=ShortForm(),
        announced=False,
    ),
    ActSpec(Close, _cannot_close, _close, "close", short=ShortForm()),
)
