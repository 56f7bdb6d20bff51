"""What a POP3 session remembers between commands, and what a command comes to.

It refuses to know how commands look or are dispatched: `grammar.py`, `commands.py`.
"""

from collections.abc import Callable
from typing import NamedTuple

from simulator.protocols.pop3.codes import OK, REASONS
from simulator.protocols.pop3.config import Pop3ServerConfig
from simulator.protocols.pop3.maildrop import Drop
from simulator.protocols.pop3.questions import Entry, Maildrop
from simulator.protocols.sasl import ServerExchange


class CommandOutcome(NamedTuple):
    """What to answer. `data`: lines of a multi-line response, dots stuffed, without
    the final dot; None for a single line. `content_length` before stuffing."""

    sign: str
    text: str = ""
    reason: str = OK
    code: str = ""
    data: bytes | None = None
    number: int = 0
    unique_id: str = ""
    content_length: int = 0


class Listing:
    """LIST or UIDL under way, up to before message `next_number`: `text` is its first
    line, `say` the words of one message, `data` the lines so far."""

    def __init__(self, text: str, say: Callable[[Entry], str | int]) -> None:
        self.text = text
        self.say = say
        self.data: list[bytes] = []
        self.next_number = 1


class Pop3Session:
    """What one session remembers between commands, its state apart.

    `opened_us`: when it began; with the configuration's nonce it makes the timestamp of
    APOP (RFC 1939 §7). `secure`: inside TLS. `exchange`: an AUTH that goes on;
    `listing`: a LIST or UIDL that does.
    """

    def __init__(self, config: Pop3ServerConfig, opened_us: int = 0) -> None:
        self.config = config
        self.user = ""
        self.secure = config.tls
        self.utf8 = False
        self.exchange: ServerExchange | None = None
        self.failed_logins = 0
        self.number = 0
        self.lines: int | None = None
        self.listing: Listing | None = None
        self._opened_us = opened_us
        self._challenges = 0
        self._drop: Drop | None = None

    @property
    def drop(self) -> Drop:
        """The maildrop; there is one from login on."""
        assert self._drop is not None
        return self._drop

    @property
    def mailbox(self) -> str:
        """The mailbox whose lock this session holds, or ""."""
        return self._drop.mailbox if self._drop else ""

    @property
    def marked(self) -> int:
        """How many messages are marked as deleted now."""
        return self._drop.marked if self._drop else 0

    @property
    def timestamp(self) -> str:
        """What the greeting of a server with APOP ends in; no two are the same."""
        config = self.config
        return f"<{config.nonce or '0'}.{self._opened_us}@{config.host_name}>"

    def challenge(self) -> bytes:
        """For CRAM-MD5: one this server never gave before (RFC 2195 §2)."""
        self._challenges += 1
        local, _, host = self.timestamp[1:].partition("@")
        return f"<{local}.{self._challenges}@{host}".encode("ascii")

    def open(self, maildrop: Maildrop) -> None:
        """The store gave this session its maildrop."""
        self._drop = Drop(maildrop)

    def release(self) -> None:
        """The lock is not held any more."""
        self._drop = None

    def start_tls(self) -> None:
        """Nothing said in the clear counts (RFC 2595 §4)."""
        self.secure = True
        self.user, self.utf8 = "", False


def refuse(reason: str, session: Pop3Session, number: int = 0) -> CommandOutcome:
    """`-ERR` with the text and the code that `codes.REASONS` gives for `reason`."""
    text, code = REASONS[reason]
    count = len(session.drop.entries) if session.mailbox else 0
    wire = text.format(count=count, number=number)
    return CommandOutcome("-", wire, reason, code, number=number)
