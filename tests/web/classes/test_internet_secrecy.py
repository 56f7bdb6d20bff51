"""A class that plays the internet: whatever a student asks for, by any address or
message, tells them nothing that crossed another machine's wire."""

from typing import Any

import pytest

from simulator.hosting import Dispatcher
from simulator.journal.facts import MessageComposed, SmtpContentReceived
from tests.web.classes.test_class_pages import joined, opened
from tests.web.rig import ServerInTest, Tab, Visitor

SECRET = "Asunto-secreto"
NAMES = ("Ana", "Benito", "Carla", "Dario", "Elena", "Fabio", "Gala")
QUIET = ("Carla", "Fabio", "Gala")
"""Of seven, they are name server, mailboxes and spy with TLS: of a letter that waits
for the server that sends, none has read more than its domain."""
READING = frozenset(("GET",))
MANY = 8
"""So many addresses at least tell whoever teaches of a letter: the test asks well."""


class Played:
    """Ana has written to Benito, and the name server has answered wrong, then right."""

    def __init__(self, server: ServerInTest) -> None:
        self.server = server
        self.teacher, self.code, self.secret = opened(server)
        self.people = {name: joined(server, self.code, name) for name in NAMES}
        self.tabs = {name: self.tab(who) for name, who in self.people.items()}
        self.desk = self.tab(self.teacher)
        self.ask(self.desk, "class_internet", on=True, starttls=True, lang="es")
        internet = server.wiring.classrooms.find(self.code).internet
        assert internet is not None
        self.lab = internet.shared.id
        to = next(address for _, address in internet.addresses() if "benito" in address)
        written = {"id": "carta", "to": to, "subject": SECRET, "body": SECRET}
        assert self.ask(self.tabs["Ana"], "class_write", **written)["ok"]
        for choice in (0, None):
            about = {"letter": "carta", "number": 0, "choice": choice}
            assert self.ask(self.desk, "class_decide", **about)["ok"]

    def tab(self, who: Visitor) -> Tab:
        """A page of theirs that is in the class and shows a lab of their own."""
        tab = who.tab(who.boot("/escribe")["lab"])
        self.ask(tab, "class_enter")
        return tab

    def ask(self, tab: Tab, name: str, **what: Any) -> dict[str, Any]:
        return tab.ask(name, code=self.code, **what)

    def names(self) -> dict[str, str]:
        """Of the message and of a stream with it, for addresses that say one."""
        shared = self.server.labs.get(self.lab)
        with shared.turn():
            events = shared.awake(shared.tree.get(None)).journal.events
        facts = [(each.conn, each.fact) for each in events]
        (message,) = {f.message for _, f in facts if isinstance(f, MessageComposed)}
        heard = [(c, f) for c, f in facts if isinstance(f, SmtpContentReceived)]
        conn, content = heard[0]
        return {"message": message, "stream": f"{conn}.{content.stream}", "secret": "x"}

    def shows(self) -> None:
        """The teacher has each step of it on the projector."""
        watching = self.teacher.tab(self.lab)
        assert SECRET in str(watching.events)
        self.ask(self.desk, "class_show", lab=self.lab, view="watch")
        last = len(watching.events) - 1
        watching.ask("place", seq=last, until=last)


@pytest.fixture
def played(make_server) -> Played:
    return Played(make_server(lan_address="192.0.2.7"))


def answers(played: Played, who: Visitor, methods: frozenset[str]) -> dict[str, bytes]:
    """What every address of a lab and of a class answers to that browser."""
    told: dict[str, bytes] = {}
    given = {
        "lab_id": played.lab,
        "code": played.code,
        "member": "s1",
        **played.names(),
    }
    app = played.server.app
    for rule in app.url_map.iter_rules():
        if not rule.arguments & {"lab_id", "code"} or not rule.arguments <= {*given}:
            continue
        with app.test_request_context():
            built = rule.build({name: given[name] for name in rule.arguments})
        assert built is not None
        for method in sorted(methods & (rule.methods or set())):
            ask = who.http.get if method == "GET" else who.http.post
            told[f"{method} {built[1]}"] = ask(built[1]).data
    return told


def test_no_address_tells_a_student_of_the_lab_of_a_round(played):
    played.shows()
    whole = answers(played, played.teacher, READING)
    assert sum(SECRET.encode() in octets for octets in whole.values()) >= MANY
    for name in QUIET:
        told = answers(played, played.people[name], READING | {"POST"})
        assert told.keys() > whole.keys()
        assert [path for path, it in told.items() if SECRET.encode() in it] == []


def test_no_message_tells_a_student_of_another_wire(played):
    played.shows()
    wiring = played.server.wiring
    names = Dispatcher(wiring.labs, wiring.watchers, wiring.content).names
    for name in QUIET:
        tab = played.people[name].tab(played.lab)
        told: list[Any] = [tab.answer]
        for message in names:
            for branch in ("", "b1"):
                asked = {"branch": branch, "from": 0, "seq": 1, "id": message}
                told.append(tab.ask(message, act={"act": "noop"}, **asked))
        tab.read()
        assert SECRET not in str(told) + str(tab.messages)
        assert tab.events == []


def test_no_message_of_the_class_tells_a_student_of_another_wire(played):
    for name in QUIET:
        tab = played.tabs[name]
        told = [played.ask(tab, "class_enter"), played.ask(tab, "class_device")]
        for asked in ("class_internet_board", "class_work", "class_braid"):
            assert played.ask(tab, asked)["ok"] is False
        for member in ("s1", "s2"):
            told.append(played.ask(tab, "class_peek", member=member))
        tab.read()
        assert SECRET not in str(told) + str(tab.messages)


def test_the_file_of_a_class_has_no_letter_of_a_round(played):
    path = f"/clase/{played.code}/copia.json"
    assert played.people["Carla"].http.get(path).status_code == 403
    assert SECRET not in played.teacher.http.get(path).text
