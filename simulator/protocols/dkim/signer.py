"""Signing: the DKIM-Signature field of a message (RFC 6376 §5)."""

import msgspec

from simulator.journal import Fact, inline
from simulator.journal.facts import DkimMessageSigned
from simulator.protocols.dkim.canonical import Canonicalization
from simulator.protocols.dkim.config import DkimConfig
from simulator.protocols.dkim.hashing import coded, hash_body, hash_header
from simulator.protocols.dkim.header import Layout, SignedField, layout, select
from simulator.protocols.dkim.keys import PrivateKey
from simulator.protocols.dkim.tags import quoted

FIELD_NAME = "DKIM-Signature"
LINE_OCTETS = 72


class Signed(msgspec.Struct, frozen=True):
    """`field`: to be put on top of the message; `facts`: each step, in order."""

    field: bytes
    facts: tuple[Fact, ...]


def sign(
    content: bytes, config: DkimConfig, key: PrivateKey, now_s: int, message: str = ""
) -> Signed | None:
    """The signature of a message, which has a From field (§5.4) and a header section
    that is not too long; else None. `now_s`: seconds from 1970; `message`: its name."""
    parts = layout(content)
    if parts is None or not parts.called("From"):
        return None
    header, body = _canonicalizations(config)
    fields = select(parts.fields, _names(parts, config))
    body_hash = hash_body(content[parts.body :], body)
    tags = _tags(config, now_s, body_hash.length)
    tags += [_list_tag("h", [each.name for each in fields], ":")]
    if config.copied:
        tags += [_list_tag("z", _copies(content, fields), "|")]
    tags += [f"bh={coded(body_hash.digest)};", "b="]
    unsigned = _folded(tags)
    header_hash = hash_header(content, fields, unsigned.encode("ascii"), header)
    signature = coded(key.sign(header_hash.digest))
    field = f"{unsigned}{_in_lines(signature)}\r\n".encode("ascii")
    told = DkimMessageSigned(
        message=message,
        domain=config.domain,
        selector=config.selector,
        identity=config.identity or f"@{config.domain}",
        algorithm=config.algorithm,
        canonicalization=config.canonicalization,
        fields=tuple(each.name for each in fields),
        octets=inline(field),
        field_length=len(field),
    )
    return Signed(field, (body_hash.told(0), header_hash.told(0), told))


def _canonicalizations(
    config: DkimConfig,
) -> tuple[Canonicalization, Canonicalization]:
    header, _, body = config.canonicalization.partition("/")
    return (
        "simple" if header == "simple" else "relaxed",
        "simple" if body == "simple" else "relaxed",
    )


def _names(parts: Layout, config: DkimConfig) -> list[str]:
    """`h=`: each field as often as it is there, and once more where another one must
    not be added (§8.15)."""
    oversigned = {name.lower() for name in config.oversigned}
    names = []
    for name in dict.fromkeys((*config.fields, *config.oversigned)):
        names += [name] * (len(parts.called(name)) + (name.lower() in oversigned))
    return names


def _tags(config: DkimConfig, now_s: int, length: int) -> list[str]:
    tags = [
        "v=1;",
        f"a={config.algorithm};",
        f"c={config.canonicalization};",
        f"d={config.domain};",
        f"s={config.selector};",
    ]
    tags += [f"i={config.identity};"] if config.identity else []
    tags += [f"t={now_s};"]
    tags += [f"x={now_s + config.lifetime_s};"] if config.lifetime_s else []
    tags += [f"l={length};"] if config.measured else []
    return tags


def _list_tag(name: str, items: list[str], mark: str) -> str:
    """A tag whose value may be folded after each mark, as `_folded` reads it."""
    return f"{name}={f'{mark} '.join(items)};"


def _copies(content: bytes, fields: tuple[SignedField, ...]) -> list[str]:
    """`z=`: every signed field that is there, as it is now."""
    copies = []
    for each in fields:
        if each.field is not None:
            value = content[each.field.start : each.field.end].partition(b":")[2]
            copies.append(f"{each.name}:{quoted(value.strip()).decode('ascii')}")
    return copies


def _folded(tags: list[str]) -> str:
    """The field up to its `b=`, folded at spaces, no line longer than need be."""
    lines = [f"{FIELD_NAME}:"]
    for word in " ".join(tags).split(" "):
        if len(lines[-1]) + 1 + len(word) > LINE_OCTETS:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


def _in_lines(text: str) -> str:
    """Base64 in lines; the white space between them does not count (§3.5)."""
    first = text[:40]
    rest = [text[at : at + LINE_OCTETS] for at in range(40, len(text), LINE_OCTETS)]
    return "\r\n ".join((first, *rest))
