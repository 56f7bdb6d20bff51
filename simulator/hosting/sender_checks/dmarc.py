"""A trial of DMARC: three domains and what DNS has become edges, steps, a result."""

from simulator.hosting.refusals import text
from simulator.hosting.sender_checks.records import (
    Given,
    RecordsAtHand,
    WrongTrial,
    told,
    wrong,
)
from simulator.journal.facts import DmarcAlignmentCompared, DmarcRecordSelected
from simulator.projections.shapes.sender_checks import (
    DmarcEdge,
    DmarcPlayed,
    DmarcTrial,
    PolicyMistake,
)
from simulator.protocols.dmarc import Author, DmarcCheck, Identifier
from simulator.protocols.dmarc.record import is_record, parse_record
from simulator.protocols.dns import is_name


def play_dmarc(trial: DmarcTrial) -> DmarcPlayed:
    """What comes of a trial, or what is wrong with it."""
    mistakes = _mistakes(trial)
    try:
        check, records = _begun(trial)
    except WrongTrial as error:
        return DmarcPlayed(problem=error.problem, mistakes=mistakes)
    facts = check.facts()
    while (question := check.next_question()) is not None:
        check.answer(records.answer(question))
        facts += check.facts()
    outcome = check.outcome
    assert outcome is not None
    steps = tuple(step for _, step in told(facts) if step is not None)
    return DmarcPlayed(
        mistakes=mistakes,
        steps=steps,
        edges=tuple(
            DmarcEdge(
                mechanism=fact.mechanism,
                domain=fact.domain,
                passed=fact.result == "pass",
                mode=fact.mode,
                aligned=fact.aligned,
                organization=fact.other_organization,
            )
            for fact in facts
            if isinstance(fact, DmarcAlignmentCompared)
        ),
        walked=tuple(
            fact.name for fact in facts if isinstance(fact, DmarcRecordSelected)
        ),
        result=outcome.result,
        cause=outcome.cause,
        policy=outcome.policy,
        disposition=outcome.disposition,
        tag=outcome.tag,
        policy_domain=outcome.policy_domain,
        testing=outcome.record is not None and outcome.record.t == "y",
    )


def _begun(trial: DmarcTrial) -> tuple[DmarcCheck, RecordsAtHand]:
    author = trial.author.strip()
    if author and not is_name(author):
        said = text("ui.sender.wrong.domain", name=author)
        raise wrong("author", said)
    given = (
        Given(f"_dmarc.{each.domain.strip()}", each.record) for each in trial.policies
    )
    records = RecordsAtHand(trial.zone, given, trial.silent)
    identifiers = [Identifier("spf", trial.spf_domain.strip(), trial.spf_result)]
    identifiers += [
        Identifier("dkim", each.domain.strip(), each.result)
        for each in trial.signatures
    ]
    said_by = tuple(each for each in identifiers if each.domain)
    whom = Author(author) if author else Author("", "no_domain")
    return DmarcCheck(whom, said_by), records


def _mistakes(trial: DmarcTrial) -> tuple[PolicyMistake, ...]:
    """What is passed over in each record while it is typed."""
    found = []
    for number, each in enumerate(trial.policies):
        octets = each.record.encode("utf-8", "replace")
        if not octets:
            continue
        if not is_record(octets):
            said = text("ui.sender.policy.version")
            found.append(PolicyMistake(policy=number, text=said))
            continue
        record = parse_record(octets)
        ignored = [
            octets[a:b].decode("utf-8", "replace")
            for a, b, role in record.spans
            if role == "ignored"
        ]
        if record.wrong:
            said = text("ui.sender.policy.wrong", tags=", ".join(record.wrong))
            found.append(PolicyMistake(policy=number, text=said))
        if ignored:
            said = text("ui.sender.policy.ignored", tags=", ".join(ignored)[:80])
            found.append(PolicyMistake(policy=number, text=said))
    return tuple(found)
