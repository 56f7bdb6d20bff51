"""Addresses and paths of RFC 5321 §4.1.2, parsed with the place of an error.

Every function sits under its ABNF and takes `(text, at)`. Text is Latin-1: one
character per octet. A path that is not one raises `AddressError`, whose `reason` is a
key that the SMTP server answers with and the narrator explains.

It refuses to know which mailboxes exist, to fold the case of a local part (that is the
destination's business, §2.4) and to route by a source route (§4.1.1.3: ignore it).
"""

import re
from ipaddress import AddressValueError, IPv6Address

import msgspec

Span = tuple[int, int, str]
"""`(start, end, role)` within the text that was parsed, as in the facts."""

LOCAL_PART_OCTETS_MAX = 64
"""RFC 5321 §4.5.3.1.1."""
DOMAIN_OCTETS_MAX = 255
"""RFC 5321 §4.5.3.1.2."""
PATH_OCTETS_MAX = 256
"""RFC 5321 §4.5.3.1.3, brackets and separators included."""
LABEL_OCTETS_MAX = 63
"""RFC 1035 §2.3.4."""


class AddressError(ValueError):
    """`reason`: a key (`syntax_domain`...); `start`, `end`: the octets to blame.

    `start == end == len(text)`: something is missing at the end.
    """

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(f"{reason} at {start}")
        self.reason = reason
        self.start = start
        self.end = end


class Mailbox(msgspec.Struct, frozen=True):
    """`local_part` and `domain` as written. `domain` is "" only for <Postmaster>."""

    local_part: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local_part}@{self.domain}" if self.domain else self.local_part

    @property
    def name(self) -> str:
        """The local part without quotes: all quoted forms are equal (§4.1.2)."""
        if not self.local_part.startswith('"'):
            return self.local_part
        return re.sub(r"\\(.)", r"\1", self.local_part[1:-1])

    @property
    def key(self) -> tuple[str, str]:
        """Equal for mailboxes that are the same: domains ignore case (§2.4)."""
        return (self.name, self.domain.lower())


class Path(msgspec.Struct, frozen=True):
    """A parsed path. `mailbox` is None for `<>`; `end`: where the text goes on.

    `routed`: a source route was there, and was dropped. `spans` count from the start
    of the whole text: path (with brackets), local_part, domain.
    """

    mailbox: Mailbox | None
    end: int
    routed: bool
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Without brackets or route; "" for `<>`."""
        return str(self.mailbox) if self.mailbox else ""


# Path         = "<" [ A-d-l ":" ] Mailbox ">"
# Reverse-path = Path / "<>"
# Forward-path = Path         ; and in RCPT "<Postmaster>" (§4.1.1.3)


def parse_reverse_path(text: str, at: int = 0) -> Path:
    """`<mailbox>` or `<>` at `at`. Raises AddressError."""
    if text.startswith("<>", at):
        return Path(None, at + 2, False, ((at, at + 2, "path"),))
    return _path(text, at)


def parse_forward_path(text: str, at: int = 0) -> Path:
    """`<mailbox>` or `<Postmaster>`, in any case, at `at`. Raises AddressError."""
    if text.startswith("<>", at):
        raise AddressError("syntax_null_path", at, at + 2)
    if text[at : at + 12].lower() == "<postmaster>":
        end = at + 12
        spans = ((at, end, "path"), (at + 1, end - 1, "local_part"))
        return Path(Mailbox(text[at + 1 : end - 1], ""), end, False, spans)
    return _path(text, at)


def parse_mailbox(text: str) -> Mailbox:
    """The whole of `text` as a Mailbox. Raises AddressError."""
    mailbox, end, _ = _mailbox(text, 0)
    if end != len(text):
        raise _unexpected(text, end, "syntax_domain")
    return mailbox


def _path(text: str, at: int) -> Path:
    if not text.startswith("<", at):
        raise AddressError("syntax_brackets", at, _word_end(text, at))
    inner = _source_route(text, at + 1)
    mailbox, end, spans = _mailbox(text, inner)
    if not text.startswith(">", end):
        missing = ">" not in text[end:] and text[end : end + 1] not in (",", ";")
        reason = "syntax_brackets" if missing else "syntax_domain"
        raise _unexpected(text, end, reason)
    end += 1
    if end - at > PATH_OCTETS_MAX:
        raise AddressError("path_too_long", at, end)
    return Path(mailbox, end, inner > at + 1, ((at, end, "path"), *spans))


# A-d-l     = At-domain *( "," At-domain )
# At-domain = "@" Domain


def _source_route(text: str, at: int) -> int:
    """Where the mailbox begins: after the route's colon, or `at` if there is none."""
    if not text.startswith("@", at):
        return at
    try:
        position = _domain(text, at + 1)
        while text.startswith(",@", position):
            position = _domain(text, position + 2)
    except AddressError as error:
        raise AddressError("syntax_route", error.start, error.end) from None
    if not text.startswith(":", position):
        # `<@norte.example>` is far more often a forgotten name than a route.
        raise AddressError("syntax_local_part", at, at + 1)
    return position + 1


# Mailbox = Local-part "@" ( Domain / address-literal )


def _mailbox(text: str, at: int) -> tuple[Mailbox, int, tuple[Span, Span]]:
    """The mailbox, where it ends, and its two spans."""
    sign = _local_part(text, at)
    if not text.startswith("@", sign):
        if sign == len(text) or text[sign] == ">":
            raise AddressError("syntax_at", at, sign)
        raise _unexpected(text, sign, "syntax_local_part")
    end = parse_domain(text, sign + 1)
    if sign - at > LOCAL_PART_OCTETS_MAX:
        raise AddressError("local_part_too_long", at, sign)
    mailbox = Mailbox(text[at:sign], text[sign + 1 : end])
    return mailbox, end, ((at, sign, "local_part"), (sign + 1, end, "domain"))


# Local-part       = Dot-string / Quoted-string
# Dot-string       = Atom *("." Atom)
# Atom             = 1*atext                    ; atext: RFC 5322 §3.2.3
# Quoted-string    = DQUOTE *QcontentSMTP DQUOTE
# QcontentSMTP     = qtextSMTP / quoted-pairSMTP
# qtextSMTP        = %d32-33 / %d35-91 / %d93-126
# quoted-pairSMTP  = %d92 %d32-126

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOT_STRING = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_QUOTED_STRING = re.compile(r'"(?:[ !#-\[\]-~]|\\[ -~])*"')


def _local_part(text: str, at: int) -> int:
    """Where the local part ends."""
    if text.startswith('"', at):
        match = parse_quoted_string(text, at)
        if match == at:
            raise AddressError("syntax_quotes", at, len(text))
        return match
    found = _DOT_STRING.match(text, at)
    if found is None:
        raise _unexpected(text, at, "syntax_local_part")
    return found.end()


def parse_quoted_string(text: str, at: int) -> int:
    """Where a Quoted-string that begins at `at` ends; `at` if there is none."""
    found = _QUOTED_STRING.match(text, at)
    return found.end() if found else at


# Domain     = sub-domain *("." sub-domain)
# sub-domain = Let-dig [Ldh-str]
# Ldh-str    = *( ALPHA / DIGIT / "-" ) Let-dig

_DOMAIN_CHARACTERS = re.compile(r"[A-Za-z0-9.-]*")
_SUB_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")


def parse_domain(text: str, at: int = 0) -> int:
    """Where the Domain or address-literal at `at` ends. Raises AddressError."""
    return _literal(text, at) if text.startswith("[", at) else _domain(text, at)


def _domain(text: str, at: int) -> int:
    found = _DOMAIN_CHARACTERS.match(text, at)
    end = found.end() if found else at
    if end == at:
        raise _unexpected(text, at, "syntax_domain")
    start = at
    for label in text[at:end].split("."):
        stop = start + len(label)
        if not _SUB_DOMAIN.fullmatch(label) or len(label) > LABEL_OCTETS_MAX:
            raise AddressError("syntax_domain", start, max(stop, start + 1))
        start = stop + 1
    if end - at > DOMAIN_OCTETS_MAX:
        raise AddressError("domain_too_long", at, end)
    return end


# address-literal         = "[" ( IPv4-address-literal / IPv6-address-literal /
#                           General-address-literal ) "]"
# IPv4-address-literal    = Snum 3("." Snum)          ; Snum: 0 to 255
# IPv6-address-literal    = "IPv6:" IPv6-addr
# General-address-literal = Standardized-tag ":" 1*dcontent
#
# Only "IPv6" was ever registered as a tag, so no general literal can be valid (§4.1.3).
# IPv6 is left to the library, which takes "::" for a single group too (RFC 4291 §2.2);
# RFC 5321 would have it stand for two or more.

_SNUM = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"
_IPV4 = re.compile(rf"{_SNUM}(?:\.{_SNUM}){{3}}")


def _literal(text: str, at: int) -> int:
    close = text.find("]", at)
    if close < 0:
        raise AddressError("syntax_literal", at, len(text))
    if not _is_address(text[at + 1 : close]):
        raise AddressError("syntax_literal", at, close + 1)
    return close + 1


def _is_address(inside: str) -> bool:
    if _IPV4.fullmatch(inside):
        return True
    if inside[:5].lower() != "ipv6:" or "%" in inside or not inside.isascii():
        return False
    try:
        IPv6Address(inside[5:])
    except AddressValueError:
        return False
    return True


# --- where an error is ---------------------------------------------------------------


def _unexpected(text: str, at: int, reason: str) -> AddressError:
    """The character at `at` cannot stand there, or the text ends too soon."""
    if at >= len(text):
        return AddressError(reason, len(text), len(text))
    if text[at] in ",;":
        reason = "syntax_two_paths"
    return AddressError(reason, at, at + 1)


def _word_end(text: str, at: int) -> int:
    space = text.find(" ", at)
    return len(text) if space < 0 else space
