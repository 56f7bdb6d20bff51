"""A class that plays the internet goes on after a server was killed."""

from pathlib import Path
from typing import Any

import pytest

from tests.archive.rig import ClassServer
from tests.classroom.rig import Browser
from tests.hosting.rig import journal_of

NAMES = ("Ana", "Benito", "Carla", "Dario", "Elena")


class InternetServer(ClassServer):
    """A server with a class of five that plays it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pages |= {name: self.klass.student(name) for name in NAMES}
        self.ask("profe", "class_internet", on=True, starttls=True, lang="es")

    def start(self) -> None:
        super().start()
        self.pages = {name: Browser(self.klass, name) for name in ("profe", *NAMES)}

    def ask(self, who: str, name: str, **what: Any) -> dict[str, Any]:
        """That page does, and what it changed is written, as the web does it."""
        answer = self.pages[who].ask(name, **what)
        self.klass.classrooms.keep(self.klass.classroom.code)
        return answer

    @property
    def internet(self):
        return self.klass.classroom.internet

    def board(self) -> dict[str, Any]:
        return self.ask("profe", "class_internet_board")

    def devices(self) -> dict[str, Any]:
        return {name: self.ask(name, "class_device") for name in NAMES}

    def write(self, who: str, letter: str, to: str = "benito@rojo.example") -> Any:
        return self.ask(
            who, "class_write", id=letter, to=to, subject=f"De {who}", body="Hola"
        )

    def decide(self, letter: str, choice: int | None = None) -> None:
        """Whoever teaches, or the engine."""
        number = len(self.internet.letter(letter).by_hand)
        self.ask("profe", "class_decide", letter=letter, number=number, choice=choice)


@pytest.fixture
def server(tmp_path: Path) -> InternetServer:
    return InternetServer(tmp_path)


def test_machines_letters_and_decisions_are_there_again(server):
    server.write("Ana", "una")
    for _ in range(6):
        server.decide("una")
    server.write("Ana", "otra", "nadie@rojo.example")
    server.write("Benito", "tercera", "ana@rojo.example")
    server.decide("otra")
    server.decide("tercera", 0)
    told, devices = server.board(), server.devices()
    assert [each["outcome"] for each in told["letters"]] == [
        *["on_its_way"] * 2,
        "arrived",
    ]
    assert told["letters"][0]["astray"]["shown"] == "NXDOMAIN"
    before = journal_of(server.internet.shared, "")
    server.start()
    assert server.board() == told
    assert server.devices() == devices
    assert journal_of(server.internet.shared, "") == before
    while server.board()["letters"][1]["outcome"] == "on_its_way":
        server.decide("otra")
    assert server.board()["letters"][1]["outcome"] == "returned"
    assert server.write("Ana", "cuarta")["ok"]
    server.start()
    assert [each["number"] for each in server.board()["letters"]] == [4, 3, 2, 1]


def test_what_was_not_asked_again_after_a_restart_outlives_the_next(server):
    server.write("Ana", "una")
    server.decide("una")
    told = server.board()
    server.start()
    server.klass.classrooms.keep(server.klass.classroom.code)
    server.start()
    assert server.board() == told


def test_a_letter_that_waits_is_let_out_once(server):
    server.ask("profe", "class_internet_letters", what="hold")
    assert server.write("Ana", "una")["error"]["key"] == "internet.held"
    server.start()
    entered = server.ask("profe", "class_enter")
    assert entered["state"]["internet"]["holds"] is True
    (held,) = entered["held"]
    assert (held["of"], held["name"], held["subject"]) == ("internet", "Ana", "De Ana")
    out = {"what": "release", "letter": held["id"]}
    assert server.ask("profe", "class_internet_letters", **out)["ok"]
    server.start()
    again = server.ask("profe", "class_internet_letters", **out)
    assert again["error"]["key"] == "shared.not_held"
    (letter,) = server.board()["letters"]
    assert letter["sender"] == "ana@rojo.example"


def test_a_round_that_ended_does_not_come_back(server):
    server.write("Ana", "una")
    lab = server.internet.shared.id
    server.ask("profe", "class_internet", on=False, starttls=True, lang="es")
    server.start()
    assert server.internet is None
    assert server.klass.hosting.labs.keeping.record(lab) is None


def test_a_world_that_is_lost_takes_nothing_else_of_the_class_along(server):
    labs = server.klass.hosting.labs
    labs.keeping.forget(server.internet.shared.id)
    labs.flush()
    server.start()
    assert server.internet is None
    assert len(list(server.klass.classroom)) == len(NAMES)
