"""DNS messages as this world needs them: made, read, cut into parts (RFC 1035 §4).

dnspython encodes and decodes; here is what it does not say: which octets are which
part, and the flat values that facts carry. It refuses whatever is no message: `read`
gives None, never an exception, since octets of strangers come here.
"""

import re

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rdatatype
import dns.rrset
import msgspec

from simulator.journal import Span
from simulator.journal.facts import Record

UDP_OCTETS_MAX = 512
"""RFC 1035 §4.2.1: without EDNS no datagram is longer."""
EDNS_OCTETS = 1_232
HEADER_OCTETS = 12
RECORDS_MAX = 100
"""Records of a section that a fact carries."""

NAME_OCTETS_MAX = 253
LABEL_OCTETS_MAX = 63

DnsMessage = dns.message.Message

_SPECIAL = re.compile(r"[^!-\[\]-~]")
STRING_OCTETS_MAX = 255
"""Of one string in a TXT record (RFC 1035 §3.3)."""

_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9]{3}|.)", re.DOTALL)


class DnsNameError(Exception):
    """No domain name. `reason`: why, as BIND says it."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"'{text}' is not a legal name ({reason})")
        self.reason = reason


class Query(msgspec.Struct, frozen=True):
    """What is asked. `name` without its last dot, in lower case; `type` as `MX`."""

    name: str
    type: str


def parse_name(text: str) -> dns.name.Name:
    """An absolute name. Raises DnsNameError."""
    try:
        return dns.name.from_text(text.strip() or ".", dns.name.root)
    except dns.name.EmptyLabel:
        raise DnsNameError(text, "empty label") from None
    except dns.name.LabelTooLong:
        raise DnsNameError(text, "label too long") from None
    except dns.name.NameTooLong:
        raise DnsNameError(text, "ran out of space") from None
    except (dns.exception.DNSException, ValueError):
        raise DnsNameError(text, "bad escape") from None


def plain(name: object) -> str:
    """A name as people write it: no last dot; the root is `.`."""
    text = str(name)
    return text[:-1] if len(text) > 1 and text.endswith(".") else text


def is_name(text: str) -> bool:
    """Whether it can be asked for: labels of 1 to 63 octets, 253 in all, ASCII."""
    labels = text.removesuffix(".").split(".")
    return (
        len(text) <= NAME_OCTETS_MAX + 1
        and text.isascii()
        and all(0 < len(label) <= LABEL_OCTETS_MAX for label in labels)
    )


def escaped_name(name: str) -> str:
    """A name as `Query` wants it: octets that a zone file cannot hold as they are, such
    as spaces, by their numbers (RFC 1035 §5.1)."""
    return _SPECIAL.sub(lambda found: f"\\{ord(found[0]):03}", name)


def a_labels(name: str) -> str:
    """A name with its labels outside ASCII as DNS has them, `xn--...` (RFC 5890
    §2.3.2.1). Raises DnsNameError."""
    return name if name.isascii() else plain(parse_name(name))


def txt_octets(data: str) -> bytes:
    """The octets of a TXT record, from the data of a `Record`: its strings, joined with
    nothing in between (RFC 7208 §3.3)."""
    return _ESCAPE.sub(_unescaped, "".join(_STRING.findall(data))).encode("latin-1")


def txt_data(octets: bytes) -> str:
    """The data of a `Record` of type TXT that holds these octets: quoted strings, each
    of as much as fits."""
    starts = range(0, len(octets) or 1, STRING_OCTETS_MAX)
    return " ".join(_quoted(octets[at : at + STRING_OCTETS_MAX]) for at in starts)


def _quoted(octets: bytes) -> str:
    plain = "".join(
        chr(o) if 32 <= o < 127 and o not in b'"\\' else f"\\{o:03}" for o in octets
    )
    return f'"{plain}"'


def _unescaped(found: re.Match[str]) -> str:
    return found[1] if len(found[1]) == 1 else chr(int(found[1]) & 0xFF)


def parse_type(text: str) -> int | None:
    """`mx` is 15; None for what is no type."""
    try:
        return int(dns.rdatatype.from_text(text))
    except (dns.rdatatype.UnknownRdatatype, ValueError):
        return None


def make_query(
    question: Query, identifier: int, edns: bool = False, ad: bool = False
) -> DnsMessage:
    """A query that wants recursion. `edns`, `ad`: as dig sends it.

    Raises DnsNameError."""
    query = dns.message.QueryMessage(id=identifier)
    query.flags = dns.flags.RD | (dns.flags.AD if ad else 0)
    number = parse_type(question.type)
    assert number is not None, "types are checked where they are typed"
    rdtype = dns.rdatatype.RdataType.make(number)
    name = parse_name(question.name)
    query.find_rrset(
        query.question, name, dns.rdataclass.IN, rdtype, create=True, force_unique=True
    )
    if edns:
        query.use_edns(0, payload=EDNS_OCTETS)
    return query


def read(data: bytes) -> DnsMessage | None:
    """The message `data` is, or None."""
    try:
        return dns.message.from_wire(data)
    except (dns.exception.DNSException, ValueError, IndexError, OverflowError):
        return None


def question_of(message: DnsMessage) -> Query | None:
    """The one question of a message."""
    if len(message.question) != 1:
        return None
    asked = message.question[0]
    rdtype = dns.rdatatype.to_text(asked.rdtype)
    return Query(plain(asked.name).lower(), rdtype)


def flags_of(message: DnsMessage) -> tuple[str, ...]:
    """The flags that are set, in the order of the wire: `qr`, `aa`, `tc`..."""
    return tuple(dns.flags.to_text(message.flags).lower().split())


def records_of(section: list[dns.rrset.RRset]) -> tuple[Record, ...]:
    """The records of a section, flat, in order; at most RECORDS_MAX."""
    out = [
        (plain(rrset.name), rrset.ttl, dns.rdatatype.to_text(rrset.rdtype), str(rdata))
        for rrset in section
        for rdata in rrset
    ]
    return tuple(out[:RECORDS_MAX])


def encode(message: DnsMessage, octets_max: int = 65_535) -> bytes:
    """The octets of a message, its records in the order they have.

    Left alone dnspython would shuffle them by a chance that is not ours. Raises
    dns.exception.TooBig.
    """
    return message.to_wire(max_size=octets_max, want_shuffle=False)


def framed(data: bytes) -> bytes:
    """As it goes over TCP: two octets of length first (RFC 1035 §4.2.2)."""
    return len(data).to_bytes(2, "big") + data


def parts(data: bytes) -> tuple[Span, ...]:
    """Which octets are what, for a message that `read` understood."""
    spans: list[Span] = [(0, 2, "id"), (2, 4, "flags"), (4, HEADER_OCTETS, "counts")]
    counts = [int.from_bytes(data[at : at + 2], "big") for at in range(4, 12, 2)]
    at = HEADER_OCTETS
    names = ("question", "answer", "authority", "additional")
    for role, count in zip(names, counts, strict=True):
        start = at
        for _ in range(count):
            at = _after_name(data, at) + 4
            if role != "question":
                at += 6 + int.from_bytes(data[at + 4 : at + 6], "big")
        if at > start:
            spans.append((start, at, role))
    return tuple(spans)


def _after_name(data: bytes, at: int) -> int:
    """Where a name ends: at its empty label, or after a pointer (RFC 1035 §4.1.4)."""
    while data[at]:
        if data[at] >= 0xC0:
            return at + 2
        at += 1 + data[at]
    return at + 1
