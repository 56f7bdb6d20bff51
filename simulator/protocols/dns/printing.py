"""What `dig` and `nslookup` print, line by line, as those of BIND 9.18 do.

Students will meet these programs outside, so nothing is translated and nothing made
nicer. It refuses to ask anybody: it is given what came back.
"""

import dns.flags
import dns.rcode
import dns.rdatatype
import dns.reversename
import dns.rrset
import msgspec
from dns.rdatatype import RdataType

from simulator.protocols.dns.lookup import LookupResult
from simulator.protocols.dns.messages import (
    DnsMessage,
    Query,
    flags_of,
    plain,
    read,
)
from simulator.protocols.services import DNS

ATTEMPTS = 3
TRUNCATED = ";; Truncated, retrying in TCP mode."
NO_SERVERS = ";; no servers could be reached"
BANNER = "; <<>> DiG 9.18 <<>> "
SOA_FIELDS = (
    ("origin", "mname"),
    ("mail addr", "rname"),
    ("serial", "serial"),
    ("refresh", "refresh"),
    ("retry", "retry"),
    ("expire", "expire"),
    ("minimum", "minimum"),
)
NSLOOKUP_WORDS = {
    "MX": "mail exchanger",
    "NS": "nameserver",
    "CNAME": "canonical name",
    "TXT": "text",
    "PTR": "name",
    "SRV": "service",
}


class Asked(msgspec.Struct, frozen=True):
    """One question a program asked, and what came. `took_us`: until it came."""

    question: Query
    answer: LookupResult
    took_us: int = 0


def server_errors(address: str, answer: LookupResult) -> list[str]:
    """What both programs say of a server that did not answer; [] when it did."""
    if address == "":
        return []
    reason = {"timed_out": "timed out", "unreachable": "connection refused"}
    if answer.result not in reason:
        return []
    line = f";; communications error to {address}#{DNS.port}: {reason[answer.result]}"
    return [line] * ATTEMPTS


# --- nslookup ------------------------------------------------------------------------


def nslookup_lines(address: str, asked: list[Asked], reverse: bool) -> list[str]:
    """The screen of `nslookup`. `asked`: one question, or A and then AAAA. `reverse`:
    an address was looked up, of which it says less."""
    first = asked[0]
    errors = server_errors(address, first.answer)
    if errors:
        return [*errors, NO_SERVERS, ""]
    lines = [TRUNCATED] if first.answer.over_tcp else []
    message = read(first.answer.data)
    code = _code(message)
    if code not in ("NOERROR", "NXDOMAIN"):
        lines.append(f";; Got {code} reply from {address}")
    if not reverse:
        lines += [f"Server:\t\t{address}", f"Address:\t{address}#{DNS.port}", ""]
    if message is None or code != "NOERROR":
        name = first.question.name
        return [*lines, f"** server can't find {name}: {code}", ""]
    return [*lines, *_nslookup_answer(message, asked, reverse), ""]


def _nslookup_answer(
    message: DnsMessage, asked: list[Asked], reverse: bool
) -> list[str]:
    question = asked[0].question
    lines = []
    records = list(message.answer)
    for more in asked[1:]:
        other = read(more.answer.data)
        records += other.answer if other is not None else []
    authoritative = "aa" in flags_of(message)
    if not authoritative and records and not reverse:
        lines.append("Non-authoritative answer:")
    if not records:
        return [*lines, f"*** Can't find {question.name}: No answer"]
    lines += [line for rrset in records for line in _nslookup_records(rrset)]
    if not authoritative and question.type not in ("A", "AAAA"):
        lines += ["", "Authoritative answers can be found from:"]
        for section in (message.authority, message.additional):
            lines += [line for rrset in section for line in _nslookup_records(rrset)]
    return lines


def _nslookup_records(rrset: dns.rrset.RRset) -> list[str]:
    name, kind = plain(rrset.name), dns.rdatatype.to_text(rrset.rdtype)
    lines: list[str] = []
    for rdata in rrset:
        if kind in ("A", "AAAA"):
            lines += [f"Name:\t{name}", f"Address: {rdata}"]
        elif kind == "SOA":
            lines.append(name)
            for label, field in SOA_FIELDS:
                lines.append(f"\t{label} = {plain(getattr(rdata, field))}")
        elif kind == "TXT" or kind in NSLOOKUP_WORDS:
            lines.append(f"{name}\t{NSLOOKUP_WORDS[kind]} = {rdata}")
        else:
            lines.append(f"{name}\trdata_{int(rrset.rdtype)} = {rdata}")
    return lines


# --- dig -----------------------------------------------------------------------------


class Screen(msgspec.Struct, frozen=True):
    """What else dig prints: its own command line, the server's address, the date.
    `named`: the server was given with `@`."""

    command: str
    address: str
    named: bool
    date: str
    short: bool = False
    tcp: bool = False


def dig_lines(screen: Screen, asked: Asked) -> list[str]:
    """The screen of `dig`."""
    errors = server_errors(screen.address, asked.answer)
    if errors:
        return [*errors, *_banner(screen), NO_SERVERS]
    message = read(asked.answer.data)
    if message is None:
        return [*_banner(screen), NO_SERVERS]
    if screen.short:
        return [str(rdata) for rrset in message.answer for rdata in rrset]
    lines = [TRUNCATED] if asked.answer.over_tcp else []
    lines += [*_banner(screen), ";; Got answer:", *_header(message)]
    if message.edns >= 0:
        lines += [
            ";; OPT PSEUDOSECTION:",
            f"; EDNS: version: {message.edns}, flags:; udp: {message.payload}",
        ]
    lines.append(";; QUESTION SECTION:")
    for rrset in message.question:
        # The columns are counted without the semicolon.
        lines.append(";" + _columns(str(rrset.name), "", rrset.rdtype, ""))
    by_tcp = screen.tcp or asked.answer.over_tcp
    return [
        *lines,
        *_sections(message),
        "",
        f";; Query time: {asked.took_us // 1_000} msec",
        f";; SERVER: {screen.address}#{DNS.port}({screen.address})"
        f" ({'TCP' if by_tcp else 'UDP'})",
        f";; WHEN: {screen.date}",
        f";; MSG SIZE  rcvd: {len(asked.answer.data)}",
        "",
    ]


def _sections(message: DnsMessage) -> list[str]:
    lines = []
    for name, section in (
        ("ANSWER", message.answer),
        ("AUTHORITY", message.authority),
        ("ADDITIONAL", message.additional),
    ):
        if section:
            lines += ["", f";; {name} SECTION:"]
        for rrset in section:
            for rdata in rrset:
                owner, ttl_s = str(rrset.name), str(rrset.ttl)
                lines.append(_columns(owner, ttl_s, rrset.rdtype, str(rdata)))
    return lines


def _banner(screen: Screen) -> list[str]:
    lines = ["", f"{BANNER}{screen.command}"]
    if screen.named:
        lines.append("; (1 server found)")
    return [*lines, ";; global options: +cmd"]


def _header(message: DnsMessage) -> list[str]:
    additional = sum(map(len, message.additional)) + (message.edns >= 0)
    counts = (
        f"QUERY: {len(message.question)}, ANSWER: {sum(map(len, message.answer))}, "
        f"AUTHORITY: {sum(map(len, message.authority))}, ADDITIONAL: {additional}"
    )
    flags = " ".join(flags_of(message))
    return [
        f";; ->>HEADER<<- opcode: QUERY, status: {_code(message)}, id: {message.id}",
        f";; flags: {flags}; {counts}",
        "",
    ]


def _code(message: DnsMessage | None) -> str:
    return dns.rcode.to_text(message.rcode()) if message is not None else "SERVFAIL"


def _columns(owner: str, ttl_s: str, rdtype: RdataType, data: str) -> str:
    """One record in dig's columns: 24, 32, 40, 48, or the next place after that."""
    line = owner
    kind = dns.rdatatype.to_text(rdtype)
    for column, word in ((24, ttl_s), (32, "IN"), (40, kind), (48, data)):
        if word:
            line = _indented(line, column) + word
    return line


def _indented(line: str, column: int) -> str:
    """`line` up to `column`, or one place further: tabs where a tab stop is crossed,
    blanks for the rest, as BIND does it."""
    at = len(line.expandtabs(8))
    to = max(column, at + 1)
    tabs = to // 8 - at // 8
    return line + "\t" * tabs + " " * (to % 8 if tabs else to - at)
