"""Who is asking: a random number in a signed cookie, and nothing about the person.

The cookie lets a visitor find their own lab again. It carries no name, is readable by
no script (HttpOnly), is not sent by other sites (SameSite=Lax), and a forged one is
the same as none. Browsers send cookies to every port of a host, so its name has the
port: two Carteros on one machine keep theirs apart.
"""

from urllib.parse import urlsplit

from flask import request
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Response

from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Tokens
from simulator.hosting.reading import Sight

COOKIE = "cartero"
AGE_S = 60 * 60 * 24 * 30


def cookie_name() -> str:
    """Of the visitor's cookie, at the port the browser asks at."""
    port = urlsplit(f"//{request.host}").port
    return f"{COOKIE}-{port}" if port else COOKIE


class Visitors:
    """Reads and writes the visitor's cookie."""

    def __init__(self, secret: str, tokens: Tokens) -> None:
        self._signer = Signer(secret, salt="cartero.visitor")
        self._tokens = tokens

    def known(self) -> str | None:
        """The visitor of this request, or None without a valid cookie."""
        value = request.cookies.get(cookie_name(), "")
        try:
            return self._signer.unsign(value).decode("ascii")
        except (BadSignature, UnicodeDecodeError):
            return None

    def current(self) -> str:
        """The visitor of this request; a new one without a valid cookie."""
        return self.known() or self._tokens(12)

    def sight(self, hosted: HostedLab) -> Sight:
        """As much of a lab as the visitor of this request may see."""
        return Sight.of(hosted, may_act=hosted.may_act(self.known()))

    def remember(self, response: Response, visitor: str) -> None:
        """Give the visitor their cookie."""
        response.set_cookie(
            cookie_name(),
            self._signer.sign(visitor).decode("ascii"),
            max_age=AGE_S,
            httponly=True,
            samesite="Lax",
        )
