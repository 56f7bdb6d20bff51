"""A machine on the way between two others, which reads what passes, and may write over.

Whoever can write there can take STARTTLS away, for all before TLS is in the clear (RFC
3207 §6). What it puts there is as long as what was there: so sequence numbers stay
right, as real machines of this kind have it, and neither end notices. It looks at one
flight at a time, and only until TLS or a mail transaction begins.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from simulator.agents.config import WiretapConfig
from simulator.agents.machine import Machine
from simulator.journal import inline
from simulator.journal.facts import TcpTextReplaced
from simulator.net import Connection

LOOKED_AT_OCTETS_MAX = 8_192
"""Of one flight: replies to EHLO are shorter."""

OFFER = re.compile(rb"^250[ -](STARTTLS)\r\n", re.MULTILINE | re.IGNORECASE)
COMMAND = re.compile(rb"^(STARTTLS)\r\n", re.MULTILINE | re.IGNORECASE)
REFUSAL = re.compile(rb"^(5[0-9][0-9] [^\r\n]*)\r\n", re.MULTILINE)
MAIL = re.compile(rb"^MAIL ", re.MULTILINE | re.IGNORECASE)
NOTHING = b"XXXXXXXX"
"""Over STARTTLS: the name of no command and of no extension."""

NOT_AVAILABLE = b"454 4.7.0 TLS not available"
"""What RFC 3207 §4 lets a server say."""


class _Rewriting(NamedTuple):
    """What is written over: in the stream of `key`, the group of `pattern`, by `text`.
    `then`: what is written over next."""

    key: str
    pattern: re.Pattern[bytes]
    text: bytes
    then: str


REWRITINGS: Mapping[str, _Rewriting] = {
    "offer": _Rewriting("s", OFFER, NOTHING, "offer"),
    "command": _Rewriting("c", COMMAND, NOTHING, "reply"),
    "reply": _Rewriting("s", REFUSAL, NOT_AVAILABLE, "command"),
}
"""By the part of the conversation, as facts call it."""


class Wiretap:
    """The program of `machine`: the network calls it for every flight that passes."""

    def __init__(self, machine: Machine, config: WiretapConfig) -> None:
        self._machine = machine
        self._strips = config.strips
        self._next: dict[str, str] = {}

    def __call__(self, conn: Connection, key: str, start: int, end: int) -> None:
        """Octets `start` to `end` of the stream `key` of `conn` are in the air."""
        host = self._machine.host
        if not host.on or host.frozen or end - start > LOOKED_AT_OCTETS_MAX:
            return
        part = self._next.setdefault(conn.name, self._strips)
        data = conn.stream(key).read(start, end - start)
        if conn.secure_from >= 0 or (key == "c" and MAIL.search(data)):
            self._next[conn.name] = part = "nothing"
        rewriting = REWRITINGS.get(part)
        if rewriting is not None and rewriting.key == key:
            found = rewriting.pattern.search(data)
            if found is not None:
                self._next[conn.name] = rewriting.then
                self._write(conn, part, start + found.start(1), found[1])

    def _write(self, conn: Connection, part: str, at: int, there: bytes) -> None:
        rewriting = REWRITINGS[part]
        text = rewriting.text.ljust(len(there))[: len(there)]
        before = conn.stream(rewriting.key).overwrite(at, text)
        ends = (conn.client, conn.server)
        sender, receiver = ends if rewriting.key == "c" else reversed(ends)
        self._machine.record(
            TcpTextReplaced(
                from_host=sender.host.name,
                to_host=receiver.host.name,
                stream=rewriting.key,
                offset=at,
                length=len(text),
                part=part,
                before=inline(before),
                after=inline(text),
            ),
            conn.name,
        )
