"""LSUB (RFC 3501 §6.3.9): as LIST, of the names the user subscribed to.

A name may be on the list without a mailbox behind it. With `%` at the end, a level with
subscribed names below it is shown `\\Noselect`, whatever it is. IMAP4rev2 dropped LSUB.
"""

from simulator.protocols.imap.commands.authenticated.list import (
    matches,
    say_name,
    take_pattern,
    with_parents,
)
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import ListMailboxes, MailboxList, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refused


def lsub(session: ImapSession, cursor: Cursor) -> Run:
    """`* LSUB () "/" INBOX`"""
    pattern = take_pattern(session, cursor)
    if pattern == "":
        say_name(session, "LSUB", ("\\Noselect",), "")
        return done("LSUB")
    answer = yield ListMailboxes()
    if isinstance(answer, StoreRefusal):
        return refused(answer)
    assert isinstance(answer, MailboxList)
    entries = [entry for entry in answer.entries if entry.subscribed]
    delimiter = session.config.delimiter
    subscribed = {entry.name for entry in entries}
    for entry in with_parents(entries, delimiter):
        if pattern is None or not matches(pattern, entry.name, delimiter):
            continue
        if entry.name in subscribed:
            say_name(session, "LSUB", (), entry.name)
        elif pattern.endswith("%"):
            say_name(session, "LSUB", ("\\Noselect",), entry.name)
    return done("LSUB")
