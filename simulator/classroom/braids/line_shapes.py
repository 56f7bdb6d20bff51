"""The lines somebody typed in terminals, each with the code of its reply.

Why it exists: sessions of many students can be laid one upon the other only where what
is their own choice does not count. So of each line the shape is kept, and what stands
in it for a name is `…`:

- the verb is in capitals, and so are FROM: and TO:; spaces inside stay as typed, since
  one too many is an error; at both ends they go;
- an address is `…@…`; what stands in angle brackets without an @ is `<…>`, since that
  is another kind of line than an address; `<>` stays;
- what follows HELO, EHLO, USER, PASS, APOP, LOGIN, AUTH and AUTHENTICATE with a
  mechanism: one `…` a word, so no password reaches a projector;
- a quoted text is `"…"`, and every tag of IMAP is `a`;
- lines of a message are one thing however many they are, and so is what is said inside
  AUTH: neither has words here.

Numbers, names of mailboxes and parameters stay as typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.teaching import STEP_QUESTION

Kind = Literal["line", "content", "secret"]
"""`content`: of a message; `secret`: inside AUTH, or an announced literal."""

STUDENT = "student"
NAME = "…"
CHARACTERS_MAX = 120
"""Of a line; of a longer one the beginning."""

CONTENT, CHALLENGE = 354, 334
"""Replies after which no command is expected (RFC 5321 §4.2.3, RFC 4954 §4)."""

END = "."
NAMED = frozenset(("HELO", "EHLO", "USER", "PASS", "APOP", "LOGIN"))
MECHANISM = frozenset(("AUTH", "AUTHENTICATE"))

_PATH = re.compile(r"<[^<>@\s]+>")
_ADDRESS = re.compile(r"[^\s<>:@\"]+@[^\s<>@\"]+")
_QUOTED = re.compile(r'"[^"]+"')
_COLONED = re.compile(r"^(MAIL|RCPT)(\s+)(from|to)(\s*:)", re.IGNORECASE)


class TypedLine(NamedTuple):
    """`text`: its shape, as above; "" where it is no line of the protocol. `reply`:
    `250`, `+OK`, `BAD`, `+`; "": none. `seq`: the event of its last step."""

    kind: Kind
    text: str
    reply: str
    seq: int


def typed_lines(events: Iterable[Event]) -> dict[str, list[TypedLine]]:
    """What a student typed, by step of the lesson; "" before any."""
    reader = _Reader()
    for event in events:
        reader.read(event)
    return {step: [each.done() for each in said] for step, said in reader.said.items()}


def shape_of(line: str, *, tagged: bool = False) -> str:
    """A line without what is its author's own choice. `tagged`: one of IMAP."""
    plain = line.strip()[:CHARACTERS_MAX]
    if tagged and (words := plain.split(None, 1))[1:]:
        return f"a {shape_of(words[1])}"
    verb, space, rest = plain.partition(" ")
    if verb.upper() in NAMED:
        return verb.upper() + space + _names(rest)
    if verb.upper() in MECHANISM:
        mechanism, gap, response = rest.partition(" ")
        return f"{verb.upper()}{space}{mechanism.upper()}{gap}{_names(response)}"
    said = _COLONED.sub(lambda found: found.group().upper(), plain)
    said = said if said != plain else verb.upper() + space + rest
    said = _QUOTED.sub(f'"{NAME}"', said)
    said = _PATH.sub(f"<{NAME}>", said)
    return _ADDRESS.sub(f"{NAME}@{NAME}", said)


def _names(words: str) -> str:
    return " ".join(NAME for _ in words.split())


@dataclass(eq=False, slots=True)
class _Said:
    """A line as it becomes known."""

    kind: Kind
    text: str
    seq: int
    reply: str = ""

    def done(self) -> TypedLine:
        return TypedLine(self.kind, self.text, self.reply, self.seq)


class _Reader:
    """One session, read event by event. `said`: what was typed, by step."""

    def __init__(self) -> None:
        self.said: dict[str, list[_Said]] = {"": []}
        self._step = ""
        self._open: dict[str, Kind] = {}
        """What a line is on that connection now, where it is no command."""
        self._waiting: dict[str, list[_Said]] = {}
        """Lines that have no reply yet, by connection."""
        self._tagged: set[str] = set()

    def read(self, event: Event) -> None:
        fact = event.fact
        if isinstance(fact, f.LabAnswered) and fact.question == STEP_QUESTION:
            self._step = fact.value
            self.said.setdefault(self._step, [])
        elif isinstance(fact, f.TerminalLineSent) and fact.actor == STUDENT:
            self._typed(event, fact.octets.rstrip("\r\n"))
        elif isinstance(fact, f.SmtpReplySent):
            self._replied(event, str(fact.code), challenges=fact.code == CHALLENGE)
            if fact.code == CONTENT:
                self._begin_content(event.conn)
        elif isinstance(fact, f.Pop3ResponseSent):
            self._replied(event, fact.status, challenges=fact.status == "+")
        elif isinstance(fact, f.ImapResponseSent):
            self._tagged.add(event.conn)
            if fact.tag == "+":
                self._replied(event, "+", challenges=fact.verb != "IDLE")
            elif fact.tag != "*":
                self._replied(event, fact.status)

    def _typed(self, event: Event, octets: str) -> None:
        conn, here = event.conn, self.said[self._step]
        kind = self._open.get(conn, "line")
        if kind == "content" and octets == END:
            del self._open[conn]
            kind = "line"
        text = ""
        if kind == "line":
            said = octets.encode("latin-1").decode("utf-8", "replace")
            text = shape_of(said, tagged=conn in self._tagged)
        if kind == "line" or not here or here[-1].kind != kind:
            here.append(_Said(kind, text, event.seq))
        if kind != "content":
            self._waiting.setdefault(conn, []).append(here[-1])

    def _begin_content(self, conn: str) -> None:
        """What was pasted behind DATA is content, too, up to its end."""
        pasted = self._waiting.get(conn, [])
        ends = next((n for n, each in enumerate(pasted) if each.text == END), None)
        if ends is None:
            self._open[conn] = "content"
        for number, each in enumerate(pasted[:ends]):
            each.kind, each.text = "content", ""
            if number:
                for said in self.said.values():
                    said[:] = [other for other in said if other is not each]
        del pasted[:ends]

    def _replied(self, event: Event, reply: str, *, challenges: bool = False) -> None:
        """The oldest line that waits has it."""
        if challenges:
            self._open[event.conn] = "secret"
        elif self._open.get(event.conn) == "secret":
            del self._open[event.conn]
        if waiting := self._waiting.get(event.conn):
            line = waiting.pop(0)
            line.reply, line.seq = reply, event.seq
