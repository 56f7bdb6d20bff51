"""Connections and their sessions, folded: state, envelope, paper, letter, octets.

The part of the model that a terminal, an inspector and a stage draw.
"""

from collections.abc import Callable
from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree
from simulator.projections.model.browsers import WEB_FOLDS
from simulator.protocols.imap import states as imap_states
from simulator.protocols.pop3 import states as pop3_states
from simulator.protocols.services import PROTOCOLS
from simulator.protocols.smtp import states as smtp_states

PAPER_LINES_MAX = 2_000
CONNS_KEPT = 300
"""A live lab sees connections without end: of those that are over the oldest go."""


def _opened(tree: Tree, event: Event, fact: f.TcpConnectionOpened) -> None:
    protocol = PROTOCOLS.get(fact.service, "tcp")
    tree.set(
        ("conns", event.conn),
        {
            "id": event.conn,
            "client": event.host,
            "server": fact.server,
            "client_port": fact.client_port,
            "port": fact.server_port,
            "service": fact.service,
            "protocol": protocol,
            "open": True,
            "state": "",
            "legal": [],
            "octets": {"client": 0, "server": 0},
            "kinds": {"command": 0, "reply": 0, "header": 0, "body": 0},
            "round_trips": 0,
            "since_us": event.at_us,
        },
    )


def _closed(tree: Tree, event: Event, fact: f.TcpConnectionClosed) -> None:
    if tree.get("conns", event.conn):
        tree.set(("conns", event.conn, "open"), False)
        tree.set(("conns", event.conn, "until_us"), event.at_us)
        tree.set(("conns", event.conn, "clean"), fact.clean)
        tree.set(("conns", event.conn, "by"), fact.by)
        tree.set(("conns", event.conn, "legal"), [])
        tree.set(("conns", event.conn, "in_letter"), None)
        if tree.get("conns", event.conn, "protocol") in ("smtp", "pop3"):
            tree.set(("conns", event.conn, "state"), "CLOSED")
    conns = tree.root["conns"]
    if len(conns) > CONNS_KEPT:
        over = (name for name, conn in conns.items() if not conn["open"])
        tree.set(("conns", next(over)), None)


def _timed_out(tree: Tree, event: Event, fact: f.TcpConnectionTimedOut) -> None:
    if tree.get("conns", event.conn):
        tree.set(("conns", event.conn, "broken"), True)


def _typed(tree: Tree, event: Event, fact: f.TerminalLineSent) -> None:
    path = ("conns", event.conn)
    tree.set((*path, "terminal"), fact.actor)
    if not tree.get(*path, "in_letter"):
        return
    paper = tree.get(*path, "paper") or []
    if len(paper) >= PAPER_LINES_MAX:
        return
    text = fact.octets.encode("latin-1").decode("utf-8", "replace")
    text = text.removesuffix("\r\n")
    tree.append((*path, "paper"), {"text": text, "part": paper_part(paper, text)})


def paper_part(paper: list[dict[str, str]], text: str) -> str:
    """Which part of a letter the next line is: header, blank, body or dot."""
    if text == ".":
        return "dot"
    if any(line["part"] in ("blank", "body") for line in paper):
        return "body"
    return "header" if text else "blank"


def _command(tree: Tree, event: Event, fact: Any) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "client"), fact.length)
    tree.add((*path, "kinds", "command"), fact.length)


def _content(tree: Tree, event: Event, fact: f.SmtpContentReceived) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "client"), fact.length)
    tree.add((*path, "kinds", "header"), fact.header_length)
    tree.add((*path, "kinds", "body"), fact.length - fact.header_length)
    tree.set((*path, "in_letter"), None)
    tree.set(
        (*path, "letter"),
        {
            "subject": fact.subject,
            "from": fact.header_from,
            "to": fact.header_to,
            "length": fact.content_length,
            "blank_line": fact.blank_line,
            "offset": fact.offset,
            "wire_length": fact.length,
        },
    )


def _chunk(tree: Tree, event: Event, fact: f.SmtpChunkReceived) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "client"), fact.length)
    tree.add((*path, "kinds", "body"), fact.length)
    if fact.content_length:
        tree.set(
            (*path, "letter"),
            {
                "subject": fact.subject,
                "from": fact.header_from,
                "to": fact.header_to,
                "length": fact.content_length,
                "blank_line": fact.blank_line,
                "offset": fact.offset,
                "wire_length": fact.length,
            },
        )


def _reply(tree: Tree, event: Event, fact: f.SmtpReplySent) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "server"), fact.length)
    tree.add((*path, "kinds", "reply"), fact.length)
    if fact.verb:
        tree.add((*path, "round_trips"), 1)
    _smtp_state(tree, path, fact)
    accepted = 200 <= fact.code < 300
    if fact.code == 354:
        tree.set((*path, "in_letter"), True)
        tree.set((*path, "paper"), [])
    elif fact.verb == "MAIL" and accepted:
        envelope = {"reverse_path": fact.path, "forward_paths": []}
        tree.set((*path, "envelope"), envelope)
        tree.set((*path, "letter"), None)
        tree.set((*path, "paper"), None)
    elif fact.verb == "RCPT" and fact.path and tree.get(*path, "envelope"):
        status = "accepted" if accepted else "refused"
        entry = {"path": fact.path, "status": status, "code": fact.code}
        tree.append((*path, "envelope", "forward_paths"), entry)
    elif fact.verb in ("RSET", "EHLO", "HELO") and accepted:
        tree.set((*path, "envelope"), None)
        tree.set((*path, "letter"), None)
        tree.set((*path, "paper"), None)


_NOT_TYPED = frozenset(smtp_states.NO_COMMANDS) - {smtp_states.CONTENT}


def _smtp_state(tree: Tree, path: tuple[str, str], fact: f.SmtpReplySent) -> None:
    """What is legal depends on what the server announced, too."""
    before = tuple(tree.get(*path, "announced") or ())
    told = smtp_states.announced_after(before, fact.verb, fact.code, fact.lines)
    if told != before:
        tree.set((*path, "announced"), list(told) or None)
    verbs = [
        v for v in smtp_states.legal(fact.state_after, told) if v not in _NOT_TYPED
    ]
    changed = tree.get(*path, "state") != fact.state_after
    if changed or tree.get(*path, "legal") != verbs:
        tree.set((*path, "state"), fact.state_after)
        tree.set((*path, "legal"), verbs)


def _response(tree: Tree, event: Event, fact: f.Pop3ResponseSent) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "server"), fact.length)
    header = _top_header(fact) if fact.verb == "TOP" else 0
    tree.add((*path, "kinds", "header"), header)
    tree.add((*path, "kinds", "body"), fact.content_length - header)
    tree.add((*path, "kinds", "reply"), fact.length - fact.content_length)
    if fact.verb:
        tree.add((*path, "round_trips"), 1)
    before = tuple(tree.get(*path, "announced") or ())
    told = pop3_states.announced_after(before, fact.verb, fact.status, fact.octets)
    if told != before:
        tree.set((*path, "announced"), list(told) or None)
    verbs = list(pop3_states.legal(fact.state_after, told))
    changed = tree.get(*path, "state") != fact.state_after
    if changed or tree.get(*path, "legal") != verbs:
        tree.set((*path, "state"), fact.state_after)
        tree.set((*path, "legal"), verbs)
    if fact.user:
        tree.set((*path, "user"), fact.user)
    if list(fact.marked) != (tree.get(*path, "marked") or []):
        tree.set((*path, "marked"), list(fact.marked) or None)


def _top_header(fact: f.Pop3ResponseSent) -> int:
    """Octets of header section in what TOP brought; all of it when what is inline ends
    before the blank line does."""
    first = fact.octets.find("\r\n") + 2
    blank = fact.octets.find("\r\n\r\n", first)
    header = fact.content_length if blank < 0 else blank + 4 - first
    return min(header, fact.content_length)


def _imap_continuation(
    tree: Tree, event: Event, fact: f.ImapContinuationReceived
) -> None:
    path = ("conns", event.conn)
    letter = fact.content_length if fact.verb == "APPEND" else 0
    tree.add((*path, "octets", "client"), fact.length)
    tree.add((*path, "kinds", "command"), fact.length - letter)
    tree.add((*path, "kinds", "body"), letter)


def _imap_response(tree: Tree, event: Event, fact: f.ImapResponseSent) -> None:
    path = ("conns", event.conn)
    tree.add((*path, "octets", "server"), fact.length)
    kind = "header" if any("[HEADER" in item for item in fact.items) else "body"
    tree.add((*path, "kinds", kind), fact.content_length)
    tree.add((*path, "kinds", "reply"), fact.length - fact.content_length)
    if fact.tag not in ("*", "+"):
        tree.add((*path, "round_trips"), 1)
    _state(tree, path, fact.state_after, imap_states.legal)
    if fact.user and fact.user != tree.get(*path, "user"):
        tree.set((*path, "user"), fact.user)
    if fact.verb == "IDLE":
        tree.set((*path, "idling"), True if fact.tag in ("*", "+") else None)
    opened = fact.verb in ("SELECT", "EXAMINE") and fact.status == "OK"
    if fact.state_after != imap_states.State.SELECTED:
        tree.set((*path, "selected"), None)
    elif opened and fact.tag != "*":
        selected = {"folder": fact.mailbox, "read_only": fact.code == "READ-ONLY"}
        tree.set((*path, "selected"), selected)


def _state(
    tree: Tree, path: tuple[str, str], state: str, legal: Callable[[Any], Any]
) -> None:
    if tree.get(*path, "state") != state:
        tree.set((*path, "state"), state)
        tree.set((*path, "legal"), list(legal(state)))


SESSION_FOLDS: dict[type[f.Fact], Callable[[Tree, Event, Any], None]] = {
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
    **WEB_FOLDS,
}
