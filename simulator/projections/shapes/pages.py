"""The boot block of a page, and what is fetched as JSON."""

from simulator.projections.catalogue import Param
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.classroom import ClassSeat


class OfferedLanguage(Shape):
    """One of the languages the page can be shown in."""

    tag: str
    name: str
    """As its speakers call it."""
    direction: str
    """ltr or rtl."""


class LandingPlace(Shape):
    """Where the page of a permalink, or of somebody's attempt, begins."""

    seq: int
    """Of the step on show."""
    last: int
    """The last event of the branch when it was opened."""
    view: str
    """The page, `letter/m3`; "" for the usual one."""
    attempt: bool | None = None
    """Somebody else's, made again to be shown."""


class SharedPermalink(Shape):
    """A permalink that the server keeps, and its long address."""

    address: str
    """To be given away: `http://192.0.2.7:5000/e/7k2f-9mqx`; the long one where the
    server cannot keep it."""
    long: str
    """Everything is in it; "" when no address is that long."""
    kept: bool
    here_only: bool
    """It can be opened on this machine alone."""
    qr: str
    """A picture of `address`, as SVG; "" where no phone could open it."""


class Boot(Shape):
    """What the page must know first."""

    lang: str
    lab: str
    """"" for a saved session, as `branch`; `texts_urls` is empty then."""
    branch: str
    may_act: bool
    languages: tuple[OfferedLanguage, ...]
    """Those to choose from, in their order."""
    lesson: str | None
    """Slug."""
    experiment: str | None
    """Slug."""
    texts_urls: dict[str, str]
    """By language."""
    scene: str | None = None
    """The name of what this address shows, such as `s21-8`."""
    mystery: str | None = None
    """The code of the mystery of this address, such as `2-4711`."""
    moment: LandingPlace | None = None
    """Of a permalink, or of an attempt."""
    title: dict[str, str] | None = None
    """By language."""
    view: str | None = None
    """home, watch, type, learn, break, map, mystery, exam, drills,
    certificate or glossary."""
    missions: str | None = None
    """Slug of the lesson whose steps Escribe proposes here."""
    elsewhere: dict[str, str] | None = None
    """View to its address, where it has a lab of its own."""
    scenario: str | None = None
    opening: int | None = None
    """Acts done when the lab was opened."""
    demonstration: bool | None = None
    """There is one to be played."""
    live: bool | None = None
    """Real programs talk to this lab: its newest step is followed."""
    one_line: bool | None = None
    """Others act in this world, too: nobody goes back in time, nor breaks it alone."""
    saved: bool | None = None
    """A session in a file: no server, nothing to act on."""
    alone: bool | None = None
    """The page has no server: Cartero runs in it."""
    share: str | None = None
    """Address for watching."""
    share_page: str | None = None
    """Only who may act has it, and `secret`."""
    secret: str | None = None
    styles: dict[str, str] | None = None
    """View to the address of its own style sheet."""
    machines_url: str | None = None
    classroom: ClassSeat | None = None
    """Of a visitor who is in a class, or teaches one."""


class VerbHelp(Shape):
    """How a command is written and what it is for."""

    syntax: str
    key: str
    rfc: str


class Machine(Shape):
    """The state table of a protocol."""

    states: tuple[str, ...]
    table: dict[str, dict[str, dict[str, str]]]
    """State to verb to the first digit or sign of the reply to the next state."""
    verbs: dict[str, VerbHelp]
    services: dict[str, int]
    """Service to the port it has when a scenario says nothing."""


Machines = dict[str, Machine]
"""By protocol."""


class ScenarioCard(Shape):
    """A scenario a visitor may choose: `/scenarios.json` is a list of them."""

    name: str
    title: dict[str, str]
    """By language."""
    about: dict[str, str]
    """By language."""


class ToldError(Shape):
    """Why a request cannot be answered."""

    key: str
    params: dict[str, Param]
    text: str
    """The same as a sentence, in the language of the request."""


class FailedRequest(Shape):
    """What a script gets for a request that cannot be answered."""

    error: ToldError


class Health(Shape):
    """`/healthz`: the server is ready."""

    ok: bool
    labs: int
