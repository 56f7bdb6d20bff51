"""What one session remembers between commands, and how a command talks.

A command (`commands/`) is a generator. It reads its arguments from a `Cursor`, yields
a Question for the agent or a `Prompt` for the client, is sent what came back, says
untagged responses with `ImapSession.say`, and returns its `CommandOutcome`, the tagged
completion. So a command that needs several answers still reads from top to bottom.

It refuses octets of the wire: tags, streams and facts are the engine's.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, NamedTuple

from simulator.protocols.engine import Question
from simulator.protocols.imap.codes import OK, REASONS
from simulator.protocols.imap.config import ImapServerConfig
from simulator.protocols.imap.grammar.sets import (
    Set,
    beyond,
    positions,
    take_set,
    uids_in,
)
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import Chunks, flag_list, one_line
from simulator.protocols.imap.questions import (
    Contents,
    MessageContents,
    Pause,
    StoreRefusal,
)
from simulator.protocols.imap.tracker import SelectedView, Update

PART_MESSAGES_MAX = 100
"""A command over more messages does its work in parts of so many, and everybody else
gets a turn between two of them."""

PART_OCTETS_MAX = 1_000_000
"""About, where contents are read: a part may be one message that is larger."""


class CommandOutcome(NamedTuple):
    """A tagged completion. `code`: without brackets; `reason`: of `codes.REASONS`.

    `expunges`: EXPUNGE may be told before it (RFC 3501 §7.4.1)."""

    status: str
    text: str
    code: str = ""
    reason: str = OK
    expunges: bool = True
    mailbox: str = ""


class Prompt(NamedTuple):
    """`+ text`: the client is to go on; what it then says is sent into the command.
    `part`: as in ImapContinuationReceived."""

    text: str
    part: str


class Untagged(NamedTuple):
    """One `*` response: `chunks` after `* `, without CRLF; the rest is for the fact."""

    chunks: Chunks
    data: str = ""
    status: str = ""
    code: str = ""
    text: str = ""
    reason: str = OK
    mailbox: str = ""
    number: int = 0
    uid: int = 0
    flags: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    content_length: int = 0


Run = Generator[Question | Prompt, Any, CommandOutcome]
"""One command being done. Any: what a yield brings is the answer to what it asked, and
each question's docstring names its answers; the types of a generator cannot say so."""

Handler = Callable[["ImapSession", Cursor], Run]


class ImapSession:
    """`view`: of the selected mailbox, or None. `utf8`: RFC 6855 enabled. `tls`: the
    connection is encrypted. `tag`: of the command in progress. `start_tls`, `closing`:
    what the engine is to do after the completion."""

    def __init__(self, config: ImapServerConfig, now_us: int) -> None:
        self.config = config
        self.now_us = now_us
        self.user = config.preauthenticated
        self.view: SelectedView | None = None
        self.utf8 = False
        self.tls = config.tls
        self.tag = ""
        self.failed_logins = 0
        self.challenges = 0
        self.start_tls = False
        self.flags: tuple[str, ...] = ()
        self.out: list[Untagged] = []

    @property
    def streams(self) -> tuple[str, str]:
        """Where facts say the octets of client and server are (`journal/facts.py`)."""
        return ("tc", "ts") if self.tls else ("c", "s")

    @property
    def selected(self) -> SelectedView:
        """The view; there is one in the state SELECTED."""
        assert self.view is not None
        return self.view

    @property
    def mailbox(self) -> str:
        """Name of the selected mailbox, or ""."""
        return self.view.mailbox if self.view else ""

    @property
    def capabilities(self) -> tuple[str, ...]:
        """What CAPABILITY says now."""
        return self.config.announced(self.tls, bool(self.user))

    # --- saying ---

    def say(
        self,
        data: str,
        chunks: Chunks,
        *,
        mailbox: str = "",
        number: int = 0,
        uid: int = 0,
        flags: tuple[str, ...] = (),
        items: tuple[str, ...] = (),
        content_length: int = 0,
    ) -> None:
        """An untagged response of data: `say("SEARCH", [b"SEARCH 2 3"])`; what else is
        said of it is for the fact."""
        self.out.append(
            Untagged(
                chunks,
                data,
                mailbox=mailbox,
                number=number,
                uid=uid,
                flags=flags,
                items=items,
                content_length=content_length,
            )
        )

    def say_status(
        self, status: str, text: str, code: str = "", reason: str = OK
    ) -> None:
        """`* OK [code] text`, also NO, BAD, BYE, PREAUTH."""
        octets = status_line(status, text, code)
        self.out.append(Untagged([octets], "", status, code, text, reason))

    def say_count(self, data: str, number: int) -> None:
        """`* 3 EXISTS`"""
        self.say(data, [b"%d %s" % (number, data.encode())], number=number)

    def say_flags(self, flags: Iterable[str]) -> None:
        """`* FLAGS (...)`, and remember them."""
        self.flags = tuple(flags)
        self.say("FLAGS", [b"FLAGS " + flag_list(self.flags)], flags=self.flags)

    def learn_flags(self, flags: Iterable[str]) -> None:
        """Keywords not announced before are announced (RFC 3501 §7.2.6)."""
        known = {flag.lower() for flag in self.flags}
        new = [f for f in flags if f.lower() not in known and f != "\\Recent"]
        if new:
            self.say_flags((*self.flags, *dict.fromkeys(new)))

    def say_message_flags(self, uid: int, *, with_uid: bool) -> None:
        """`* 2 FETCH (FLAGS (\\Seen))`"""
        view = self.selected
        number, flags = view.number(uid), view.flags(uid)
        view.known(uid)
        self.learn_flags(flags)
        prefix = b"UID %d " % uid if with_uid else b""
        chunk = b"%d FETCH (%sFLAGS %s)" % (number, prefix, flag_list(flags))
        items = ("UID", "FLAGS") if with_uid else ("FLAGS",)
        self.say("FETCH", [chunk], number=number, uid=uid, flags=flags, items=items)

    def tell(self, *, expunges: bool, most: int | None = None) -> None:
        """Say what other sessions did to the selected mailbox; `most`: see
        `SelectedView.tell`."""
        if self.view is None:
            return
        for update in self.view.tell(expunges=expunges, most=most):
            self._say_update(update)

    def tell_in_parts(self, *, expunges: bool) -> Generator[Question, Any, None]:
        """As `tell`, but for the last part, with a turn for others after each."""
        most = PART_MESSAGES_MAX
        while self.view is not None and self.view.untold(expunges=expunges) >= most:
            self.tell(expunges=expunges, most=most)
            yield Pause()

    def _say_update(self, update: Update) -> None:
        if update.name == "FETCH":
            self.say_message_flags(update.uid, with_uid=True)
        elif update.name == "EXPUNGE":
            chunk = b"%d EXPUNGE" % update.number
            self.say("EXPUNGE", [chunk], number=update.number, uid=update.uid)
        else:
            self.say_count(update.name, update.number)

    # --- message sets ---

    def take_uids(self, cursor: Cursor, *, uid: bool) -> tuple[int, ...]:
        """The uids of the messages that the set at the cursor names."""
        start = cursor.at
        numbers = take_set(cursor)
        if not uid and beyond(numbers, self.selected.count):
            cursor.at = start
            raise cursor.fail("no_such_message")
        return self.uids_of(numbers, uid=uid)

    def uids_of(self, numbers: Set, *, uid: bool) -> tuple[int, ...]:
        """The uids of the messages in a set of uids or of message numbers."""
        view = self.selected
        if uid:
            return tuple(uids_in(numbers, view.uids))
        return tuple(view.uids[n - 1] for n in positions(numbers, view.count))

    def living(self, uids: Iterable[int]) -> tuple[int, ...]:
        """Those that no other session has expunged, as far as is known."""
        view = self.selected
        if not view.has_ghosts:
            return tuple(uids)
        return tuple(uid for uid in uids if not view.is_ghost(uid))

    def parts(
        self, uids: Iterable[int], *, read: bool = False
    ) -> Iterator[tuple[int, ...]]:
        """`uids` in parts of bounded work; ask something between two of them. Those
        expunged meanwhile are left out. `read`: their contents are looked at."""
        part: list[int] = []
        octets = 0
        for uid in uids:
            part.append(uid)
            octets += self.selected.size(uid) if read else 0
            if len(part) >= PART_MESSAGES_MAX or octets >= PART_OCTETS_MAX:
                yield self.living(part)
                part, octets = [], 0
        if part:
            yield self.living(part)

    def contents(
        self, uids: tuple[int, ...]
    ) -> Generator[Question, Any, dict[int, bytes] | StoreRefusal]:
        """Of those of `uids` that are still there, in their order; or why not."""
        answer = yield MessageContents(self.mailbox, uids)
        if isinstance(answer, StoreRefusal):
            return answer
        assert isinstance(answer, Contents)
        held = dict(answer.contents)
        return {uid: held[uid] for uid in uids if uid in held}


def status_line(status: str, text: str, code: str = "") -> bytes:
    """`OK [code] text`, printable ASCII (RFC 3501 §7.1)."""
    words = f"{status} [{one_line(code)}]" if code else status
    return f"{words} {one_line(text)}".encode("ascii")


def refuse(reason: str, mailbox: str = "") -> CommandOutcome:
    """What `codes.REASONS` says for `reason`."""
    status, text, code = REASONS[reason]
    return CommandOutcome(status, text, code, reason, mailbox=mailbox)


def refused(refusal: StoreRefusal, mailbox: str = "") -> CommandOutcome:
    """A store said no."""
    found = REASONS[refusal.reason]
    return CommandOutcome("NO", found.text, found.code, refusal.reason, mailbox=mailbox)


def done(verb: str, code: str = "", *, mailbox: str = "") -> CommandOutcome:
    """OK, and the command is completed."""
    return CommandOutcome("OK", f"{verb} completed", code, mailbox=mailbox)
