"""Authentication-Results and Received-SPF: what a server found out, written on top.

    authres-header = "Authentication-Results:" [CFWS] authserv-id
                     [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS] CRLF
    resinfo        = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]

(RFC 8601 §2.2; Received-SPF: RFC 7208 §9.1.) Anybody can write such a field, so those
that claim to be ours are taken out of what strangers send (§5). It refuses to read the
results of others.
"""

import re

import msgspec

from simulator.mail import without_fields

FIELD_NAME = "Authentication-Results"

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_DOT_ATOM = re.compile(rf"{_ATEXT}+(?:\.{_ATEXT}+)*")
_PVALUE = re.compile(
    r"[A-Za-z0-9!#$%&'*+^_`{|}~.-]+" + f"|(?:{_DOT_ATOM.pattern})?@[A-Za-z0-9.-]+"
)
"""A token (RFC 2045 §5.1) or an address (RFC 8601 §2.2)."""
_TOKEN = re.compile(rb"[^\s;()\"]+")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)


class MethodResult(msgspec.Struct, frozen=True):
    """One method and what it came to, for `domain`. `properties`: such as
    `("smtp.mailfrom", "ana@norte.example")`; `reason`: for people, or ""."""

    method: str
    result: str
    domain: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def results_field(authserv_id: str, results: tuple[MethodResult, ...]) -> bytes:
    """The field of a server that calls itself `authserv_id`, folded, with its CRLF."""
    lines = [f"{FIELD_NAME}: {authserv_id}"]
    for each in results:
        parts = [f"{each.method}={each.result}"]
        if each.reason:
            parts.append(f"reason={_value(each.reason, _PVALUE)}")
        parts += [f"{name}={_value(said, _PVALUE)}" for name, said in each.properties]
        lines.append("\t" + " ".join(parts))
    if not results:
        lines.append("\tnone")
    return (";\r\n".join(lines) + "\r\n").encode("utf-8")


def received_spf(
    *,
    result: str,
    receiver: str,
    address: str,
    sender: str,
    helo: str,
    identity: str,
    text: str,
) -> bytes:
    """The Received-SPF field (RFC 7208 §9.1). `identity`: mailfrom or helo; `text`:
    the comment, for people."""
    comment = re.sub(r"[^ -'*-\[\]-~]", "?", text)
    pairs = (
        ("client-ip", address),
        ("envelope-from", sender),
        ("helo", helo),
        ("receiver", receiver),
        ("identity", identity),
    )
    said = ";\r\n\t".join(f"{name}={_value(value, _DOT_ATOM)}" for name, value in pairs)
    return f"Received-SPF: {result} ({comment})\r\n\t{said}\r\n".encode()


def _value(text: str, plain: re.Pattern[str]) -> str:
    """As it is where it is `plain`, or as a quoted string; no control characters (RFC
    5322 §3.2.4)."""
    if plain.fullmatch(text):
        return text
    text = re.sub(r"[\x00-\x1f\x7f]", "?", text)
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def without_results(content: bytes, authserv_id: str) -> bytes:
    """`content` without the fields that claim to be results of `authserv_id`."""
    wanted = authserv_id.lower().encode("utf-8")
    return without_fields(
        content, FIELD_NAME, lambda value: _authserv_id(value).lower() == wanted
    )


def _authserv_id(value: bytes) -> bytes:
    """Who claims to have written a field: its first word, after any comments."""
    at = _after_comments(value)
    quoted = _QUOTED.match(value, at)
    if quoted is not None:
        return re.sub(rb"\\(.)", rb"\1", quoted[1], flags=re.DOTALL)
    found = _TOKEN.match(value, at)
    return found[0] if found is not None else b""


def _after_comments(value: bytes) -> int:
    """Where the first word begins (CFWS, RFC 5322 §3.2.2); the end if there is none."""
    depth = at = 0
    while at < len(value):
        octet = value[at : at + 1]
        if octet == b"(":
            depth += 1
        elif octet == b")" and depth:
            depth -= 1
        elif octet == b"\\" and depth:
            at += 1
        elif not depth and not octet.isspace():
            break
        at += 1
    return at
