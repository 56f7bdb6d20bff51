"""Single records as people write them who edit a zone: read, and written again.

Names are whole names, without a last dot; the text of a TXT record stands as it is, or
in quotes as a zone file has it. What begins a zone (SOA, NS) and aliases are not edited
here: it refuses them.
"""

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import msgspec

from simulator.protocols.dns.messages import txt_data, txt_octets

EDITED_TYPES = ("A", "AAAA", "MX", "TXT")


class ZoneRecordError(ValueError):
    """A value that is none of its type."""


class ZoneRecord(msgspec.Struct, frozen=True):
    """A record of a zone: its whole name, its type, and what people read as its
    value."""

    name: str
    type: str
    value: str


def parse_record(rdtype: str, value: str) -> dns.rdata.Rdata:
    """The record of one of `EDITED_TYPES` with that value. Raises ZoneRecordError."""
    quoted = value.startswith('"') and value.endswith('"') and len(value) > 1
    if rdtype == "TXT" and not quoted:
        value = _strings(value)
    try:
        return dns.rdata.from_text("IN", rdtype, value, dns.name.root, relativize=False)
    except (dns.exception.DNSException, ValueError) as error:
        raise ZoneRecordError(value) from error


def record_value(rdata: dns.rdata.Rdata) -> str:
    """What people read of it: of TXT its strings, joined."""
    text = rdata.to_text()
    if rdata.rdtype == dns.rdatatype.TXT:
        return txt_octets(text).decode("latin-1")
    return text.removesuffix(".") if len(text) > 1 else text


def _strings(text: str) -> str:
    """A text as a zone file has it. Raises ZoneRecordError for what nobody types."""
    if not (text and text.isascii() and text.isprintable()):
        raise ZoneRecordError(text)
    return txt_data(text.encode("ascii"))
