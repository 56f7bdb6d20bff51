"""DNS out of a dictionary, and a check that is played with it to its end."""

from collections.abc import Iterable, Mapping

from simulator.journal import Fact
from simulator.protocols.dns import LookupResult, Query, escaped_name
from simulator.protocols.spf import SpfCheck, SpfIdentity, SpfOutcome

Rr = tuple[str, str]
"""Type and data: `("TXT", "v=spf1 -all")`; type `FAIL`: asking for the name fails."""

ALIASES_MAX = 8


def quoted(octets: bytes) -> str:
    """One string of a TXT record as a zone file has it."""
    plain = "".join(
        chr(o) if 32 <= o < 127 and o not in b'"\\' else f"\\{o:03}" for o in octets
    )
    return f'"{plain}"'


class FakeDns:
    """Answers from `zone`: names to records. `asked`: what it was asked, in order."""

    def __init__(self, zone: Mapping[str, Iterable[Rr]]) -> None:
        self.zone = {
            escaped_name(name.lower()): [*records] for name, records in zone.items()
        }
        self.asked: list[Query] = []

    def answer(self, query: Query) -> LookupResult:
        self.asked.append(query)
        name, aliases = query.name, 0
        while True:
            records = self.zone.get(name, [])
            found = [data for rdtype, data in records if rdtype == query.type]
            if not found and ("FAIL", "") in records:
                return LookupResult("failed")
            alias = dict(records).get("CNAME")
            if found or alias is None:
                break
            name, aliases = alias.rstrip(".").lower(), aliases + 1
            if aliases > ALIASES_MAX:
                return LookupResult("failed")
        if not found:
            return LookupResult("no_data" if name in self.zone else "no_such_domain")
        return LookupResult(
            "found",
            tuple((name, 300, query.type, self.data(query.type, d)) for d in found),
        )

    @staticmethod
    def data(rdtype: str, data: str) -> str:
        return quoted(data.encode("latin-1")) if rdtype == "TXT" else data


def play(dns: FakeDns, identity: SpfIdentity) -> tuple[SpfOutcome, list[Fact]]:
    """The outcome of a check, and everything it told."""
    check = SpfCheck(identity, 0)
    facts = check.facts()
    while (question := check.next_question()) is not None:
        check.answer(dns.answer(question), 0)
        facts += check.facts()
    assert check.outcome is not None
    return check.outcome, facts
