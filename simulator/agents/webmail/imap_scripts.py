"""What the webmail asks of the IMAP server: one script for each thing a person does.

Each returns plain values for the pages, and nothing is kept: the mailbox stays on the
server (RFC 3501 §1).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.agents.mua import Script, fetched, fetched_uid
from simulator.mail import field_text
from simulator.mail.utf7 import decode as decode_utf7
from simulator.mail.utf7 import encode as encode_utf7
from simulator.protocols.imap.grammar.writing import quoted
from simulator.protocols.imap.questions import Command, Literal, Untagged

HEADERS = b"(UID FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])"
LISTED_MAX = 200


@dataclass(frozen=True, slots=True)
class ListedFolder:
    """A folder of the account. `use`: `\\Trash` and kin, or ""."""

    name: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class MessageSummary:
    """A message in a list."""

    uid: int
    flags: tuple[str, ...]
    size: int
    subject: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class FolderListing:
    """A folder opened. `missing`: there is none of that name."""

    folders: tuple[ListedFolder, ...]
    messages: tuple[MessageSummary, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message opened: its octets and flags, None when it is gone."""

    folders: tuple[ListedFolder, ...]
    content: bytes | None
    flags: tuple[str, ...] = ()


def list_folder(name: str) -> Script[FolderListing]:
    """The folders, and who wrote what in one of them: headers only."""
    folders = yield from _folders()
    response = yield Command("SELECT", (_name(name),))
    if response.status != "OK":
        return FolderListing(folders, missing=True)
    count = max((s.number for s in response.untagged if s.name == "EXISTS"), default=0)
    if not count:
        return FolderListing(folders)
    first = max(1, count - LISTED_MAX + 1)
    response = yield Command("FETCH", (b"%d:%d" % (first, count), HEADERS))
    found = [_listed(said) for said in response.untagged if said.name == "FETCH"]
    return FolderListing(folders, tuple(reversed(found)))


def read_message(name: str, uid: int) -> Script[OpenedMessage]:
    """One message, whole: reading it marks it (RFC 3501 §6.4.5)."""
    folders = yield from _folders()
    response = yield Command("SELECT", (_name(name),))
    if response.status != "OK":
        return OpenedMessage(folders, None)
    response = yield Command("UID FETCH", (b"%d" % uid, b"(FLAGS BODY[])"))
    for said in response.untagged:
        content = fetched(said, "BODY[]")
        if said.name == "FETCH" and isinstance(content, bytes):
            return OpenedMessage(folders, content, _flags(fetched(said, "FLAGS")))
    return OpenedMessage(folders, None)


def mark(name: str, uid: int, flag: str, on: bool) -> Script[bool]:
    """Set a flag or take it off."""
    response = yield Command("SELECT", (_name(name),))
    if response.status == "OK":
        sign = b"+FLAGS" if on else b"-FLAGS"
        arguments = (b"%d" % uid, sign, b"(%s)" % flag.encode("ascii"))
        response = yield Command("UID STORE", arguments)
    return response.status == "OK"


def move(name: str, uid: int, to: str) -> Script[bool]:
    """Put a message into another folder (RFC 6851)."""
    response = yield Command("SELECT", (_name(name),))
    if response.status == "OK":
        response = yield Command("UID MOVE", (b"%d" % uid, _name(to)))
    return response.status == "OK"


def remove(name: str, uid: int) -> Script[bool]:
    """Into the trash; from the trash, or without one, forever."""
    folders = yield from _folders()
    trash = next((f.name for f in folders if f.use == "\\Trash"), "")
    response = yield Command("SELECT", (_name(name),))
    if response.status != "OK":
        return False
    if trash and trash != name:
        response = yield Command("UID MOVE", (b"%d" % uid, _name(trash)))
        return response.status == "OK"
    yield Command("UID STORE", (b"%d" % uid, b"+FLAGS", b"(\\Deleted)"))
    response = yield Command("UID EXPUNGE", (b"%d" % uid,))
    return response.status == "OK"


def make_folder(name: str) -> Script[bool]:
    """A new folder."""
    response = yield Command("CREATE", (_name(name),))
    return response.status == "OK"


def keep_sent(content: bytes) -> Script[bool]:
    """A copy of what was sent, where the account keeps such copies."""
    folders = yield from _folders()
    sent = next((f.name for f in folders if f.use == "\\Sent"), "")
    if not sent:
        return False
    arguments = (_name(sent), b"(\\Seen)", Literal(content))
    response = yield Command("APPEND", arguments)
    return response.status == "OK"


def check_login() -> Script[tuple[ListedFolder, ...]]:
    """Only log in: the password is right."""
    return (yield from _folders())


def _folders() -> Script[tuple[ListedFolder, ...]]:
    response = yield Command("LIST", (b'""', b"*"))
    found = [
        ListedFolder(_written(said.values[2]), _use(said.values[0]))
        for said in response.untagged
        if said.name == "LIST"
        and len(said.values) > 2
        and "\\Noselect" not in _flags(said.values[0])
    ]
    return tuple(sorted(found, key=lambda f: (f.name.upper() != "INBOX", f.name)))


def _listed(said: Untagged) -> MessageSummary:
    header = next((v for v in _values(said) if isinstance(v, bytes)), b"")
    size = fetched(said, "RFC822.SIZE")
    return MessageSummary(
        uid=fetched_uid(said),
        flags=_flags(fetched(said, "FLAGS")),
        size=int(size) if isinstance(size, str) and size.isdigit() else 0,
        subject=field_text(header, "Subject"),
        author=field_text(header, "From"),
        date=field_text(header, "Date"),
    )


def _values(said: Untagged) -> Iterable[object]:
    values = said.values
    return values[0] if values and isinstance(values[0], tuple) else ()


def _flags(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _use(value: object) -> str:
    known = ("\\Sent", "\\Trash", "\\Drafts", "\\Junk", "\\Archive")
    return next((flag for flag in _flags(value) if flag in known), "")


def _written(value: object) -> str:
    """A mailbox name as people write it."""
    octets = value if isinstance(value, bytes) else str(value).encode("utf-8")
    return decode_utf7(octets) or octets.decode("utf-8", "replace")


def _name(name: str) -> bytes:
    return quoted(encode_utf7(name))
