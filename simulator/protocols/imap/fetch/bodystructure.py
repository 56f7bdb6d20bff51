"""BODY and BODYSTRUCTURE: the MIME tree as nested lists (RFC 3501 §7.4.2).

    body            = "(" (body-type-1part / body-type-mpart) ")"
    body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]
    body-fields     = body-fld-param SP body-fld-id SP body-fld-desc SP
                      body-fld-enc SP body-fld-octets

BODYSTRUCTURE adds the extension data; BODY must not.
"""

from simulator.mail.mime import Disposition, Part
from simulator.mail.parameters import Parameters
from simulator.protocols.imap.fetch.envelope import envelope
from simulator.protocols.imap.grammar.writing import Chunks, listed, text


def body_structure(content: bytes, part: Part, *, extended: bool) -> Chunks:
    """The structure of `part` and all below it."""
    if part.is_multipart:
        return _multipart(content, part, extended)
    items: list[Chunks] = [
        text(part.kind.upper()),
        text(part.subtype.upper()),
        _parameters(part.parameters),
        text(part.content_id),
        text(part.description),
        text(part.encoding.upper()),
        [b"%d" % part.length],
    ]
    lines: Chunks = [b"%d" % lines_of(content, part)]
    if part.is_message and part.parts:
        inner = part.parts[0]
        items.append(envelope(content, inner.start, inner.body))
        items.append(body_structure(content, inner, extended=extended))
        items.append(lines)
    elif part.is_text:
        items.append(lines)
    if extended:
        items += [text(part.md5), *_extension(part)]
    return listed(items)


def lines_of(content: bytes, part: Part) -> int:
    """Lines of the body; the last one counts without its end too."""
    whole = content.count(b"\r\n", part.body, part.end)
    unended = part.length and not content.endswith(b"\r\n", part.body, part.end)
    return whole + bool(unended)


def _multipart(content: bytes, part: Part, extended: bool) -> Chunks:
    chunks: Chunks = [b"("]
    for inner in part.parts:
        chunks += body_structure(content, inner, extended=extended)
    items = [text(part.subtype.upper())]
    if extended:
        items += [_parameters(part.parameters), *_extension(part)]
    for item in items:
        chunks += [b" ", *item]
    return [*chunks, b")"]


def _extension(part: Part) -> list[Chunks]:
    """body-fld-dsp, body-fld-lang, body-fld-loc."""
    return [
        _disposition(part.disposition),
        _languages(part.languages),
        text(part.location),
    ]


def _parameters(parameters: Parameters) -> Chunks:
    if not parameters:
        return [b"NIL"]
    return listed(
        chunks
        for name, value in parameters
        for chunks in (text(name.upper()), text(value))
    )


def _disposition(disposition: Disposition | None) -> Chunks:
    if disposition is None:
        return [b"NIL"]
    parameters = _parameters(disposition.parameters)
    return listed([text(disposition.kind.upper()), parameters])


def _languages(languages: tuple[str, ...]) -> Chunks:
    if len(languages) < 2:
        return text(languages[0] if languages else None)
    return listed(text(language) for language in languages)
