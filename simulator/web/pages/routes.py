"""The pages: three doors, lessons, shared labs, the class's address.

It refuses to show a lab's secret to anybody who may not act, and to keep it in the
address bar: an acting link gives its visitor the right and leads on to the lab.
"""

import hmac
from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab, Purpose
from simulator.hosting.labs import NO_PURPOSE, SEED, Labs
from simulator.hosting.reading.exam_views import exam_key, exam_page, exam_task
from simulator.hosting.reading.report import session_report
from simulator.hosting.refusals import Refusal
from simulator.lab import Lab
from simulator.scenario import Scenario
from simulator.teaching import bare
from simulator.web.config import Config
from simulator.web.lan import only_here, qr_svg, url
from simulator.web.language import language
from simulator.web.pages.renderer import (
    BREAK,
    CERTIFICATE,
    DRILLS,
    EXAM,
    GLOSSARY,
    HOME,
    LEARN,
    MAP,
    MYSTERY,
    TYPE,
    WATCH,
    PageRenderer,
)
from simulator.web.visitors import Visitors

TYPED = "/escribe"
EXAMS = "/examen"
CERTIFICATES = "/certificado"
DOORS = {
    "/": HOME,
    "/mira": WATCH,
    TYPED: TYPE,
    "/aprende": LEARN,
    "/rompe": BREAK,
    "/mapa": MAP,
    "/misterio": MYSTERY,
    "/glosario": GLOSSARY,
    EXAMS: EXAM,
    CERTIFICATES: CERTIFICATE,
    "/ejercicios": DRILLS,
}
ALIASES = {
    "/watch": "/mira",
    "/type": TYPED,
    "/learn": "/aprende",
    "/break": "/rompe",
    "/map": "/mapa",
    "/mystery": "/misterio",
    "/glossary": "/glosario",
    "/exam": EXAMS,
    "/certificate": CERTIFICATES,
    "/drills": "/ejercicios",
}


class Pages:
    """What each address answers."""

    def __init__(
        self,
        config: Config,
        content: Content,
        labs: Labs,
        visitors: Visitors,
        renderer: PageRenderer,
    ) -> None:
        self._config = config
        self._content = content
        self._labs = labs
        self._visitors = visitors
        self._renderer = renderer

    def blueprint(self) -> Blueprint:
        """Their routes."""
        routes = Blueprint("pages", __name__)
        for path, view in DOORS.items():
            defaults = {"view": view}
            routes.add_url_rule(path, f"door_{view}", self.door, defaults=defaults)
        for path, handler in (
            ("/aprende/<slug>", self.lesson),
            ("/escenario/<name>", self.scenario),
            ("/experimento/<slug>", self.experiment),
            ("/escena/<name>", self.scene),
            ("/misterio/<code>", self.mystery),
            (f"{CERTIFICATES}/<unit>", self.certificate),
            ("/certificate/<unit>", self.certificate_alias),
            (f"{EXAMS}/<code>", self.exam),
            (f"{EXAMS}/<code>/<nickname>", self.exam_result),
            (f"{EXAMS}/<code>/<nickname>/<int:number>", self.exam_task),
            ("/lab/<lab_id>", self.shared),
            ("/lab/<lab_id>/<secret>", self.acting_link),
            ("/lab/<lab_id>/compartir", self.share),
            ("/lab/<lab_id>/memoria", self.report),
            ("/clase", self.class_address),
            ("/learn/<slug>", self.lesson_alias),
            ("/scenario/<name>", self.scenario_alias),
            ("/experiment/<slug>", self.experiment_alias),
            ("/scene/<name>", self.scene_alias),
            ("/mystery/<code>", self.mystery_alias),
            ("/exam/<code>", self.exam_alias),
            ("/exam/<code>/<nickname>", self.exam_alias),
            ("/exam/<code>/<nickname>/<int:number>", self.exam_alias),
            ("/class", self.class_alias),
        ):
            routes.add_url_rule(path, endpoint=path, view_func=handler)
        for path, to in ALIASES.items():
            defaults = {"to": to}
            routes.add_url_rule(path, f"alias{path[1:]}", alias, defaults=defaults)
        return routes

    # --- a visitor's own labs -----------------------------------------------------

    def door(self, view: str) -> Response:
        """The lab without a lesson, in one of its views; Escribe has one where nothing
        has happened yet."""
        missions = self._content.missions
        if not missions:
            return self._own(view, self._content.free)
        if view != TYPE:
            return self._own(view, self._content.free, elsewhere={TYPE: TYPED})
        return self._lesson(view, missions, elsewhere={HOME: "/"})

    def lesson(self, slug: str) -> AnyResponse:
        """The lab of a lesson."""
        self._content.refresh()
        if slug == self._content.missions:
            return redirect(TYPED)
        return self._lesson(LEARN, slug)

    def _lesson(
        self, view: str, slug: str, elsewhere: dict[str, str] | None = None
    ) -> Response:
        plan = self._content.lesson(slug).lesson
        scenario = self._content.scenarios[plan.scenario]
        purpose = Purpose(lesson=slug)
        return self._own(view, scenario, plan.seed, purpose, elsewhere)

    def scenario(self, name: str) -> Response:
        """The lab of a scenario."""
        return self._own(WATCH, self._content.scenario(name))

    def experiment(self, slug: str) -> Response:
        """The lab of an experiment."""
        plan = self._content.experiment(slug)
        scenario = bare(self._content.scenarios[plan.scenario])
        return self._own(BREAK, scenario, purpose=Purpose(experiment=slug))

    def scene(self, name: str) -> Response:
        """The lab of a scene."""
        scene = self._content.scene(name)
        scenario = self._content.scenarios[scene.scenario or ""]
        return self._own(WATCH, scenario, purpose=Purpose(scene=name))

    def mystery(self, code: str) -> Response:
        """The lab of a mystery."""
        found = self._content.mystery(code)
        purpose = Purpose(mystery=code)
        return self._own(MYSTERY, found.scenario, found.seed, purpose, begin=found.run)

    def exam(self, code: str, nickname: str = "") -> Response:
        """Where an exam begins, and where it ends; neither needs a lab of its own."""
        exam_page(self._content, code, nickname, language())
        return self._own(EXAM, self._content.free)

    def certificate(self, unit: str) -> Response:
        """What was done of a unit. Raises Refusal."""
        if all(each.id != unit for each in self._content.library.catalogue.units):
            raise Refusal("error.page")
        return self._own(CERTIFICATE, self._content.free)

    def exam_result(self, code: str, nickname: str) -> Response:
        """What a student reached."""
        return self.exam(code, nickname)

    def exam_task(self, code: str, nickname: str, number: int) -> Response:
        """The lab of one task of a student's exam."""
        key = exam_key(code, nickname, number)
        task = exam_task(self._content, key)
        return self._own(EXAM, *task.world, Purpose(exam=key), begin=task.begin)

    def _own(
        self,
        view: str,
        scenario: Scenario,
        seed: int = SEED,
        purpose: Purpose = NO_PURPOSE,
        elsewhere: dict[str, str] | None = None,
        begin: Callable[[], Lab] | None = None,
    ) -> Response:
        visitor = self._visitors.current()
        hosted = self._labs.own(
            visitor,
            scenario,
            seed,
            purpose,
            address=request.remote_addr or "",
            begin=begin,
        )
        response = self._renderer.app(view, hosted, may_act=True, elsewhere=elsewhere)
        self._visitors.remember(response, visitor)
        return response

    # --- somebody else's ----------------------------------------------------------

    def shared(self, lab_id: str) -> Response:
        """A lab by its address: to watch, or to act for who may."""
        hosted = self._labs.get(lab_id)
        may_act = self._visitors.known() in hosted.actors
        lesson = hosted.purpose.lesson
        view = LEARN if lesson else WATCH
        if lesson and lesson == self._content.missions:
            view = TYPE
        if hosted.purpose.mystery:
            view = MYSTERY
        return self._renderer.app(view, hosted, may_act=may_act)

    def acting_link(self, lab_id: str, secret: str) -> AnyResponse:
        """Give this visitor the right to act, and lead on to the lab."""
        hosted = self._labs.get(lab_id)
        if not hmac.compare_digest(secret.encode(), hosted.secret.encode()):
            raise Refusal("error.page")
        visitor = self._visitors.current()
        hosted.actors.add(visitor)
        response = redirect(f"/lab/{hosted.id}", code=303)
        self._visitors.remember(response, visitor)
        return response

    def share(self, lab_id: str) -> Response:
        """The addresses to give away, for who may act."""
        hosted = self._labs.get(lab_id)
        if self._visitors.known() not in hosted.actors:
            raise Refusal("error.watch_only")
        site = _site(self._config)
        watch = f"{site}lab/{hosted.id}"
        return self._renderer.plain(
            "share.html",
            back=self._address(hosted),
            watch=watch,
            act=f"{watch}/{hosted.secret}",
            qr="" if only_here(site) else qr_svg(watch),
        )

    def report(self, lab_id: str) -> Response:
        """The session of a lab, to be printed."""
        hosted = self._labs.get(lab_id)
        sight, branch = self._visitors.sight(hosted), request.args.get("branch")
        report = session_report(sight, branch, self._content, language())
        back = self._address(hosted) if sight.whole else f"/lab/{hosted.id}"
        return self._renderer.plain("report.html", report=report, back=back)

    def _address(self, hosted: HostedLab) -> str:
        """The page of the lab's owner."""
        lesson, experiment, scene, mystery, exam = hosted.purpose
        if exam:
            return f"{EXAMS}/{exam}"
        if mystery:
            return f"/misterio/{mystery}"
        if lesson:
            return TYPED if lesson == self._content.missions else f"/aprende/{lesson}"
        if experiment:
            return f"/experimento/{experiment}"
        if scene:
            return f"/escena/{scene}"
        name = hosted.scenario.name
        return "/mira" if name == self._content.free.name else f"/escenario/{name}"

    def class_address(self) -> Response:
        """Where a class finds this server."""
        if not self._config.lan_address:
            return self._renderer.plain("class.html", address="", qr="")
        address = _site(self._config)
        return self._renderer.plain("class.html", address=address, qr=qr_svg(address))

    # --- other names of the same --------------------------------------------------

    def lesson_alias(self, slug: str) -> AnyResponse:
        """In English."""
        self._content.refresh()
        self._content.lesson(slug)
        return alias(f"/aprende/{slug}")

    def scenario_alias(self, name: str) -> AnyResponse:
        """In English."""
        self._content.scenario(name)
        return alias(f"/escenario/{name}")

    def experiment_alias(self, slug: str) -> AnyResponse:
        """In English."""
        self._content.experiment(slug)
        return alias(f"/experimento/{slug}")

    def scene_alias(self, name: str) -> AnyResponse:
        """In English."""
        self._content.scene(name)
        return alias(f"/escena/{name}")

    def mystery_alias(self, code: str) -> AnyResponse:
        """In English."""
        self._content.mystery(code)
        return alias(f"/misterio/{code}")

    def certificate_alias(self, unit: str) -> AnyResponse:
        """In English."""
        return alias(f"{CERTIFICATES}/{unit}")

    def exam_alias(self, **_: str | int) -> AnyResponse:
        """In English."""
        return alias(EXAMS + request.path.removeprefix("/exam"))

    def class_alias(self) -> AnyResponse:
        """In English."""
        return redirect("/clase")


def alias(to: str) -> AnyResponse:
    """Lead on to the address in Spanish, with the same query."""
    query = request.query_string.decode("latin-1")
    return redirect(f"{to}?{query}" if query else to)


def _site(config: Config) -> str:
    """Where others find this server: by the network, else as this visitor does."""
    if not config.lan_address:
        return request.host_url
    port = config.port or int(request.environ["SERVER_PORT"])
    return url(config.lan_address, port)
