"""The steps of SPF, term by term, and what a server makes of all checks together.

Counters and ways out of an `include` are no steps: the term that follows tells.
"""

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

RFC_OF_MECHANISM = {
    "all": "7208#5.1",
    "include": "7208#5.2",
    "a": "7208#5.3",
    "mx": "7208#5.4",
    "ptr": "7208#5.5",
    "ip4": "7208#5.6",
    "ip6": "7208#5.6",
    "exists": "7208#5.7",
}
RFC_OF_RESULT = {
    "none": ("7208#2.6.1", "7208#8.1"),
    "neutral": ("7208#2.6.2", "7208#8.2"),
    "pass": ("7208#2.6.3", "7208#8.3"),
    "fail": ("7208#2.6.4", "7208#8.4"),
    "softfail": ("7208#2.6.5", "7208#8.5"),
    "temperror": ("7208#2.6.6", "7208#8.6"),
    "permerror": ("7208#2.6.7", "7208#8.7"),
}

MARK_OF_QUALIFIER = {"+": "2", "-": "5", "~": "", "?": ""}
RFC_OF_ENTERING = {"include": ("7208#5.2",), "redirect": ("7208#6.1",)}
TOLD_ACTIONS = ("accepted", "filed_as_junk")


def _begun(event: Event, fact: f.SpfCheckBegun, memory: Memory) -> Draft:
    memory.spf[event.host] = fact.domain
    params: Params = {"address": fact.address, "domain": clip_name(fact.domain)}
    rfc = ("7208#4.1", "7208#2.4")
    text = f"{fact.address} → {fact.domain}"
    return draft(event, memory, f"spf.begun.{fact.identity}", params, text, rfc)


def _record(event: Event, fact: f.SpfRecordSelected, memory: Memory) -> Draft:
    terms = sum(role != "version" for _, _, role in fact.spans)
    name = fact.result
    if name == "found":
        name = "wrong" if fact.problem else "found" if terms else "empty"
    params: Params = {
        "domain": clip_name(fact.domain),
        "n": terms,
        "term": clip(
            fact.octets[fact.error_start : fact.error_end], TERM_CHARACTERS_MAX
        ),
    }
    good = name in ("found", "empty")
    rfc = ("7208#4.5",) if name != "wrong" else ("7208#4.6", "7208#4.6.1")
    return draft(
        event,
        memory,
        f"spf.record.{name}",
        params,
        fact.octets,
        rfc,
        shape="local" if good or name == "none" else "fault",
        notes=(Text(f"why.spf.problem.{fact.problem}"),) if fact.problem else (),
    )


def _term(event: Event, fact: f.SpfTermEvaluated, memory: Memory) -> Draft:
    name = {"all": "all", "include": "include", "exists": "exists"}.get(
        fact.mechanism, "compared"
    )
    if name == "compared" and not fact.compared:
        name = "nothing"
    elif name != "all":
        name = f"{name}_{'match' if fact.matched else 'miss'}"
    params: Params = {
        "term": clip(fact.term, TERM_CHARACTERS_MAX),
        "address": fact.address,
        "target": clip_name(fact.target),
        "compared": clip(", ".join(fact.compared), 40),
    }
    rfc = (RFC_OF_MECHANISM[fact.mechanism], "7208#4.6.2")
    mark = MARK_OF_QUALIFIER[fact.qualifier] if fact.matched else ""
    key = f"spf.term.{name}"
    return draft(event, memory, key, params, fact.term, rfc, mark=mark)


def _entered(event: Event, fact: f.SpfDomainEntered, memory: Memory) -> Draft:
    params: Params = {
        "domain": clip_name(fact.domain),
        "target": clip_name(fact.target),
    }
    rfc = RFC_OF_ENTERING[fact.how]
    key = f"spf.entered.{fact.how}"
    return draft(event, memory, key, params, fact.target, rfc)


def _expanded(event: Event, fact: f.SpfMacroExpanded, memory: Memory) -> Draft:
    params: Params = {
        "text": clip(fact.text, TERM_CHARACTERS_MAX),
        "expanded": clip(fact.expanded, TERM_CHARACTERS_MAX),
    }
    rfc = ("7208#7.2", "7208#7.3")
    return draft(event, memory, "spf.macro", params, fact.expanded, rfc)


def _ended(event: Event, fact: f.SpfCheckEnded, memory: Memory) -> Draft:
    memory.spf.pop(event.host, None)
    params: Params = {
        "address": fact.address,
        "domain": clip_name(fact.domain),
        "n": fact.lookups,
        "term": clip(fact.term, TERM_CHARACTERS_MAX),
    }
    notes: tuple[Text, ...] = ()
    if fact.result in ("permerror", "temperror"):
        notes = (Text(f"why.spf.cause.{fact.cause}", params),)
    elif fact.result == "none" and fact.cause == "not_a_domain":
        notes = (Text("why.spf.cause.not_a_domain", params),)
    if fact.explanation:
        said: Params = {
            "domain": clip_name(fact.domain),
            "text": clip(fact.explanation, 120),
        }
        notes = (*notes, Text("why.spf.explained", said))
    return draft(
        event,
        memory,
        f"spf.ended.{fact.result}",
        params,
        f"{fact.domain}: {fact.result}",
        RFC_OF_RESULT[fact.result],
        shape="fault" if fact.result in ("fail", "permerror", "temperror") else "local",
        mark=MARKS.get(fact.result, ""),
        notes=notes,
    )


def _authenticated(
    event: Event, fact: f.MessageAuthenticated, memory: Memory
) -> Draft | None:
    """A refusal is told by its reply."""
    if fact.action not in TOLD_ACTIONS:
        return None
    params: Params = {"n": len(fact.results)}
    text = ", ".join(f"{method}={result}" for method, result, _ in fact.results)
    memory.results[event.conn] = text
    key = f"authentication.{fact.action}"
    rfc = ("8601#4.1", "8601#2.7")
    return draft(event, memory, key, params, text, rfc, head="A-R")


SPF_STEPS: Tellers = {
    f.SpfCheckBegun: _begun,
    f.SpfRecordSelected: _record,
    f.SpfTermEvaluated: _term,
    f.SpfDomainEntered: _entered,
    f.SpfMacroExpanded: _expanded,
    f.SpfCheckEnded: _ended,
    f.MessageAuthenticated: _authenticated,
}
