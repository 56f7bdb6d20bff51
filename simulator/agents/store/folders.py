"""The folders of one account: a tree of names, and messages with uids and flags.

What RFC 3501 calls a mailbox is a *folder* here, as a mail client shows it; the
account is a mailbox already, which POP3 calls a maildrop. INBOX is always there, and is
what POP3 sees. Levels of a name are joined with `/`; case counts, except in INBOX.

A uid is never given twice in a folder, and a folder that takes a name over has a
greater UIDVALIDITY than the one before it (RFC 3501 §2.3.1.1). Special uses are those
of RFC 6154. Here are no clocks and no facts: those are in `filing.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from simulator.mail import field_text, whole_lines
from simulator.protocols.engine import News

INBOX = "INBOX"
SEEN = "\\Seen"
DELIMITER = "/"
FOLDERS_MAX = 500
NAME_CHARACTERS_MAX = 200


class FolderError(Exception):
    """It cannot be done. `reason`: of `protocols/imap/codes.py`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stored(msgspec.Struct, frozen=True, gc=False):
    """One message at rest. `unique_id`: its name for POP3, and `whole_octets` its size
    there, with CRLF at the end of every line (RFC 1939 §11); `message`: its name in the
    journal's streams; `uid`: in its folder. `content` is shared by copies, and so are
    the fields that are told of it: `subject`, `header_from`, `header_to`."""

    unique_id: str
    message: str
    content: bytes
    subject: str
    header_from: str
    header_to: str
    whole_octets: int
    uid: int = 0
    flags: tuple[str, ...] = ()
    internal_date: str = ""


def new_message(
    unique_id: str,
    message: str,
    content: bytes,
    flags: tuple[str, ...],
    internal_date: str,
) -> Stored:
    """A message that is not in a folder yet; its fields are read here, once."""
    return Stored(
        unique_id,
        message,
        content,
        field_text(content, "Subject"),
        field_text(content, "From"),
        field_text(content, "To"),
        len(whole_lines(content)),
        0,
        flags,
        internal_date,
    )


class Watcher(Protocol):
    """A session that has a folder selected. `read_only`: by EXAMINE."""

    read_only: bool

    def hear(self, folder: "Folder", news: News) -> None:
        """Something happened in `folder`."""


@dataclass(slots=True)
class Folder:
    """`selectable`: False for a mere level of the hierarchy. `fresh`: uids that no
    session has been told of, `\\Recent` for the first (RFC 3501 §2.3.2). `octets`: of
    all its messages; `unseen`: how many have not been read."""

    name: str
    uid_validity: int
    special_use: str = ""
    selectable: bool = True
    messages: dict[int, Stored] = field(default_factory=dict)
    uid_next: int = 1
    fresh: set[int] = field(default_factory=set)
    watchers: list[Watcher] = field(default_factory=list)
    octets: int = 0
    unseen: int = 0

    def take_uid(self) -> int:
        """The next uid, never given again."""
        self.uid_next += 1
        return self.uid_next - 1

    def put(self, message: Stored) -> Stored:
        """Give `message` the next uid, and keep it."""
        stored = msgspec.structs.replace(message, uid=self.take_uid())
        self.messages[stored.uid] = stored
        self.octets += len(stored.content)
        self.unseen += SEEN not in stored.flags
        return stored

    def flag(self, stored: Stored, flags: tuple[str, ...]) -> None:
        """The message `stored` has these flags from now on."""
        self.messages[stored.uid] = msgspec.structs.replace(stored, flags=flags)
        self.unseen += (SEEN in stored.flags) - (SEEN in flags)

    def remove(self, uid: int) -> None:
        """The message is gone for ever."""
        gone = self.messages.pop(uid)
        self.octets -= len(gone.content)
        self.unseen -= SEEN not in gone.flags
        self.fresh.discard(uid)

    def have(self, uids: Sequence[int]) -> list[Stored]:
        """Those of `uids` that are still here, in the order asked."""
        return [self.messages[uid] for uid in uids if uid in self.messages]


class Folders:
    """All folders of one account, by name, in the order in which they came to be.

    `next_validity` gives ever greater numbers, for UIDVALIDITY.
    """

    def __init__(self, next_validity: Callable[[], int]) -> None:
        self._next_validity = next_validity
        self._buried: dict[str, int] = {}
        self.by_name = {INBOX: Folder(INBOX, next_validity())}
        self.subscribed: dict[str, None] = {INBOX: None}

    @property
    def inbox(self) -> Folder:
        """The folder that is always there."""
        return self.by_name[INBOX]

    def find(self, name: str, missing: str = "no_such_mailbox") -> Folder:
        """A folder that holds messages. Raises FolderError."""
        folder = self.by_name.get(name)
        if folder is None:
            raise FolderError(missing)
        if not folder.selectable:
            raise FolderError("not_selectable")
        return folder

    def below(self, name: str) -> list[Folder]:
        """The folders whose names begin with that one."""
        prefix = name + DELIMITER
        return [f for f in self.by_name.values() if f.name.startswith(prefix)]

    def create(self, name: str, special_use: str = "") -> list[Folder]:
        """The new folder, after those of its parents that were missing (RFC 3501
        §6.3.3). Raises FolderError."""
        _check(name)
        there = self.by_name.get(name)
        if there is not None and there.selectable:
            raise FolderError("inbox_forever" if name == INBOX else "already_exists")
        return [*self.create_above(name), self._make(name, special_use)]

    def create_above(self, name: str) -> list[Folder]:
        """The parents of `name` that were missing, made now. Raises FolderError."""
        levels = name.split(DELIMITER)
        if len(self.by_name) + len(levels) > FOLDERS_MAX:
            raise FolderError("limit")
        parents = [DELIMITER.join(levels[:depth]) for depth in range(1, len(levels))]
        return [self._make(name, "") for name in parents if name not in self.by_name]

    def _make(self, name: str, special_use: str) -> Folder:
        folder = Folder(name, self._next_validity(), special_use)
        self.by_name[name] = folder
        return folder

    def delete(self, name: str) -> Folder:
        """Take a folder away; where there are others below it, a name without messages
        stays (RFC 3501 §6.3.4). Raises FolderError."""
        folder = self.by_name.get(name)
        if name == INBOX:
            raise FolderError("inbox_forever")
        if folder is None:
            raise FolderError("no_such_mailbox")
        if self.below(name):
            if not folder.selectable:
                raise FolderError("has_children")
            level = Folder(name, folder.uid_validity, selectable=False)
            self.by_name[name] = level
        else:
            del self.by_name[name]
        self._bury(folder)
        return folder

    def rename(
        self, name: str, new_name: str
    ) -> tuple[list[Folder], list[tuple[str, Folder]]]:
        """The parents made, and `(old name, folder)` of the folder and all below it
        (RFC 3501 §6.3.5). Not for INBOX. Raises FolderError."""
        _check(new_name)
        if name not in self.by_name:
            raise FolderError("no_such_mailbox")
        if new_name in self.by_name:
            raise FolderError("already_exists")
        if new_name.startswith(name + DELIMITER):
            raise FolderError("bad_mailbox_name")
        made = self.create_above(new_name)
        moved = []
        for folder in [self.by_name[name], *self.below(name)]:
            old = folder.name
            self._bury(folder)
            del self.by_name[old]
            folder.name = new_name + old.removeprefix(name)
            if self._buried.get(folder.name, 0) >= folder.uid_validity:
                folder.uid_validity = self._next_validity()
            self.by_name[folder.name] = folder
            moved.append((old, folder))
        return made, moved

    def _bury(self, folder: Folder) -> None:
        """Remember which UIDVALIDITY a name has had."""
        self._buried[folder.name] = folder.uid_validity


def _check(name: str) -> None:
    """Raises FolderError for a name no folder can have."""
    bad = not name or len(name) > NAME_CHARACTERS_MAX or not name.isprintable()
    if bad or "" in name.split(DELIMITER) or set(name) & set("*%"):
        raise FolderError("bad_mailbox_name")
