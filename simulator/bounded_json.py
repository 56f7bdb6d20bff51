"""JSON from outside, read without ever going deeper than we say.

Why it exists: decoders go down one call per level, and how far differs: CPython's limit
changes with its version, and in WebAssembly going too deep ends the page. So the depth
is counted before anything decodes. It refuses what is nested more than NESTING_MAX
deep, as it refuses what is no JSON.
"""

import re
from itertools import accumulate
from typing import TypeVar, overload

import msgspec

NESTING_MAX = 50
"""Several times what a draft, an exam or an act needs."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
"""Also one that never ends: it goes on to the end of the text, and nothing is read
twice."""

_NO_BRACKETS = bytes(octet for octet in range(256) if octet not in b"[]{}")
_STEP = [(octet in b"[{") - (octet in b"]}") for octet in range(256)]

T = TypeVar("T")


@overload
def read_json(text: bytes | str) -> object: ...
@overload
def read_json(text: bytes | str, shape: type[T]) -> T: ...
def read_json(text: bytes | str, shape: type = object) -> object:
    """The value, as `shape`.

    Raises msgspec.DecodeError, a ValueError, for whatever is wrong; where JSON is not
    as `shape`, it is a msgspec.ValidationError, whose text names the place.
    """
    try:
        octets = text.encode() if isinstance(text, str) else text
        if _nested_deeper(octets, NESTING_MAX):
            raise msgspec.DecodeError(f"JSON is nested more than {NESTING_MAX} deep")
        return msgspec.json.decode(octets, type=shape)
    except UnicodeError as error:
        raise msgspec.DecodeError(str(error)) from None


def _nested_deeper(octets: bytes, limit: int) -> bool:
    """Whether a decoder of this would go down more than `limit` levels before it ends
    or finds a mistake."""
    if octets.count(b"[") + octets.count(b"{") <= limit:
        return False
    brackets = _STRING.sub(b"", octets).translate(None, _NO_BRACKETS)
    return max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > limit
