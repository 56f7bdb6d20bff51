"""Where mail for a domain goes next: the question an MTA asks before it relays.

The answer may take a while (DNS does), so it comes through a callback, exactly once.
`FixedRouter` answers at once, from configuration. A route only names hosts, in the
order in which RFC 5321 §5.1 has them tried.
"""

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import msgspec

from simulator.agents.mta.transport_security import TlsWish


class NextHost(msgspec.Struct, frozen=True):
    """One host to try. `host`: its id in the lab, "" when no machine has `address`;
    `name`: what the domain calls it; `preference`: as in its MX record; `tls`: what the
    domain asks of the connection, None: nothing."""

    host: str
    name: str
    address: str
    preference: int = 0
    tls: TlsWish | None = None


class Route(msgspec.Struct, frozen=True):
    """The answer. `result`: `found`; `null_mx` (RFC 7505 §3); `no_such_domain`;
    `no_mail_hosts` (the domain is there, but no host takes its mail); `later` (DNS did
    not answer); `not_in_policy` (RFC 8461 §4.1: none of its hosts is). `next_hosts`: of
    `found`, in the order to try."""

    result: Literal[
        "found",
        "null_mx",
        "no_such_domain",
        "no_mail_hosts",
        "later",
        "not_in_policy",
    ]
    next_hosts: tuple[NextHost, ...] = ()


class Router(Protocol):
    """Who knows the routes."""

    def find(self, domain: str, done: Callable[[Route], None]) -> None:
        """Tell `done` the route for `domain`, once, now or later."""


class FixedRouter:
    """`routes`: domain to host id, or to several in the order to try; `addresses` and
    `names`: host id to network address and to what its server is called;
    `otherwise`: knows the routes of other domains."""

    def __init__(
        self,
        routes: Mapping[str, str | tuple[str, ...]],
        addresses: Mapping[str, str],
        names: Mapping[str, str],
        otherwise: Router | None = None,
    ) -> None:
        self._routes = {
            domain.lower(): (hosts,) if isinstance(hosts, str) else hosts
            for domain, hosts in routes.items()
        }
        self._addresses = addresses
        self._names = names
        self._otherwise = otherwise

    def find(self, domain: str, done: Callable[[Route], None]) -> None:
        """As in `Router`, at once for the domains of `routes`. A domain that is in no
        route does not exist."""
        hosts = self._routes.get(domain.lower())
        if not hosts and self._otherwise is not None:
            self._otherwise.find(domain, done)
            return
        if not hosts:
            done(Route("no_such_domain"))
            return
        done(
            Route(
                "found",
                tuple(
                    self._next_host(host, rank * 10)
                    for rank, host in enumerate(hosts, 1)
                ),
            )
        )

    def _next_host(self, host: str, preference: int) -> NextHost:
        name = self._names.get(host, host)
        return NextHost(host, name, self._addresses.get(host, ""), preference)
