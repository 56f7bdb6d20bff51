"""APPEND (RFC 3501 §6.3.11): put a message at the end of a mailbox.

    append = "APPEND" SP mailbox [SP flag-list] [SP date-time] SP literal
    append-data =/ "UTF8" SP "(" literal8 ")"        ; RFC 6855 §4

The message is the octets of the literal, unchanged. A mailbox that is missing is never
created; `TRYCREATE` says that CREATE would help. With UIDPLUS the answer tells the uid.
"""

from simulator.protocols.imap.grammar.dates import take_date_time
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.questions import Appended, AppendMessage, StoreRefusal
from simulator.protocols.imap.session import ImapSession, Run, done, refuse, refused


def append(session: ImapSession, cursor: Cursor) -> Run:
    """`OK [APPENDUID 7 12] APPEND completed`"""
    cursor.space()
    name = cursor.mailbox()
    cursor.space()
    flags: tuple[str, ...] = ()
    if cursor.peek(b"("):
        flags = cursor.flags()
        cursor.space()
    date = ""
    if cursor.peek(b'"'):
        date = take_date_time(cursor)
        cursor.space()
    content = _take_content(session, cursor)
    cursor.end()
    if name is None:
        return refuse("bad_mailbox_name")
    answer = yield AppendMessage(name, content, flags, date)
    if isinstance(answer, StoreRefusal):
        return refused(answer, name)
    assert isinstance(answer, Appended)
    if "UIDPLUS" not in session.config.extensions:
        return done("APPEND", mailbox=name)
    code = f"APPENDUID {answer.uid_validity} {answer.uid}"
    return done("APPEND", code, mailbox=name)


def _take_content(session: ImapSession, cursor: Cursor) -> bytes:
    wrapped = session.utf8 and cursor.skip(b"UTF8 (")
    literal = cursor.literal()
    if literal is None:
        raise cursor.fail("bad_string")
    if literal.binary and not wrapped:
        raise cursor.fail("bad_octets")
    if wrapped:
        cursor.expect(b")", "parenthesis")
    return literal.octets
