"""The pages: which address opens which view, on which lab.

Every page of the application is a view of a lab of the visitor's own. It refuses what a
server alone can give: other people's labs, a class, the gateway.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab, Purpose
from simulator.hosting.lab_ids import typed
from simulator.hosting.labs import NO_PURPOSE, SEED, Labs
from simulator.hosting.permalinks import Landing, SavedPermalink, open_permalink
from simulator.hosting.reading.exam_views import exam_key, exam_page, exam_task
from simulator.hosting.refusals import Refusal
from simulator.lab import Lab
from simulator.scenario import Scenario
from simulator.teaching import bare

HOME, WATCH, TYPE, LEARN = "home", "watch", "type", "learn"
BREAK, MAP, MYSTERY, GLOSSARY = "break", "map", "mystery", "glossary"
EXAM, DRILLS, CERTIFICATE = "exam", "drills", "certificate"
SENDER = "sender"
OWN_LETTER = "own-letter"
"""Views; one that is fetched later has a module of that name."""

TYPED = "/escribe"
EXAMS = "/examen"
CERTIFICATES = "/certificado"
PERMALINKS = "/enlace"
SHORT_PERMALINKS = "/e"
"""Those that a server keeps."""

OTHERWISE = "/ahora"
"""After a permalink: although it is another story now."""

VIEWS = {
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
    "/remitente": SENDER,
    "/tu-carta": OWN_LETTER,
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
    "/sender": "/remitente",
    "/your-letter": "/tu-carta",
    "/scenario": "/escenario",
    "/experiment": "/experimento",
    "/scene": "/escena",
    "/link": PERMALINKS,
}
"""How the first part of a path is called in English."""


class Visitor(NamedTuple):
    """Who opens a page, from which network address, in which language. `anew`: they
    know that what they did there before would be another story now."""

    id: str
    address: str
    lang: str
    anew: bool = False


class Opened(NamedTuple):
    """A view of a lab. `elsewhere`: addresses of views that have a lab of their own.
    `landing`: of a permalink. `may_share`: whoever may act may let others."""

    view: str
    hosted: HostedLab
    may_act: bool = True
    elsewhere: dict[str, str] | None = None
    landing: Landing | None = None
    may_share: bool = True


class Moved(NamedTuple):
    """What was asked for is at another address."""

    to: str


Opens = Callable[..., Opened | Moved]
"""Takes the visitor, and the holes of the path. Raises Refusal."""


class Doors:
    """`opening`: path to what it opens."""

    def __init__(self, content: Content, labs: Labs) -> None:
        self._content = content
        self._labs = labs
        self.opening: dict[str, Opens] = {
            **{path: partial(self._door, view) for path, view in VIEWS.items()},
            "/aprende/<slug>": self._lesson_page,
            "/escenario/<name>": self._scenario,
            "/experimento/<slug>": self._experiment,
            "/escena/<name>": self._scene,
            "/misterio/<code>": self._mystery,
            f"{CERTIFICATES}/<unit>": self._certificate,
            f"{EXAMS}/<code>": self._exam,
            f"{EXAMS}/<code>/<nickname>": self._exam,
            f"{EXAMS}/<code>/<nickname>/<int:number>": self._exam_task,
            f"{PERMALINKS}/<packed>": partial(self._permalink, otherwise=False),
            f"{PERMALINKS}/<packed>{OTHERWISE}": partial(
                self._permalink, otherwise=True
            ),
            f"{PERMALINKS}/<packed>/<int:at>": partial(
                self._permalink, otherwise=False
            ),
        }

    def _door(self, view: str, visitor: Visitor) -> Opened:
        """The lab without a lesson, in one of its views; Escribe has one where nothing
        has happened yet."""
        missions = self._content.missions
        if not missions:
            return self._own(view, visitor, self._content.free)
        if view != TYPE:
            there = {TYPE: TYPED}
            return self._own(view, visitor, self._content.free, elsewhere=there)
        return self._lesson(view, visitor, missions, elsewhere={HOME: "/"})

    def _lesson_page(self, visitor: Visitor, slug: str) -> Opened | Moved:
        self._content.refresh()
        if slug == self._content.missions:
            return Moved(TYPED)
        return self._lesson(LEARN, visitor, slug)

    def _lesson(
        self,
        view: str,
        visitor: Visitor,
        slug: str,
        elsewhere: dict[str, str] | None = None,
    ) -> Opened:
        plan = self._content.lesson(slug).lesson
        scenario = self._content.scenarios[plan.scenario]
        purpose = Purpose(lesson=slug)
        return self._own(view, visitor, scenario, plan.seed, purpose, elsewhere)

    def _scenario(self, visitor: Visitor, name: str) -> Opened:
        return self._own(WATCH, visitor, self._content.scenario(name))

    def _experiment(self, visitor: Visitor, slug: str) -> Opened:
        plan = self._content.experiment(slug)
        scenario = bare(self._content.scenarios[plan.scenario])
        return self._own(BREAK, visitor, scenario, purpose=Purpose(experiment=slug))

    def _scene(self, visitor: Visitor, name: str) -> Opened:
        scene = self._content.scene(name)
        scenario = self._content.scenarios[scene.scenario or ""]
        return self._own(WATCH, visitor, scenario, purpose=Purpose(scene=name))

    def _mystery(self, visitor: Visitor, code: str) -> Opened:
        found = self._content.mystery(code)
        purpose = Purpose(mystery=code)
        return self._own(
            MYSTERY, visitor, found.scenario, found.seed, purpose, begin=found.run
        )

    def _certificate(self, visitor: Visitor, unit: str) -> Opened:
        """What was done of a unit."""
        if all(each.id != unit for each in self._content.library.catalogue.units):
            raise Refusal("error.page")
        return self._own(CERTIFICATE, visitor, self._content.free)

    def _exam(self, visitor: Visitor, code: str, nickname: str = "") -> Opened:
        """Where an exam begins, and where it ends; neither needs a lab of its own."""
        exam_page(self._content, code, nickname, visitor.lang)
        return self._own(EXAM, visitor, self._content.free)

    def _exam_task(
        self, visitor: Visitor, code: str, nickname: str, number: int
    ) -> Opened:
        key = exam_key(code, nickname, number)
        task = exam_task(self._content, key)
        purpose = Purpose(exam=key)
        return self._own(EXAM, visitor, *task.world, purpose, begin=task.begin)

    def _own(
        self,
        view: str,
        visitor: Visitor,
        scenario: Scenario,
        seed: int = SEED,
        purpose: Purpose = NO_PURPOSE,
        elsewhere: dict[str, str] | None = None,
        begin: Callable[[], Lab] | None = None,
    ) -> Opened:
        hosted = self._labs.own(
            visitor.id,
            scenario,
            seed,
            purpose,
            address=visitor.address,
            begin=begin,
            told=visitor.anew,
        )
        return Opened(view, hosted, elsewhere=elsewhere)

    def _permalink(
        self, visitor: Visitor, packed: str, otherwise: bool, at: int | None = None
    ) -> Opened:
        """The moment that an address says, in a lab of the visitor's own. `at`: the
        event of an earlier step, to begin there."""
        opened = self.permalink(
            visitor, SavedPermalink(packed, packed), otherwise=otherwise
        )
        landing = opened.landing
        if at is None or landing is None:
            return opened
        earlier = landing._replace(at=min(at, landing.at))
        return opened._replace(landing=earlier)

    def permalink(
        self, visitor: Visitor, saved: SavedPermalink, *, otherwise: bool
    ) -> Opened:
        """The moment of a permalink; `otherwise`: even if it is another story."""
        hosted, landing = open_permalink(
            self._content,
            self._labs,
            saved,
            visitor=visitor.id,
            address=visitor.address,
            otherwise=otherwise,
        )
        return Opened(WATCH, hosted, landing=landing)

    # --- a lab by its own address -----------------------------------------------------

    def shared(self, hosted: HostedLab, visitor: str | None) -> Opened:
        """To watch, or to act for who may."""
        lesson = hosted.purpose.lesson
        view = LEARN if lesson else WATCH
        if lesson and lesson == self._content.missions:
            view = TYPE
        if hosted.purpose.mystery:
            view = MYSTERY
        may_act = hosted.may_act(visitor)
        shares = visitor in hosted.actors and not hosted.purpose.shared
        at = hosted.begins_at
        landing = None if at is None or not may_act else Landing.of(hosted, at, "")
        return Opened(view, hosted, may_act, landing=landing, may_share=shares)

    def address(self, hosted: HostedLab) -> str:
        """The page of the lab's owner."""
        name, purpose = hosted.scenario.name, hosted.purpose
        return lab_address(self._content, hosted.id, name, purpose)


def lab_address(content: Content, lab_id: str, scenario: str, purpose: Purpose) -> str:
    """The page of the owner of a lab of that scenario, by name, for that purpose."""
    lesson, experiment, scene, mystery, exam, permalink, *others = purpose
    if any(others):
        return f"/lab/{lab_id}"
    if permalink:
        return permalink_address(permalink)
    if exam:
        return f"{EXAMS}/{exam}"
    if mystery:
        return f"/misterio/{mystery}"
    if lesson:
        return TYPED if lesson == content.missions else f"/aprende/{lesson}"
    if experiment:
        return f"/experimento/{experiment}"
    if scene:
        return f"/escena/{scene}"
    return "/mira" if scenario == content.free.name else f"/escenario/{scenario}"


def permalink_address(tail: str) -> str:
    """The path of a permalink, by what its address says after it."""
    short = tail == typed(tail)
    return f"{SHORT_PERMALINKS if short else PERMALINKS}/{tail}"


def in_spanish(path: str) -> str | None:
    """The path that an English one stands for, or None."""
    first, slash, rest = path[1:].partition("/")
    named = ALIASES.get(f"/{first}")
    return named and named + slash + rest
