"""Where mail for a domain goes next, as DNS says (RFC 5321 §5, RFC 7505).

MX records by preference, equal ones shuffled (§5.1), so that the load spreads; without
any the domain's own address; a null MX is «no mail here». A relay that is in the list
itself drops every host that comes no sooner than it does, or mail would run in circles.
Of addresses only IPv4 exists in this world: AAAA records are not asked for.

When no name server could say, the result is `later`.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from simulator.agents.machine import Lookups, Machine
from simulator.agents.mta.routes import NextHost, Route
from simulator.journal.facts import MailRouteFound, Record
from simulator.protocols.dns import DnsNameError, LookupResult, Query, plain

RouteDone = Callable[[Route], None]
Bad = Literal["null_mx", "no_such_domain", "no_mail_hosts", "later"]


class MailExchange(msgspec.Struct, frozen=True):
    """One mail host of a domain, before its addresses are known."""

    preference: int
    name: str


class DnsRouter:
    """Routes for the MTA of `machine`. `own_names`: what it is called in MX records."""

    def __init__(
        self, machine: Machine, resolver: Lookups, own_names: tuple[str, ...]
    ) -> None:
        self.machine = machine
        self.resolver = resolver
        self.own_names = tuple(name.lower() for name in own_names)

    def find(self, domain: str, done: RouteDone) -> None:
        """Tell `done` the route for `domain`, once."""
        _RouteSearch(self, domain.lower(), done).begin()

    def order(self, domain: str, exchanges: list[MailExchange]) -> list[MailExchange]:
        """By preference; equal ones as chance has it (RFC 5321 §5.1)."""
        chance = self.machine.chance("mx-order", f"{self.machine.id}/{domain}")
        out: list[MailExchange] = []
        left = sorted(exchanges, key=lambda each: (each.preference, each.name))
        while left:
            equal = [e for e in left if e.preference == left[0].preference]
            out.append(equal[chance.below(len(equal))])
            left.remove(out[-1])
        return out


class _RouteSearch:
    """The search for one route: MX, then the addresses that did not come along."""

    def __init__(self, router: DnsRouter, domain: str, done: RouteDone) -> None:
        self._router = router
        self._domain = domain
        self._done = done
        self._implicit = False
        self._dropped: tuple[str, ...] = ()
        self._addresses: dict[str, tuple[str, ...]] = {}
        self._unsure = False

    def begin(self) -> None:
        if self._domain.startswith("["):
            self._literal(self._domain.strip("[]"))
            return
        try:
            self._router.resolver.ask(Query(self._domain, "MX"), self._heard_mx)
        except DnsNameError:
            self._end("no_such_domain")

    def _literal(self, address: str) -> None:
        """An address instead of a domain (RFC 5321 §4.1.3) needs no DNS."""
        self._addresses[address] = (address,)
        self._found([MailExchange(0, address)])

    def _heard_mx(self, answer: LookupResult) -> None:
        if answer.result == "no_such_domain":
            self._end("no_such_domain")
        elif answer.result not in ("found", "no_data"):
            self._end("later")
        elif answer.result == "no_data":
            self._implicit = True
            self._look_up([MailExchange(0, self._domain)])
        else:
            self._remember(answer.additional)
            self._weigh([_exchange(record) for record in answer.of_type("MX")])

    def _weigh(self, exchanges: list[MailExchange]) -> None:
        """Null MX (RFC 7505 §3), and the relay's own place in the list (§5.1)."""
        if [e.name for e in exchanges] == [""]:
            self._end("null_mx")
            return
        exchanges = [e for e in exchanges if e.name]
        own = self._router.own_names
        mine = [e.preference for e in exchanges if e.name in own]
        if mine:
            kept = [e for e in exchanges if e.preference < min(mine)]
            self._dropped = tuple(e.name for e in exchanges if e not in kept)
            exchanges = kept
        self._look_up(self._router.order(self._domain, exchanges))

    def _look_up(self, exchanges: list[MailExchange]) -> None:
        """Ask for the addresses still unknown, one after another."""
        unknown = next((e for e in exchanges if e.name not in self._addresses), None)
        if unknown is None:
            self._found(exchanges)
            return

        def heard(answer: LookupResult) -> None:
            self._unsure = self._unsure or answer.result in UNSURE
            found = tuple(record[3] for record in answer.of_type("A"))
            self._addresses[unknown.name] = found
            self._look_up(exchanges)

        try:
            self._router.resolver.ask(Query(unknown.name, "A"), heard)
        except DnsNameError:
            self._addresses[unknown.name] = ()
            self._look_up(exchanges)

    def _remember(self, records: tuple[Record, ...]) -> None:
        """The addresses that came with the MX records (RFC 1035 §3.3.9)."""
        for name, _, rdtype, data in records:
            if rdtype == "A":
                known = self._addresses.get(name.lower(), ())
                self._addresses[name.lower()] = (*known, data)

    def _found(self, exchanges: list[MailExchange]) -> None:
        machine = self._router.machine
        next_hosts = tuple(
            NextHost(machine.table.at(address), each.name, address, each.preference)
            for each in exchanges
            for address in self._addresses[each.name]
        )
        mine = [n.preference for n in next_hosts if n.host == machine.id]
        if mine:
            kept = tuple(n for n in next_hosts if n.preference < min(mine))
            self._dropped += tuple(n.name for n in next_hosts if n not in kept)
            next_hosts = kept
        if next_hosts:
            self._tell(Route("found", next_hosts))
        else:
            self._end("later" if self._unsure else "no_mail_hosts")

    def _end(self, result: Bad) -> None:
        self._tell(Route(result))

    def _tell(self, route: Route) -> None:
        self._router.machine.record(
            MailRouteFound(
                domain=self._domain,
                result=route.result,
                hosts=tuple(
                    (n.preference, n.name, n.address) for n in route.next_hosts
                ),
                implicit=self._implicit,
                dropped=self._dropped,
            )
        )
        self._done(route)


UNSURE = ("failed", "unreachable", "timed_out")
"""Results after which the truth may still be anything."""


def _exchange(record: Record) -> MailExchange:
    """`10 mx1.sur.example.`; the root, as a null MX has it, is ""."""
    preference, _, name = record[3].partition(" ")
    return MailExchange(int(preference), plain(name).lower().removesuffix("."))
