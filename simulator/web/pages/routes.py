"""The pages: three doors, lessons, shared labs, the class's address.

It refuses to show a lab's secret to anybody who may not act, and to keep it in the
address bar: an acting link gives its visitor the right and leads on to the lab.
"""

import hmac

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.teaching import bare
from simulator.web.config import Config
from simulator.web.lan import only_here, qr_svg, url
from simulator.web.pages.renderer import BREAK, HOME, LEARN, TYPE, WATCH, Shell
from simulator.web.visitors import Visitors

DOORS = {
    "/": HOME,
    "/mira": WATCH,
    "/escribe": TYPE,
    "/aprende": LEARN,
    "/rompe": BREAK,
}
ALIASES = {
    "/watch": "/mira",
    "/type": "/escribe",
    "/learn": "/aprende",
    "/break": "/rompe",
}


def pages(
    config: Config, content: Content, labs: Labs, visitors: Visitors, shell: Shell
) -> Blueprint:
    """The routes of every page."""
    routes = Blueprint("pages", __name__)
    _own_pages(routes, content, labs, visitors, shell)
    _shared_labs(routes, config, labs, visitors, shell)
    _class_page(routes, config, shell)
    _english_addresses(routes, content)
    return routes


def _own_pages(
    routes: Blueprint, content: Content, labs: Labs, visitors: Visitors, shell: Shell
) -> None:
    """Pages that give the visitor a lab."""

    def own(view: str, lesson: str = "", scenario_name: str = "") -> Response:
        visitor = visitors.current()
        if scenario_name:
            hosted = labs.own(visitor, content.scenario(scenario_name))
        elif lesson:
            plan = content.lesson(lesson).lesson
            scenario = content.scenarios[plan.scenario]
            hosted = labs.own(visitor, scenario, plan.seed, lesson)
        else:
            hosted = labs.own(visitor, content.free)
        response = shell.app(view, hosted, may_act=True, lesson=lesson)
        visitors.remember(response, visitor)
        return response

    def door(view: str) -> Response:
        return own(view)

    for path, view in DOORS.items():
        routes.add_url_rule(path, f"door_{view}", door, defaults={"view": view})

    @routes.get("/aprende/<slug>")
    def lesson(slug: str) -> Response:
        return own(LEARN, slug)

    @routes.get("/escenario/<name>")
    def scenario(name: str) -> Response:
        return own(WATCH, scenario_name=name)

    @routes.get("/experimento/<slug>")
    def experiment(slug: str) -> Response:
        visitor, plan = visitors.current(), content.experiment(slug)
        scenario = bare(content.scenarios[plan.scenario])
        hosted = labs.own(visitor, scenario, experiment=slug)
        response = shell.app(BREAK, hosted, may_act=True, experiment=slug)
        visitors.remember(response, visitor)
        return response


def _shared_labs(
    routes: Blueprint, config: Config, labs: Labs, visitors: Visitors, shell: Shell
) -> None:
    """A lab that somebody else began: watched, or acted in by a secret link."""

    @routes.get("/lab/<lab_id>")
    def shared(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        may_act = visitors.known() in hosted.actors
        return shell.app(_view(hosted), hosted, may_act=may_act, lesson=hosted.slot[1])

    @routes.get("/lab/<lab_id>/<secret>")
    def acting_link(lab_id: str, secret: str) -> AnyResponse:
        hosted = labs.get(lab_id)
        if not hmac.compare_digest(secret.encode(), hosted.secret.encode()):
            raise Refusal("error.page")
        visitor = visitors.current()
        hosted.actors.add(visitor)
        response = redirect(f"/lab/{hosted.id}", code=303)
        visitors.remember(response, visitor)
        return response

    @routes.get("/lab/<lab_id>/compartir")
    def share(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        if visitors.known() not in hosted.actors:
            raise Refusal("error.watch_only")
        site = _site(config)
        watch = f"{site}lab/{hosted.id}"
        return shell.plain(
            "share.html",
            back=_address(hosted),
            watch=watch,
            act=f"{watch}/{hosted.secret}",
            qr="" if only_here(site) else qr_svg(watch),
        )


def _class_page(routes: Blueprint, config: Config, shell: Shell) -> None:
    """The address of this server, for the back row."""

    @routes.get("/clase")
    def class_address() -> Response:
        if not config.lan_address:
            return shell.plain("class.html", address="", qr="")
        address = _site(config)
        return shell.plain("class.html", address=address, qr=qr_svg(address))


def _english_addresses(routes: Blueprint, content: Content) -> None:
    """They lead to the Spanish ones."""

    def alias(to: str) -> AnyResponse:
        return redirect(_with_query(to))

    for path, to in ALIASES.items():
        routes.add_url_rule(path, f"alias{path[1:]}", alias, defaults={"to": to})

    @routes.get("/learn/<slug>")
    def lesson_alias(slug: str) -> AnyResponse:
        content.lesson(slug)
        return redirect(_with_query(f"/aprende/{slug}"))

    @routes.get("/scenario/<name>")
    def scenario_alias(name: str) -> AnyResponse:
        content.scenario(name)
        return redirect(_with_query(f"/escenario/{name}"))

    @routes.get("/experiment/<slug>")
    def experiment_alias(slug: str) -> AnyResponse:
        content.experiment(slug)
        return redirect(_with_query(f"/experimento/{slug}"))

    @routes.get("/class")
    def class_alias() -> AnyResponse:
        return redirect("/clase")


def _site(config: Config) -> str:
    """Where others find this server: by the network, else as this visitor does."""
    if not config.lan_address:
        return request.host_url
    port = config.port or int(request.environ["SERVER_PORT"])
    return url(config.lan_address, port)


def _address(hosted: HostedLab) -> str:
    """The page of the lab's owner."""
    lesson = hosted.slot[1]
    return f"/aprende/{lesson}" if lesson else "/mira"


def _view(hosted: HostedLab) -> str:
    return LEARN if hosted.slot[1] else WATCH


def _with_query(path: str) -> str:
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path
