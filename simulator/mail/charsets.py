"""Octets to text by the name of a charset, as a mail client reads them.

Names are WHATWG's labels (https://encoding.spec.whatwg.org/#names-and-labels), through
`webencodings`: registered names such as windows-874 and iso-8859-8-i that Python does
not know, and gb2312 as the GBK that senders mean by it. A few charsets that only mail
has are added. No other codec of Python is ever used: some take quadratic time
(punycode, idna), some are not charsets (rot13).
"""

import codecs
from functools import lru_cache

import webencodings

MAIL_ONLY = {
    "utf-7": "utf-7",
    "unicode-1-1-utf-7": "utf-7",
    "iso-2022-kr": "iso2022_kr",
    "hz-gb-2312": "hz",
    "cp437": "cp437",
    "ibm437": "cp437",
    "cp850": "cp850",
    "ibm850": "cp850",
    "cp852": "cp852",
    "ibm852": "cp852",
    "cp858": "cp858",
    "ibm00858": "cp858",
    "cp932": "cp932",
}
"""Charset to Python's codec: UTF-7 (RFC 2152), the Korean and Chinese of RFC 1557 and
RFC 1843, and the code pages of DOS programs (all but cp932 registered with IANA)."""

ASCII = frozenset({"", "us-ascii", "ascii", "ansi_x3.4-1968"})
"""Who says this, or nothing, may have sent anything: see `decoded`."""


def codec(charset: str) -> codecs.CodecInfo | None:
    """The codec for `charset`, in any case; None: nobody knows such a charset."""
    name = charset.strip().lower()
    if name in MAIL_ONLY:
        return codecs.lookup(MAIL_ONLY[name])
    if not name.isascii():
        return None
    found = webencodings.lookup(name)
    return None if found is None or found.name == "replacement" else found.codec_info


def decoded(octets: bytes, charset: str) -> str:
    """The text; an octet that means nothing there becomes U+FFFD, and spoils no other.

    US-ASCII has no octets above 127. Whoever sends them all the same means UTF-8 if
    they are UTF-8, else the charset of a Western Windows. An unknown charset is read
    in the same way.
    """
    known = None if charset.strip().lower() in ASCII else codec(charset)
    if known is not None:
        table = _table(known)
        if table:
            return codecs.charmap_decode(octets, "strict", table)[0]
        return known.decode(octets, "replace")[0]
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return codecs.charmap_decode(octets, "strict", _table(_WESTERN))[0]


_WESTERN = codecs.lookup("cp1252")


_SECONDS = b"$(09@A{\x80\xa1\xbf\xff"
"""Octets that mean something else behind another in the charsets that have several
octets to a character."""


@lru_cache
def _table(known: codecs.CodecInfo) -> str:
    """What each octet means in a charset where it means the same everywhere, U+FFFD
    where nothing; "" for other charsets. A table is as fast for octets that mean
    nothing, of which a codec asks its error handler one by one."""
    each = [known.decode(bytes([octet]), "replace")[0] for octet in range(256)]
    alone = all(len(one) == 1 for one in each) and all(
        known.decode(bytes([octet, second]), "replace")[0] == each[octet] + each[second]
        for octet in range(256)
        for second in _SECONDS
    )
    return "".join(each) if alone else ""
