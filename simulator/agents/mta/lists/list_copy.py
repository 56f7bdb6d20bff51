"""What a mailing list makes of a message before it sends its copies (a Mediator, RFC
5598 §5.3): a prefix in the subject, a footer, its own address in From.

None of that is asked for by SMTP, and each breaks a signature that covers it. It
refuses to look inside what is not plain text: there the footer is left out.
"""

from email.utils import formataddr

import msgspec

from simulator.mail.encoded_words import decode_words
from simulator.mail.header_addresses import addresses
from simulator.mail.mime import field_value, header_fields, structure

_READABLE = ("7bit", "8bit", "quoted-printable")


class ListCopy(msgspec.Struct, frozen=True):
    """`changes`: what is not as it came: `subject`, `author`, `footer`."""

    content: bytes
    changes: tuple[str, ...] = ()


def list_copy(
    content: bytes, *, prefix: str = "", footer: str = "", sent_as: str = ""
) -> ListCopy:
    """The copy that a list sends. `prefix`: put before the subject, where it is not
    yet; `sent_as`: the address of the list, put into From, and the author into
    Reply-To; `footer`: ASCII, put after a text; each "": nothing."""
    changes = []
    for change, said, make in (
        ("subject", prefix, _with_prefix),
        ("author", sent_as, _sent_as),
        ("footer", footer, _with_footer),
    ):
        changed = make(content, said) if said else content
        if changed != content:
            content = changed
            changes.append(change)
    return ListCopy(content, tuple(changes))


def _field(content: bytes, name: str) -> tuple[int, int] | None:
    """Where the first field called so is."""
    body = structure(content).body
    for found, start, end in header_fields(content, 0, body):
        if found.lower() == name:
            return start, end
    return None


def _with_prefix(content: bytes, prefix: str) -> bytes:
    place = _field(content, "subject")
    if place is None or prefix in decode_words(field_value(content, *place)):
        return content
    start, end = place
    name, _, value = content[start:end].partition(b":")
    field = name + f": {prefix} ".encode("ascii") + value.lstrip(b" \t")
    return content[:start] + field + content[end:]


def _sent_as(content: bytes, address: str) -> bytes:
    place = _field(content, "from")
    if place is None:
        return content
    start, end = place
    value = field_value(content, start, end)
    author = next((each for each in addresses(value) if each.host), None)
    name = decode_words((author.name or "").encode("latin-1")) if author else ""
    name = name or (author.addr_spec if author else "")
    via = f"{name} via {address.partition('@')[0]}"
    field = f"From: {formataddr((via, address), 'utf-8')}\r\n".encode("ascii")
    if _field(content, "reply-to") is None:
        field += b"Reply-To:" + content[start:end].partition(b":")[2]
    return content[:start] + field + content[end:]


def _with_footer(content: bytes, footer: str) -> bytes:
    part = structure(content)
    plain = part.is_text and part.subtype.lower() == "plain"
    encoding = part.encoding.lower()
    if not plain or encoding not in _READABLE or part.body == len(content):
        return content
    if encoding == "quoted-printable":
        footer = footer.replace("=", "=3D")
    lines = footer.strip().replace("\r\n", "\n").replace("\n", "\r\n")
    end = b"" if content.endswith(b"\r\n") else b"\r\n"
    return content + end + b"\r\n-- \r\n" + lines.encode("ascii") + b"\r\n"
