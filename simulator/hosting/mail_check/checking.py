"""A message from outside, checked as a receiving server would: SPF, DKIM, DMARC.

DNS is what records there are at hand; nothing is asked of any network. It refuses to
say what should become of the message: that is the receiver's policy.
"""

from collections.abc import Iterable, Iterator

import msgspec

from simulator.agents.mta.authentication import (
    Check,
    SignatureLookups,
    dkim_result,
    dmarc_result,
    identifiers,
    spf_result,
)
from simulator.journal import Fact
from simulator.mail import whole_lines
from simulator.projections.catalogue import Text
from simulator.projections.narration import narrated
from simulator.protocols.authentication_results import MethodResult, results_field
from simulator.protocols.dkim import DkimResult, DkimVerifier
from simulator.protocols.dmarc import DmarcCheck, DmarcOutcome, read_author
from simulator.protocols.dns import DnsAtHand
from simulator.protocols.spf import SpfCheck, SpfIdentity, SpfOutcome

MESSAGE_OCTETS_MAX = 50_000_000
HERE = "here"
"""The host that checks, in facts and sentences."""


class CheckedMessage(msgspec.Struct, frozen=True):
    """What the checks came to. `spf`: None where nobody knows the client's address;
    `field`: as Authentication-Results says it; `steps`: all that happened, in order."""

    spf: SpfOutcome | None
    dkim: tuple[DkimResult, ...]
    dmarc: DmarcOutcome
    field: str
    steps: tuple[Fact, ...]


def check_message(
    content: bytes,
    identity: SpfIdentity,
    records: DnsAtHand,
    *,
    with_spf: bool = True,
    has_body: bool = True,
) -> CheckedMessage:
    """Check a message that came as `identity` says; `has_body` False: `content` is its
    header section alone. Raises ValueError where the address is none."""
    content = whole_lines(content)
    steps: list[Fact] = []
    spf: tuple[SpfIdentity, SpfOutcome] | None = None
    if with_spf:
        check = SpfCheck(identity, 0)
        steps += _played(check, records)
        assert check.outcome is not None
        spf = identity, check.outcome
    verifier = DkimVerifier(content, identity.unix_s, has_body)
    steps += _played(SignatureLookups(verifier, 0), records)
    known = identifiers(verifier.results, spf)
    dmarc = DmarcCheck(read_author(content), known)
    steps += _played(dmarc, records)
    assert dmarc.outcome is not None
    results: tuple[MethodResult, ...] = (
        *((spf_result(*spf),) if spf else ()),
        *map(dkim_result, verifier.results),
        dmarc_result(dmarc.outcome),
    )
    field = results_field(identity.receiver, results).decode("utf-8", "replace")
    outcome = spf[1] if spf else None
    return CheckedMessage(
        outcome, tuple(verifier.results), dmarc.outcome, field, (*steps,)
    )


def _played(check: Check, records: DnsAtHand) -> Iterator[Fact]:
    """All that a check tells, its questions answered."""
    yield from check.facts()
    while (question := check.next_question()) is not None:
        check.answer(records.answer(question), 0)
        yield from check.facts()


def told_steps(steps: Iterable[Fact]) -> Iterator[tuple[Text, ...]]:
    """What is said of each step, and why, as keys of the catalogue; the host that
    checks is called HERE."""
    for _, narration in narrated(steps, HERE):
        if narration.say is not None:
            why = () if narration.why is None else (narration.why,)
            yield (narration.say, *why, *narration.notes)
