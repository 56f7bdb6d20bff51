"""What is kept of a checked message for the owner of its domain (RFC 9989 §5.3.7)."""

from simulator.agents.mta.authentication.findings import Action
from simulator.journal.facts import DmarcResultStored
from simulator.protocols.dkim import DkimResult
from simulator.protocols.dmarc import DmarcOutcome, DmarcRecord, mail_address
from simulator.protocols.spf import SpfIdentity, SpfOutcome

URIS_MAX = 100
ADDRESSES_MAX = 10
"""Of `rua=`: «the receiver's limits on supported URIs» (RFC 9990 §3.5)."""
APPLIED = {"accepted": "none", "filed_as_junk": "quarantine", "refused": "reject"}
"""What was done, in the words of a policy."""


def stored_result(
    address: str,
    dmarc: DmarcOutcome,
    spf: tuple[SpfIdentity, SpfOutcome] | None,
    signatures: list[DkimResult],
    action: Action,
) -> DmarcResultStored | None:
    """None: no policy applies, or the message will come again. `address`: of the
    client."""
    record = dmarc.record
    if record is None or not record.applies or action not in APPLIED:
        return None
    addresses = filter(None, map(mail_address, record.rua[:URIS_MAX]))
    applied = APPLIED[action]
    if dmarc.result == "pass" and applied == "none" != dmarc.policy:
        applied = "pass"
    checked = ((spf[0].domain, spf[1].result),) if spf is not None else ()
    return DmarcResultStored(
        address=address,
        author_domain=dmarc.author_domain,
        policy_domain=dmarc.policy_domain,
        published=_published(record),
        rua=tuple(addresses)[:ADDRESSES_MAX],
        disposition=applied,
        reason=_reason(dmarc, applied),
        aligned=dmarc.aligned,
        envelope_from=spf[0].domain if spf is not None and spf[0].sender else "",
        spf=checked,
        signatures=tuple(
            (each.domain, each.selector, each.result)
            for each in signatures
            if each.domain and each.selector
        ),
    )


def _published(record: DmarcRecord) -> tuple[tuple[str, str], ...]:
    """What the record says, defaults filled in (RFC 9990 §3.1.1.5)."""
    said = {tag: record.policy_for(tag)[1] for tag in ("p", "sp", "np")}
    modes = ("adkim", record.adkim), ("aspf", record.aspf), ("testing", record.t)
    return (*said.items(), *modes)


def _reason(dmarc: DmarcOutcome, applied: str) -> str:
    """Why something else was done than the policy says (RFC 9990 §3.1.6)."""
    if dmarc.result == "temperror":
        return "other"
    if dmarc.result == "pass" or applied == dmarc.policy:
        return ""
    return "policy_test_mode" if applied == dmarc.disposition else "local_policy"
