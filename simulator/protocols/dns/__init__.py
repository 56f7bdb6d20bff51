"""DNS, sans-I/O: names become records (RFC 1034, 1035, 2181, 2308).

Messages and zone files are dnspython's, which is given no clock, chance or socket of
its own: identifiers and times are parameters. Ours is what a name server decides
(`server.py`), what who asks makes of it (`lookup.py`), what is remembered (`cache.py`),
and what `dig` and `nslookup` print (`printing.py`).
"""

from simulator.protocols.dns.at_hand import DnsAtHand, answer_at_hand
from simulator.protocols.dns.cache import Cache
from simulator.protocols.dns.config import (
    NameServerConfig,
    ZoneConfig,
    with_line,
    zone_of,
)
from simulator.protocols.dns.lookup import (
    LOOKUPS_US_MAX,
    Lookup,
    LookupResult,
    LookupSteps,
)
from simulator.protocols.dns.messages import (
    NAME_OCTETS_MAX,
    DnsNameError,
    Query,
    a_labels,
    escaped_name,
    framed,
    is_name,
    parse_name,
    plain,
    read,
    txt_data,
)
from simulator.protocols.dns.pasted import (
    PASTED_OCTETS_MAX,
    UnnamedRecord,
    pasted_records,
)
from simulator.protocols.dns.records import (
    EDITED_TYPES,
    ZoneRecord,
    ZoneRecordError,
    parse_record,
    record_value,
)
from simulator.protocols.dns.server import NameServer
from simulator.protocols.dns.zones import Zone, ZoneError, parse_records

__all__ = [
    "EDITED_TYPES",
    "LOOKUPS_US_MAX",
    "NAME_OCTETS_MAX",
    "PASTED_OCTETS_MAX",
    "Cache",
    "DnsAtHand",
    "DnsNameError",
    "Lookup",
    "LookupResult",
    "LookupSteps",
    "NameServer",
    "NameServerConfig",
    "Query",
    "UnnamedRecord",
    "Zone",
    "ZoneConfig",
    "ZoneError",
    "ZoneRecord",
    "ZoneRecordError",
    "a_labels",
    "answer_at_hand",
    "escaped_name",
    "framed",
    "is_name",
    "parse_name",
    "parse_record",
    "parse_records",
    "pasted_records",
    "plain",
    "read",
    "record_value",
    "txt_data",
    "with_line",
    "zone_of",
]
