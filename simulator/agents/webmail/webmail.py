"""A webmail: a mail client that lives on a server and talks HTTP to its person.

Every page costs a session at the IMAP server, every message sent a submission: so a
browser needs no mail protocol, and the webmail is nothing but a mail client (RFC 5598
§2.1). A cookie says who is logged in (RFC 6265); user and password stay here.
"""

from collections.abc import Callable
from urllib.parse import unquote

from simulator.agents.config import WebmailConfig
from simulator.agents.driver import Driver, Later
from simulator.agents.machine import Machine
from simulator.agents.mta import SendResult
from simulator.agents.mua import Script
from simulator.agents.webmail import imap_scripts
from simulator.agents.webmail.forms import (
    COOKIE,
    cookie_of,
    form_of,
    number_of,
    parts_of,
    undelivered_of,
)
from simulator.agents.webmail.mail_client import MailClient, Person
from simulator.agents.webmail.pages import PageWriter, folder_path
from simulator.mail import (
    first_bad,
    recipients,
)
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.http import HttpServer, HttpServerConfig, Request, Response
from simulator.protocols.http.questions import field as http_field
from simulator.protocols.services import HTTP

FLAGS = {"seen": "\\Seen", "flagged": "\\Flagged"}
INBOX = folder_path("INBOX")


class Webmail:
    """The web server of one host. `client`: what it is towards the mail servers."""

    def __init__(
        self, machine: Machine, config: WebmailConfig, client: MailClient
    ) -> None:
        self.config = config
        self.client = client
        self.people: dict[str, Person] = {}
        self._machine = machine
        self._entered = 0
        machine.host.listen(config.port, HTTP.name, self._accept)

    def _accept(self, end: End) -> Driver:
        clock = self._machine.clock
        engine = HttpServer(HttpServerConfig(), clock.now_us)
        policy = _ConnectionPolicy(self)
        return Driver(clock, end, engine, policy, "http.server_idle", 1_000)

    # --- who is there ---

    def stopped(self) -> None:
        """The machine is off: what was in memory is gone."""
        self.people.clear()

    def log_in(self, person: Person) -> str:
        """The cookie of a person who has just logged in."""
        self._entered += 1
        number = self._entered
        entity = f"{self._machine.id} {number}"
        chance = self._machine.chance("web session", entity)
        cookie = f"{chance.below(1 << 40):010x}"
        self.people[cookie] = person
        return cookie


class _ConnectionPolicy:
    """The policy of one connection: from requests to pages."""

    def __init__(self, webmail: Webmail) -> None:
        self._webmail = webmail

    def ended(self, clean: bool) -> None:
        """The browser left; the cookie still holds."""

    def answer(self, question: Question) -> Answer | Later:
        """The page, now or later."""
        assert isinstance(question, Request)
        asked = _PageRequest(self._webmail, question)
        return asked.route()


class _PageRequest:
    """One request, from its route to its answer."""

    def __init__(self, webmail: Webmail, request: Request) -> None:
        self.webmail = webmail
        # HEAD is GET whose page the engine keeps (RFC 9110 §9.3.2).
        self.method = "GET" if request.method == "HEAD" else request.method
        path, query = parts_of(request.target)
        self.path = [unquote(word) for word in path.strip("/").split("/")]
        accepted = http_field(request.fields, "accept-language")
        self.pages = PageWriter(accepted, webmail.config.words)
        body = request.body.decode("utf-8", "replace")
        self.form = form_of(body if self.method == "POST" else query)
        self.cookie = cookie_of(http_field(request.fields, "cookie"))
        self.later = Later()

    def route(self) -> Response | Later:
        """The answer, by method and the first word of the path."""
        known = _ROUTES.get((self.method, self.path[0]))
        if known is None:
            methods = [method for method, path in _ROUTES if path == self.path[0]]
            if methods:
                # RFC 9110 §15.5.6 wants to hear which would do.
                allow = ("allow", ", ".join(methods))
                return self.page(405, self.pages.note("no_method"), allow)
            return self.page(404, self.pages.note("not_found"))
        person = self.webmail.people.get(self.cookie)
        if self.path[0] in ("", "login"):
            return known(self, person or Person("", "", ""))
        if person is None:
            return self.redirect("/")
        return known(self, person)

    # --- answers ---

    def page(self, status: int, body: bytes, *more: tuple[str, str]) -> Response:
        """A page of HTML."""
        kind = ("content-type", "text/html; charset=utf-8")
        return Response(status, (kind, *more), body)

    def redirect(self, path: str, *more: tuple[str, str]) -> Response:
        """Send the browser there instead (RFC 9110 §15.4.4)."""
        return Response(303, (("location", path), *more))

    def _give(self, how: str, good: Callable[[], Response]) -> None:
        """The script has run; what failed has pages of its own."""
        if how == "ok":
            self.later.give(good())
        elif how == "login":
            self.later.give(self.page(403, self.pages.login("wrong")))
        else:
            self.later.give(self.page(502, self.pages.note("no_server")))

    # --- what a person does ---

    def front_page(self, person: Person) -> Response:
        """The form to log in; who is logged in already goes to the inbox."""
        if person.user:
            return self.redirect(INBOX)
        return self.page(200, self.pages.login())

    def login(self, _: Person) -> Later | Response:
        """Whether user and password are right only the IMAP server knows."""
        user, password = self.form.get("user", ""), self.form.get("password", "")
        domain = self.webmail.config.domain
        name, at, where = user.strip().partition("@")
        person = Person(f"{name}@{domain}", name, password)
        if at and where.lower() != domain:
            return self.page(403, self.pages.login("wrong"))

        def done(how: str, _: object) -> None:
            self._give(how, lambda: self.redirect(INBOX, self._entered(person)))

        self.webmail.client.run(person, imap_scripts.check_login(), done)
        return self.later

    def _entered(self, person: Person) -> tuple[str, str]:
        cookie = self.webmail.log_in(person)
        return ("set-cookie", f"{COOKIE}={cookie}; HttpOnly; Path=/")

    def logout(self, _: Person) -> Response:
        """Forget who it was."""
        self.webmail.people.pop(self.cookie, None)
        return self.redirect("/", ("set-cookie", f"{COOKIE}=; Max-Age=0; Path=/"))

    def folder(self, person: Person) -> Later | Response:
        """The list of a folder's messages."""
        name = "/".join(self.path[1:])

        def done(how: str, found: imap_scripts.FolderListing | None) -> None:
            shown = found or imap_scripts.FolderListing(())
            status = 404 if shown.missing else 200
            body = self.pages.listing(name, shown)
            self._give(how, lambda: self.page(status, body))

        self.webmail.client.run(person, imap_scripts.list_folder(name), done)
        return self.later

    def make_folder(self, person: Person) -> Later | Response:
        """A new folder, then the list again."""
        name = self.form.get("name", "").strip()
        if not name:
            return self.page(400, self.pages.note("bad_form"))
        return self._change(person, imap_scripts.make_folder(name), INBOX, "bad_folder")

    def message(self, person: Person) -> Later | Response:
        """One message."""
        name, uid = "/".join(self.path[1:-1]), number_of(self.path[-1])
        if not uid:
            return self.page(404, self.pages.note("not_found"))

        def done(how: str, found: imap_scripts.OpenedMessage | None) -> None:
            shown = found or imap_scripts.OpenedMessage((), None)
            status = 200 if shown.content is not None else 404
            body = self.pages.message(name, uid, shown)
            self._give(how, lambda: self.page(status, body))

        self.webmail.client.run(person, imap_scripts.read_message(name, uid), done)
        return self.later

    def mark(self, person: Person) -> Later | Response:
        """A flag set or taken off."""
        name, uid = self._which()
        flag = FLAGS.get(self.form.get("flag", ""))
        if not uid or flag is None:
            return self.page(400, self.pages.note("bad_form"))
        on = self.form.get("on") == "1"
        return self._change(
            person, imap_scripts.mark(name, uid, flag, on), folder_path(name)
        )

    def delete(self, person: Person) -> Later | Response:
        """Into the trash, or forever."""
        name, uid = self._which()
        if not uid:
            return self.page(400, self.pages.note("bad_form"))
        return self._change(person, imap_scripts.remove(name, uid), folder_path(name))

    def move(self, person: Person) -> Later | Response:
        """Into another folder."""
        name, uid = self._which()
        to = self.form.get("to", "")
        if not uid or not to:
            return self.page(400, self.pages.note("bad_form"))
        return self._change(person, imap_scripts.move(name, uid, to), folder_path(name))

    def _which(self) -> tuple[str, int]:
        return self.form.get("folder", "INBOX"), number_of(self.form.get("uid", ""))

    def _change(
        self, person: Person, script: Script[bool], then: str, wrong: str = "gone"
    ) -> Later:
        """Change something, then send the browser to the page that shows it, so that
        loading it again does not change it twice. `wrong`: what to say when the server
        refused."""

        def done(how: str, good: bool | None) -> None:
            refused = self.page(404, self.pages.note(wrong))
            self._give(how, lambda: self.redirect(then) if good else refused)

        self.webmail.client.run(person, script, done)
        return self.later

    def write(self, person: Person) -> Later | Response:
        """The form of a new message."""
        return self._form(person, 200, self.form)

    def _form(self, person: Person, status: int, form: dict[str, str]) -> Later:
        def done(
            how: str, folders: tuple[imap_scripts.ListedFolder, ...] | None
        ) -> None:
            body = self.pages.write(folders or (), form)
            self._give(how, lambda: self.page(status, body))

        self.webmail.client.run(person, imap_scripts.check_login(), done)
        return self.later

    def send(self, person: Person) -> Later | Response:
        """Submit it; a message that was accepted is kept in the folder of sent ones."""
        everybody = f"{self.form.get('to', '')},{self.form.get('cc', '')}"
        if not recipients(everybody) or first_bad(everybody):
            return self._form(person, 400, {**self.form, "problem": "no_recipient"})

        def done(result: SendResult) -> None:
            if result.outcome.accepted:
                self._keep(person, content, undelivered_of(result))
            else:
                body = self.pages.note("not_sent", result.why)
                self.later.give(self.page(502, body))

        content = self.webmail.client.send(person, self.form, done)
        return self.later

    def _keep(self, person: Person, content: bytes, left_out: str) -> None:
        body = self.pages.note("sent_to_some" if left_out else "sent", left_out)

        def done(_how: str, _: object) -> None:
            self.later.give(self.page(200, body))

        self.webmail.client.run(person, imap_scripts.keep_sent(content), done)


_Handler = Callable[[_PageRequest, Person], Response | Later]

_ROUTES: dict[tuple[str, str], _Handler] = {
    ("GET", ""): _PageRequest.front_page,
    ("POST", "login"): _PageRequest.login,
    ("POST", "logout"): _PageRequest.logout,
    ("GET", "folder"): _PageRequest.folder,
    ("POST", "folder"): _PageRequest.make_folder,
    ("GET", "letter"): _PageRequest.message,
    ("POST", "mark"): _PageRequest.mark,
    ("POST", "delete"): _PageRequest.delete,
    ("POST", "move"): _PageRequest.move,
    ("GET", "write"): _PageRequest.write,
    ("POST", "send"): _PageRequest.send,
}
