"""Answers sent small: text is compressed where the browser takes it.

Thirty phones on one classroom network feel the difference. Documents and built parts
come compressed already (`assets.send`); this packs what is made for one request: pages,
JSON, transcripts. gzip alone: the standard library has no Brotli.
"""

import gzip

from flask import Response, request

PACK_FROM = 1024
"""Octets from which on compressing is worth it."""

PACK_TO = 1_000_000
"""Beyond, compressing would hold up everybody else: a saved session, say."""

LEVEL = 6
"""Of an answer that is sent once: 9 takes twice as long and saves a hundredth."""

_TEXT = ("text/", "application/json", "image/svg+xml")


def takes_gzip() -> bool:
    """Whether who asks now takes gzip."""
    return request.accept_encodings["gzip"] > 0


def compress(response: Response) -> Response:
    """Pack a text that is neither small nor huge; other answers stay as they are."""
    headers, kind = response.headers, response.mimetype or ""
    if not kind.startswith(_TEXT) or "Content-Encoding" in headers:
        return response
    if response.is_streamed or response.direct_passthrough:
        return response
    body = response.get_data()
    if not PACK_FROM <= len(body) <= PACK_TO:
        return response
    response.vary.add("Accept-Encoding")
    if takes_gzip():
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        headers["Content-Encoding"] = "gzip"
    return response
