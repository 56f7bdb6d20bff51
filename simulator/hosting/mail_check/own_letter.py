"""A message from outside, as its page shows it: its way, what others wrote about it,
and what comes of checking it here. Nothing of it is kept.

Work is bounded whatever the octets are: so many fields, hops, signatures and parts,
each with a bound of its own where it is read.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.mail_check.checking import (
    CheckedMessage,
    check_message,
    told_steps,
)
from simulator.hosting.mail_check.hops import HOPS_MAX, read_hops, total_s
from simulator.hosting.mail_check.octet_kinds import kind_of
from simulator.hosting.mail_check.written_results import (
    FIELDS_MAX,
    written_results,
    written_spf,
)
from simulator.hosting.refusals import Refusal, text
from simulator.journal import Fact
from simulator.journal import facts as f
from simulator.journal.facts import kind_of as kind_of_fact
from simulator.mail import split, whole_lines
from simulator.mail.dates import unix_seconds
from simulator.mail.mime import (
    DEPTH_MAX,
    HEADER_OCTETS_MAX,
    PARTS_MAX,
    field_value,
    header_fields,
)
from simulator.projections.catalogue import Text
from simulator.projections.letters import octets_view, signatures_alone
from simulator.projections.shapes.letters import OpenMessage
from simulator.projections.shapes.own_letter import (
    CheckShown,
    CheckStep,
    ClientSaid,
    Hop,
    OwnLetterPage,
    OwnLetterQuestion,
    WantedRecord,
)
from simulator.protocols.dmarc import read_author
from simulator.protocols.dns import (
    PASTED_OCTETS_MAX,
    DnsAtHand,
    UnnamedRecord,
    Zone,
    ZoneError,
    pasted_records,
)
from simulator.protocols.smtp import SmtpServerConfig
from simulator.protocols.spf import SpfIdentity

OWN_LETTER_OCTETS_MAX = SmtpServerConfig(host_name="").message_octets_max
"""What a server of Cartero takes at most (RFC 1870)."""
QUESTION_OCTETS_MAX = 8 * PASTED_OCTETS_MAX
"""Pasted records may be six times as long in JSON."""


class _Fields(NamedTuple):
    """The fields of a header section: name in small letters, value, and how many
    Received fields stand above."""

    all: tuple[tuple[str, str, int], ...]

    def called(self, name: str) -> list[tuple[int, str]]:
        """Of that name: place and value, from the top."""
        return [(place, value) for each, value, place in self.all if each == name]

    def first(self, name: str) -> str:
        """The first value, or ""."""
        return next((value for _, value in self.called(name)), "")


def read_question(posted: bytes) -> tuple[OwnLetterQuestion, bytes]:
    """What was posted: a line of JSON, then the octets. Raises Refusal."""
    line, _, content = posted.partition(b"\n")
    try:
        if len(line) > QUESTION_OCTETS_MAX:
            raise msgspec.DecodeError(f"more than {QUESTION_OCTETS_MAX} octets")
        return read_json(line, OwnLetterQuestion), content
    except msgspec.DecodeError as error:
        raise Refusal("error.message", reason=str(error)) from None


def own_letter_page(question: OwnLetterQuestion, octets: bytes) -> OwnLetterPage:
    """Everything there is to see of the message in `octets`."""
    content, notes = _repaired(octets)
    layout = split(content)
    has_body = layout.body_offset < len(content) and not question.cut
    kind = kind_of(content, has_body)
    if kind not in ("letter", "header"):
        return OwnLetterPage(kind=kind, length=len(octets))
    fields = _fields(content, min(layout.header_length, HEADER_OCTETS_MAX))
    received = [value for _, value in fields.called("received")]
    border = max(0, min(question.border, len(received)))
    date = fields.first("date")
    date_s = unix_seconds(date)
    hops = read_hops(received, border, question.now_s, date_s)
    own = [hop.by for hop in reversed(hops) if hop.line <= border]
    letter = octets_view(content, "")
    client = question.client or _client(fields, hops, border)
    checked = _checked(question, content, client, has_body)
    return OwnLetterPage(
        kind=kind,
        length=len(octets),
        border=border,
        notes=(*notes, *_bounds(question, fields, letter, layout.header_length)),
        date=date,
        date_s=date_s,
        hops=hops,
        total_s=total_s(hops),
        results=written_results(fields.called("authentication-results"), own, border),
        spf=written_spf(fields.called("received-spf"), own, border),
        arc=len(fields.called("arc-seal")),
        client=client,
        checks=checked.shown,
        wanted=checked.wanted,
        problem=checked.problem,
        letter=letter,
    )


def _repaired(octets: bytes) -> tuple[bytes, list[Text]]:
    """The message as a server would take it, and what that needed."""
    notes = []
    content = octets.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if content.startswith((b"From ", b">From ")):
        # The line with which a mailbox file (mbox, RFC 4155) begins a message.
        content = content.partition(b"\n")[2]
        notes.append(text("own_letter.note.mbox"))
    if b"\0" in content:
        notes.append(text("own_letter.note.nul"))
    whole = whole_lines(content)
    if b"\r\n" in content and len(whole) - len(content) > 2:
        notes.append(text("own_letter.note.bare"))
    return whole, notes


def _fields(content: bytes, end: int) -> _Fields:
    found = []
    place = 0
    for name, start, until in header_fields(content, 0, end):
        value = field_value(content, start, until).decode("utf-8", "replace")
        found.append((name.lower(), value, place))
        place += name.lower() == "received"
    return _Fields(tuple(found))


def _bounds(
    question: OwnLetterQuestion, fields: _Fields, letter: OpenMessage, header: int
) -> Iterable[Text]:
    """Which bounds were reached."""
    if question.cut:
        yield text("own_letter.note.cut", most=OWN_LETTER_OCTETS_MAX)
    if header > HEADER_OCTETS_MAX:
        yield text("own_letter.note.header", most=HEADER_OCTETS_MAX)
    if letter.more_fields:
        yield text("own_letter.note.fields", n=letter.more_fields)
    for name, most in (
        ("Received", HOPS_MAX),
        ("Authentication-Results", FIELDS_MAX),
        ("Received-SPF", FIELDS_MAX),
    ):
        more = len(fields.called(name.lower())) - most
        if more > 0:
            yield text("own_letter.note.more", name=name, n=more)
    deepest = max((part.depth for part in letter.parts), default=0)
    if deepest >= DEPTH_MAX:
        yield text("own_letter.note.deep", most=DEPTH_MAX)
    if letter.more_parts:
        yield text("own_letter.note.parts", n=letter.more_parts, most=PARTS_MAX)


def _client(fields: _Fields, hops: tuple[Hop, ...], border: int) -> ClientSaid:
    """Who brought it to one's own servers, as the lowest of their lines says, and
    Return-Path."""
    line = next((hop for hop in hops if hop.line == max(border, 1)), None)
    return ClientSaid(
        address=line.address if line else "",
        helo=line.helo if line else "",
        mail_from=fields.first("return-path").strip().strip("<>"),
        receiver=line.by if line else "",
    )


# --- checking -------------------------------------------------------------------------


class _Checked(NamedTuple):
    shown: tuple[CheckShown, ...] = ()
    wanted: tuple[WantedRecord, ...] = ()
    problem: Text | None = None


def _checked(
    question: OwnLetterQuestion, content: bytes, client: ClientSaid, has_body: bool
) -> _Checked:
    identity = SpfIdentity(
        address=client.address.strip(),
        helo=client.helo.strip(),
        sender=client.mail_from.strip(),
        receiver=client.receiver or "unknown",
        unix_s=question.now_s,
    )
    problem, zone = None, pasted_records("", {})
    try:
        zone = pasted_records(question.records, _names(question, content, identity))
    except UnnamedRecord as error:
        problem = text("own_letter.problem.unnamed", line=error.line)
    except ZoneError as error:
        problem = text(
            "own_letter.problem.records", line=error.line, reason=error.reason
        )
    with_spf = bool(identity.address)
    try:
        return _played(question, content, identity, zone, problem, with_spf, has_body)
    except ValueError:
        problem = text("own_letter.problem.address", address=identity.address)
        return _played(question, content, identity, zone, problem, False, has_body)


def _played(
    question: OwnLetterQuestion,
    content: bytes,
    identity: SpfIdentity,
    zone: Zone,
    problem: Text | None,
    with_spf: bool,
    has_body: bool,
) -> _Checked:
    records = DnsAtHand(zone, question.whole)
    checked = check_message(
        content, identity, records, with_spf=with_spf, has_body=has_body
    )
    signatures = _signatures(checked, content, has_body)
    spf = _spf(checked, identity, bool(records.wanted))
    sure = all(each.state == "checked" for each in (spf, *signatures))
    dmarc = _dmarc(checked, sure)
    wanted = tuple(
        WantedRecord(name=each.name, type=each.type) for each in records.wanted
    )
    return _Checked((spf, *signatures, dmarc), wanted, problem)


def _names(
    question: OwnLetterQuestion, content: bytes, identity: SpfIdentity
) -> dict[str, str]:
    """Of whom a record may be that has no name: only where it can be of one alone."""
    names: dict[str, str] = {}
    if not question.records.strip():
        return names
    if identity.domain:
        names["spf"] = identity.domain
    if author := read_author(content).domain:
        names["dmarc"] = f"_dmarc.{author}"
    nothing = DnsAtHand(pasted_records("", {}), whole=False)
    check_message(content, identity, nothing, with_spf=False, has_body=False)
    keys = {q.name for q in nothing.wanted if "._domainkey." in q.name}
    if len(keys) == 1:
        names["dkim"] = keys.pop().rstrip(".")
    return names


def _spf(checked: CheckedMessage, identity: SpfIdentity, wanting: bool) -> CheckShown:
    outcome = checked.spf
    if outcome is None:
        return CheckShown(
            check="spf", state="no_client", result="", domain=identity.domain
        )
    missing = wanting and outcome.cause == "dns_failed"
    return CheckShown(
        check="spf",
        state="no_records" if missing else "checked",
        result="" if missing else outcome.result,
        domain=identity.domain,
        steps=_steps(checked, "spf."),
    )


def _signatures(
    checked: CheckedMessage, content: bytes, has_body: bool
) -> tuple[CheckShown, ...]:
    read = {
        fact.number: fact
        for fact in checked.steps
        if isinstance(fact, f.DkimSignatureRead)
    }
    laid_open = {
        each.number: each if has_body else msgspec.structs.replace(each, body=None)
        for each in signatures_alone(content)
        if not each.problem
    }
    shown = []
    for number, result in enumerate(checked.dkim, 1):
        fact = read.get(number)
        missing = result.cause == "key_unavailable"
        bodiless = result.cause == "body_missing"
        shown.append(
            CheckShown(
                check="dkim",
                state="no_records" if missing else "no_body" if bodiless else "checked",
                result="" if missing else result.result,
                domain=result.domain,
                selector=result.selector,
                signature=laid_open.get(number),
                signed_at_s=fact.signed_at_s
                if fact and fact.signed_at_s >= 0
                else None,
                steps=_steps(checked, "dkim.", number),
            )
        )
    return tuple(shown)


def _dmarc(checked: CheckedMessage, sure: bool) -> CheckShown:
    """`sure`: nothing else is open, for what does not align may yet."""
    outcome = checked.dmarc
    found = outcome.result in ("pass", "none") or (outcome.result == "fail" and sure)
    return CheckShown(
        check="dmarc",
        state="checked" if found else "no_records",
        result=outcome.result if found else "",
        domain=outcome.author_domain,
        steps=_steps(checked, "dmarc."),
    )


def _steps(
    checked: CheckedMessage, kind: str, number: int | None = None
) -> tuple[CheckStep, ...]:
    """The steps of one check: those after which there are records no more are left out,
    for who has none at hand has asked nobody."""
    facts = [fact for fact in checked.steps if _is_told(fact, kind, number)]
    return tuple(CheckStep(say=said[0], why=said[1:]) for said in told_steps(facts))


def _is_told(fact: Fact, kind: str, number: int | None) -> bool:
    if not kind_of_fact(fact).startswith(kind):
        return False
    if number is not None and getattr(fact, "number", 0) not in (0, number):
        return False
    unanswered = ("key_unavailable", "dns_failed", "identifier_unsure")
    cause, result = getattr(fact, "cause", ""), getattr(fact, "result", "")
    return cause not in unanswered and result != "failed"
