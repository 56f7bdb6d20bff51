"""What a sentence about an outcome needs to have happened before, by its key.

`Past` folds the journal on its own, without the narrator's memory; `broken` says which
texts of a step speak of something that has not happened.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import UNSET

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration import Narration
from tests.projections.tell import texts_of


class Past:
    """What has happened up to an event, and nothing after it."""

    def __init__(self) -> None:
        self.event: Event
        self.fact: Any  # mypy cannot tie a law's key to the fact it is told at
        self.client: dict[str, str] = {}
        self.carried: dict[str, str] = {}
        self.queued: dict[str, f.MessageQueued] = {}
        self.notices: dict[str, f.NoticeComposed] = {}
        self.came_by: dict[str, str] = {}
        self.paths: dict[str, set[str]] = {"MAIL": set(), "RCPT": set()}
        self.contents: dict[str, int] = defaultdict(int)
        self.given: dict[str, int] = defaultdict(int)
        self.expunged: dict[str, int] = defaultdict(int)
        self.removed: dict[str, int] = defaultdict(int)
        self.read_only: set[str] = set()
        self.marked: set[str] = set()
        self.broken: set[str] = set()
        self.heard_imap: set[str] = set()
        self.typed: dict[str, str] = {}
        self.spf: dict[str, str] = {}
        self.dmarc: dict[str, str] = {}
        self.aligned: set[str] = set()

    def add(self, event: Event) -> None:
        """`event` has happened."""
        self.event, self.fact = event, event.fact
        fold = _FOLDS.get(type(self.fact))
        if fold is not None:
            fold(self, event, self.fact)

    def notice_of(self, message: str) -> f.NoticeComposed | None:
        """The notice a message in a queue is, wherever it was written."""
        while message not in self.notices and message in self.came_by:
            message = self.came_by[message]
        return self.notices.get(message)

    def is_own_notice(self, conn: str) -> bool:
        """Whether a connection carries a notice that its client wrote itself."""
        return self.carried.get(conn, "") in self.notices

    # --- folds ---

    def opened(self, event: Event, _fact: f.TcpConnectionOpened) -> None:
        self.client[event.conn] = event.host

    def begun(self, event: Event, fact: f.QueueAttemptBegun) -> None:
        self.carried[event.conn] = fact.message

    def queue(self, event: Event, fact: f.MessageQueued) -> None:
        self.queued[fact.message] = fact
        if event.conn in self.carried and fact.message not in self.notices:
            self.came_by[fact.message] = self.carried[event.conn]

    def notice(self, _event: Event, fact: f.NoticeComposed) -> None:
        self.notices[fact.message] = fact

    def replied(self, event: Event, fact: f.SmtpReplySent) -> None:
        if fact.code < 300 and fact.reason == "accepted":
            self.contents[event.conn] += 1

    def spf_ended(self, event: Event, fact: f.SpfCheckEnded) -> None:
        self.spf[event.conn] = fact.result

    def dmarc_begun(self, event: Event, _fact: f.DmarcCheckBegun) -> None:
        self.aligned.discard(event.conn)

    def dmarc_compared(self, event: Event, fact: f.DmarcAlignmentCompared) -> None:
        if fact.aligned:
            self.aligned.add(event.conn)

    def dmarc_ended(self, event: Event, fact: f.DmarcCheckEnded) -> None:
        self.dmarc[event.conn] = fact.result

    def heard(self, fact: f.SmtpReplySent) -> None:
        """A reply is over: what it accepted is known from now on."""
        if fact.code < 300 and fact.verb in self.paths:
            self.paths[fact.verb].add(fact.path)

    def responded(self, event: Event, fact: f.Pop3ResponseSent) -> None:
        (self.marked.add if fact.marked else self.marked.discard)(event.conn)
        self.given[event.conn] += fact.verb == "RETR" and fact.status == "+OK"

    def commanded(self, event: Event, fact: f.ImapCommandReceived) -> None:
        self.expunged[event.conn] = 0
        self.given[event.conn] = 0
        self.typed[event.conn] = fact.octets.rstrip("\r\n")

    def imap_said(self, event: Event, fact: f.ImapResponseSent) -> None:
        self.given[event.conn] += bool(fact.content_length)
        self.heard_imap.add(self.client.get(event.conn, ""))
        if fact.verb in ("SELECT", "EXAMINE") and fact.status == "OK":
            seen = fact.code == "READ-ONLY"
            (self.read_only.add if seen else self.read_only.discard)(event.conn)

    def expunge(self, event: Event, _fact: f.MessageExpunged) -> None:
        self.expunged[event.conn] += 1

    def remove(self, event: Event, _fact: f.MessageRemoved) -> None:
        self.removed[event.conn] += 1

    def requested(self, event: Event, _fact: f.HttpRequestReceived) -> None:
        self.heard_imap.discard(event.host)

    def over(self, event: Event, _fact: f.Fact) -> None:
        self.broken.add(event.conn)

    def flown(self, event: Event, fact: f.TcpFlightSent) -> None:
        if "FIN" in fact.flags or "RST" in fact.flags:
            self.broken.add(event.conn)


_FOLDS: Mapping[type, Callable[[Past, Event, Any], None]] = {
    f.TcpConnectionOpened: Past.opened,
    f.QueueAttemptBegun: Past.begun,
    f.MessageQueued: Past.queue,
    f.NoticeComposed: Past.notice,
    f.SmtpReplySent: Past.replied,
    f.Pop3ResponseSent: Past.responded,
    f.ImapCommandReceived: Past.commanded,
    f.ImapResponseSent: Past.imap_said,
    f.MessageExpunged: Past.expunge,
    f.MessageRemoved: Past.remove,
    f.HttpRequestReceived: Past.requested,
    f.TcpFlightSent: Past.flown,
    f.TcpConnectionTimedOut: Past.over,
    f.SmtpTlsMissed: Past.over,
    f.SpfCheckEnded: Past.spf_ended,
    f.DmarcCheckBegun: Past.dmarc_begun,
    f.DmarcAlignmentCompared: Past.dmarc_compared,
    f.DmarcCheckEnded: Past.dmarc_ended,
    f.TcpConnectionClosed: Past.over,
    f.TcpConnectionReset: Past.over,
    f.TcpConnectionRefused: Past.over,
    f.ReplyTimedOut: Past.over,
}


def _carries_what_came(past: Past, _text: Text) -> bool:
    message = past.carried.get(past.event.conn, "")
    return message in past.queued and message not in past.notices


def _carries_own_notice(past: Past, _text: Text) -> bool:
    return past.is_own_notice(past.event.conn)


def _notice_delivered(past: Past, text: Text) -> bool:
    written = past.notice_of(past.fact.message.rpartition(".")[0])
    if written is None:
        octets = past.fact.octets.lower()
        return text.key.endswith(".report") and "multipart/report" in octets
    return (written.action == "failed") == text.key.endswith(".notice")


def _notice_told(past: Past, text: Text) -> bool:
    written = past.notices[past.fact.message]
    total = len(past.queued[written.about].forward_paths)
    n = len(written.recipients)
    if text.key.endswith(".failed"):
        return text.params["n"] == n < total == text.params["total"]
    if text.key.endswith((".failed_only", ".failed_all")):
        return n >= total and (n == 1) == text.key.endswith("_only")
    return True


def _was(sign: str) -> Callable[[Past, Text], bool]:
    """Whether the path of the event was accepted before, in MAIL or RCPT."""

    def law(past: Past, text: Text) -> bool:
        return text.params["path"] in past.paths[sign]

    return law


LAWS: dict[str, Callable[[Past, Text], bool]] = {
    r"(say|why)\.smtp\.ask\.letter\.relay": _carries_what_came,
    r"(say|why)\.smtp\.ask\.letter\.notice": _carries_own_notice,
    r"(say\.open|chapter)\.notice": _carries_own_notice,
    r"(say|why)\.close\.delivered_notice": _carries_own_notice,
    r"chapter\.relay": lambda past, _: not past.is_own_notice(past.event.conn),
    r"say\.smtp\.ask\.mail\.relay": _was("MAIL"),
    r"say\.smtp\.ask\.rcpt\.relay": _was("RCPT"),
    r"say\.smtp\.yes\.sender_ok\.relay": _was("MAIL"),
    r"(say|why)\.smtp\.yes\.sender_ok\b": lambda past, _: bool(past.fact.path),
    r"(say|why)\.smtp\.yes\.sender_ok_null": lambda p, _: not p.fact.path,
    r"(say|why)\.smtp\.yes\.sender_checked": (
        lambda past, _: past.spf.get(past.event.conn, "") != ""
    ),
    r"(say|why)\.smtp\.no\.spf_failed": (
        lambda past, _: past.spf.get(past.event.conn) == "fail"
    ),
    r"(say|why)\.smtp\.no\.dmarc_failed": (
        lambda past, _: past.dmarc.get(past.event.conn) == "fail"
    ),
    r"(say|why)\.smtp\.no\.(spf|dmarc)_unsure": (
        lambda past, text: (
            getattr(past, text.key.split(".")[-1][:-7])[past.event.conn] == "temperror"
        )
    ),
    r"(say|why)\.dmarc\.ended\.pass": lambda past, _: past.event.conn in past.aligned,
    r"(say|why)\.dmarc\.ended\.fail": (
        lambda past, _: past.event.conn not in past.aligned
    ),
    r"say\.smtp\.ask\.quit\.relay": lambda p, _: p.contents[p.event.conn] > 0,
    r"say\.close\.delivered": lambda past, _: past.contents[past.event.conn] > 0,
    r"say\.collected": lambda past, _: past.given[past.event.conn] > 0,
    r"say\.delivered\.(notice|report)": _notice_delivered,
    r"say\.delivered\.(first|more)": lambda p, _: (
        bool(p.fact.reverse_path) and p.fact.junk_folder is UNSET
    ),
    r"say\.delivered\.junk\b": lambda p, t: (
        p.fact.junk_folder == t.params["folder"] != "INBOX"
    ),
    r"say\.delivered\.junk_kept": lambda p, _: p.fact.junk_folder == "INBOX",
    r"say\.notice\.": _notice_told,
    r"say\.pop3\.yes\.(stat|list|uidl)(_none)?\.": (
        lambda past, _: past.event.conn not in past.marked
    ),
    r"say\.pop3\.yes\.\w+_marked": lambda past, _: past.event.conn in past.marked,
    r"say\.pop3\.yes\.quit_removed": (
        lambda past, text: past.removed[past.event.conn] == text.params["n"]
    ),
    r"say\.imap\.yes\.close\.": (
        lambda past, text: 0 < past.expunged[past.event.conn] == text.params["n"]
    ),
    r"say\.imap\.yes\.close_": lambda past, _: not past.expunged[past.event.conn],
    r"say\.imap\.yes\.close_read_only": lambda p, _: p.event.conn in p.read_only,
    r"say\.imap\.yes\.fetch_letters": (
        lambda past, text: past.given[past.event.conn] == text.params["n"]
    ),
    r"next\.imap\.tag_missing": (
        lambda past, text: past.typed[past.event.conn].startswith(
            str(text.params["line"]).rstrip("…")
        )
    ),
    r"why\.http\.reply\.200_imap": lambda past, _: past.event.host in past.heard_imap,
    r"say\.clock\.(?!none)": lambda _, text: bool(text.params["n"]),
    r"say\.ended\.(lost|\w+_mute)": (lambda past, _: past.event.conn in past.broken),
}
"""Pattern of keys to what must be so at their step."""

_LAWS = [(re.compile(pattern), law) for pattern, law in LAWS.items()]


def broken(past: Past, narration: Narration) -> Iterator[str]:
    """Keys of `narration` that `past` does not bear out, with their parameters."""
    for _, text in texts_of(narration):
        for pattern, law in _LAWS:
            if pattern.match(text.key) and not law(past, text):
                yield f"{past.event.seq}: {text.key} {text.params}"
