"""In which language a page is shown.

The address wins (`?lang=en`, remembered in a cookie), then the cookie, then what the
browser asks for, then the first of the languages there are: `app.config["LANGUAGES"]`,
tags in their order.
"""

from flask import Response, current_app, request

COOKIE = "lang"
AGE_S = 60 * 60 * 24 * 365


def languages() -> tuple[str, ...]:
    """The tags of those a page may be shown in."""
    tags: tuple[str, ...] = current_app.config["LANGUAGES"]
    return tags


def language() -> str:
    """The tag of the one this page is shown in."""
    known = languages()
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in known:
            return wish
    return request.accept_languages.best_match(known, known[0]) or known[0]


def remember_language(response: Response) -> None:
    """A language chosen by address is kept for later pages."""
    wish = request.args.get("lang")
    if wish in languages() and wish != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, wish, max_age=AGE_S, samesite="Lax")
