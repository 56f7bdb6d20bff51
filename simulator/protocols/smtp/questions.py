"""What the SMTP engines ask their agents, and the answers they take.

Server side (an MSA or MTA answers): `Authentication`, `ReversePath`, `ForwardPath`,
`MailObject`, `Verification`, `Expansion`, each answered with a `Reply` whose code
`codes.allowed` has there (RFC 5321 §4.3.2). DATA in order is always 354: the policy of
a content belongs to its end.
Client side (an MUA or MTA answers): `WhatNext`, with a `Transaction` or a `Farewell`.
"""

from simulator.protocols.engine import Answer, Question
from simulator.protocols.sasl import Credentials

Parameters = tuple[tuple[str, str], ...]
"""Keyword in capitals, value as sent."""


class Authentication(Question, frozen=True):
    """AUTH went to its end (RFC 4954 §4): 235, or 432, 454, 525, 534, 535."""

    credentials: Credentials


class ReversePath(Question, frozen=True):
    """MAIL FROM:<path>, in order and well formed. `path`: "" for <>, no brackets.

    `helo`: the name the client gave; `extended`: it said EHLO; `user`: who proved to be
    whom, or ""; `secure`: inside TLS.
    """

    path: str
    parameters: Parameters
    helo: str
    extended: bool
    user: str = ""
    secure: bool = False


class ForwardPath(Question, frozen=True):
    """RCPT TO:<path>; source routes already dropped (RFC 5321 §4.1.1.3)."""

    path: str
    parameters: Parameters
    reverse_path: str
    accepted: tuple[str, ...]
    user: str = ""


class MailObject(Question, frozen=True):
    """End of mail data. A 2yz answer takes responsibility (RFC 5321 §6.1).

    `content`: octets with dots unstuffed, every line ended with CRLF, no final dot.
    `parameters`: of MAIL; `recipient_parameters`: of each RCPT, in order of
    `forward_paths` (RFC 3461 §4: RET, ENVID, NOTIFY, ORCPT). `user`, `secure`: as in
    ReversePath. `utf8`: of a transaction begun with SMTPUTF8 (RFC 6531 §3.4).
    """

    reverse_path: str
    forward_paths: tuple[str, ...]
    content: bytes
    helo: str
    extended: bool
    parameters: Parameters = ()
    recipient_parameters: tuple[Parameters, ...] = ()
    user: str = ""
    secure: bool = False
    utf8: bool = False


class Verification(Question, frozen=True):
    """VRFY string (RFC 5321 §3.5)."""

    string: str


class Expansion(Question, frozen=True):
    """EXPN string (RFC 5321 §3.5)."""

    string: str


class Reply(Answer, frozen=True):
    """One SMTP reply: `lines` without code, hyphen or CRLF; at least one, ASCII.

    `enhanced` ("2.1.5" or ""): written on the wire only where the server announced
    ENHANCEDSTATUSCODES. `reason`: a key of `codes.REASONS`.
    """

    code: int
    lines: tuple[str, ...]
    enhanced: str = ""
    reason: str = "ok"


class WhatNext(Question, frozen=True):
    """The client is ready for a transaction. `outcome`: how the last one ended."""

    outcome: "Outcome | None"


class Transaction(Answer, frozen=True):
    """One mail object to send. Paths without brackets; dots not stuffed, no final dot;
    line ends that are not CRLF become it.

    `parameters`, `recipient_parameters`: of RFC 3461, said where the server offers DSN.
    """

    reverse_path: str
    forward_paths: tuple[str, ...]
    content: bytes
    parameters: Parameters = ()
    recipient_parameters: tuple[Parameters, ...] = ()


class Farewell(Answer, frozen=True):
    """Nothing more to send: QUIT."""


class Outcome(Answer, frozen=True):
    """How a transaction ended, path by path: `(path, code, text)`.

    `result`: accepted (at least one path was), refused (5yz for all), deferred (4yz for
    all or for the whole), lost (the connection broke before the reply to the content).
    """

    result: str
    code: int
    text: str
    accepted: tuple[tuple[str, int, str], ...]
    refused: tuple[tuple[str, int, str], ...]
    deferred: tuple[tuple[str, int, str], ...]
