"""What the checks of one transaction came to, and what follows from it here."""

import textwrap
from collections.abc import Iterable
from typing import Literal

import msgspec

from simulator.agents.config import AuthenticationConfig
from simulator.protocols.authentication_results import (
    MethodResult,
    received_spf,
    results_field,
)
from simulator.protocols.dkim import DkimResult
from simulator.protocols.dmarc import DmarcOutcome, Identifier
from simulator.protocols.smtp import Reply, make_reply
from simulator.protocols.spf import SpfIdentity, SpfOutcome


class Findings(msgspec.Struct, frozen=True):
    """`fields`: what is written on top of the message; `junk`: it goes into the folder
    for such mail; `refusal`: the reply instead of taking it."""

    fields: bytes = b""
    junk: bool = False
    refusal: Reply | None = None


Action = Literal["accepted", "filed_as_junk", "deferred", "refused"]

NO_AUTHOR = {
    "no_from": "no From field",
    "several_from": "several From fields",
    "several_domains": "several domains in From",
    "no_domain": "no domain in From",
}
"""Problem of an `Author` to what the reply says of the message."""
EXPLANATION_LINE = 400
"""Characters: with code and domain a line of a reply has room for them (RFC 5321
§4.5.3.1.5)."""


def action_for(
    config: AuthenticationConfig, spf: SpfOutcome | None, dmarc: DmarcOutcome | None
) -> Action:
    """What a server with that policy does. What DMARC asks for goes before SPF, whose
    failure a signature of the same domain makes good (RFC 9989 §5.3.6). Where people
    cannot read one author's domain, DMARC is evaded, and the message not taken (§11.5):
    that two authors of two domains may write together is given up for it."""
    policy = config.policy
    decides = dmarc if dmarc is not None and dmarc.result != "none" else spf
    unsure = decides is not None and decides.result == "temperror"
    if dmarc is not None and dmarc.cause in NO_AUTHOR:
        asked = "reject"
    elif isinstance(decides, DmarcOutcome):
        asked = decides.disposition
    else:
        asked = "reject" if decides is not None and decides.result == "fail" else "none"
    if unsure and (policy, config.unsure) == ("refuse", "defer"):
        return "deferred"
    if asked == "none" or policy == "annotate":
        return "accepted"
    return "refused" if (asked, policy) == ("reject", "refuse") else "filed_as_junk"


def spf_result(identity: SpfIdentity, outcome: SpfOutcome) -> MethodResult:
    """SPF as Authentication-Results has it (RFC 8601 §2.7.2). The null reverse-path
    has no domain: there the name the client said of itself was checked."""
    what = ("smtp.mailfrom", identity.sender)
    if identity.checked == "helo":
        what = ("smtp.helo", identity.helo)
    return MethodResult("spf", outcome.result, identity.domain, (what,))


def dkim_result(found: DkimResult) -> MethodResult:
    """One signature (RFC 8601 §2.7.1, RFC 6008)."""
    names = (
        ("header.d", found.domain),
        ("header.s", found.selector),
        ("header.b", found.beginning),
    )
    properties = tuple((name, value) for name, value in names if value)
    return MethodResult("dkim", found.result, found.domain, properties)


def dmarc_result(outcome: DmarcOutcome) -> MethodResult:
    """DMARC as Authentication-Results has it (RFC 9989 §9.2)."""
    domain = outcome.author_domain
    properties = (("header.from", domain),) if domain else ()
    return MethodResult("dmarc", outcome.result, domain, properties)


def identifiers(
    signatures: Iterable[DkimResult], spf: tuple[SpfIdentity, SpfOutcome] | None
) -> tuple[Identifier, ...]:
    """What was proven, for whom; a domain that only tries DKIM out proved nothing (RFC
    6376 §3.6.1)."""
    found = [
        Identifier("dkim", each.domain, each.result)
        for each in signatures
        if each.domain and not each.testing
    ]
    if spf is not None:
        identity, outcome = spf
        found.insert(0, Identifier("spf", identity.domain, outcome.result))
    return tuple(found)


def spf_refusal(identity: SpfIdentity, outcome: SpfOutcome) -> Reply:
    """550 5.7.23, with what the domain itself has to say, marked as its words (RFC
    7208 §6.2), on as many lines as that needs; 451 4.7.24 where DNS did not answer."""
    if outcome.result == "temperror":
        return make_reply("spf_unsure", string=identity.domain)
    explained = ""
    if outcome.explanation:
        explained = f"{identity.domain} explains: {outcome.explanation}"
    return make_reply(
        "spf_failed",
        path=identity.address,
        string=identity.domain,
        data=tuple(textwrap.wrap(explained, EXPLANATION_LINE, break_on_hyphens=False)),
    )


def dmarc_refusal(dmarc: DmarcOutcome) -> Reply:
    """Why the message is not taken (RFC 9989 §7.2, §11.5), or not yet (§5.3.6)."""
    if dmarc.result == "temperror":
        return make_reply("dmarc_unsure", string=dmarc.author_domain)
    if dmarc.cause in NO_AUTHOR:
        return make_reply("no_single_author", string=NO_AUTHOR[dmarc.cause])
    return make_reply("dmarc_failed", string=dmarc.author_domain)


def fields_of(
    config: AuthenticationConfig,
    name: str,
    results: tuple[MethodResult, ...],
    spf: tuple[SpfIdentity, SpfOutcome] | None,
) -> bytes:
    """The fields that the server `name` writes on top."""
    written = b""
    if "Authentication-Results" in config.fields:
        written += results_field(name, results)
    if "Received-SPF" in config.fields and spf is not None:
        identity, outcome = spf
        written += received_spf(
            result=outcome.result,
            receiver=name,
            address=identity.address,
            sender=identity.mailbox,
            helo=identity.helo,
            identity=identity.checked.replace("_", ""),
            text=f"{name}: {identity.domain}",
        )
    return written
