"""Records as people paste them: lines of a zone file, of `dig`, of `nslookup`, or the
value of a TXT record alone, copied from a page that shows DNS.

It refuses more than PASTED_OCTETS_MAX, and what a zone file refuses.
"""

import re
from collections.abc import Mapping

from simulator.protocols.dns.zones import Zone, ZoneError, parse_records

PASTED_OCTETS_MAX = 65_536

_OF_NSLOOKUP = re.compile(r"[ \t]text =[ \t\n]*+(?=\")")
_TXT = re.compile(
    r"(\S+)[ \t]+(?:\d+[ \t]+)?(?:IN[ \t]+)?(?:\d+[ \t]+)?TXT[ \t]+(.*)", re.IGNORECASE
)
_TWO_LINES = re.compile(r'"[ \t]*\n[ \t]*"')
_PIECE = re.compile(r"(?:\\(?:\d{3}|.)|[^\\]){1,63}")
"""As much as fits into one string (RFC 1035 §3.3), whatever the characters are."""
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"?')
"""One that is not closed ends with its line: nothing in it is tried twice."""
_ALONE = re.compile(
    r"\"?\s*(v=spf1|v=DMARC1|v=DKIM1|k=rsa|k=ed25519|p=)", re.IGNORECASE
)


class UnnamedRecord(ZoneError):
    """A value at `line` whose name could be any of several, or none."""


def pasted_records(text: str, names: Mapping[str, str]) -> Zone:
    """The records in `text`. `names`: of whom a value without a name is: `spf`, `dmarc`
    and `dkim` to a domain name, where there can be only one. Raises ZoneError,
    UnnamedRecord among them."""
    if len(text.encode("utf-8", "replace")) > PASTED_OCTETS_MAX:
        raise ZoneError(0, f"more than {PASTED_OCTETS_MAX} octets")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _TWO_LINES.sub('" "', _OF_NSLOOKUP.sub(" TXT ", lines))
    told = [_line(n, line, names) for n, line in enumerate(lines.split("\n"), 1)]
    return parse_records("\n".join(told))


def _line(number: int, line: str, names: Mapping[str, str]) -> str:
    """A line as a zone file has it; strings that are too long are cut there."""
    if found := _ALONE.match(line):
        kind = {"v=spf1": "spf", "v=dmarc1": "dmarc"}.get(found[1].lower(), "dkim")
        if kind not in names:
            raise UnnamedRecord(number, "a value without a name")
        return f"{names[kind]}. TXT {_strings(line.strip())}"
    found = _TXT.fullmatch(line.rstrip())
    if found is None or found[2].startswith("("):
        return line
    return f"{found[1]} TXT {_strings(found[2])}"


def _strings(value: str) -> str:
    """The value of a TXT record in quotes, in pieces of as much as fits."""
    pieces = _STRING.findall(value)
    joined = "".join(pieces) if pieces else value.replace("\\", "\\\\").replace('"', "")
    return " ".join(f'"{piece}"' for piece in _PIECE.findall(joined) or [""])
