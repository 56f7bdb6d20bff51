"""xtext (RFC 3461 §4): text that fits into the parameter of a command."""

import re

# xtext = *( xchar / hexchar )                     ; RFC 3461 §4
# xchar = any ASCII CHAR between "!" and "~" inclusive, except for "+" and "="
# hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits

_XTEXT = re.compile(r"(?:[!-*,-<>-~]|\+[0-9A-F]{2})*")
_HEXCHAR = re.compile(r"\+([0-9A-F]{2})")


def is_xtext(text: str) -> bool:
    """Whether `text` is well written."""
    return _XTEXT.fullmatch(text) is not None


def decode_xtext(text: str) -> str:
    """`ana+2Bx` is `ana+x`. What is no hexchar stays as it is."""
    return _HEXCHAR.sub(lambda found: chr(int(found[1], 16)), text)
