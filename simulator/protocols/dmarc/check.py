"""DMARC: does what was proven belong to the domain people see? (RFC 9989)

Sans I/O, as SPF: `next_question`, `answer`, `facts`, and `outcome` when no question is
open. Results of SPF and DKIM are given to it as plain values. It refuses to decide what
becomes of the message: what the domain asks for is an outcome, what is done is the
receiver's policy.
"""

from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from simulator.journal import Fact
from simulator.journal.facts import (
    DmarcAlignmentCompared,
    DmarcCheckBegun,
    DmarcCheckEnded,
    DmarcPolicyFound,
)
from simulator.protocols.dmarc.author import Author
from simulator.protocols.dmarc.record import DmarcRecord, Policy
from simulator.protocols.dmarc.walk import DnsFailed, TreeWalk, organization_of
from simulator.protocols.dns import (
    LOOKUPS_US_MAX,
    LookupResult,
    LookupSteps,
    Query,
    escaped_name,
    is_name,
)

IDENTIFIERS_MAX = 10
"""DKIM results that are compared: a message may carry any number of signatures."""
WEAKER: dict[Policy, Policy] = {
    "reject": "quarantine",
    "quarantine": "none",
    "none": "none",
}
"""`t=y`: one level below what is written (§4.7)."""

DmarcResult = Literal["none", "pass", "fail", "temperror"]


class Identifier(NamedTuple):
    """A domain that SPF or DKIM spoke about. `result`: as in RFC 8601 §2.7."""

    mechanism: Literal["spf", "dkim"]
    domain: str
    result: str


class DmarcOutcome(msgspec.Struct, frozen=True):
    """How the check ended. `policy`: what the domain asks for; `disposition`: what that
    is for this message, `none` where it passes; `tag`, `policy_domain`: who says so.
    `cause`: key of why; `aligned`: mechanisms that passed for an aligned domain."""

    result: DmarcResult
    cause: str
    author_domain: str = ""
    policy: Policy = "none"
    disposition: Policy = "none"
    tag: str = ""
    policy_domain: str = ""
    aligned: tuple[str, ...] = ()
    record: DmarcRecord | None = None


class _TookTooLong(Exception):
    """DNS has answered too late for the whole check: the client waits."""


class DmarcCheck:
    """One check of one message. `identifiers`: what SPF (MAIL FROM) and DKIM found."""

    def __init__(
        self,
        author: Author,
        identifiers: tuple[Identifier, ...] = (),
        now_us: int = 0,
    ) -> None:
        self.author = author
        self.outcome: DmarcOutcome | None = None
        self._deadline_us = now_us + LOOKUPS_US_MAX
        self._identifiers = identifiers[: IDENTIFIERS_MAX + 1]
        self._facts: list[Fact] = []
        self._question: Query | None = None
        self._walk = TreeWalk(self._facts)
        self._steps = self._run()
        self._go_on(None)

    def next_question(self) -> Query | None:
        """What to ask DNS, the same until answered; None: `outcome` is there."""
        return self._question

    def answer(self, answer: LookupResult, now_us: int = 0) -> None:
        """What DNS said to the open question."""
        assert self._question is not None, "no question is open"
        self._go_on(answer, late=now_us > self._deadline_us)

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order; each call drains."""
        drained = self._facts[:]
        self._facts.clear()
        return drained

    def _go_on(self, answer: LookupResult | None, late: bool = False) -> None:
        try:
            if late:
                self._question = self._steps.throw(_TookTooLong)
            else:
                # A generator is begun with None.
                self._question = self._steps.send(answer)  # type: ignore[arg-type]
        except StopIteration as end:
            self._question = None
            self.outcome = end.value

    def _run(self) -> LookupSteps[DmarcOutcome]:
        self._facts.append(
            DmarcCheckBegun(
                author_domain=self.author.domain,
                identifiers=tuple(
                    (i.mechanism, i.domain, i.result) for i in self._identifiers
                ),
                problem=self.author.problem,
            )
        )
        try:
            outcome = yield from self._check()
        except DnsFailed:
            outcome = DmarcOutcome("temperror", "dns_failed", self.author.domain)
        except _TookTooLong:
            outcome = DmarcOutcome("temperror", "took_too_long", self.author.domain)
        self._facts.append(
            DmarcCheckEnded(
                author_domain=self.author.domain,
                result=outcome.result,
                cause=outcome.cause,
                policy=outcome.policy,
                disposition=outcome.disposition,
                policy_domain=outcome.policy_domain,
                aligned=outcome.aligned,
            )
        )
        return outcome

    def _check(self) -> LookupSteps[DmarcOutcome]:
        """§5.3.1: without one Author Domain there is nothing to check."""
        domain, problem = self.author
        if problem:
            return DmarcOutcome("none", problem)
        found = yield from self._policy(domain)
        if found is None:
            return DmarcOutcome("none", "no_policy", domain)
        policy_domain, record, wanted = found
        tag, policy = record.policy_for(wanted)
        self._facts.append(
            DmarcPolicyFound(
                author_domain=domain,
                policy_domain=policy_domain,
                tag=tag,
                policy=policy,
                testing=record.t == "y",
                applies=record.applies,
            )
        )
        if not record.applies:
            return DmarcOutcome("none", "policy_unreadable", domain, record=record)
        aligned, unsure = yield from self._align(domain, record)
        outcome = DmarcOutcome(
            "pass",
            "aligned",
            domain,
            policy,
            "none",
            tag,
            policy_domain,
            aligned,
            record,
        )
        if aligned:
            return outcome
        if unsure:
            return replace(outcome, result="temperror", cause="identifier_unsure")
        asked = WEAKER[policy] if record.t == "y" else policy
        return replace(outcome, result="fail", cause="not_aligned", disposition=asked)

    # --- whose policy applies (§4.10.1) ---

    def _policy(
        self, domain: str
    ) -> LookupSteps[tuple[str, DmarcRecord, Literal["p", "sp", "np"]] | None]:
        """The record that applies, where it is, and which of its tags speaks of
        `domain`: its own, else its organization's, else that of the public suffix."""
        own = yield from self._walk.look(domain, 1)
        if own.record is not None:
            return domain, own.record, "p"
        places = yield from self._walk.places(domain)
        organization = organization_of(domain, places)
        for place in places:
            above = place.record is not None and place.record.psd == "y"
            if place.record is not None and (
                place.domain == organization.domain or above
            ):
                exists = yield from self._exists(domain)
                return place.domain, place.record, "sp" if exists else "np"
        return None

    def _exists(self, domain: str) -> LookupSteps[bool]:
        """RFC 8020: NXDOMAIN means that the name, and all below it, is not there."""
        answer = yield Query(escaped_name(domain), "A")
        if not answer.answered:
            raise DnsFailed
        return answer.result != "no_such_domain"

    # --- alignment (§4.4) ---

    def _align(
        self, domain: str, record: DmarcRecord
    ) -> LookupSteps[tuple[tuple[str, ...], bool]]:
        """The mechanisms that passed for a domain in alignment; and whether something
        could not be found out that might have been one."""
        aligned: list[str] = []
        unsure = False
        for each in self._identifiers:
            strict = (record.adkim if each.mechanism == "dkim" else record.aspf) == "s"
            try:
                fits = yield from self._compare(domain, each, strict)
            except DnsFailed:
                fits, unsure = False, True
            if fits and each.mechanism not in aligned:
                aligned.append(each.mechanism)
            unsure = unsure or each.result == "temperror"
        return tuple(aligned), unsure

    def _compare(
        self, domain: str, each: Identifier, strict: bool
    ) -> LookupSteps[bool]:
        other = each.domain.lower().removesuffix(".")
        mine = theirs = ""
        fits = each.result == "pass" and other == domain
        if each.result == "pass" and not fits and not strict and is_name(other):
            mine = (yield from self._walk.organization(domain)).domain
            theirs = (yield from self._walk.organization(other)).domain
            fits = mine == theirs
        self._facts.append(
            DmarcAlignmentCompared(
                author_domain=domain,
                mechanism=each.mechanism,
                domain=other,
                result=each.result,
                mode="strict" if strict else "relaxed",
                organization=mine,
                other_organization=theirs,
                aligned=fits,
            )
        )
        return fits
