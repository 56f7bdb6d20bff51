"""In which language a page is shown.

The address wins (`?lang=en`, remembered in a cookie), then the cookie, then what the
browser asks for, then Spanish.
"""

from flask import Response, request

from simulator.projections.catalogue import LANGUAGES

DEFAULT = "es"
COOKIE = "lang"
AGE_S = 60 * 60 * 24 * 365


def language() -> str:
    """`es` or `en`."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


def remember_language(response: Response) -> None:
    """A language chosen by address is kept for later pages."""
    wish = request.args.get("lang")
    if wish in LANGUAGES and wish != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, wish, max_age=AGE_S, samesite="Lax")
