"""LIST (RFC 3501 §6.3.8): the names of mailboxes that match a pattern.

    list = "LIST" SP mailbox SP list-mailbox

`*` stands for anything, `%` for anything within one level. The reference is put before
the pattern. An empty pattern asks for the delimiter. A level of the hierarchy that is
no mailbox is shown all the same, `\\Noselect`, if `%` ends the pattern. Attributes of
RFC 3348 (children) and RFC 6154 (special use) come along.
"""

from collections.abc import Iterable

from simulator.protocols.imap.grammar.tokens import Cursor, mailbox_name
from simulator.protocols.imap.grammar.writing import mailbox, quoted
from simulator.protocols.imap.questions import (
    ListMailboxes,
    MailboxEntry,
    MailboxList,
    StoreRefusal,
)
from simulator.protocols.imap.session import ImapSession, Run, done, refused


def list_names(session: ImapSession, cursor: Cursor) -> Run:
    """`* LIST (\\HasNoChildren) "/" INBOX`"""
    pattern = take_pattern(session, cursor)
    if pattern == "":
        say_name(session, "LIST", ("\\Noselect",), "")
        return done("LIST")
    answer = yield ListMailboxes()
    if isinstance(answer, StoreRefusal):
        return refused(answer)
    assert isinstance(answer, MailboxList)
    entries = [entry for entry in answer.entries if entry.exists]
    delimiter = session.config.delimiter
    for entry in with_parents(entries, delimiter):
        if pattern is not None and matches(pattern, entry.name, delimiter):
            say_name(session, "LIST", attributes(session, entry, entries), entry.name)
    return done("LIST")


def take_pattern(session: ImapSession, cursor: Cursor) -> str | None:
    """Reference and pattern as one; "" for an empty pattern, None for one that no name
    can match."""
    cursor.space()
    reference = cursor.astring()
    cursor.space()
    pattern = cursor.list_mailbox()
    cursor.end()
    if not pattern:
        return ""
    return mailbox_name(reference + pattern, session.utf8)


def say_name(
    session: ImapSession, verb: str, attributes: Iterable[str], name: str
) -> None:
    """One line of LIST or LSUB."""
    words = " ".join(attributes)
    delimiter = quoted(session.config.delimiter.encode("utf-8"))
    wire = mailbox(name, session.utf8)
    chunk = b"%s (%s) %s %s" % (verb.encode(), words.encode("ascii"), delimiter, wire)
    session.say(verb, [chunk], mailbox=name, flags=tuple(words.split()))


def attributes(
    session: ImapSession, entry: MailboxEntry, entries: list[MailboxEntry]
) -> tuple[str, ...]:
    """`\\Noselect`, children, special use."""
    found = [] if entry.selectable else ["\\Noselect"]
    extensions = session.config.extensions
    if "CHILDREN" in extensions:
        below = entry.name + session.config.delimiter
        children = any(other.name.startswith(below) for other in entries)
        found.append("\\HasChildren" if children else "\\HasNoChildren")
    if "SPECIAL-USE" in extensions and entry.special_use:
        found.append(entry.special_use)
    return tuple(found)


def with_parents(entries: list[MailboxEntry], delimiter: str) -> list[MailboxEntry]:
    """The entries, each after the levels above it that are no mailbox."""
    names = {entry.name for entry in entries}
    found = []
    for entry in entries:
        levels = entry.name.split(delimiter)
        for depth in range(1, len(levels)):
            parent = delimiter.join(levels[:depth])
            if parent not in names:
                names.add(parent)
                found.append(MailboxEntry(parent, selectable=False))
        found.append(entry)
    return found


def matches(pattern: str, name: str, delimiter: str) -> bool:
    """Whether the whole `name` matches. No pattern takes longer than its length times
    that of the name."""
    if pattern.upper() == "INBOX":
        pattern = "INBOX"
    reached = {0}
    for character in pattern:
        if character == "*":
            reached = set(range(min(reached), len(name) + 1))
        elif character == "%":
            reached = _within_levels(reached, name, delimiter)
        else:
            reached = {at + 1 for at in reached if name[at : at + 1] == character}
        if not reached:
            return False
    return len(name) in reached


def _within_levels(reached: set[int], name: str, delimiter: str) -> set[int]:
    """Every place up to the end of a level that begins at or after one of `reached`."""
    following: set[int] = set()
    end = -1
    for at in sorted(reached):
        if at > end:
            found = name.find(delimiter, at)
            end = len(name) if found < 0 else found
            following.update(range(at, end + 1))
    return following
