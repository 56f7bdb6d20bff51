"""The command lines of `nslookup` and `dig`: what a person may type, as BIND reads it.

A subset, and said so: `nslookup [-type=TYPE] NAME [SERVER]` and `dig [@SERVER] NAME
[TYPE] [-x ADDRESS] [+short] [+tcp] [+noedns]`. It refuses what it does not know with
the words of those programs.
"""

import re

import dns.exception
import dns.reversename
import msgspec

from simulator.protocols.dns.messages import DnsNameError, parse_name, parse_type, plain

PROGRAMS = ("nslookup", "dig")
SILENT = ("+nocookie", "+cmd", "+recurse", "+edns", "+ad")
DIG_USAGE = (
    "Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}",
    "            {global-d-opt} host [@local-server] {local-d-opt}",
    "            [ host [@local-server] {local-d-opt} [...]]",
    "",
    'Use "dig -h" (or "dig -h | more") for complete list of options',
)
NSLOOKUP_USAGE = (
    "Usage:",
    "   nslookup [-opt ...] host        # just look up 'host' using default server",
    "   nslookup [-opt ...] host server # just look up 'host' using 'server'",
)


class LookupCommand(msgspec.Struct, frozen=True):
    """What a person wants to know. `type` "": A, and then AAAA. `server`: as typed.
    `warnings`: lines to print first."""

    program: str
    name: str
    type: str
    server: str = ""
    reverse: bool = False
    short: bool = False
    tcp: bool = False
    edns: bool = False
    warnings: tuple[str, ...] = ()


def parse_command(words: list[str]) -> LookupCommand | list[str]:
    """The request that a command line is, or what its program says of it."""
    program = words[0]
    reader = _nslookup if program == "nslookup" else _dig
    request = reader(words[1:])
    if isinstance(request, list):
        return request
    try:
        parse_name(request.name)
    except DnsNameError as error:
        return [f"{program}: {error}"]
    return request


def _nslookup(words: list[str]) -> LookupCommand | list[str]:
    kind, warnings, rest = "", [], []
    for word in words:
        option = re.fullmatch(r"-(?:type|ty|querytype|query|q|t)=(\S+)", word, re.I)
        if option is None and word.startswith("-"):
            warnings.append(f"*** Invalid option: {word[1:]}")
        elif option is None:
            rest.append(word)
        elif parse_type(option[1]) is None:
            warnings.append(f"unknown query type: {option[1]}")
        else:
            kind = option[1].upper()
    if not rest or len(rest) > 2:
        return [*warnings, *NSLOOKUP_USAGE]
    name, reverse = _reverse(rest[0])
    return LookupCommand(
        "nslookup",
        plain(name),
        "PTR" if reverse else kind,
        rest[1] if len(rest) == 2 else "",
        reverse=reverse,
        warnings=tuple(warnings),
    )


def _dig(words: list[str]) -> LookupCommand | list[str]:
    name, kind, server = "", "", ""
    warnings: list[str] = []
    plus: set[str] = set()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word.startswith("@"):
            server = word[1:]
        elif word in ("+short", "+tcp", "+noedns", *SILENT):
            plus.add(word)
        elif word.startswith("+"):
            return [f"Invalid option: {word}", *DIG_USAGE]
        elif word == "-x" and rest:
            name, reverse = _reverse(rest.pop(0))
            if not reverse:
                return ["dig: invalid IP address"]
            kind = kind or "PTR"
        elif word == "-t" and rest:
            kind = _type(rest.pop(0), warnings) or kind
        elif word.startswith("-"):
            return [f"Invalid option: {word}", *DIG_USAGE]
        elif word.upper() == "IN":
            continue
        elif name or parse_type(word) is not None:
            kind = _type(word, warnings) or kind
        else:
            name = word
    if not name:
        name, kind = ".", kind or "NS"
    return LookupCommand(
        "dig",
        plain(name),
        kind or "A",
        server,
        short="+short" in plus,
        tcp="+tcp" in plus,
        edns="+noedns" not in plus,
        warnings=tuple(warnings),
    )


def _type(word: str, warnings: list[str]) -> str:
    if parse_type(word) is None:
        warnings.append(f";; Warning, ignoring invalid type {word}")
        return ""
    return word.upper()


def _reverse(text: str) -> tuple[str, bool]:
    """An address as the name it is looked up by (RFC 1035 §3.5); else as it is."""
    try:
        return str(dns.reversename.from_address(text)), True
    except (dns.exception.DNSException, ValueError):
        return text, False
