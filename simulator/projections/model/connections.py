"""Connections and their sessions, folded: state, envelope, paper, message, octets.

The part of the model that a terminal, an inspector and a stage draw.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.mail import value_text
from simulator.projections.model.browsers import WEB_FOLDS
from simulator.projections.model.folds import Folds
from simulator.projections.model.seals import SEAL_FOLDS
from simulator.projections.shapes.model import (
    AnsweredPath,
    Conn,
    Envelope,
    Model,
    NextLine,
    OctetKinds,
    Octets,
    PaperLine,
    SelectedFolder,
    SentMessage,
    ShownFields,
)
from simulator.protocols.imap import states as imap_states
from simulator.protocols.pop3 import states as pop3_states
from simulator.protocols.services import PROTOCOLS
from simulator.protocols.smtp import states as smtp_states

IN_HEADER = NextLine(text="header", empty="blank", dot="dot")
IN_BODY = NextLine(text="body", empty="body", dot="dot")
"""A message is its header section, an empty line, its body (RFC 5322 §2.1); a line that
is a dot ends it (RFC 5321 §4.1.1.4)."""

AFTER_LF = {
    "header": NextLine(text="header", empty="header", dot="header"),
    "body": NextLine(text="body", empty="body", dot="body"),
}
"""LF alone ends no line (§2.3.8): what follows belongs to the same one."""

PAPER_LINES_MAX = 2_000
CONNS_KEPT = 300
"""A live lab sees connections without end: of those that are over the oldest go."""


Command = f.SmtpCommandReceived | f.Pop3CommandReceived | f.ImapCommandReceived


def _opened(model: Model, event: Event, fact: f.TcpConnectionOpened) -> None:
    model.conns[event.conn] = Conn(
        id=event.conn,
        client=event.host,
        server=fact.server,
        client_port=fact.client_port,
        port=fact.server_port,
        service=fact.service,
        protocol=PROTOCOLS.get(fact.service, "tcp"),
        open=True,
        state="",
        legal=[],
        octets=Octets(client=0, server=0),
        kinds=OctetKinds(command=0, reply=0, header=0, body=0),
        round_trips=0,
        since_us=event.at_us,
    )


def _closed(model: Model, event: Event, fact: f.TcpConnectionClosed) -> None:
    conn = model.conns.get(event.conn)
    if conn is not None:
        conn.open = False
        conn.until_us = event.at_us
        conn.clean = fact.clean
        conn.by = fact.by
        conn.legal = []
        conn.in_letter = None
        conn.next_line = None
        if conn.protocol in ("smtp", "pop3"):
            conn.state = "CLOSED"
    if len(model.conns) > CONNS_KEPT:
        del model.conns[next(c.id for c in model.conns.values() if not c.open)]


def _timed_out(model: Model, event: Event, _fact: f.TcpConnectionTimedOut) -> None:
    if event.conn in model.conns:
        model.conns[event.conn].broken = True


def _typed(model: Model, event: Event, fact: f.TerminalLineSent) -> None:
    conn = model.conns[event.conn]
    conn.terminal = fact.actor
    if not conn.in_letter or conn.paper is None:
        return
    if len(conn.paper) >= PAPER_LINES_MAX:
        return
    text = fact.octets.encode("latin-1").decode("utf-8", "replace")
    lf = not text.endswith("\r\n")
    text = text.removesuffix("\n").removesuffix("\r")
    expected = conn.next_line or IN_HEADER
    part = expected.dot if text == "." else expected.text if text else expected.empty
    if lf:
        part = expected.text
    conn.paper.append(PaperLine(text=text, part=part))
    if lf:
        conn.next_line = AFTER_LF[part]
    elif part != "dot":
        conn.next_line = IN_HEADER if part == "header" else IN_BODY


def _command(model: Model, event: Event, fact: Command) -> None:
    conn = model.conns[event.conn]
    conn.octets.client += fact.length
    conn.kinds.command += fact.length
    if fact.verb == "MAIL" and "MAIL" in conn.legal:
        _forget_message(conn)


def _forget_message(conn: Conn) -> None:
    """The mail transaction is over, or another begins."""
    conn.envelope = None
    conn.seals = None
    conn.letter = None
    conn.paper = None


def _content(model: Model, event: Event, fact: f.SmtpContentReceived) -> None:
    conn = model.conns[event.conn]
    conn.octets.client += fact.length
    conn.kinds.header += fact.header_length
    conn.kinds.body += fact.length - fact.header_length
    conn.in_letter = None
    conn.next_line = None
    conn.letter = _sent(fact)


def _chunk(model: Model, event: Event, fact: f.SmtpChunkReceived) -> None:
    conn = model.conns[event.conn]
    conn.octets.client += fact.length
    conn.kinds.body += fact.length
    if fact.content_length:
        conn.letter = _sent(fact)


def _sent(fact: f.SmtpContentReceived | f.SmtpChunkReceived) -> SentMessage:
    return SentMessage(
        subject=fact.subject,
        from_=fact.header_from,
        to=fact.header_to,
        shown=ShownFields(
            subject=_shown("Subject", fact.subject),
            from_=_shown("From", fact.header_from),
            to=_shown("To", fact.header_to),
        ),
        length=fact.content_length,
        blank_line=fact.blank_line,
        offset=fact.offset,
        wire_length=fact.length,
    )


def _shown(name: str, octets: str) -> str:
    return value_text(name, octets.encode("latin-1"))


def _reply(model: Model, event: Event, fact: f.SmtpReplySent) -> None:
    conn = model.conns[event.conn]
    conn.octets.server += fact.length
    conn.kinds.reply += fact.length
    if fact.verb:
        conn.round_trips += 1
    _smtp_state(conn, fact)
    if fact.verb == "STARTTLS" and fact.code == 220:
        conn.tls = "agreed"
    accepted = 200 <= fact.code < 300
    if fact.code == 354:
        conn.in_letter = True
        conn.next_line = IN_HEADER
        conn.paper = []
    elif fact.verb == "MAIL" and accepted:
        conn.envelope = Envelope(reverse_path=fact.path, forward_paths=[])
        conn.letter = None
        conn.paper = None
    elif fact.verb == "RCPT" and fact.path and conn.envelope is not None:
        conn.envelope.forward_paths.append(
            AnsweredPath(
                path=fact.path,
                status="accepted" if accepted else "refused",
                code=fact.code,
            )
        )
    elif fact.verb in ("RSET", "EHLO", "HELO") and accepted:
        _forget_message(conn)


_NOT_TYPED = frozenset(smtp_states.NO_COMMANDS) - {smtp_states.CONTENT}


def _smtp_state(conn: Conn, fact: f.SmtpReplySent) -> None:
    """What is legal depends on what the server announced, too."""
    before = tuple(conn.announced or ())
    told = smtp_states.announced_after(before, fact.verb, fact.code, fact.lines)
    if told != before:
        conn.announced = list(told) or None
    conn.state = fact.state_after
    conn.legal = [
        v for v in smtp_states.legal(fact.state_after, told) if v not in _NOT_TYPED
    ]


def _response(model: Model, event: Event, fact: f.Pop3ResponseSent) -> None:
    conn = model.conns[event.conn]
    conn.octets.server += fact.length
    header = _top_header(fact) if fact.verb == "TOP" else 0
    conn.kinds.header += header
    conn.kinds.body += fact.content_length - header
    conn.kinds.reply += fact.length - fact.content_length
    if fact.verb:
        conn.round_trips += 1
    before = tuple(conn.announced or ())
    told = pop3_states.announced_after(before, fact.verb, fact.status, fact.octets)
    if told != before:
        conn.announced = list(told) or None
    conn.state = fact.state_after
    conn.legal = list(pop3_states.legal(fact.state_after, told))
    if fact.user:
        conn.user = fact.user
    if fact.verb == "STLS" and fact.status == "+OK":
        conn.tls = "agreed"
    if fact.verb == "DELE" and fact.status == "+OK":
        if conn.marked is None:
            conn.marked = []
        conn.marked.append(fact.number)
    elif not fact.marked:
        conn.marked = None


def _top_header(fact: f.Pop3ResponseSent) -> int:
    """Octets of header section in what TOP brought; all of it when what is inline ends
    before the blank line does."""
    first = fact.octets.find("\r\n") + 2
    blank = fact.octets.find("\r\n\r\n", first)
    header = fact.content_length if blank < 0 else blank + 4 - first
    return min(header, fact.content_length)


def _imap_continuation(
    model: Model, event: Event, fact: f.ImapContinuationReceived
) -> None:
    conn = model.conns[event.conn]
    letter = fact.content_length if fact.verb == "APPEND" else 0
    conn.octets.client += fact.length
    conn.kinds.command += fact.length - letter
    conn.kinds.body += letter


def _imap_response(model: Model, event: Event, fact: f.ImapResponseSent) -> None:
    conn = model.conns[event.conn]
    conn.octets.server += fact.length
    if any("[HEADER" in item for item in fact.items):
        conn.kinds.header += fact.content_length
    else:
        conn.kinds.body += fact.content_length
    conn.kinds.reply += fact.length - fact.content_length
    if fact.tag not in ("*", "+"):
        conn.round_trips += 1
    if conn.state != fact.state_after:
        conn.state = fact.state_after
        conn.legal = list(imap_states.legal(fact.state_after))
    if fact.user:
        conn.user = fact.user
    if fact.verb == "STARTTLS" and fact.status == "OK":
        conn.tls = "agreed"
    if fact.verb == "IDLE":
        conn.idling = True if fact.tag in ("*", "+") else None
    opened = fact.verb in ("SELECT", "EXAMINE") and fact.status == "OK"
    if fact.state_after != imap_states.State.SELECTED:
        conn.selected = None
    elif opened and fact.tag != "*":
        read_only = fact.code == "READ-ONLY"
        conn.selected = SelectedFolder(folder=fact.mailbox, read_only=read_only)


def _encrypted(model: Model, event: Event, fact: f.TlsHandshakeCompleted) -> None:
    model.conns[event.conn].tls = "implicit" if fact.implicit else "started"


def _not_encrypted(model: Model, event: Event, _fact: f.TlsHandshakeFailed) -> None:
    """A client that begins with TLS called somebody who does not."""
    conn = model.conns[event.conn]
    if event.host == conn.client and conn.tls is None:
        conn.tls = "implicit"


CONNECTION_FOLDS: Folds = {
    f.TcpConnectionOpened: _opened,
    f.TcpConnectionClosed: _closed,
    f.TcpConnectionTimedOut: _timed_out,
    f.TerminalLineSent: _typed,
    f.SmtpCommandReceived: _command,
    f.SmtpContentReceived: _content,
    f.SmtpChunkReceived: _chunk,
    f.SmtpReplySent: _reply,
    f.Pop3CommandReceived: _command,
    f.Pop3ResponseSent: _response,
    f.ImapCommandReceived: _command,
    f.ImapContinuationReceived: _imap_continuation,
    f.ImapResponseSent: _imap_response,
    f.TlsHandshakeCompleted: _encrypted,
    f.TlsHandshakeFailed: _not_encrypted,
    **SEAL_FOLDS,
    **WEB_FOLDS,
}
