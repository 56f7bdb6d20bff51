"""check_host(): may this client send mail for this domain? (RFC 7208 §4)

Sans I/O: `next_question` is what DNS is to be asked, `answer` takes what it said, and
`facts` tells every step. When no question is open, `outcome` is there. It refuses to
judge the message: what a result leads to is the receiver's policy.
"""

from typing import Literal

import msgspec

from simulator.journal import Fact, Span, inline
from simulator.journal.facts import (
    INLINE_OCTETS_MAX,
    SpfCheckBegun,
    SpfCheckEnded,
    SpfDomainEntered,
    SpfDomainLeft,
    SpfExplanationRead,
    SpfRecordSelected,
    SpfTermEvaluated,
)
from simulator.protocols.dns import (
    LOOKUPS_US_MAX,
    LookupResult,
    LookupSteps,
    Query,
    is_name,
)
from simulator.protocols.spf.evaluation import (
    Evaluation,
    SpfIdentity,
    SpfStop,
)
from simulator.protocols.spf.macros import (
    EXPLANATION_LETTERS,
    SpfSyntaxError,
    parse_macros,
)
from simulator.protocols.spf.mechanisms import Match, match
from simulator.protocols.spf.record import (
    QUALIFIERS,
    Directive,
    Modifier,
    SpfRecord,
    SpfResult,
    is_record,
    parse_record,
)

ASKING = ("include", "a", "mx", "ptr", "exists")
"""§4.6.4: the mechanisms that are counted."""
EXPLANATION_MAX = 500
TOLD_MAX = 20
"""Terms left out that one fact lists."""


class SpfOutcome(msgspec.Struct, frozen=True):
    """How a check ended. `cause`: key of why: `matched`, `no_match`, `no_record`, or
    what stopped it; `term`: the term that decided, in the record of `at_domain`.
    `explanation`: what the domain has to say to a client that fails, or ""."""

    result: SpfResult
    cause: str
    term: str = ""
    at_domain: str = ""
    explanation: str = ""


class _Verdict(msgspec.Struct, frozen=True):
    """What check_host() says of a domain; `record`: the one that decided."""

    result: SpfResult
    cause: str
    term: str = ""
    domain: str = ""
    record: SpfRecord | None = None


class SpfCheck:
    """One check of one identity. Raises ValueError for an address that is none."""

    def __init__(self, identity: SpfIdentity, now_us: int) -> None:
        self.identity = identity
        self.outcome: SpfOutcome | None = None
        self._evaluation = Evaluation(identity)
        self._deadline_us = now_us + LOOKUPS_US_MAX
        self._question: Query | None = None
        self._steps = self._run()
        self._go_on(None)

    def next_question(self) -> Query | None:
        """What to ask DNS, the same until answered; None: `outcome` is there."""
        return self._question

    def answer(self, answer: LookupResult, now_us: int) -> None:
        """What DNS said to the open question."""
        assert self._question is not None, "no question is open"
        self._go_on(answer, late=now_us > self._deadline_us)

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order; each call drains."""
        facts = self._evaluation.facts
        drained = facts[:]
        facts.clear()
        return drained

    def _go_on(self, answer: LookupResult | None, late: bool = False) -> None:
        steps = self._steps
        try:
            if late:
                self._question = steps.throw(SpfStop("temperror", "took_too_long"))
            else:
                # A generator is begun with None.
                self._question = steps.send(answer)  # type: ignore[arg-type]
        except StopIteration as end:
            self._question = None
            self.outcome = end.value

    def _run(self) -> LookupSteps[SpfOutcome]:
        identity, evaluation = self.identity, self._evaluation
        evaluation.facts.append(
            SpfCheckBegun(
                identity=identity.checked,
                domain=identity.domain,
                sender=identity.mailbox,
                helo=identity.helo,
                address=str(evaluation.address),
            )
        )
        try:
            verdict = yield from _check_host(evaluation, identity.domain, 0)
        except SpfStop as stop:
            verdict = _Verdict(stop.result, stop.cause, stop.term)
        explanation = ""
        if verdict.result == "fail" and verdict.record is not None:
            explanation = yield from _explanation(evaluation, verdict)
        outcome = SpfOutcome(
            verdict.result, verdict.cause, verdict.term, verdict.domain, explanation
        )
        evaluation.facts.append(
            SpfCheckEnded(
                identity=identity.checked,
                domain=identity.domain,
                address=str(evaluation.address),
                result=outcome.result,
                cause=outcome.cause,
                term=outcome.term[:INLINE_OCTETS_MAX],
                at_domain=outcome.at_domain,
                explanation=outcome.explanation,
                lookups=evaluation.lookups,
                void_lookups=evaluation.void_lookups,
            )
        )
        return outcome


def _check_host(
    evaluation: Evaluation, domain: str, depth: int
) -> LookupSteps[_Verdict]:
    """The record of a domain, from left to right (§4.3 to §4.7)."""
    if not _is_multi_label(domain):
        return _Verdict("none", "not_a_domain", domain=domain)
    record = yield from _record_of(evaluation, domain, depth)
    if record is None:
        return _Verdict("none", "no_record", domain=domain)
    for number, term in enumerate(record.directives, 1):
        found = yield from _match(evaluation, term, domain, depth)
        skipped = record.directives[number:] if found.matched else ()
        evaluation.facts.append(
            SpfTermEvaluated(
                domain=domain,
                term=term.text[:INLINE_OCTETS_MAX],
                start=term.start,
                end=term.end,
                qualifier=term.qualifier,
                mechanism=term.name,
                matched=found.matched,
                address=str(evaluation.address),
                target=found.target,
                compared=found.compared,
                skipped=tuple(s.text[:INLINE_OCTETS_MAX] for s in skipped[:TOLD_MAX]),
                depth=depth,
            )
        )
        if found.matched:
            result = QUALIFIERS[term.qualifier]
            return _Verdict(result, "matched", term.text, domain, record)
    if record.redirect is not None and evaluation.is_expandable(record.redirect.domain):
        return (yield from _redirect(evaluation, record.redirect, domain, depth))
    return _Verdict("neutral", "no_match", domain=domain, record=record)


def _is_multi_label(domain: str) -> bool:
    """§4.3: a name of two labels or more, and no address literal."""
    dotted = "." in domain.removesuffix(".")
    return is_name(domain) and dotted and not domain.startswith("[")


def _record_of(
    evaluation: Evaluation, domain: str, depth: int
) -> LookupSteps[SpfRecord | None]:
    """The one record of SPF among the TXT records of a domain (§4.4, §4.5)."""
    answer = yield from evaluation.ask(domain, "TXT")
    records = [octets for octets in answer.texts if is_record(octets)]
    if not answer.answered:
        result = "failed"
    else:
        result = ("none", "found", "several")[min(len(records), 2)]
    octets = records[0] if result == "found" else b""
    record, error = _parsed(octets) if octets else (None, None)
    evaluation.facts.append(
        SpfRecordSelected(
            domain=domain,
            result=result,
            octets=inline(octets),
            spans=_told_spans(record) if record is not None else (),
            problem=error.reason if error is not None else "",
            error_start=error.start if error is not None else 0,
            error_end=error.end if error is not None else 0,
            depth=depth,
        )
    )
    if result == "failed":
        raise SpfStop("temperror", "dns_failed")
    if result == "several":
        raise SpfStop("permerror", "several_records")
    if error is not None:
        wrong = octets[error.start : error.end].decode("latin-1")
        raise SpfStop("permerror", "syntax_error", wrong)
    return record


def _told_spans(record: SpfRecord) -> tuple[Span, ...]:
    """Those of the octets that a fact carries."""
    return tuple(span for span in record.spans if span[1] <= INLINE_OCTETS_MAX)


def _parsed(octets: bytes) -> tuple[SpfRecord | None, SpfSyntaxError | None]:
    try:
        return parse_record(octets), None
    except SpfSyntaxError as error:
        return None, error


def _match(
    evaluation: Evaluation, term: Directive, domain: str, depth: int
) -> LookupSteps[Match]:
    """Whether a mechanism matches the client (§5)."""
    evaluation.count_term()
    if not evaluation.is_expandable(term.domain):
        return Match(False)
    if term.name in ASKING:
        evaluation.count_lookup(term.text)
    if term.name == "include":
        return (yield from _include(evaluation, term, domain, depth))
    return (yield from match(evaluation, term, domain))


def _include(
    evaluation: Evaluation, term: Directive, domain: str, depth: int
) -> LookupSteps[Match]:
    """§5.2: matches where the other record says pass, whatever else it says."""
    target = yield from evaluation.target(term.domain, domain)
    verdict = yield from _enter(evaluation, "include", domain, target, depth)
    if verdict.result == "none":
        raise SpfStop("permerror", "include_without_record", term.text)
    return Match(verdict.result == "pass", target)


def _redirect(
    evaluation: Evaluation, modifier: Modifier, domain: str, depth: int
) -> LookupSteps[_Verdict]:
    """§6.1: the other record takes the place of this one."""
    evaluation.count_lookup(modifier.text)
    target = yield from evaluation.target(modifier.domain, domain)
    verdict = yield from _enter(evaluation, "redirect", domain, target, depth)
    if verdict.result == "none":
        raise SpfStop("permerror", "redirect_without_record", modifier.text)
    return verdict


def _enter(
    evaluation: Evaluation,
    how: Literal["include", "redirect"],
    domain: str,
    target: str,
    depth: int,
) -> LookupSteps[_Verdict]:
    """check_host() of another domain, and what it came to, told on every way out.
    The limit on lookups is the limit on depth."""
    evaluation.facts.append(
        SpfDomainEntered(how=how, domain=domain, target=target, depth=depth)
    )
    result: SpfResult = "permerror"
    try:
        verdict = yield from _check_host(evaluation, target, depth + 1)
        result = verdict.result
        return verdict
    except SpfStop as stop:
        result = stop.result
        raise
    finally:
        evaluation.facts.append(
            SpfDomainLeft(
                how=how, domain=domain, target=target, result=result, depth=depth
            )
        )


# --- what the domain has to say to who fails ------------------------------------------


def _explanation(evaluation: Evaluation, verdict: _Verdict) -> LookupSteps[str]:
    """§6.2: the text `exp=` points to; "" where there is none, or anything is wrong
    with it. It changes no result, and counts for no limit."""
    assert verdict.record is not None
    modifier = verdict.record.explanation
    if modifier is None or not evaluation.is_expandable(modifier.domain):
        return ""
    evaluation.decided = True
    name, text, explanation = "", "", ""
    try:
        name = yield from evaluation.target(modifier.domain, verdict.domain)
        answer = yield from evaluation.ask(name, "TXT")
        problem = _unusable(answer)
        if not problem:
            text = answer.texts[0].decode("ascii")
            parts = parse_macros(text, letters=EXPLANATION_LETTERS, spaces=True)
            explanation = yield from evaluation.expand(
                parts, verdict.domain, EXPLANATION_MAX + 1
            )
            problem = "too_long" if len(explanation) > EXPLANATION_MAX else ""
    except SpfSyntaxError as error:
        problem = error.reason
    except SpfStop as stop:
        problem = stop.cause
    evaluation.facts.append(
        SpfExplanationRead(
            name=name,
            text=text,
            explanation="" if problem else explanation,
            problem=problem,
        )
    )
    return "" if problem else explanation


def _unusable(answer: LookupResult) -> str:
    """Why an explanation is passed over (§6.2); "" if it is not."""
    texts = answer.texts
    if not texts:
        return "no_record" if answer.answered else "dns_failed"
    if len(texts) > 1:
        return "several_records"
    if not texts[0].isascii():
        return "character"
    return "too_long" if len(texts[0]) > EXPLANATION_MAX else ""
