"""What the eye misses in a typed line: curly quotes, a space after the colon, VERFY.

A beginner looks at a refused line and sees nothing wrong with it. These checks say what
is there, in words, beside the reply of the server: nothing is corrected. Octets are
what a browser sent, so UTF-8; octets that are not are read as Latin-1.

A line that RFC 5321 or RFC 1939 allows in that place, in any case, has no slip. A slip
is a key under `slips.`.
"""

import re

from simulator.projections.catalogue import Text
from simulator.projections.slips.marks import mark_slips, plain
from simulator.projections.slips.verbs import verb_slips
from simulator.projections.slips.words import FIELDS_IN_SPANISH, FOREIGN_DOTS

_HEADER_FIELD = re.compile(r"[!-9;-~]+:")
_PATH_VERB = re.compile(r"(MAIL|RCPT)\b(.*)", re.I | re.S)
_PREPOSITION = {"MAIL": "FROM", "RCPT": "TO"}
_COMMAND = re.compile(
    r"QUIT|RSET|NOOP|DATA|HELP|MAIL FROM:.*|RCPT TO:.*|(?:EHLO|HELO|VRFY|EXPN) \S+",
    re.I,
)


def slips(octets: bytes, protocol: str, state: str) -> tuple[Text, ...]:
    """What may be wrong, unseen, with one line typed in `state` of an SMTP or POP3
    session. In DATA the line is taken for one of the header section: a caller who
    knows better uses `letter_slips`."""
    if protocol == "smtp" and state == "DATA":
        return letter_slips(octets, "header")
    line = _line(octets)
    found = [*mark_slips(line, protocol), *verb_slips(plain(line), protocol)]
    if not any(slip.key in _ENOUGH for slip in found) and protocol == "smtp":
        found += _path_slips(plain(line))
    return _once(found)


_ENOUGH = frozenset(
    "slips." + name
    for name in (
        "prompt_copied",
        "reply_typed",
        "header_outside",
        "telnet",
        "dot_outside",
        "quit",
    )
)
"""Where one of these is said, the shape of the line needs no more words."""


def letter_slips(octets: bytes, part: str) -> tuple[Text, ...]:
    """The same for a line of a message; `part`: header (until the empty line), body."""
    line = _line(octets)
    bare = plain(line).strip()
    found: list[Text] = []
    if _COMMAND.fullmatch(bare):
        found.append(Text("slips.command_in_letter", {"verb": bare.split()[0].upper()}))
    elif line.strip() in FOREIGN_DOTS:
        found.append(Text("slips.foreign_dot"))
    elif line != "." and bare == ".":
        found.append(Text("slips.dot_with_space"))
    elif line == "..":
        found.append(Text("slips.two_dots"))
    elif re.search(r"<CR><LF>|<CRLF>|\\r\\n", line, re.I):
        found.append(Text("slips.crlf_typed"))
    elif part == "header":
        found += _header_slips(line, bare)
    return _once(found)


def content_slips(blank_line: bool) -> tuple[Text, ...]:
    """What may be wrong with a whole message whose empty line did or did not come."""
    return () if blank_line else (Text("slips.no_blank_line"),)


def content_notes(blank_line: bool, rest: int) -> tuple[Text, ...]:
    """What is worth a word though nothing is wrong: RFC 5322 §2.1 lets a body be empty.
    `rest`: octets after the header section, the empty line's CRLF among them."""
    return (Text("ui.letter.no_body"),) if blank_line and rest <= 2 else ()


def _header_slips(line: str, bare: str) -> list[Text]:
    if line and not bare:
        return [Text("slips.blank_with_spaces")]
    if not line or line[0] in " \t" or line == ".":
        return []
    name, colon, _ = line.partition(":")
    if not colon:
        return [Text("slips.not_a_field")]
    if name != name.rstrip():
        return [Text("slips.space_in_field", {"name": name.strip()})]
    right = FIELDS_IN_SPANISH.get(name.lower())
    if right:
        return [Text("slips.field_name", {"name": name, "right": right})]
    if not _HEADER_FIELD.match(line):
        return [Text("slips.not_a_field")]
    if name.lower() == "bcc":
        return [Text("slips.bcc_in_letter")]
    return []


def _path_slips(line: str) -> list[Text]:
    """MAIL FROM:<path> and RCPT TO:<path> (RFC 5321 §4.1.1.2, §4.1.1.3)."""
    match = _PATH_VERB.match(line.strip())
    if match is None:
        return []
    verb, rest = match[1].upper(), match[2]
    word = _PREPOSITION[verb]
    other = _PREPOSITION["RCPT" if verb == "MAIL" else "MAIL"]
    if re.match(rf"\s*{other}\b", rest, re.I):
        return [Text(f"slips.{verb.lower()}_{other.lower()}")]
    shape = re.match(rf"(\s*){word}(\s*)(:?)(\s*)(.*)", rest, re.I | re.S)
    if shape is None:
        return [Text("slips.missing_word", {"verb": verb, "word": word})]
    before, gap, colon, after, path = shape.groups()
    found = []
    if not before:
        found.append(Text("slips.missing_space", {"verb": verb, "word": word}))
    elif len(before) > 1:
        found.append(Text("slips.double_space"))
    if not colon:
        found.append(Text("slips.missing_colon", {"command": f"{verb} {word}"}))
    elif gap:
        found.append(Text("slips.space_before_colon"))
    if colon and after:
        found.append(Text("slips.space_after_colon"))
    return found + _address_slips(path.strip(), verb)


def _address_slips(path: str, verb: str) -> list[Text]:
    """What a path looks like when it is nearly one."""
    if not path:
        return [Text("slips.missing_address")]
    opens, closes = path.count("<"), path.count(">")
    if not opens and not closes:
        found = [Text("slips.missing_brackets")]
    elif opens != closes:
        lost = "<" if opens < closes else ">"
        found = [Text("slips.one_bracket", {"mark": lost})]
    else:
        found = []
    inside = re.sub(r".*<|>.*", "", path) if opens or closes else path.split()[0]
    if opens > 1 or re.search(r"@[^@,;]*[,;][^@]*@", path):
        return [*found, Text("slips.two_addresses")]
    if inside != inside.strip():
        found.append(Text("slips.space_in_brackets"))
    return found + _domain_slips(inside.strip(), verb)


def _domain_slips(address: str, _verb: str) -> list[Text]:
    if '"' in address or address.startswith("@"):
        return []
    local, at, domain = address.rpartition("@")
    if not at:
        may_lack = not address or address.lower() == "postmaster"
        return [] if may_lack else [Text("slips.missing_at")]
    if "@" in local:
        return [Text("slips.two_ats")]
    if " " in address:
        return [Text("slips.space_in_address")]
    if "," in domain:
        return [Text("slips.comma_in_domain")]
    if domain.startswith(".") or domain.endswith(".") or ".." in domain:
        return [Text("slips.loose_dot")]
    return []


def _line(octets: bytes) -> str:
    """The line without its end, decoded as the browser encoded it."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        text = octets.decode("latin-1")
    return text.removesuffix("\n").removesuffix("\r")


def _once(found: list[Text]) -> tuple[Text, ...]:
    """Each key once, in order."""
    return tuple({slip.key: slip for slip in reversed(found)}.values())[::-1]
