"""Which language a page is written in: what the browser asks for, if there is any.

It refuses subtags: `es-CO` is `es`.
"""

from collections.abc import Iterable


def negotiated(accepted: str, offered: Iterable[str]) -> str:
    """The first of `offered` that an Accept-Language field asks for (RFC 9110
    §12.5.4), else the first of all."""
    offered = tuple(offered)
    wishes = []
    for order, part in enumerate(accepted.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        language, _, _ = tag.strip().lower().partition("-")
        wishes.append((-weight, order, language))
    return next((tag for _, _, tag in sorted(wishes) if tag in offered), offered[0])
