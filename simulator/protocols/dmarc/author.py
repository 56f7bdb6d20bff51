"""The Author Domain: the one domain in From, which people read (RFC 9989 §3.2.2).

Read as a message leaves a server, every line end whole: what a bare CR or LF hides from
a strict reader is a field to whoever reads the message. It refuses to choose where
there are several domains or none: DMARC cannot be checked then (§5.3.1).
"""

from contextlib import suppress
from typing import NamedTuple

from simulator.mail import fields, split, whole_lines
from simulator.mail.header_addresses import LIST_OCTETS_MAX, addresses
from simulator.protocols.dns import DnsNameError, a_labels, is_name


class Author(NamedTuple):
    """`domain`: in A-labels and lower case, or ""; `problem`: why there is none:
    `no_from`, `several_from` (RFC 5322 §3.6 wants exactly one such field),
    `several_domains` or `no_domain`."""

    domain: str
    problem: str = ""


def read_author(content: bytes) -> Author:
    """The author of a message. A word without a domain beside it, or the name of a
    group, takes nothing from it."""
    header = whole_lines(content[: split(content).header_length])
    values = [value for name, value in fields(header) if name.lower() == "from"]
    if len(values) != 1:
        return Author("", "several_from" if values else "no_from")
    hosts = {each.host.encode("latin-1") for each in addresses(values[0]) if each.host}
    domains = {_domain(host) for host in hosts}
    if len(domains) > 1:
        return Author("", "several_domains")
    domain = domains.pop() if domains and len(values[0]) <= LIST_OCTETS_MAX else ""
    return Author(domain) if domain else Author("", "no_domain")


def _domain(host: bytes) -> str:
    """Of UTF-8 (RFC 6532) or ASCII; "" for what is no name of DNS."""
    with suppress(DnsNameError, UnicodeDecodeError):
        name = a_labels(host.decode("utf-8").lower()).removesuffix(".")
        return name if is_name(name) and not name.startswith("[") else ""
    return ""
