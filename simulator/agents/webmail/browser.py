"""A browser with its person: an address bar, one page at a time, and cookies.

It speaks HTTP and nothing else; what it shows is a fact, and the page draws it. It
follows "see there" (RFC 9110 §15.4.4) and keeps its connection open between two pages
(RFC 9112 §9.3). It opens no address of another host: there is no web around it.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from simulator.agents.config import BrowserConfig, Endpoint
from simulator.agents.dial import dial
from simulator.agents.driver import Driver
from simulator.agents.machine import Machine
from simulator.journal.facts import BrowserPageShown
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.http import Arrived, Fetch, HttpClient, Seen
from simulator.protocols.http.questions import Fields, field
from simulator.protocols.services import HTTP

REDIRECTIONS_MAX = 5
FORM = "application/x-www-form-urlencoded"
AGENT = "Navegador/1.0"


class Browser:
    """The browser of one host. `home`: the web server it opens; `busy`: a page is on
    its way."""

    def __init__(self, machine: Machine, config: BrowserConfig, home: Endpoint) -> None:
        self.config = config
        self._machine = machine
        self._home = home
        self.busy = False
        self._connection: _PageConnection | None = None
        self._cookies: dict[str, str] = {}
        self._wanted: Fetch | None = None
        self._language = config.language
        self._redirections = 0

    def stopped(self) -> None:
        """The machine is off: cookies, and whatever it waited for, are gone."""
        self.busy = False
        self._connection = self._wanted = None
        self._cookies.clear()

    @property
    def _authority(self) -> str:
        """Host and port as an address says them (RFC 3986 §3.2)."""
        name, port = self._home.name, self._home.port
        return name if port == HTTP.port else f"{name}:{port}"

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
            ("host", self._authority),
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
        if self._connection is not None and self._connection.ready:
            self._connection.driver.notify(self._wanted)
        else:
            self._connect(self._wanted)

    def _connect(self, wanted: Fetch) -> None:
        clock = self._machine.clock

        def handle(end: End) -> Driver:
            engine = HttpClient(clock.now_us)
            engine.notify(wanted, clock.now_us)
            opened = self._connection = _PageConnection(self, engine, end.conn.name)
            timer_name = "http.client_patience"
            opened.driver = Driver(clock, end, engine, opened, timer_name)
            return opened.driver

        dial(self._machine, self._home, handle, lambda: self._failed("", wanted))

    def soon(self, delay_us: int, program: Callable[[], None]) -> None:
        """Go on with `program`, unless the machine is switched off meanwhile."""
        host = self._machine.host
        self._machine.clock.after(delay_us, host.later(program))

    # --- what the connection tells ---

    def satisfied(self) -> None:
        """The page that was wanted arrived."""
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

    def lost(self, connection: "_PageConnection") -> None:
        """The connection is over. A page that was wanted is asked for once more, if
        the connection had only been kept and asking twice does no harm (RFC 9110
        §9.2.2)."""
        if self._connection is connection:
            self._connection = None
        wanted, self._wanted = self._wanted, None
        if wanted is None or not self._machine.host.on:
            return
        if connection.served and wanted.method == "GET":
            self._wanted = wanted
            self._connect(wanted)
            return
        self._failed(connection.conn, wanted)

    def _failed(self, conn: str, wanted: Fetch) -> None:
        """The page did not come."""
        self.busy = False
        self._wanted = None
        self._show(
            conn,
            BrowserPageShown(
                address=self._address(wanted.target),
                status=0,
                problem="no_connection",
            ),
        )

    def _remember(self, value: str) -> None:
        """Keep a cookie as long as the browser runs; Max-Age=0 deletes it."""
        pair, *attributes = value.split(";")
        name, _, content = pair.strip().partition("=")
        if any(a.strip().lower() == "max-age=0" for a in attributes):
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = content

    def _address(self, target: str) -> str:
        return f"http://{self._authority}{target}"

    def _show(self, conn: str, shown: BrowserPageShown) -> None:
        self._machine.record(shown, conn)


class _PageConnection:
    """The policy of the connection to the web server. `served`: how many pages arrived.

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
        """A page arrived. If the connection ends with it, nothing is lost."""
        assert isinstance(question, Arrived)
        self.served += 1
        self._browser.satisfied()
        self._browser.soon(0, lambda: self._browser.arrived(self.conn, question))
        return Seen()

    def ended(self, _clean: bool) -> None:
        """The connection is over."""
        self._browser.lost(self)
