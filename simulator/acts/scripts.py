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
    cut norte                      also: restore, and every other fault
    skip                           jump to the next timer that waits
    answer question value          answer a question of a lesson
    {"act": "line", "conn": "c2", "text": "NOOP"}

Lines, pastes and `close` speak on the newest terminal; JSON may name another with
`conn`. It refuses a wrong line with its number and the reason, before anything runs.
"""

from simulator.acts.registry import ACTS, ActRegistry
from simulator.acts.spec import Act


class ScriptError(Exception):
    """A line that is not an act."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")


def parse_script(
    text: str, file: str, registry: ActRegistry = ACTS
) -> list[tuple[int, Act]]:
    """Acts with their line numbers. Raises ScriptError."""
    acts = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            acts.append((number, registry.from_line(line.lstrip())))
        except ValueError as error:
            raise ScriptError(file, number, str(error)) from None
    return acts
