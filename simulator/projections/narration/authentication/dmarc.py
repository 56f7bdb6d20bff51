"""The steps of DMARC: whose policy applies, what is aligned with it, what follows."""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.catalogue import Text
from simulator.projections.narration.authentication.drafting import (
    MARKS,
    TERM_CHARACTERS_MAX,
    Params,
    clip_name,
    draft,
)
from simulator.projections.narration.memory import Draft, Memory, Tellers
from simulator.projections.narration.words import clip

ALIGNMENTS = {
    ("relaxed", True): "aligned_relaxed",
    ("relaxed", False): "apart_relaxed",
    ("strict", True): "aligned_strict",
    ("strict", False): "apart_strict",
}
"""How two domains stand to each other, by the mode that is asked for."""

NO_AUTHOR = ("no_from", "several_from", "several_domains", "no_domain")
"""Why there is no one domain of an author."""
FAILURES = {
    "none": "fail_none",
    "quarantine": "fail_quarantine",
    "reject": "fail_reject",
}
"""What is asked for when nothing is aligned."""


def _begun(event: Event, fact: f.DmarcCheckBegun, memory: Memory) -> Draft:
    name = fact.problem or "from"
    params: Params = {"domain": clip_name(fact.author_domain)}
    rfc = ("9989#5.3.1", "5322#3.6" if fact.problem else "9989#4.2")
    return draft(event, memory, f"dmarc.begun.{name}", params, fact.author_domain, rfc)


def _record(event: Event, fact: f.DmarcRecordSelected, memory: Memory) -> Draft:
    params: Params = {
        "domain": clip_name(fact.domain),
        "name": clip(fact.name, TERM_CHARACTERS_MAX),
        "n": fact.count,
        "limit": fact.limit,
    }
    notes: tuple[Text, ...] = ()
    if fact.wrong:
        tags = ", ".join(fact.wrong)
        notes = (Text("why.dmarc.note.wrong", {"tags": tags}),)
    return draft(
        event,
        memory,
        f"dmarc.record.{fact.result}",
        params,
        fact.octets or fact.name,
        ("9989#4.10", "9989#4.7"),
        shape="fault" if fact.result in ("several", "failed") else "local",
        notes=notes,
    )


def _policy(event: Event, fact: f.DmarcPolicyFound, memory: Memory) -> Draft:
    own = fact.policy_domain == fact.author_domain
    name = fact.policy if own else f"{fact.policy}_inherited"
    params: Params = {
        "domain": clip_name(fact.author_domain),
        "above": clip_name(fact.policy_domain),
        "tag": fact.tag,
    }
    notes: tuple[Text, ...] = ()
    if not fact.applies:
        name = "unreadable"
    elif fact.testing:
        notes = (Text("why.dmarc.note.testing", params),)
    return draft(
        event,
        memory,
        f"dmarc.policy.{name}",
        params,
        f"{fact.tag}={fact.policy}",
        ("9989#4.10.1", "9989#4.7"),
        notes=notes,
    )


def _organization(
    event: Event, fact: f.DmarcOrganizationFound, memory: Memory
) -> Draft:
    params: Params = {
        "domain": clip_name(fact.domain),
        "organization": clip_name(fact.organization),
    }
    name = "itself" if fact.organization == fact.domain else "above"
    rfc = ("9989#4.10.2",)
    key = f"dmarc.organization.{name}"
    return draft(event, memory, key, params, fact.organization, rfc)


def _compared(event: Event, fact: f.DmarcAlignmentCompared, memory: Memory) -> Draft:
    params: Params = {
        "method": fact.mechanism.upper(),
        "domain": clip_name(fact.domain),
        "author": clip_name(fact.author_domain),
        "result": fact.result,
    }
    name = ALIGNMENTS[fact.mode, fact.aligned]
    if fact.result != "pass":
        name = "not_passed"
    return draft(
        event,
        memory,
        f"dmarc.alignment.{name}",
        params,
        f"{fact.mechanism} {fact.domain}",
        ("9989#4.4",),
        mark="2" if fact.aligned else "",
    )


def _ended(event: Event, fact: f.DmarcCheckEnded, memory: Memory) -> Draft:
    name = fact.result
    notes: tuple[Text, ...] = ()
    if name == "none" and fact.cause in NO_AUTHOR:
        name = "no_author"
    elif fact.cause == "took_too_long":
        notes = (Text("why.dmarc.note.took_too_long"),)
    if name == "fail":
        nothing_yet = fact.disposition == "none" != fact.policy
        name = "fail_testing" if nothing_yet else FAILURES[fact.disposition]
    params: Params = {"domain": clip_name(fact.author_domain)}
    return draft(
        event,
        memory,
        f"dmarc.ended.{name}",
        params,
        f"{fact.author_domain}: {fact.result}",
        ("9989#5.3.5", "9989#5.3.6"),
        shape="fault" if fact.result in ("fail", "temperror") else "local",
        mark=MARKS.get(fact.result, ""),
        notes=notes,
    )


def _destination(
    event: Event, fact: f.DmarcDestinationChecked, memory: Memory
) -> Draft | None:
    """Inside one organization nobody has to agree."""
    if fact.result == "same_organization":
        return None
    params: Params = {
        "domain": clip_name(fact.policy_domain),
        "path": clip_name(fact.address),
        "name": fact.name,
    }
    return draft(
        event,
        memory,
        f"dmarc.destination.{fact.result}",
        params,
        fact.name,
        ("9990#4",),
        shape="local" if fact.result == "authorized" else "fault",
    )


def _reported(event: Event, fact: f.DmarcReportComposed, memory: Memory) -> Draft:
    params: Params = {
        "domain": clip_name(fact.policy_domain),
        "path": clip_name(fact.to),
        "n": fact.messages,
    }
    rfc = ("9990#3.5", "9989#5.3.8")
    text = f"{fact.policy_domain} → {fact.to}"
    return draft(event, memory, "dmarc.report.composed", params, text, rfc)


DMARC_STEPS: Tellers = {
    f.DmarcCheckBegun: _begun,
    f.DmarcRecordSelected: _record,
    f.DmarcPolicyFound: _policy,
    f.DmarcOrganizationFound: _organization,
    f.DmarcAlignmentCompared: _compared,
    f.DmarcCheckEnded: _ended,
    f.DmarcDestinationChecked: _destination,
    f.DmarcReportComposed: _reported,
}
