"""ID (RFC 2971): client and server tell each other their names, for statistics.

    id = "ID" SP id_params_list
    id_params_list = "(" *(string SP nstring) ")" / nil

It refuses to act on what it is told (§1).
"""

from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import Chunks, listed, text
from simulator.protocols.imap.session import ImapSession, Run, done

PAIRS_MAX = 30


def identify(session: ImapSession, cursor: Cursor) -> Run:
    """`* ID ("name" "Cartero")`"""
    cursor.space()
    if not cursor.skip(b"NIL"):
        _take_pairs(cursor)
    cursor.end()
    pairs: list[Chunks] = [
        chunks
        for name, value in session.config.identity
        for chunks in (text(name), text(value))
    ]
    session.say("ID", [b"ID ", *(listed(pairs) if pairs else [b"NIL"])])
    return done("ID")
    yield


def _take_pairs(cursor: Cursor) -> None:
    def pair() -> None:
        cursor.string()
        cursor.space()
        cursor.nstring()

    if len(cursor.parenthesized(pair, empty=True)) > PAIRS_MAX:
        raise cursor.fail("argument_unwanted")
