"""CHUNKING (RFC 3030): a content in pieces of known size, BDAT instead of DATA.

The octets behind a BDAT are read by `server.py` with `chunks.py`. BINARYMIME (§3) is
not registered: what the chunks make up is text.
"""

import re

from simulator.protocols.smtp.cursor import CommandError, CommandLine, Cursor
from simulator.protocols.smtp.extensions.extension import (
    AddedVerb,
    Extension,
    Reason,
    Sequence,
    Verb,
    Words,
)
from simulator.protocols.smtp.session_states import CONTENT, OVER, State

LAST_CHUNK = "BDAT LAST"
"""The verb of the chunk that ends a content (§2)."""

# bdat-cmd   = "BDAT" SP chunk-size [ SP end-marker ] CRLF  ; RFC 3030 §2
# chunk-size = 1*DIGIT
# end-marker = "LAST"

_CHUNK = re.compile(r"([0-9]{1,20})( LAST)?", re.I | re.A)


def _read(cursor: Cursor, command: CommandLine) -> CommandLine:
    found = _CHUNK.fullmatch(cursor.rest)
    if found is None:
        raise CommandError("bad_chunk", cursor.at, len(cursor.text))
    verb = LAST_CHUNK if found[2] else command.verb
    return command._replace(verb=verb, size=int(found[1]))


def _words(argument: str) -> Words:
    return {"n": int(argument.split()[0])}


_SEQUENCE = Sequence((250,), (502, 503, 530, 450, 451, 452, 550, 552, 554))
"""530 as any command, the rest as the end of a content; 502 where it is not offered."""

_TOO_SOON = {
    State.GREETED: "sequence_hello",
    State.READY: "sequence_mail",
    State.MAIL: "sequence_rcpt",
}

CHUNKING = Extension(
    "CHUNKING",
    "3030",
    verbs=(
        AddedVerb(
            "BDAT",
            Verb("BDAT octets", "3030#2", "letter"),
            after=CONTENT,
            moves={
                State.RCPT: {**OVER, "2": State.BDAT},
                State.BDAT: {**OVER, "2": State.BDAT},
            },
            sequence=_SEQUENCE,
            read=_read,
            reply="chunk_ok",
            words=_words,
        ),
        AddedVerb(
            LAST_CHUNK,
            Verb("BDAT octets LAST", "3030#2", "letter", typed=False),
            after="BDAT",
            moves={State.RCPT: OVER, State.BDAT: OVER},
            sequence=_SEQUENCE,
            reply="chunk_ok",
            key="bdat_last",
            words=_words,
        ),
    ),
    out_of_order={
        **{
            (state, verb): reason
            for verb in ("BDAT", LAST_CHUNK)
            for state, reason in _TOO_SOON.items()
        },
        (State.BDAT, "MAIL"): "sequence_chunks",
        (State.BDAT, "RCPT"): "sequence_chunks",
        (State.BDAT, "DATA"): "sequence_chunks",
    },
    reasons={
        "chunk_ok": Reason(250, "2.0.0", "{limit} octets received", "3030#2"),
        "sequence_chunks": Reason(
            503, "5.5.1", "Chunks have begun: BDAT, or RSET", "3030#2"
        ),
        "bad_chunk": Reason(421, "4.5.4", "{host} Bad chunk size, closing", "3030#2"),
    },
)
