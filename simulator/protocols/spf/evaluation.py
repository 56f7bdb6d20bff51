"""What all steps of one check share: who is checked, what was asked, what is left.

Limits of RFC 7208 §4.6.4: ten terms that ask DNS, two answers without records, ten
names behind an `mx` or `ptr`; and one of our own, for records that only compare.
Whoever passes one stops the check with `SpfStop`.
"""

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Literal

import msgspec

from simulator.journal import Fact
from simulator.journal.facts import (
    INLINE_OCTETS_MAX,
    SpfLookupCounted,
    SpfMacroExpanded,
    SpfVoidLookupCounted,
)
from simulator.protocols.dns import (
    NAME_OCTETS_MAX,
    DnsNameError,
    LookupResult,
    LookupSteps,
    Query,
    a_labels,
    escaped_name,
    is_name,
    plain,
)
from simulator.protocols.spf.macros import (
    MacroString,
    expand,
    letters_of,
    shortened,
)
from simulator.protocols.spf.record import SpfResult

LOOKUPS_MAX = 10
VOID_LOOKUPS_MAX = 2
NAMES_MAX = 10
TERMS_MAX = 1_000
"""Terms of one check, whatever they cost: more than any record that people publish."""
EXPANDED_MAX = 4 * NAME_OCTETS_MAX


Address = IPv4Address | IPv6Address


class SpfIdentity(msgspec.Struct, frozen=True):
    """Who is checked (RFC 7208 §2.2 to §2.4).

    `address`: of the client, as text; `helo`: what it said; `sender`: the reverse-path
    without brackets, "" for the null one; `scope`: the identity. `receiver`, `unix_s`
    (seconds from 1970): for the macros `r` and `t` of explanations.
    """

    address: str
    helo: str
    sender: str = ""
    scope: Literal["mail_from", "helo"] = "mail_from"
    receiver: str = "unknown"
    unix_s: int = 0

    @property
    def checked(self) -> Literal["mail_from", "helo"]:
        """What stands for the client: what it said of itself, where the reverse-path is
        null (§2.4)."""
        return self.scope if self.sender else "helo"

    @property
    def mailbox(self) -> str:
        """The <sender> of check_host(): `postmaster` where there is no local part."""
        if self.checked == "helo":
            return f"postmaster@{self.helo}"
        local, _, domain = self.sender.rpartition("@")
        # What is no name is told as it was said.
        with suppress(DnsNameError):
            domain = a_labels(domain)
        return f"{local or 'postmaster'}@{domain}"

    @property
    def domain(self) -> str:
        """The <domain> the check begins with."""
        return self.mailbox.rpartition("@")[2]


class SpfStop(Exception):
    """The whole check ends here. `cause`: key of why; `term`: what brought it about."""

    def __init__(self, result: SpfResult, cause: str, term: str = "") -> None:
        super().__init__(cause)
        self.result = result
        self.cause = cause
        self.term = term


def client_address(text: str) -> Address:
    """The address compared: IPv4 inside IPv6 is IPv4 (§5). Raises ValueError."""
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


class Evaluation:
    """One check in progress. `facts`: what has happened, for whoever drains them.
    `decided`: the result is known, and what is asked now counts for no limit."""

    def __init__(self, identity: SpfIdentity) -> None:
        self.identity = identity
        self.address = client_address(identity.address)
        self.facts: list[Fact] = []
        self.lookups = 0
        self.void_lookups = 0
        self.decided = False
        self._terms = 0

    # --- limits ---

    def count_term(self) -> None:
        """A term is evaluated."""
        self._terms += 1
        if self._terms > TERMS_MAX:
            raise SpfStop("permerror", "too_many_terms")

    def count_lookup(self, term: str) -> None:
        """A term that asks DNS is evaluated, or a macro that does (§4.6.4)."""
        if self.decided:
            return
        self.lookups += 1
        self.facts.append(
            SpfLookupCounted(
                term=term[:INLINE_OCTETS_MAX], count=self.lookups, limit=LOOKUPS_MAX
            )
        )
        if self.lookups > LOOKUPS_MAX:
            raise SpfStop("permerror", "too_many_lookups", term)

    # --- DNS ---

    def ask(self, name: str, rdtype: str) -> LookupSteps[LookupResult]:
        """What DNS has for a name. One it cannot be asked for does not exist (§4.8)."""
        if not is_name(name):
            return LookupResult("no_such_domain")
        return (yield Query(escaped_name(name.lower()), rdtype))

    def look_up(self, name: str, rdtype: str) -> LookupSteps[LookupResult]:
        """As `ask`, for a term: a failure is a temporary error (§5), an answer without
        records counts (§4.6.4)."""
        answer = yield from self.ask(name, rdtype)
        if not answer.answered:
            raise SpfStop("temperror", "dns_failed")
        self._count_void(answer, name, rdtype)
        return answer

    def _count_void(self, answer: LookupResult, name: str, rdtype: str) -> None:
        void = answer.result in ("no_data", "no_such_domain") and is_name(name)
        if self.decided or not void:
            return
        self.void_lookups += 1
        self.facts.append(
            SpfVoidLookupCounted(
                name=name, type=rdtype, count=self.void_lookups, limit=VOID_LOOKUPS_MAX
            )
        )
        if self.void_lookups > VOID_LOOKUPS_MAX:
            raise SpfStop("permerror", "too_many_void_lookups")

    @property
    def address_type(self) -> str:
        """Which addresses a name is looked up for: those of the client's kind (§5)."""
        return "A" if self.address.version == 4 else "AAAA"

    def addresses(self, name: str) -> LookupSteps[tuple[str, ...]]:
        """The addresses of a name, for a term."""
        answer = yield from self.look_up(name, self.address_type)
        return tuple(record[3] for record in answer.of_type(self.address_type))

    def validated_names(self) -> LookupSteps[tuple[str, ...]]:
        """Names of the client's address that lead back to it (§5.5).

        Who gave the address its names is not who published the record: failures are
        passed over.
        """
        reverse = self.address.reverse_pointer
        answer = yield from self.ask(reverse, "PTR")
        self._count_void(answer, reverse, "PTR")
        validated: list[str] = []
        for _, _, _, data in answer.of_type("PTR")[:NAMES_MAX]:
            name = plain(data)
            found = yield from self.ask(name, self.address_type)
            self._count_void(found, name, self.address_type)
            if self._is_among(found.of_type(self.address_type)):
                validated.append(name.lower())
        return tuple(validated)

    def _is_among(self, records: tuple[tuple[str, int, str, str], ...]) -> bool:
        return any(ip_address(record[3]) == self.address for record in records)

    # --- macros ---

    def expand(
        self, parts: MacroString, domain: str, limit: int = EXPANDED_MAX
    ) -> LookupSteps[str]:
        """A text with its macros filled in, where `domain` is evaluated (§7)."""
        letters = letters_of(parts)
        if not letters:
            return expand(parts, {}, limit)
        values = self._values(domain)
        if "p" in letters:
            values["p"] = yield from self._validated_name(domain)
        expanded = expand(parts, values, limit)
        self.facts.append(
            SpfMacroExpanded(
                domain=domain,
                text="".join(p if isinstance(p, str) else p.text for p in parts)[
                    :INLINE_OCTETS_MAX
                ],
                expanded=expanded[:INLINE_OCTETS_MAX],
            )
        )
        return expanded

    def target(self, parts: MacroString, domain: str) -> LookupSteps[str]:
        """The <target-name> of a term: `domain` itself where it names none (§4.8)."""
        if not parts:
            return domain
        return shortened((yield from self.expand(parts, domain)))

    def is_expandable(self, parts: MacroString) -> bool:
        """No name of DNS is made of a local part outside ASCII: a term with it matches
        nothing (RFC 8616 §4)."""
        return self.identity.mailbox.isascii() or not letters_of(parts) & {"s", "l"}

    def _values(self, domain: str) -> dict[str, str]:
        local, _, sender_domain = self.identity.mailbox.rpartition("@")
        address = self.address
        dotted = str(address)
        if isinstance(address, IPv6Address):
            dotted = ".".join(address.exploded.replace(":", "").upper())
        return {
            "s": self.identity.mailbox,
            "l": local,
            "o": sender_domain,
            "d": domain,
            "i": dotted,
            "v": "in-addr" if address.version == 4 else "ip6",
            "h": self.identity.helo,
            "c": str(address),
            "r": self.identity.receiver,
            "t": str(self.identity.unix_s),
        }

    def _validated_name(self, domain: str) -> LookupSteps[str]:
        """%{p}: the domain itself, else one below it, else any (§7.3)."""
        self.count_lookup("%{p}")
        names = yield from self.validated_names()
        below = [name for name in names if is_within(name, domain)]
        exact = [name for name in below if name == domain.lower()]
        return next(iter((*exact, *below, *names)), "unknown")


def is_within(name: str, domain: str) -> bool:
    """Whether a name is the domain or below it."""
    return f".{name.lower()}".endswith(f".{domain.lower()}")
