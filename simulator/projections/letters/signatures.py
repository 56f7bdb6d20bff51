"""The signatures of a stored message: what each covers, whether it still fits, and
which octets changed since it was made.

What was signed is in the journal, where the signer keeps it: the copy this message came
of, or one that bears the same signature. A signature alone says no more than that
something changed; who has both copies can say what. Nothing here checks a key: results
are those of the servers that did.
"""

from collections.abc import Iterator

import msgspec

from simulator.journal import Event, Journal, inline
from simulator.journal import facts as f
from simulator.mail import value_text
from simulator.mail.mime import field_value
from simulator.projections.letters.changed_octets import changed_octets
from simulator.projections.letters.journey import journey, stops
from simulator.projections.letters.view import Writers, letter_writers
from simulator.projections.shapes.letters import (
    ClaimedResults,
    Compared,
    Form,
    LaidOpenSignature,
    MessageSignatures,
    NameStatus,
    ServerFindings,
    SignedBody,
    SignedName,
    Stop,
)
from simulator.projections.shapes.model import Seal
from simulator.protocols.dkim.canonical import (
    Canonicalization,
    canonical_body,
    canonical_field,
)
from simulator.protocols.dkim.hashing import coded, hash_canonical
from simulator.protocols.dkim.header import Field, Layout, layout, select
from simulator.protocols.dkim.signature import Signature, read_signature
from simulator.protocols.dkim.tags import TagListError

SIGNATURES_MAX = 10
NAMES_MAX = 100
CLAIMS_MAX = 20
VALUE_CHARACTERS_MAX = 1_000
FORMS: tuple[Form, ...] = ("raw", "simple", "relaxed")
FIELD_FORMS: tuple[Form, ...] = ("simple", "relaxed")
"""The simple form of a field is the field."""
RESULT_FIELDS = ("authentication-results", "received-spf")


class _Copy:
    """A stored message, cut up, with its canonical bodies, each made once."""

    def __init__(self, content: bytes, parts: Layout) -> None:
        self.content = content
        self.parts = parts
        self.signatures = parts.called("DKIM-Signature")
        self._bodies: dict[Form, bytes] = {"raw": content[parts.body :]}

    def octets(self, field: Field | None) -> bytes:
        """A field of it; b"" where there is none."""
        return self.content[field.start : field.end] if field else b""

    def body(self, form: Form) -> bytes:
        """Its body."""
        if form not in self._bodies:
            how: Canonicalization = "simple" if form == "simple" else "relaxed"
            self._bodies[form] = canonical_body(self._bodies["raw"], how)
        return self._bodies[form]


class _Signed(msgspec.Struct, frozen=True):
    """What was signed: the copy of `host`, and the signature in it."""

    host: str
    copy: _Copy
    field: Field


class _Checked(msgspec.Struct, frozen=True):
    """What a server found out about the message it stored as `message`."""

    message: str
    findings: ServerFindings
    judged: tuple[f.DkimSignatureJudged, ...]


def message_signatures(
    journal: Journal, message: str, until: int | None = None
) -> MessageSignatures | None:
    """All there is to say of who `message.<message>` is from, up to event `until`;
    None: no such message."""
    content = _stored(journal, message)
    if content is None:
        return None
    found = stops(journal, until)
    way = journey(found, message)
    past = _ancestry(found, message)
    made = [e for e in _until(journal, until) if type(e.fact) is f.DkimMessageSigned]
    checked = [each for each in _checks(journal, until) if each.message in past]
    judged = checked[-1].judged if checked else ()
    here = _copy(content)
    laid_open: tuple[LaidOpenSignature, ...] = ()
    if here is not None:
        # What was signed since the last check is on top, and not judged.
        unjudged = len(here.signatures) - len(judged)
        reader = _Reader(journal, here, made, past)
        laid_open = tuple(
            reader.signature(n, judged[n - unjudged] if n >= unjudged else None)
            for n in range(min(len(here.signatures), SIGNATURES_MAX))
        )
    return MessageSignatures(
        signatures=laid_open,
        more=len(here.signatures) - len(laid_open) if here else 0,
        findings=tuple(each.findings for each in checked),
        claims=tuple(_claims(here, letter_writers(way, message), checked)),
    )


def signatures_alone(content: bytes) -> tuple[LaidOpenSignature, ...]:
    """The signatures of a message from outside, which nobody here signed or checked."""
    here = _copy(content)
    if here is None:
        return ()
    reader = _Reader(Journal(), here, [], [])
    count = min(len(here.signatures), SIGNATURES_MAX)
    return tuple(reader.signature(number, None) for number in range(count))


def _stored(journal: Journal, message: str) -> bytes | None:
    stream = journal.streams.get(f"message.{message}")
    return stream.read() if stream is not None else None


def _copy(content: bytes | None) -> _Copy | None:
    parts = layout(content) if content is not None else None
    return _Copy(content, parts) if content is not None and parts else None


def _until(journal: Journal, until: int | None) -> Iterator[Event]:
    for event in journal:
        if until is not None and event.seq > until:
            return
        yield event


def _ancestry(found: list[Stop], message: str) -> list[str]:
    """The stored messages it came of, the nearest first; also those it is made of, as a
    list makes its copies."""
    by_name = {stop.message: stop for stop in found if stop.kind != "collected"}
    names: list[str] = []
    while message in by_name and message not in names:
        names.append(message)
        message = by_name[message].before or by_name[message].because
    return names


def _checks(journal: Journal, until: int | None) -> Iterator[_Checked]:
    """What servers found out about messages that they took, in order."""
    judged: dict[str, list[f.DkimSignatureJudged]] = {}
    done: dict[str, f.MessageAuthenticated] = {}
    for event in _until(journal, until):
        fact = event.fact
        if isinstance(fact, f.SmtpContentReceived):
            judged[event.conn] = []
            done.pop(event.conn, None)
        elif isinstance(fact, f.DkimSignatureJudged) and fact.number:
            judged.setdefault(event.conn, []).append(fact)
        elif isinstance(fact, f.MessageAuthenticated):
            done[event.conn] = fact
        elif isinstance(fact, f.MessageQueued) and event.conn in done:
            results = done.pop(event.conn)
            found = ServerFindings(
                host=event.host,
                results=tuple(
                    (method, Seal(result=result, domain=domain))
                    for method, result, domain in results.results
                ),
                action=results.action,
            )
            yield _Checked(fact.message, found, tuple(judged.pop(event.conn, ())))


class _Reader:
    """Reads the signatures of `here`. `made`: every signature there is in the lab;
    `past`: the messages this one came of."""

    def __init__(
        self, journal: Journal, here: _Copy, made: list[Event], past: list[str]
    ) -> None:
        self._journal = journal
        self._here = here
        self._made = made
        self._past = past
        self._copies: dict[str, _Copy | None] = {}
        self._bodies: dict[str, tuple[Compared, ...]] = {}

    def signature(
        self, index: int, judged: f.DkimSignatureJudged | None
    ) -> LaidOpenSignature:
        """The one at that place from the top."""
        field = self._here.signatures[index]
        octets = self._here.octets(field)
        try:
            read = read_signature(_value(octets))
        except TagListError as error:
            return _unreadable(index, field, error.cause)
        signed = self._signed(read, octets)
        return LaidOpenSignature(
            number=index + 1,
            start=field.start,
            end=field.end,
            problem="",
            domain=read.domain,
            selector=read.selector,
            algorithm=read.algorithm,
            header=read.header,
            signer=signed.host if signed else "",
            result=judged.result if judged else "",
            cause=judged.cause if judged else "",
            names=tuple(self._names(read, field, signed)),
            body=self._body(read, signed),
        )

    def _signed(self, read: Signature, octets: bytes) -> _Signed | None:
        """What it was made of."""
        for event in reversed(self._made):
            fact = event.fact
            assert isinstance(fact, f.DkimMessageSigned)
            same = (fact.domain, fact.selector) == (read.domain, read.selector)
            if not same or not (
                fact.message in self._past or fact.octets == inline(octets)
            ):
                continue
            copy = self._kept(fact.message)
            for each in copy.signatures if copy else ():
                if copy and _names_key(copy.octets(each), read):
                    return _Signed(event.host, copy, each)
        return None

    def _kept(self, message: str) -> _Copy | None:
        if message not in self._copies:
            self._copies[message] = _copy(_stored(self._journal, message))
        return self._copies[message]

    def _names(
        self, read: Signature, field: Field, signed: _Signed | None
    ) -> Iterator[SignedName]:
        names = read.fields[:NAMES_MAX]
        now = select(self._here.parts.fields, names, field)
        fields = signed.copy.parts.fields if signed else ()
        then = select(fields, names, signed.field if signed else None)
        for here, there in zip(now, then, strict=True):
            yield self._name(here.name, here.field, there.field, read, signed)
        own = signed.field if signed else None
        yield self._name(field.name, field, own, read, signed)

    def _name(
        self,
        name: str,
        here: Field | None,
        there: Field | None,
        read: Signature,
        signed: _Signed | None,
    ) -> SignedName:
        after = self._here.octets(here)
        before = signed.copy.octets(there) if signed else after
        status: NameStatus = "same" if after else "absent"
        if signed is None:
            status = "unknown" if after else "absent"
        elif before != after:
            status = "changed" if before and after else "gone" if before else "added"
            if _canonical(before, read.header) == _canonical(after, read.header):
                status = "forgiven"
        return SignedName(
            name=name,
            start=here.start if here else -1,
            end=here.end if here else -1,
            status=status,
            compared=tuple(
                _compared(form, _canonical(before, form), _canonical(after, form))
                for form in FIELD_FORMS
                if before != after
            ),
        )

    def _body(self, read: Signature, signed: _Signed | None) -> SignedBody:
        canonical = self._here.body(read.body)
        before = len(self._here.body("raw"))
        found = hash_canonical(before, canonical, read.body, read.body_length)
        return SignedBody(
            form=read.body,
            stated=coded(read.body_hash),
            hash=coded(found.digest),
            octets=len(canonical),
            octets_hashed=found.length,
            compared=self._compared_bodies(signed.copy) if signed else (),
        )

    def _compared_bodies(self, there: _Copy) -> tuple[Compared, ...]:
        """Once for each copy that was signed, however often."""
        key = str(id(there))
        if key not in self._bodies:
            raw, simple, relaxed = (
                _compared(form, there.body(form), self._here.body(form))
                for form in FORMS
            )
            told = (simple, relaxed) if simple.changes else (raw, simple, relaxed)
            self._bodies[key] = told if raw.changes else ()
        return self._bodies[key]


def _unreadable(index: int, field: Field, problem: str) -> LaidOpenSignature:
    return LaidOpenSignature(
        number=index + 1,
        start=field.start,
        end=field.end,
        problem=problem,
        domain="",
        selector="",
        algorithm="",
        header="",
        signer="",
        result="",
        cause="",
        names=(),
    )


def _value(octets: bytes) -> bytes:
    return octets.partition(b":")[2].removesuffix(b"\r\n")


def _names_key(octets: bytes, read: Signature) -> bool:
    """Whether that signature is by the same key."""
    try:
        other = read_signature(_value(octets))
    except TagListError:
        return False
    return (other.domain, other.selector) == (read.domain, read.selector)


def _canonical(octets: bytes, form: Form) -> bytes:
    return (
        canonical_field(octets, "relaxed") if form == "relaxed" and octets else octets
    )


def _compared(form: Form, before: bytes, after: bytes) -> Compared:
    changes, more = changed_octets(before, after)
    return Compared(form=form, changes=changes, more=more)


def _claims(
    here: _Copy | None, writers: Writers, checked: list[_Checked]
) -> Iterator[ClaimedResults]:
    """Fields with results. Only what a server wrote that did check is more than a
    claim."""
    checkers = {each.findings.host for each in checked}
    fields = here.parts.fields if here else ()
    told = [each for each in fields if each.name.lower() in RESULT_FIELDS]
    for field in told[:CLAIMS_MAX]:
        assert here is not None
        value = field_value(here.content, field.start, field.end)
        by = next((host for limit, host in writers if field.start < limit), "")
        yield ClaimedResults(
            name=field.name,
            value=value_text(field.name, value)[:VALUE_CHARACTERS_MAX],
            start=field.start,
            by=by if by in checkers else "",
        )
