"""A session cut at a place that a seed chooses, and the lines one could say next.

Why it exists: what is asked must be able to happen, so a drill is a lab in which the
session was really typed. The lines are those of the protocols' tables, one or more for
each verb. It refuses the middle of a content, where any line may come.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.acts import Open, TypeLine
from simulator.journal.facts import (
    Pop3ResponseSent,
    SmtpReplySent,
    TerminalLineSent,
)
from simulator.lab import Lab
from simulator.net.chance import Chance
from simulator.protocols import services
from simulator.protocols.pop3 import states as pop3
from simulator.protocols.smtp import states as smtp
from simulator.scenario import Scenario

Speaker = Literal["C", "S", ""]
"""Client, server, or nobody: a line of a message."""

ANA, BENITO, CARLA = "ana@norte.example", "benito@sur.example", "carla@sur.example"
HELLO = ("EHLO pc-ana.norte.example", "HELO pc-ana.norte.example")
MAIL = (f"MAIL FROM:<{ANA}>", "MAIL FROM:<>")
RCPT = (f"RCPT TO:<{BENITO}>", f"RCPT TO:<{CARLA}>")
CONTENT = ("Subject: Hola", "", "Hola.", ".")
IDLE = ("NOOP", f"VRFY {BENITO}")

REFUSED_RCPT = (
    *("RCPT TO:<noexiste@sur.example>", "RCPT TO:<lleno@sur.example>"),
    *("RCPT TO:<ocupado@sur.example>", "RCPT TO:<benito@otro.example>"),
)
MISTYPED = (
    *("HOLA sur", "MAIL FROM ana@norte.example", "RCPT benito@sur.example"),
    *("EHLO", "DATOS", "RCPT TO:<benito sur.example>", "NOOP", "RSET", "QUIT"),
)


@dataclass(frozen=True, slots=True)
class Speech:
    """What is spoken: with whom, and every line that may stand in a question.

    `typed`: lines by verb of the table; `strange`: lines that are no command there.
    """

    scenario: str
    client: str
    port: int
    typed: Mapping[str, tuple[str, ...]]
    strange: tuple[str, ...]


SMTP = Speech(
    "sesion-smtp",
    "pc-ana",
    services.SMTP.port,
    {
        **{"EHLO": HELLO[:1], "HELO": HELLO[1:], "MAIL": MAIL[:1], "RCPT": RCPT},
        **{"DATA": ("DATA",), "RSET": ("RSET",), "NOOP": ("NOOP",)},
        **{"VRFY": (f"VRFY {BENITO}",), "QUIT": ("QUIT",)},
    },
    ("Subject: Hola", ".", "USER benito", "RETR 1", "FROM: Ana"),
)
POP3 = Speech(
    "con-memoria",
    "pc-benito",
    services.POP3.port,
    {
        **{"USER": ("USER benito",), "PASS": ("PASS benito-secreta",)},
        **{"STAT": ("STAT",), "LIST": ("LIST",), "RETR": ("RETR 1",)},
        **{"DELE": ("DELE 1",), "NOOP": ("NOOP",), "RSET": ("RSET",)},
        **{"TOP": ("TOP 1 0",), "UIDL": ("UIDL",), "QUIT": ("QUIT",)},
    },
    ("RETR 99", "EHLO pc-benito.sur.example", "SELECT INBOX", f"RCPT TO:<{BENITO}>"),
)
TABLES = {SMTP.port: smtp.VERBS, POP3.port: pop3.VERBS}


def begun(speech: Speech, scenario: Scenario, said: Sequence[str]) -> Lab:
    """A lab in which those lines were typed, at rest."""
    lab = Lab(scenario, 1)
    for act in (Open(speech.client, "sur", speech.port), *map(TypeLine, said)):
        lab.apply(act)
        lab.settle()
    return lab


def smtp_session(chance: Chance) -> list[str]:
    """A session of mail, with detours, up to somewhere."""
    said: list[str] = []
    for part in _smtp_parts(chance):
        said += part
        if chance.below(5) == 0:
            break
        if chance.below(4) == 0:
            said.append(_one(IDLE, chance))
    return said


def _smtp_parts(chance: Chance) -> Iterator[list[str]]:
    if chance.below(5) == 0:
        return
    yield [_one(HELLO, chance)]
    for _ in range(2):
        yield [_one(MAIL, chance)]
        if chance.below(3) == 0:
            yield [_one(REFUSED_RCPT, chance)]
        for path in RCPT[: 1 + chance.below(2)]:
            yield [path]
        if chance.below(3) == 0:
            yield ["RSET"]
        else:
            yield ["DATA", *CONTENT]


def pop3_session(chance: Chance) -> list[str]:
    """A session of collecting, up to somewhere."""
    whole = ["USER benito", "PASS benito-secreta"]
    if chance.below(4) == 0:
        whole[1:1] = ["PASS no-es-esta", "USER benito"]
    whole += [_one(("STAT", "LIST", "UIDL"), chance) for _ in range(chance.below(3))]
    whole += [_one(("RETR 1", "DELE 1", "NOOP"), chance) for _ in range(2)]
    return whole[: chance.below(len(whole) + 1)]


def _one(lines: Sequence[str], chance: Chance) -> str:
    return lines[chance.below(len(lines))]


def dialogue(lab: Lab) -> list[tuple[Speaker, str]]:
    """Who said what, line by line."""
    found: list[tuple[Speaker, str]] = []
    for event in lab.journal:
        fact = event.fact
        if isinstance(fact, TerminalLineSent):
            found.append(("C", fact.octets.removesuffix("\r\n")))
        elif isinstance(fact, SmtpReplySent | Pop3ResponseSent):
            lines = fact.octets.removesuffix("\r\n").split("\r\n")
            found.extend(("S", line) for line in lines)
    return found


def reply_to(lab: Lab, line: str) -> str:
    """What the engine answers first to `line`: `250`, `+OK`; "": nothing. The lab stays
    as it is."""
    other = lab.fork(lab.last_seq)
    other.settle()
    since = other.last_seq
    other.apply(TypeLine(line))
    other.settle()
    for event in other.journal.events[since + 1 :]:
        fact = event.fact
        if isinstance(fact, SmtpReplySent):
            return str(fact.code)
        if isinstance(fact, Pop3ResponseSent):
            return fact.status
    return ""


def is_accepted(reply: str) -> bool:
    """Whether the session goes on with it (RFC 5321 §4.2.1, RFC 1939 §3)."""
    return reply.startswith(("2", "3", "+"))
