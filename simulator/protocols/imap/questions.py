"""What the IMAP engines ask their agents, the answers they take, and the news.

Server side: a store answers. Every question of the server may be answered with a
`StoreRefusal`, which becomes `NO`; else with the answer its docstring names. Client
side: a mail program answers `WhatNext` with a `Command`.

Words. A *mailbox name* is Unicode text (modified UTF-7 never leaves the engine), levels
joined by the configured delimiter; INBOX arrives in capitals however it was typed.
*Flags* are text, `\\Seen` or a keyword; `\\Recent` is never among them, it belongs to a
session and is told by uid. *Dates* are RFC 5322 text as `mail.dates.date_at` writes it.
*uids* are ascending. Message numbers never reach a store: they belong to a session.

News keep the sessions of one mailbox together. `MessagesArrived` goes to every session
that has it selected, the one that appended or copied too. `FlagsChanged` and
`MessagesExpunged` go to the others: who asked learns it from the answer. Telling twice
does no harm, telling about a mailbox that is not selected neither.

It refuses policy, and message numbers.
"""

from simulator.protocols.engine import Answer, News, Question
from simulator.protocols.sasl import Credentials

# --- values ---------------------------------------------------------------------------


class Entry(Answer, frozen=True):
    """One message of a mailbox. `uid`: never reused (RFC 3501 §2.3.1.1); `flags`:
    without `\\Recent`; `internal_date`: `Mon, 23 Nov 2026 09:00:00 +0100` (§2.3.3);
    `size`: octets of the content, line ends CRLF (§2.3.4)."""

    uid: int
    flags: tuple[str, ...]
    internal_date: str
    size: int


class MailboxEntry(Answer, frozen=True):
    """One name LIST or LSUB may show. `selectable`: False for a mere level of the
    hierarchy, and for a subscribed name that no longer exists (`exists` False).
    `special_use`: `\\Sent` and kin (RFC 6154 §2) or "". Parents need no entry."""

    name: str
    selectable: bool = True
    subscribed: bool = False
    special_use: str = ""
    exists: bool = True


# --- any state ------------------------------------------------------------------------


class Pause(Question, frozen=True):
    """A long command has done a part of its work: others may go on. Answer: `Done`."""


# --- answers many questions share -----------------------------------------------------


class Done(Answer, frozen=True):
    """It was done, and there is nothing to tell."""


class StoreRefusal(Answer, frozen=True):
    """`NO`. `reason`: a key of `codes.REASONS`, which gives text and code."""

    reason: str


# --- not authenticated ----------------------------------------------------------------


class Login(Question, frozen=True):
    """LOGIN, or AUTHENTICATE with any mechanism. Answer: `LoggedIn`.

    `credentials.proven_by(password)` tells whether they are right."""

    credentials: Credentials


class LoggedIn(Answer, frozen=True):
    """`user`: name of the account, for the journal."""

    user: str


# --- authenticated --------------------------------------------------------------------


class SelectMailbox(Question, frozen=True):
    """SELECT, or EXAMINE (`read_only`). Answer: `Selected`.

    The session leaves the mailbox it had selected, whatever the answer (RFC 3501
    §6.3.1). An open for writing takes the `\\Recent` of its messages away."""

    mailbox: str
    read_only: bool


class Selected(Answer, frozen=True):
    """What this session sees from now on; message numbers are positions from 1.

    `entries`: in ascending uid. `recent`: uids this session is the first to be told
    of. `flags`: all flags defined here; `permanent_flags`: those a client can change
    for good, `\\*` if it may invent keywords. `read_only`: for SELECT too."""

    mailbox: str
    entries: tuple[Entry, ...]
    uid_validity: int
    uid_next: int
    recent: tuple[int, ...] = ()
    flags: tuple[str, ...] = (
        "\\Answered",
        "\\Flagged",
        "\\Deleted",
        "\\Seen",
        "\\Draft",
    )
    permanent_flags: tuple[str, ...] = (
        "\\Answered",
        "\\Flagged",
        "\\Deleted",
        "\\Seen",
        "\\Draft",
        "\\*",
    )
    read_only: bool = False


class CloseMailbox(Question, frozen=True):
    """The session has it selected no more (CLOSE, UNSELECT): no more news. Answer:
    `Done`. CLOSE has asked `ExpungeMessages` before. Not asked at LOGOUT or when the
    connection is lost: the driver knows that the session is over."""

    mailbox: str


class CreateMailbox(Question, frozen=True):
    """CREATE, missing parents included (RFC 3501 §6.3.3). Answer: `Done`.

    The delimiter a client may end the name with is already taken off."""

    mailbox: str


class DeleteMailbox(Question, frozen=True):
    """DELETE (RFC 3501 §6.3.4); never INBOX. Answer: `Done`."""

    mailbox: str


class RenameMailbox(Question, frozen=True):
    """RENAME with all inferiors (RFC 3501 §6.3.5); renaming INBOX moves its messages
    and leaves it empty. Answer: `Done`."""

    mailbox: str
    new_name: str


class SubscribeMailbox(Question, frozen=True):
    """SUBSCRIBE. Answer: `Done`."""

    mailbox: str


class UnsubscribeMailbox(Question, frozen=True):
    """UNSUBSCRIBE. Answer: `Done`."""

    mailbox: str


class ListMailboxes(Question, frozen=True):
    """LIST or LSUB: the engine matches patterns itself. Answer: `MailboxList`."""


class MailboxList(Answer, frozen=True):
    """Every mailbox of the account, and every subscribed name, in the order shown."""

    entries: tuple[MailboxEntry, ...]


class StatusOf(Question, frozen=True):
    """STATUS. Answer: `Status`. It changes nothing, `\\Recent` neither."""

    mailbox: str


class Status(Answer, frozen=True):
    """Counts of one mailbox. `recent`: messages no session was told of yet."""

    messages: int
    recent: int
    uid_next: int
    uid_validity: int
    unseen: int


class AppendMessage(Question, frozen=True):
    """APPEND: `content` as sent. `internal_date`: "" for now. Answer: `Appended`.

    A mailbox that is missing: `Refusal("try_create")`. It is never created unasked
    (RFC 3501 §6.3.11)."""

    mailbox: str
    content: bytes
    flags: tuple[str, ...]
    internal_date: str


class Appended(Answer, frozen=True):
    """Where it went (RFC 4315 §3)."""

    uid_validity: int
    uid: int


# --- selected -------------------------------------------------------------------------


class MessageContents(Question, frozen=True):
    """The octets of messages of the selected mailbox. Answer: `Contents`."""

    mailbox: str
    uids: tuple[int, ...]


class Contents(Answer, frozen=True):
    """`(uid, octets)` in the order asked; shared, not copied. What another session has
    expunged meanwhile is left out."""

    contents: tuple[tuple[int, bytes], ...]


class StoreFlags(Question, frozen=True):
    """STORE, or a FETCH that sets `\\Seen`. `change`: replace, add or remove. Answer:
    `FlagsStored`. The other sessions are told with `FlagsChanged`."""

    mailbox: str
    uids: tuple[int, ...]
    change: str
    flags: tuple[str, ...]


class FlagsStored(Answer, frozen=True):
    """`(uid, flags)` as they are now; what another session has expunged is left out."""

    flags: tuple[tuple[int, tuple[str, ...]], ...]


class CopyMessages(Question, frozen=True):
    """COPY all or none (RFC 3501 §6.4.7). Answer: `Copied`, or
    `Refusal("try_create")` when the target is missing."""

    mailbox: str
    uids: tuple[int, ...]
    target: str


class MoveMessages(Question, frozen=True):
    """MOVE (RFC 6851): the messages leave `mailbox`. Answers as `CopyMessages`."""

    mailbox: str
    uids: tuple[int, ...]
    target: str


class Copied(Answer, frozen=True):
    """`uids`: `(old, new)` in the order asked. `uid_validity`: of the target."""

    uid_validity: int
    uids: tuple[tuple[int, int], ...]


class ExpungeMessages(Question, frozen=True):
    """Remove these for ever: EXPUNGE, UID EXPUNGE or CLOSE. Answer: `Expunged`.

    The engine names messages it knows as `\\Deleted`; a store that knows better
    (another session took the flag off) leaves them."""

    mailbox: str
    uids: tuple[int, ...]


class Expunged(Answer, frozen=True):
    """What was removed."""

    uids: tuple[int, ...]


# --- news -----------------------------------------------------------------------------


class MessagesArrived(News, frozen=True):
    """New messages at the end of `mailbox`. `recent`: uids of them this session is the
    first to be told of."""

    mailbox: str
    entries: tuple[Entry, ...]
    recent: tuple[int, ...] = ()


class FlagsChanged(News, frozen=True):
    """`(uid, flags)` as they are now."""

    mailbox: str
    flags: tuple[tuple[int, tuple[str, ...]], ...]


class MessagesExpunged(News, frozen=True):
    """They are gone for ever: another session, a POP3 session, a rule."""

    mailbox: str
    uids: tuple[int, ...]


class Alert(News, frozen=True):
    """Something a person must read: `* OK [ALERT] text` (RFC 3501 §7.1). ASCII."""

    text: str


class Shutdown(News, frozen=True):
    """The server closes now: `* BYE text` (RFC 3501 §7.1.5). ASCII."""

    text: str


# --- the client -----------------------------------------------------------------------


class WhatNext(Question, frozen=True):
    """The client is ready for its next command. `response`: to the last one, or the
    greeting; while IDLE goes on, what the server said unasked."""

    response: "Response"


class Command(Answer, frozen=True):
    """The next command, without tag and CRLF: `Command("FETCH", (b"1:*", b"FLAGS"))`.

    `arguments` travel as they are, joined with spaces: quoting is done by
    `grammar.write_astring` and kin. A `Literal` among them is sent as one, after the
    server's `+` or at once where it announced LITERAL+. After a `Response` with the
    status `+` the answer is a line of its own: `Command("DONE")` ends IDLE,
    `Command("", (b"...",))` answers a challenge. LOGOUT ends the session."""

    verb: str
    arguments: tuple["bytes | Literal", ...] = ()


class Stay(Answer, frozen=True):
    """Nothing to say now: the connection, or IDLE, stays as it is. The question comes
    again after `Wake`, and in IDLE when the server has said something."""


class Wake(News, frozen=True):
    """For the client: the mail program has something to say now."""


class Literal(Answer, frozen=True):
    """Octets of any kind; shared, not copied."""

    octets: bytes


class Untagged(Answer, frozen=True):
    """One `*` response. `name`: `FETCH`, `EXISTS`, `OK`... in capitals; `number`:
    before the name, or 0. `code`, `text`: of OK, NO, BAD, BYE, PREAUTH. `values`: the
    rest, parsed: text for atoms, bytes for strings and literals, None for NIL, tuples
    for lists."""

    name: str
    number: int
    values: tuple["Value", ...]
    code: str = ""
    text: str = ""


Value = str | bytes | None | tuple["Value", ...]


class Response(Answer, frozen=True):
    """How a command ended. `status`: OK, NO or BAD (PREAUTH for such a greeting; `+`
    while IDLE goes on). `code`: `UIDVALIDITY 7` without brackets, or "". `untagged`:
    all that came with it, in order."""

    verb: str
    status: str
    code: str
    text: str
    untagged: tuple[Untagged, ...]
