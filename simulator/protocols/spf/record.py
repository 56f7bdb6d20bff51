"""An SPF record: its text becomes terms, or an error with its place (RFC 7208 §4.6.1).

Every term is checked before any is evaluated: an error anywhere spoils the record
(§4.6). Places count octets from the record's begin. It refuses records that no DNS
message could carry.
"""

from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Literal

import msgspec

from simulator.journal import Span
from simulator.protocols.spf.macros import (
    EXPLANATION_LETTERS,
    MacroString,
    SpfSyntaxError,
    parse_macros,
)

VERSION = "v=spf1"
RECORD_OCTETS_MAX = 65_535
SpfResult = Literal[
    "none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"
]
QUALIFIERS: dict[str, SpfResult] = {
    "+": "pass",
    "-": "fail",
    "~": "softfail",
    "?": "neutral",
}
"""§4.6.2: what a match means."""

DIGITS = "0123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAME_CHARACTERS = LETTERS + LETTERS.upper() + DIGITS + "-_."

IP4_BITS = 32
IP6_BITS = 128


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term as it stands in its record. `name` in lower case; `domain`: what comes
    after the colon or the equals sign, where that is a name or another text with
    macros."""

    text: str
    start: int
    name: str
    domain: MacroString = ()

    @property
    def end(self) -> int:
        """Where it ends in its record."""
        return self.start + len(self.text)


class Modifier(Term, frozen=True, kw_only=True):
    """`redirect=`, `exp=`, or one that nobody knows (§6)."""


class Directive(Term, frozen=True, kw_only=True):
    """A mechanism with its qualifier (§4.6.2). `network`: of `ip4` and `ip6`;
    `prefix4`, `prefix6`: how many bits have to agree."""

    qualifier: str = "+"
    network: IPv4Address | IPv6Address | None = None
    prefix4: int = IP4_BITS
    prefix6: int = IP6_BITS


class SpfRecord(msgspec.Struct, frozen=True):
    """A record without errors. `redirect`, `exp`: the modifiers of these names."""

    text: str
    directives: tuple[Directive, ...]
    redirect: Modifier | None
    explanation: Modifier | None
    spans: tuple[Span, ...]


def is_record(octets: bytes) -> bool:
    """Whether a TXT record is one of SPF: `v=spf1` up to a space or the end (§4.5)."""
    return octets[: len(VERSION) + 1].lower() in (b"v=spf1", b"v=spf1 ")


def parse_record(octets: bytes) -> SpfRecord:
    """record = version terms *SP ; terms = *( 1*SP ( directive / modifier ) )

    (RFC 7208 §4.5, §4.6.1.) Raises SpfSyntaxError.
    """
    if len(octets) > RECORD_OCTETS_MAX:
        raise SpfSyntaxError("too_long", RECORD_OCTETS_MAX, len(octets))
    text = octets.decode("latin-1")
    directives: list[Directive] = []
    modifiers: dict[str, Modifier] = {}
    spans: list[Span] = [(0, len(VERSION), "version")]
    at = len(VERSION)
    for word in text[at:].split(" "):
        if word:
            term = _term(word, at)
            if isinstance(term, Directive):
                directives.append(term)
            elif term.name in ("redirect", "exp"):
                if term.name in modifiers:
                    raise SpfSyntaxError("modifier_twice", at, at + len(word))
                modifiers[term.name] = term
            role = "directive" if isinstance(term, Directive) else "modifier"
            spans.append((at, at + len(word), role))
        at += len(word) + 1
    return SpfRecord(
        text,
        tuple(directives),
        modifiers.get("redirect"),
        modifiers.get("exp"),
        tuple(spans),
    )


def _term(word: str, at: int) -> Directive | Modifier:
    """Which of both it is: a modifier has `=` before any `:` or `/` (§4.6.1)."""
    odd = next((i for i, char in enumerate(word) if not "!" <= char <= "~"), -1)
    if odd >= 0:
        raise SpfSyntaxError("character", at + odd, at + odd + 1)
    name, equals, _ = word.partition("=")
    if equals and ":" not in name and "/" not in name:
        return _modifier(word, at)
    return _directive(word, at)


def _modifier(word: str, at: int) -> Modifier:
    """modifier = redirect / explanation / unknown-modifier       (RFC 7208 §6)

    name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
    """
    name, _, value = word.partition("=")
    if not name[:1].isalpha() or name.strip(NAME_CHARACTERS):
        raise SpfSyntaxError("modifier_name", at, at + len(name) + 1)
    name = name.lower()
    place = at + len(name) + 1
    if name in ("redirect", "exp"):
        domain = _domain_spec(value, place)
    else:
        domain = parse_macros(value, place, letters=EXPLANATION_LETTERS)
    return Modifier(text=word, start=at, name=name, domain=domain)


def _directive(word: str, at: int) -> Directive:
    """directive = [ qualifier ] mechanism                    (RFC 7208 §4.6.1)"""
    qualifier = word[0] if word[0] in QUALIFIERS else ""
    rest = word[len(qualifier) :]
    name = rest[: min(_index(rest, ":"), _index(rest, "/"))]
    parse = ARGUMENTS.get(name.lower())
    start = at + len(qualifier)
    if parse is None:
        raise SpfSyntaxError("unknown_mechanism", start, start + max(len(name), 1))
    term = Directive(text=word, start=at, name=name.lower(), qualifier=qualifier or "+")
    return parse(term, rest[len(name) :], start + len(name))


def _index(text: str, char: str) -> int:
    found = text.find(char)
    return found if found >= 0 else len(text)


# --- the arguments of mechanisms ------------------------------------------------------


def _nothing(term: Directive, argument: str, at: int) -> Directive:
    """all = "all"                                            (RFC 7208 §5.1)"""
    if argument:
        raise SpfSyntaxError("no_argument", at, at + len(argument))
    return term


def _domain(term: Directive, argument: str, at: int) -> Directive:
    """include = "include" ":" domain-spec ; exists likewise      (§5.2, §5.7)"""
    if argument[:1] != ":":
        raise SpfSyntaxError("needs_domain", term.start, at + len(argument))
    return _with(term, domain=_domain_spec(argument[1:], at + 1))


def _domain_or_nothing(term: Directive, argument: str, at: int) -> Directive:
    """ptr = "ptr" [ ":" domain-spec ]                        (RFC 7208 §5.5)"""
    return _domain(term, argument, at) if argument else term


def _domain_and_prefixes(term: Directive, argument: str, at: int) -> Directive:
    """a = "a" [ ":" domain-spec ] [ dual-cidr-length ] ; mx likewise  (§5.3, §5.4)

    dual-cidr-length = [ "/" ip4-cidr-length ] [ "//" ip6-cidr-length ]
    """
    rest, prefix6 = _prefix(argument, "//", IP6_BITS, at)
    rest, prefix4 = _prefix(rest, "/", IP4_BITS, at)
    term = _with(term, prefix4=prefix4, prefix6=prefix6)
    if rest[:1] == ":":
        return _with(term, domain=_domain_spec(rest[1:], at + 1))
    if rest:
        raise SpfSyntaxError("prefix_length", at, at + len(argument))
    return term


def _ip4_network(term: Directive, argument: str, at: int) -> Directive:
    """ip4 = "ip4" ":" ip4-network [ ip4-cidr-length ]        (RFC 7208 §5.6)"""
    rest, prefix = _prefix(argument, "/", IP4_BITS, at)
    try:
        return _with(term, network=IPv4Address(_address(rest)), prefix4=prefix)
    except AddressValueError:
        raise SpfSyntaxError("ip4_network", at, at + len(argument)) from None


def _ip6_network(term: Directive, argument: str, at: int) -> Directive:
    """ip6 = "ip6" ":" ip6-network [ ip6-cidr-length ]        (RFC 7208 §5.6)"""
    rest, prefix = _prefix(argument, "/", IP6_BITS, at)
    try:
        if "%" in rest:
            raise AddressValueError("a zone is no part of a network")
        return _with(term, network=IPv6Address(_address(rest)), prefix6=prefix)
    except AddressValueError:
        raise SpfSyntaxError("ip6_network", at, at + len(argument)) from None


ARGUMENTS = {
    "all": _nothing,
    "include": _domain,
    "a": _domain_and_prefixes,
    "mx": _domain_and_prefixes,
    "ptr": _domain_or_nothing,
    "ip4": _ip4_network,
    "ip6": _ip6_network,
    "exists": _domain,
}
"""Every mechanism (§5), and how what follows its name is read."""


def _with(term: Directive, **changes: object) -> Directive:
    return msgspec.structs.replace(term, **changes)


def _address(argument: str) -> str:
    if argument[:1] != ":":
        raise AddressValueError("no colon")
    return argument[1:]


def _prefix(text: str, slashes: str, bits: int, at: int) -> tuple[str, int]:
    """What stands before the prefix length at the end of `text`, and the length.

    ip4-cidr-length = "/" ("0" / %x31-39 0*1DIGIT), ip6 likewise   (RFC 7208 §5.6)
    """
    rest = text.rstrip(DIGITS)
    digits = text[len(rest) :]
    if not digits or not rest.endswith(slashes):
        return text, bits
    too_long = len(digits) > len(str(bits)) or int(digits) > bits
    if too_long or (digits[0] == "0" and digits != "0"):
        start = at + len(rest) - len(slashes)
        raise SpfSyntaxError("prefix_length", start, at + len(text))
    return rest[: -len(slashes)], int(digits)


def _domain_spec(text: str, at: int) -> MacroString:
    """domain-spec = macro-string domain-end                  (RFC 7208 §7.1)

    domain-end = ( "." toplabel [ "." ] ) / macro-expand
    """
    if not text:
        raise SpfSyntaxError("needs_domain", at - 1, at)
    parts = parse_macros(text, at)
    last = parts[-1]
    if isinstance(last, str):
        _, dot, label = last.removesuffix(".").rpartition(".")
        if not dot or not _is_top_label(label):
            raise SpfSyntaxError(
                "domain_end", at + len(text) - len(last), at + len(text)
            )
    return parts


def _is_top_label(label: str) -> bool:
    """toplabel = ( *alphanum ALPHA *alphanum )
    / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )         (RFC 7208 §7.1)
    """
    return (
        not label.lower().strip(LETTERS + DIGITS + "-")
        and label[:1] not in ("", "-")
        and label[-1] != "-"
        and bool(label.strip(DIGITS))
    )
