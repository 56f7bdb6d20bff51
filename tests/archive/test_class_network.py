"""The network of a class is there again after a server was killed."""

from pathlib import Path
from typing import Any

import pytest

from tests.archive.rig import ClassServer
from tests.classroom.rig import Browser
from tests.hosting.rig import Tab, journal_of


class NetworkServer(ClassServer):
    """A server with a class of three that has a network."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for name in ("Ana", "Benito", "Carla"):
            self.klass.student(name)
        self.ask("class_network", teams=2, lang="es")

    def ask(self, name: str, **what: Any) -> dict[str, Any]:
        """The teacher does."""
        return Browser(self.klass, "profe").ask(name, **what)

    @property
    def network(self):
        found = self.klass.classroom.network
        assert found is not None
        return found

    def sits(self, name: str) -> Tab:
        """As when their page is loaded."""
        classroom = self.klass.classroom
        lab = self.network.sit(classroom.of(name).id, name)
        self.klass.classrooms.keep(classroom.code)
        return Tab(self.klass.hosting, lab.id, name)


@pytest.fixture
def server(tmp_path: Path) -> NetworkServer:
    return NetworkServer(tmp_path)


def write(tab: Tab, host: str, subject: str) -> dict[str, Any]:
    letter = {"to": "benito@azul.example", "subject": subject, "body": "Hola"}
    return tab.act("send", host=host, **letter)


def test_computers_letters_and_addresses_are_there_again(server):
    ana, benito = server.sits("Ana"), server.sits("Benito")
    assert write(ana, "rojo-ana", "Antes")["ok"]
    for tab in (ana, benito):
        tab.read()
    before = journal_of(server.network.shared, "")
    told = server.network.kept()
    server.start()
    assert server.network.kept() == told
    assert journal_of(server.network.shared, "") == before
    for tab in (ana, benito):
        here = server.sits(tab.caller.visitor)
        assert (here.lab, here.events) == (tab.lab, tab.events)
    again = Tab(server.klass.hosting, ana.lab, "Ana")
    assert write(again, "rojo-ana", "Después")["ok"]
    server.start()
    assert "Después" in str(server.sits("Benito").events)


def test_who_never_sat_down_gets_the_computer_dealt_to_them(server):
    dealt = server.network.kept().places
    server.start()
    server.sits("Carla")
    assert server.network.kept().places == dealt
    server.klass.student("Dario")
    server.sits("Dario")
    assert len(server.network.kept().spare) == 24 - 4


def test_letters_that_wait_still_do_and_leave_once(server):
    ana = server.sits("Ana")
    server.ask("class_letters", what="hold")
    assert write(ana, "rojo-ana", "Espera")["error"]["key"] == "shared.held"
    server.start()
    (letter,) = server.ask("class_enter")["held"]
    assert (letter["subject"], letter["name"]) == ("Espera", "Ana")
    assert server.ask("class_letters", what="release", letter=letter["id"])["ok"]
    server.start()
    assert server.ask("class_enter").get("held", []) == []
    assert "Espera" in str(server.sits("Benito").events)
    assert write(server.sits("Ana"), "rojo-ana", "Otra")["error"]["key"] == (
        "shared.held"
    )


def test_a_network_that_was_closed_does_not_come_back(server):
    server.sits("Ana")
    lab = server.network.shared.id
    server.ask("class_network", teams=0, lang="es")
    server.start()
    assert server.klass.classroom.network is None
    assert server.klass.hosting.labs.keeping.record(lab) is None


def test_a_world_that_is_lost_takes_nothing_else_of_the_class_along(server):
    labs = server.klass.hosting.labs
    labs.keeping.forget(server.network.shared.id)
    labs.flush()
    server.start()
    assert server.klass.classroom.network is None
    assert [each.name for each in server.klass.classroom] == ["Ana", "Benito", "Carla"]
    assert server.ask("class_network", teams=2, lang="es")["ok"]
