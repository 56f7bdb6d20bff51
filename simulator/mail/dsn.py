"""Delivery status notifications: the message a server writes about a message.

RFC 6522: `multipart/report` of three parts: words for a person, `message/delivery-
status` for a program (RFC 3464), and the message it is about, or its header section
(RFC 3461 §4.3). The words for a person stand in several languages one after the other,
because nobody knows who reads; which ones is for the scenario to say.

It refuses to decide who is told: that is the MTA's business.
"""

import quopri
import re
from collections.abc import Mapping

import msgspec

from simulator.mail.compose import free_boundary
from simulator.mail.message import split
from simulator.mail.xtext import decode_xtext

WHOLE_OCTETS_MAX = 50_000
"""Without RET a longer message is not sent back whole."""

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?= |$)")

SUBJECTS = {
    "failed": "Undelivered mail returned to sender",
    "delayed": "Delayed mail (still being retried)",
    "delivered": "Successful mail delivery",
    "relayed": "Mail relayed, no further notice will follow",
    "expanded": "Mail sent on to several addresses",
}
"""Action (RFC 3464 §2.3.3) to the subject: English, as servers write it everywhere."""


class ReportedRecipient(msgspec.Struct, frozen=True):
    """`original`: as ORCPT had it (`rfc822;xtext`), or ""; `final`: the forward-path
    here; `status`: `5.1.1`; `remote`: the host that said `code` and `text`, or ""."""

    original: str
    final: str
    status: str
    remote: str
    code: int
    text: str


class Report(msgspec.Struct, frozen=True):
    """All a notice says. `name`: its name in the queue; `server`: who reports;
    `envelope_id`: ENVID in xtext, or ""; `content`: the message it is about;
    `returns_content`: FULL, HDRS or "" (RFC 3461 §4.3); `until`: of delayed, when it
    is given up. Dates as `dates.date_at` gives them. `words`: one mapping a language,
    of the action to what a person reads, and of `until`."""

    action: str
    name: str
    server: str
    reverse_path: str
    date: str
    arrived: str
    envelope_id: str
    recipients: tuple[ReportedRecipient, ...]
    content: bytes
    words: tuple[Mapping[str, str], ...]
    returns_content: str = ""
    until: str = ""


def status_of(code: int, text: str, action: str) -> str:
    """The status code (RFC 3463) of a recipient: what the reply said, else the least
    that is known: no answer from the host, or the class alone."""
    said = _STATUS.match(text)
    if said is not None:
        return said.group()
    if action not in ("failed", "delayed"):
        return "2.0.0"
    if not code:
        return "4.4.1"
    return f"{code // 100}.0.0"


def compose_report(report: Report) -> bytes:
    """The octets of a notice, every line ended with CRLF."""
    subject = SUBJECTS[report.action]
    parts = (_for_people(report), _for_programs(report), _about(report))
    boundary = free_boundary(parts, f"{report.name}.report/{report.server}")
    head = "".join(
        f"{line}\r\n"
        for line in (
            f"Date: {report.date}",
            f"From: Mail Delivery System <MAILER-DAEMON@{report.server}>",
            f"To: {report.reverse_path}",
            f"Subject: {subject}",
            f"Message-ID: <{report.name}@{report.server}>",
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status;",
            f'\tboundary="{boundary}"',
        )
    ).encode()
    marked = b"".join(b"--%s\r\n%s" % (boundary.encode(), part) for part in parts)
    return b"%s\r\n%s--%s--\r\n" % (head, marked, boundary.encode())


def _for_people(report: Report) -> bytes:
    lines = []
    for words in report.words:
        lines += [words[report.action], ""]
        for each in report.recipients:
            said = f"{each.code} {each.text}" if each.code else each.text
            lines.append(f"  <{each.final}>: {said}")
        lines.append("")
    if report.until:
        until = " / ".join(words["until"] for words in report.words)
        lines += [f"{until}: {report.until}", ""]
    lines.append(f"-- {report.server}")
    text = "\n".join(lines) + "\n"
    octets = quopri.encodestring(text.encode()).replace(b"\n", b"\r\n")
    return (
        b"Content-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + octets + b"\r\n"
    )


# delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )
#                                                               ; RFC 3464 §2.1


def _for_programs(report: Report) -> bytes:
    lines = [f"Reporting-MTA: dns; {report.server}"]
    if report.envelope_id:
        lines.append(f"Original-Envelope-Id: {decode_xtext(report.envelope_id)}")
    lines.append(f"Arrival-Date: {report.arrived}")
    for each in report.recipients:
        lines.append("")
        if each.original:
            kind, _, address = each.original.partition(";")
            lines.append(f"Original-Recipient: {kind};{decode_xtext(address)}")
        lines.append(f"Final-Recipient: rfc822;{each.final}")
        lines.append(f"Action: {report.action}")
        lines.append(f"Status: {each.status}")
        if each.remote:
            lines.append(f"Remote-MTA: dns; {each.remote}")
        if each.code and report.action in ("failed", "delayed", "relayed"):
            text = each.text.replace("\n", "\r\n\t")
            lines.append(f"Diagnostic-Code: smtp; {each.code} {text}")
        lines.append(f"Last-Attempt-Date: {report.date}")
        if report.until:
            lines.append(f"Will-Retry-Until: {report.until}")
    body = "".join(f"{line}\r\n" for line in lines)
    return b"Content-Type: message/delivery-status\r\n\r\n" + body.encode() + b"\r\n"


def _about(report: Report) -> bytes:
    """The message, whole after a failure unless its sender wants less."""
    content = report.content
    whole = report.action == "failed" and report.returns_content != "HDRS"
    if report.returns_content != "FULL" and len(content) > WHOLE_OCTETS_MAX:
        whole = False
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    kept = content if whole else content[: split(content).header_length]
    encoding = "" if kept.isascii() else "Content-Transfer-Encoding: 8bit\r\n"
    head = f"Content-Type: {kind}\r\n{encoding}\r\n".encode()
    return head + kept + b"\r\n"
