"""A browser with its person: an address bar, one page at a time, and cookies.

It speaks HTTP and nothing else; what it shows is a fact, and the page draws it. It
follows "see there" (RFC 9110 §15.4.4) and keeps its connection open between two pages
(RFC 9112 §9.3). It refuses addresses of other hosts: this is no web to roam.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from simulator.agents.config import BrowserConfig
from simulator.agents.driver import Driver
from simulator.journal.facts import BrowserPageShown
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.http import Arrived, Fetch, HttpClient, Seen
from simulator.protocols.http.questions import Fields, field

if TYPE_CHECKING:
    from simulator.agents.world import World

REDIRECTIONS_MAX = 5
FORM = "application/x-www-form-urlencoded"
AGENT = "Navegador/1.0"


class Browser:
    """The browser of one host. `busy`: a page is on its way."""

    def __init__(self, world: "World", host: str, config: BrowserConfig) -> None:
        self.world = world
        self.host = host
        self.config = config
        self.busy = False
        self._line: _Line | None = None
        self._cookies: dict[str, str] = {}
        self._wanted: Fetch | None = None
        self._language = config.language
        self._redirections = 0

    def stopped(self) -> None:
        """The machine is off: cookies, and whatever it waited for, are gone."""
        self.busy = False
        self._line = self._wanted = None
        self._cookies.clear()

    @property
    def _server(self) -> str:
        return self.world.hosts[self.config.home].names[0]

    def visit(
        self, method: str, target: str, form: Fields = (), language: str = ""
    ) -> None:
        """Ask for `target` of the home server, with the fields of a form if any.
        `language`: a tag; "": the browser's own."""
        self.busy = True
        self._language = language or self.config.language
        self._redirections = 0
        written = urlencode(form, errors="replace")
        if written and method == "GET":
            self._ask(method, f"{target}?{written}")
        else:
            self._ask(method, target, written.encode("ascii"))

    def _ask(self, method: str, target: str, body: bytes = b"") -> None:
        fields: Fields = (
            ("host", self._server),
            ("user-agent", AGENT),
            ("accept", "text/html"),
            ("accept-language", self._language),
        )
        if self._cookies:
            pairs = "; ".join(f"{name}={v}" for name, v in self._cookies.items())
            fields = (*fields, ("cookie", pairs))
        if body:
            fields = (*fields, ("content-type", FORM))
        self._wanted = Fetch(method, target, fields, body)
        if self._line is not None and self._line.ready:
            self._line.driver.notify(self._wanted)
        else:
            self._connect(self._wanted)

    def _connect(self, wanted: Fetch) -> None:
        clock = self.world.clock

        def handle(end: End) -> Driver:
            engine = HttpClient(clock.now_us)
            engine.notify(wanted, clock.now_us)
            line = self._line = _Line(self, engine, end.conn.name)
            line.driver = Driver(clock, end, engine, line, "http.client_patience")
            return line.driver

        port = self.world.webmails[self.config.home].config.port
        self.world.network.connect(self.host, self.config.home, port, handle)

    def soon(self, delay_us: int, program: Callable[[], None]) -> None:
        """Go on with `program`, unless the machine is switched off meanwhile."""
        machine = self.world.network.hosts[self.host]
        self.world.clock.after(delay_us, machine.later(program))

    # --- what the line tells ---

    def satisfied(self) -> None:
        """What was wanted came."""
        self._wanted = None

    def arrived(self, conn: str, got: Arrived) -> None:
        """A response: follow it, or show it."""
        for name, value in got.fields:
            if name == "set-cookie":
                self._remember(value)
        location = field(got.fields, "location")
        follow = got.status in (302, 303, 307, 308) and location.startswith("/")
        if follow and self._redirections < REDIRECTIONS_MAX:
            self._redirections += 1
            self.soon(1_000, lambda: self._ask("GET", location))
            return
        self.busy = False
        self._show(
            conn,
            BrowserPageShown(
                address=self._address(got.target),
                status=got.status,
                stream="s",
                offset=got.offset,
                length=got.length,
                content_type=field(got.fields, "content-type"),
            ),
        )

    def lost(self, line: "_Line") -> None:
        """The connection is over. A page that was wanted is asked for once more, if
        the line had only been kept and asking twice does no harm (RFC 9110 §9.2.2)."""
        if self._line is line:
            self._line = None
        wanted, self._wanted = self._wanted, None
        if wanted is None or not self.world.network.hosts[self.host].on:
            return
        if line.served and wanted.method == "GET":
            self._wanted = wanted
            self._connect(wanted)
            return
        self.busy = False
        self._show(
            line.conn,
            BrowserPageShown(
                address=self._address(wanted.target),
                status=0,
                problem="no_connection",
            ),
        )

    def _remember(self, value: str) -> None:
        """A cookie, for as long as the browser runs; Max-Age=0 takes it away."""
        pair, *attributes = value.split(";")
        name, _, content = pair.strip().partition("=")
        if any(a.strip().lower() == "max-age=0" for a in attributes):
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = content

    def _address(self, target: str) -> str:
        return f"http://{self._server}{target}"

    def _show(self, conn: str, shown: BrowserPageShown) -> None:
        self.world.clock.record(self.host, conn, shown)


class _Line:
    """The policy of the connection to the web server. `served`: pages that came.

    `driver` is set as soon as there is one.
    """

    driver: Driver

    def __init__(self, browser: Browser, engine: HttpClient, conn: str) -> None:
        self._browser = browser
        self._engine = engine
        self.conn = conn
        self.served = 0

    @property
    def ready(self) -> bool:
        """It can be asked for the next page."""
        return self._engine.idle

    def answer(self, question: Question) -> Answer:
        """A page came; that the line may end with it is no loss."""
        assert isinstance(question, Arrived)
        self.served += 1
        self._browser.satisfied()
        self._browser.soon(0, lambda: self._browser.arrived(self.conn, question))
        return Seen()

    def ended(self, clean: bool) -> None:
        """The connection is over."""
        self._browser.lost(self)
