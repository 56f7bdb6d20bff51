"""The scripts in `transcripts/`, and how one is played against one set of servers.

    ## prose
    # service imap               smtp, submission, pop3 or imap: once
    # message parts              put in ana's INBOX before, by IMAP
    C: a NOOP                    a line, CR LF added
    C= a NOOP\\r\\n                octets with Python's escapes, nothing added
    N:                           hang up and come again; the answer is the greeting
    2N: 2C: 2C=                  the same on a second connection
    D: 3501#7.1 | our own words  the answers to the line above differ, and why

Every `C` is sent when the answer to the one before is over. It refuses what it does not
know.
"""

import re
from pathlib import Path
from typing import NamedTuple

from tests.clients.differential.letters import DATE, LETTERS
from tests.clients.differential.shapes import Shape, shape
from tests.clients.differential.talk import Talk

FOLDER = Path(__file__).parent / "transcripts"


class Step(NamedTuple):
    """`octets`: b"" to come again; `talk`: "2" on the second connection; `written`: as
    in the file; `rfc`, `why`: of its `D:` line, or ""."""

    octets: bytes
    written: str
    number: int
    talk: str = ""
    rfc: str = ""
    why: str = ""


class Script(NamedTuple):
    """One file. The first step is the greeting, and says nothing."""

    name: str
    service: str
    messages: tuple[str, ...]
    steps: tuple[Step, ...]


class Found(NamedTuple):
    """The two answers to one step."""

    script: str
    step: Step
    ours: Shape
    theirs: Shape

    @property
    def differs(self) -> bool:
        return self.ours != self.theirs

    @property
    def why(self) -> str:
        return self.step.why

    def told(self) -> str:
        """For a person."""
        lines = [f"{self.script}:{self.step.number}: {self.step.written}"]
        if not self.differs:
            return "\n".join((*lines, "  explained, but both say the same"))
        lines += [f"  cartero: {one!r}" for one in self.ours if one not in self.theirs]
        lines += [f"  debian:  {one!r}" for one in self.theirs if one not in self.ours]
        if len(lines) == 1:
            lines += [f"  cartero: {self.ours!r}", f"  debian:  {self.theirs!r}"]
        return "\n".join(lines)


def load() -> list[Script]:
    """All of them, in order of name."""
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def read(path: Path) -> Script:
    """One file."""
    service, messages = "", []
    steps = [Step(b"", "(greeting)", 0)]
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        place = f"{path.name}:{number}"
        if not line.strip() or line.startswith("##"):
            continue
        if line.startswith("#"):
            word, value = line[1:].split()
            assert word in ("service", "message"), f"{place}: what is {word}?"
            if word == "service":
                service = value
            else:
                messages.append(value)
        elif line.startswith("D:"):
            rfc, _, why = line[2:].partition("|")
            assert why.strip(), f"{place}: D: rfc | why"
            steps[-1] = steps[-1]._replace(rfc=rfc.strip(), why=why.strip())
        else:
            found = re.fullmatch(r"(2?)([CN])([:=]) ?(.*)", line)
            assert found, f"{place}: not a step"
            again = found[2] == "N"
            octets = b"" if again else _octets(found[3], found[4])
            written = "(greeting)" if again else found[4]
            steps.append(Step(octets, written, number, found[1]))
    assert service, f"{path.name}: no service"
    return Script(path.stem, service, tuple(messages), tuple(steps))


def _octets(sign: str, text: str) -> bytes:
    if sign == "=":
        return text.encode("latin-1").decode("unicode_escape").encode("latin-1")
    return text.encode("utf-8") + b"\r\n"


def play(script: Script, ports: dict[str, int]) -> list[Shape]:
    """The answer to every step."""
    _fill(script.messages, ports["imap"])
    heard = []
    talks: dict[str, Talk] = {}
    for step in script.steps:
        if step.octets:
            heard.append(talks[step.talk].say(step.octets))
            continue
        if step.talk in talks:
            talks[step.talk].close()
        talk = talks[step.talk] = Talk(script.service, ports[script.service])
        heard.append(talk.greeting)
    for talk in talks.values():
        talk.close()
    return [shape(script.service, each) for each in heard]


def _fill(messages: tuple[str, ...], port: int) -> None:
    if not messages:
        return
    talk = Talk("imap", port)
    talk.say(b"f LOGIN ana ana-secreta\r\n")
    for name in messages:
        letter = LETTERS[name]
        talk.say(b'f APPEND INBOX "%s" {%d}\r\n' % (DATE, len(letter)))
        assert b"f OK" in talk.say(letter + b"\r\n")
    talk.say(b"f LOGOUT\r\n")
    talk.close()
