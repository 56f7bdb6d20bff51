"""The mechanisms that compare something: does the client match? (RFC 7208 §5)

Each is a generator over the questions it has for DNS, and tells what was compared with
the client's address. `include`, which is a check of its own, is in `check.py`.
"""

from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import msgspec

from simulator.protocols.dns import LookupSteps, plain
from simulator.protocols.spf.evaluation import (
    NAMES_MAX,
    Evaluation,
    SpfStop,
    is_within,
)
from simulator.protocols.spf.record import Directive

COMPARED_MAX = 20
"""Addresses and names that one fact lists."""


class Match(msgspec.Struct, frozen=True):
    """Whether a mechanism matched. `target`: the name that was looked up, if any;
    `compared`: addresses, networks or names, in the order they came."""

    matched: bool
    target: str = ""
    compared: tuple[str, ...] = ()


Matcher = Callable[[Evaluation, Directive, str], LookupSteps[Match]]
"""Of the record of a domain."""


def _a(evaluation: Evaluation, term: Directive, domain: str) -> LookupSteps[Match]:
    """§5.3: the addresses of a name."""
    target = yield from evaluation.target(term.domain, domain)
    addresses = yield from evaluation.addresses(target)
    return _compare(evaluation, term, target, addresses)


def _mx(evaluation: Evaluation, term: Directive, domain: str) -> LookupSteps[Match]:
    """§5.4: the addresses of the hosts that take mail for a name; without MX records
    none."""
    target = yield from evaluation.target(term.domain, domain)
    answer = yield from evaluation.look_up(target, "MX")
    hosts = [_exchange(record[3]) for record in answer.of_type("MX")]
    if len(hosts) > NAMES_MAX:
        raise SpfStop("permerror", "too_many_mx", term.text)
    compared: tuple[str, ...] = ()
    for _, name in sorted(host for host in hosts if host[1]):
        addresses = yield from evaluation.addresses(name)
        found = _compare(evaluation, term, target, addresses)
        compared += found.compared
        if found.matched:
            return Match(True, target, compared[-COMPARED_MAX:])
    return Match(False, target, compared[:COMPARED_MAX])


def _ptr(evaluation: Evaluation, term: Directive, domain: str) -> LookupSteps[Match]:
    """§5.5: the client's address has a name there that leads back to it."""
    target = yield from evaluation.target(term.domain, domain)
    names = yield from evaluation.validated_names()
    return Match(any(is_within(name, target) for name in names), target, names)


def _exists(evaluation: Evaluation, term: Directive, domain: str) -> LookupSteps[Match]:
    """§5.7: the name has an IPv4 address, whichever, whoever the client is."""
    target = yield from evaluation.target(term.domain, domain)
    answer = yield from evaluation.look_up(target, "A")
    addresses = tuple(record[3] for record in answer.of_type("A"))
    return Match(bool(addresses), target, addresses[:COMPARED_MAX])


def match(evaluation: Evaluation, term: Directive, domain: str) -> LookupSteps[Match]:
    """Whether a mechanism of the record of `domain` matches. `all` is everybody (§5.1);
    `ip4` and `ip6` are networks (§5.6), and one of the other kind never matches."""
    if term.name == "all":
        return Match(True)
    if term.network is not None:
        bits = term.prefix4 if term.network.version == 4 else term.prefix6
        network = ip_network((term.network, bits), strict=False)
        return Match(evaluation.address in network, compared=(_text(network),))
    return (yield from MATCHERS[term.name](evaluation, term, domain))


MATCHERS: dict[str, Matcher] = {
    "a": _a,
    "mx": _mx,
    "ptr": _ptr,
    "exists": _exists,
}


def _compare(
    evaluation: Evaluation, term: Directive, target: str, addresses: tuple[str, ...]
) -> Match:
    """Whether the client is in the network around one of the addresses."""
    bits = term.prefix4 if evaluation.address.version == 4 else term.prefix6
    compared: list[str] = []
    for each in addresses:
        network = ip_network((ip_address(each), bits), strict=False)
        compared.append(_text(network) if bits < network.max_prefixlen else each)
        if evaluation.address in network:
            return Match(True, target, tuple(compared[-COMPARED_MAX:]))
    return Match(False, target, tuple(compared[:COMPARED_MAX]))


def _text(network: IPv4Network | IPv6Network) -> str:
    """A network in the same words on every Python: 3.13 began to write IPv4 inside IPv6
    with dots."""
    address = network.network_address
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    text = str(address) if mapped is None else f"::ffff:{mapped}"
    return f"{text}/{network.prefixlen}"


def _exchange(data: str) -> tuple[int, str]:
    """Preference and name of an MX record; "" for the null MX (RFC 7505)."""
    preference, _, name = data.partition(" ")
    return int(preference), plain(name).removesuffix(".")
