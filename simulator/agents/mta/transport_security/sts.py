"""Routes with the TLS that a domain asks for itself: MTA-STS (RFC 8461).

A domain says in DNS that it has a policy; the policy is fetched over HTTPS, and kept as
long as it says (§3, §5). With `enforce`, mail goes only to hosts that the policy names,
and only inside TLS with a certificate that proves their name; else it waits. Who sends
to a domain for the first time has nothing kept, and an attacker who stops the question
or the fetching then stops the protection with it (§10.2).
"""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from simulator.agents.machine import SECOND_US, Machine
from simulator.agents.mta.routes import Route, Router
from simulator.agents.mta.transport_security.policy_fetch import fetch_policy
from simulator.agents.mta.transport_security.wish import TlsWish
from simulator.journal.facts import (
    StsPolicyApplied,
    StsPolicyFetched,
    StsRecordRead,
)
from simulator.protocols.dns import DnsNameError, LookupResult, Query
from simulator.protocols.mta_sts import (
    StsPolicy,
    host_matches,
    policy_id,
    record_name,
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A policy with the `id` under which it was fetched, and until when it holds."""

    policy: StsPolicy
    id: str
    until_us: int


class StsRouter:
    """A `Router` that asks `router`, and holds its answer against the domain's policy.

    What it keeps is on disk: it outlives a crash.
    """

    def __init__(self, machine: Machine, router: Router) -> None:
        self._machine = machine
        self._router = router
        self._kept: dict[str, _Kept] = {}

    def find(self, domain: str, done: Callable[[Route], None]) -> None:
        """As in `Router`; the policy is looked for first."""
        resolver, domain = self._machine.resolver, domain.lower()
        if resolver is None or domain.startswith("["):
            self._router.find(domain, done)
            return

        def heard(answer: LookupResult) -> None:
            self._read(domain, answer, done)

        try:
            resolver.ask(Query(record_name(domain), "TXT"), heard)
        except DnsNameError:
            heard(LookupResult("no_such_domain"))

    def _read(
        self, domain: str, answer: LookupResult, done: Callable[[Route], None]
    ) -> None:
        """The record is here, or none: fetch a policy that is new (§5.1)."""
        found = policy_id(answer.texts)
        sure = answer.result in ("found", "no_data", "no_such_domain")
        result = "found" if found else "none" if sure else "unreachable"
        self._machine.record(StsRecordRead(domain=domain, result=result, id=found))
        kept = self._current(domain)
        if not found or (kept is not None and kept.id == found):
            self._route(domain, kept, done)
            return

        def fetched(policy: StsPolicy | None, problem: str) -> None:
            self._machine.record(
                StsPolicyFetched(
                    domain=domain,
                    id=found,
                    result=problem or "fetched",
                    mode=policy.mode if policy else "",
                    mx=policy.mx if policy else (),
                    max_age_s=policy.max_age_s if policy else 0,
                )
            )
            if policy is not None:
                until_us = self._machine.clock.now_us + policy.max_age_s * SECOND_US
                self._kept[domain] = _Kept(policy, found, until_us)
            self._route(domain, self._current(domain), done)

        fetch_policy(self._machine, domain, fetched)

    def _current(self, domain: str) -> _Kept | None:
        """What is kept of `domain` and has not expired."""
        kept = self._kept.get(domain)
        if kept is not None and self._machine.clock.now_us >= kept.until_us:
            del self._kept[domain]
            return None
        return kept

    def _route(
        self, domain: str, kept: _Kept | None, done: Callable[[Route], None]
    ) -> None:
        if kept is None or kept.policy.mode == "none":
            self._router.find(domain, done)
        else:
            found = kept
            self._router.find(
                domain, lambda route: done(self._held(domain, found, route))
            )

    def _held(self, domain: str, kept: _Kept, route: Route) -> Route:
        """`route` with what the policy asks of its hosts (§4, §5)."""
        if route.result != "found":
            return route
        policy = kept.policy
        allowed = [h for h in route.next_hosts if host_matches(policy, h.name)]
        refused = [h for h in route.next_hosts if h not in allowed]
        self._machine.record(
            StsPolicyApplied(
                domain=domain,
                id=kept.id,
                mode=policy.mode,
                allowed=tuple(h.name for h in allowed),
                refused=tuple(h.name for h in refused),
            )
        )
        if policy.mode == "testing":
            return route
        if not allowed:
            return Route("not_in_policy")
        return Route(
            "found",
            tuple(replace(h, tls=TlsWish("required", h.name)) for h in allowed),
        )
