"""Trace fields: what each server writes on top of a message (RFC 5321 §4.4).

    Time-stamp-line  = "Received:" FWS Stamp CRLF
    Stamp            = From-domain By-domain Opt-info [CFWS] ";" FWS date-time
    From-domain      = "FROM" FWS Extended-Domain
    By-domain        = CFWS "BY" FWS Extended-Domain
    Extended-Domain  = Domain / ( Domain FWS "(" TCP-info ")" ) /
                       ( address-literal FWS "(" TCP-info ")" )
    Opt-info         = [Via] [With] [ID] [For]
    Return-Path-line = "Return-Path:" FWS Reverse-path CRLF

A path may be UTF-8 where SMTPUTF8 brought it (RFC 6531 §3.7.3).

It refuses to look at the message for a relay, which must not (§4.4).
"""

import re
from collections.abc import Callable

from simulator.mail.message import split
from simulator.mail.mime import ANY_LINE_END, header_fields

_RECEIVED = re.compile(rb"(?:\A|\r\n)received[ \t]*:", re.IGNORECASE)


def received(
    *,
    helo: str,
    address: str,
    by: str,
    protocol: str,
    identifier: str,
    date: str,
    recipient: str = "",
) -> bytes:
    """The Received field a server prepends, folded, with its CRLF.

    `helo`: the name the client gave; `address`: where its connection came from (IPv4,
    or IPv6 with colons); `protocol`: SMTP, ESMTP... (RFC 3848, RFC 6531); `recipient`:
    the one forward-path, "" when there were several, so that none learns of the
    others (§7.2). `date`: as `dates.date_at` gives it.
    """
    literal = f"IPv6:{address}" if ":" in address else address
    lines = [
        f"Received: from {helo} ([{literal}])",
        f"\tby {by} with {protocol} id {identifier}",
    ]
    if recipient:
        lines.append(f"\tfor <{recipient}>")
    return "\r\n".join(lines).encode("utf-8") + f";\r\n\t{date}\r\n".encode("ascii")


def return_path(reverse_path: str) -> bytes:
    """The Return-Path field of final delivery. `reverse_path`: without brackets."""
    return f"Return-Path: <{reverse_path}>\r\n".encode()


def without_return_path(content: bytes) -> bytes:
    """`content` without the Return-Path fields of its header section: only the server
    of final delivery may write one, and takes others out (RFC 5321 §4.4)."""
    return without_fields(content, "Return-Path", lambda _value: True)


def without_fields(
    content: bytes, name: str, is_unwanted: Callable[[bytes], bool]
) -> bytes:
    """`content` without those fields of its header section that are called `name`, in
    any case, and whose value, as it is folded, is unwanted. Those that begin after a
    bare CR or LF are fields as well: the message leaves with whole lines."""
    header_length = split(content).header_length
    wanted = name.lower()
    if wanted.encode("ascii") not in content[:header_length].lower():
        return content
    at, kept = 0, []
    for found, start, end in header_fields(content, 0, header_length, ANY_LINE_END):
        if found.lower() == wanted:
            value = content[content.index(b":", start) + 1 : end]
            if is_unwanted(value):
                kept.append(content[at:start])
                at = end
    return b"".join((*kept, content[at:])) if kept else content


def hops(header: bytes) -> int:
    """How many Received fields a header section has: a loop shows here (§6.3)."""
    return len(_RECEIVED.findall(header))
