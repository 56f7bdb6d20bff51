"""The act of somebody at a browser: open a page of the webmail, or press a button."""

from typing import Annotated, Literal

import msgspec

from simulator.acts.conditions import not_running, too_long
from simulator.acts.spec import Act, ActSpec, Doer, Problem
from simulator.agents import World

TARGET_CHARACTERS_MAX = 2_000


class Browse(Act, frozen=True, tag="browse"):
    """In the browser of `host`: open `target` of its home server, or press a button of
    a form with these `fields`. `language`: what the browser asks for; "": its
    own (RFC 9110 §12.5.4)."""

    host: str
    target: str = "/"
    method: Literal["GET", "POST"] = "GET"
    fields: tuple[tuple[str, str], ...] = ()
    language: Annotated[str, msgspec.Meta(pattern="^([a-z]{2,3})?$")] = ""


def _cannot_browse(world: World, act: Browse) -> Problem:
    problem = not_running(world, act.host)
    if problem:
        return problem
    browser = world.browsers.get(act.host)
    if browser is None:
        return "error.no_browser", {"host": act.host}
    if browser.busy:
        return "error.browser_busy", {"host": act.host}
    return too_long(sum(len(a) + len(b) for a, b in act.fields)) or _bad_target(act)


def _bad_target(act: Browse) -> Problem:
    plain = act.target.isascii() and act.target.isprintable() and " " not in act.target
    good = act.target.startswith("/") and plain
    if good and len(act.target) <= TARGET_CHARACTERS_MAX:
        return None
    return "error.bad_web_address", {"address": act.target[:80]}


def _browse(doer: Doer, act: Browse) -> None:
    browser = doer.world.browsers[act.host]
    browser.visit(act.method, act.target, act.fields, act.language)


SPECS = (ActSpec(Browse, _cannot_browse, _browse),)
