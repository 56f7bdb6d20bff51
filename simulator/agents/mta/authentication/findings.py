"""What the checks of one transaction came to, and what follows from it here."""

import msgspec

from simulator.agents.config import AuthenticationConfig
from simulator.protocols.authentication_results import (
    MethodResult,
    received_spf,
    results_field,
)
from simulator.protocols.dkim import DkimResult
from simulator.protocols.smtp import Reply, make_reply
from simulator.protocols.spf import SpfIdentity, SpfOutcome


class Findings(msgspec.Struct, frozen=True):
    """`fields`: what is written on top of the message; `junk`: it goes into the folder
    for such mail."""

    fields: bytes = b""
    junk: bool = False


def spf_result(identity: SpfIdentity, outcome: SpfOutcome) -> MethodResult:
    """SPF as Authentication-Results has it (RFC 8601 §2.7.2). The null reverse-path
    has no domain: there the name the client said of itself was checked."""
    what = ("smtp.mailfrom", identity.sender)
    if not identity.sender:
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


def spf_refusal(identity: SpfIdentity, outcome: SpfOutcome) -> Reply:
    """550 5.7.23, with what the domain itself has to say, marked as its words (RFC
    7208 §6.2)."""
    explained = (f"{identity.domain} explains: {outcome.explanation}",)
    return make_reply(
        "spf_failed",
        path=identity.address,
        string=identity.domain,
        data=explained if outcome.explanation else (),
    )


def fields_of(
    config: AuthenticationConfig,
    name: str,
    results: tuple[MethodResult, ...],
    spf: tuple[SpfIdentity, SpfOutcome] | None,
) -> bytes:
    """The fields that the server `name` writes on top."""
    fields = b""
    if "Authentication-Results" in config.fields:
        fields += results_field(name, results)
    if "Received-SPF" in config.fields and spf is not None:
        identity, outcome = spf
        fields += received_spf(
            result=outcome.result,
            receiver=name,
            address=identity.address,
            sender=identity.mailbox,
            helo=identity.helo,
            identity="mailfrom" if identity.sender else "helo",
            text=f"{name}: {identity.domain}",
        )
    return fields
