"""DMARC aggregate reports: what a domain's owner hears of a day of mail (RFC 9990).

One report for each domain with a policy, and each day of UTC, as XML of the namespace
`dmarc-2.0` (Appendix A); messages with the same results share a record. It refuses to
decide who gets it: that is the receiver's business.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

import msgspec

from simulator.journal.facts import DmarcResultStored

DMARC_XMLNS = "urn:ietf:params:xml:ns:dmarc-2.0"
DAY_S = 86_400
SIGNATURES_MAX = 100
"""Of one record (§3.1.3)."""
VALUE_MAX = 255
"""Characters: more than a name has."""
COMMENTS = {"other": "DNS did not answer"}


class Reporter(NamedTuple):
    """The receiving server: its `name`, and whom to write to about a report."""

    name: str
    email: str

    @classmethod
    def of(cls, name: str, domains: tuple[str, ...]) -> "Reporter":
        """A server that takes mail for those domains, if for any: its postmaster (RFC
        5321 §4.5.1) writes."""
        return cls(name, f"postmaster@{domains[0] if domains else name}")


class AggregateReport(msgspec.Struct, frozen=True):
    """What `reporter` found out about `policy_domain` in the day that begins at
    `begin_s` (seconds from 1970). `rows`: each kind of message, and how many."""

    reporter: Reporter
    policy_domain: str
    begin_s: int
    rows: tuple[tuple[DmarcResultStored, int], ...]

    @property
    def end_s(self) -> int:
        """The last second of the day."""
        return self.begin_s + DAY_S - 1

    @property
    def last(self) -> DmarcResultStored:
        """Where the policy changed within the day, its last form counts (§3.1)."""
        return self.rows[-1][0]

    @property
    def report_id(self) -> str:
        """ridfmt = (dot-atom-text ["@" dot-atom-text])   (§3.5.1)"""
        return f"{self.begin_s}.{self.policy_domain}@{self.reporter.name}"

    @property
    def file_name(self) -> str:
        """receiver "!" policy-domain "!" begin "!" end "." extension   (§3.5.2)"""
        parts = self.reporter.name, self.policy_domain, self.begin_s, self.end_s
        return "!".join(map(str, parts)) + ".xml"


def reports_of(
    reporter: Reporter, results: Iterable[tuple[int, DmarcResultStored]]
) -> list[AggregateReport]:
    """The reports of a server, in the order of their first messages. `results`: what it
    stored, each with its moment in seconds from 1970."""
    days: dict[tuple[str, int], dict[DmarcResultStored, int]] = {}
    for at_s, result in results:
        rows = days.setdefault((result.policy_domain, at_s - at_s % DAY_S), {})
        # A row that is seen again moves to the end: the last one says the policy.
        rows[result] = rows.pop(result, 0) + 1
    return [
        AggregateReport(reporter, domain, begin_s, tuple(rows.items()))
        for (domain, begin_s), rows in days.items()
    ]


def report_xml(report: AggregateReport) -> bytes:
    """The file of a report (§3.1.1, Appendix A)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feedback xmlns="{DMARC_XMLNS}">',
        "  <version>1.0</version>",
        *_indented(_metadata(report)),
        *_indented(_policy(report.last)),
    ]
    for row, count in report.rows:
        lines += _indented(_record(row, count))
    text = "\n".join((*lines, "</feedback>")) + "\n"
    return text.encode("ascii", "xmlcharrefreplace")


def _metadata(report: AggregateReport) -> Iterator[str]:
    yield from _group(
        "report_metadata",
        _value("org_name", report.reporter.name),
        _value("email", report.reporter.email),
        _value("report_id", report.report_id),
        *_group(
            "date_range",
            _value("begin", str(report.begin_s)),
            _value("end", str(report.end_s)),
        ),
    )


def _policy(result: DmarcResultStored) -> Iterator[str]:
    yield from _group(
        "policy_published",
        _value("domain", result.policy_domain),
        _value("discovery_method", "treewalk"),
        *(_value(name, said) for name, said in result.published),
    )


def _record(row: DmarcResultStored, count: int) -> Iterator[str]:
    yield from _group(
        "record",
        *_group(
            "row",
            _value("source_ip", row.address),
            _value("count", str(count)),
            *_evaluated(row),
        ),
        *_group(
            "identifiers",
            _value("header_from", row.author_domain),
            _value("envelope_from", row.envelope_from),
        ),
        *_group("auth_results", *_results(row)),
    )


def _evaluated(row: DmarcResultStored) -> Iterator[str]:
    """What DMARC made of the message (§3.1.1.9)."""
    lines = [_value("disposition", row.disposition)]
    for method in ("dkim", "spf"):
        lines.append(_value(method, "pass" if method in row.aligned else "fail"))
    if row.reason:
        comment = COMMENTS.get(row.reason, "")
        said = [_value("type", row.reason)]
        said += [_value("comment", comment)] if comment else []
        lines += _group("reason", *said)
    yield from _group("policy_evaluated", *lines)


def _results(row: DmarcResultStored) -> Iterator[str]:
    """What DKIM and SPF said, aligned or not (§3.1.1.11)."""
    for domain, selector, result in row.signatures[:SIGNATURES_MAX]:
        yield from _group(
            "dkim",
            _value("domain", domain),
            _value("selector", selector),
            _value("result", result),
        )
    for domain, result in row.spf:
        yield from _group(
            "spf",
            _value("domain", domain),
            _value("scope", "mfrom"),
            _value("result", result),
        )


def _value(name: str, text: str) -> str:
    """Control characters have no form in XML 1.0; a line of mail has an end."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:VALUE_MAX])
    return f"<{name}>{escape(shown)}</{name}>"


def _group(name: str, *lines: str) -> Iterator[str]:
    yield f"<{name}>"
    yield from _indented(lines)
    yield f"</{name}>"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
