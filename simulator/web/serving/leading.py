"""What a proxy before several workers says of a visitor's way here, and is told of
another way (`deploy/nginx.conf`)."""

import re

from flask import Response, has_request_context, request

ROUTE = "X-Cartero-Route"
AGAIN_S = "1"

_ROUTE = re.compile(r"[0-9A-Za-z]{1,64}")


def led_by() -> str:
    """The route of whoever asks; "" for none. Only the proxy can say it."""
    said = request.headers.get(ROUTE, "") if has_request_context() else ""
    return said if _ROUTE.fullmatch(said) else ""


def lead_away(response: Response, route: str) -> Response:
    """The same page, which comes back by that route soon: it has a cookie then."""
    response.headers[ROUTE] = route
    response.headers["Refresh"] = response.headers["Retry-After"] = AGAIN_S
    return response
