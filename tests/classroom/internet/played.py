"""A class that plays the internet, and what its devices see and do."""

from typing import Any

from simulator.hosting.stations import SharedLab
from simulator.lab import Lab
from tests.classroom.rig import ClassInTest

SUBJECT = "Asunto-secreto"
BODY = "Texto-secreto"
NAMES = (
    *("Ana", "Benito", "Carla", "Dario", "Elena", "Fabio", "Gala", "Hugo", "Ines"),
    *("Juan", "Karen", "Luis", "Marta", "Nico", "Olga", "Pablo", "Rosa", "Saul"),
    *("Tania", "Ulises", "Vera", "Walter", "Ximena", "Yago", "Zoe", "Alba", "Bruno"),
    *("Celia", "Diego", "Eva"),
)


class InternetInTest(ClassInTest):
    """A class of that size that plays it; people are called by `NAMES`."""

    def __init__(self, size: int, *, starttls: bool = True) -> None:
        super().__init__()
        self.people = {name: self.student(name) for name in NAMES[:size]}
        self.begin(starttls=starttls)

    def begin(self, *, starttls: bool = True) -> dict[str, Any]:
        return self.teacher.ask("class_internet", on=True, starttls=starttls, lang="es")

    @property
    def shared(self) -> SharedLab:
        assert self.classroom.internet is not None
        return self.classroom.internet.shared

    @property
    def run(self) -> Lab:
        with self.shared.turn():
            return self.shared.awake(self.shared.tree.get(None))

    def device(self, name: str) -> dict[str, Any]:
        return self.people[name].ask("class_device")

    def board(self) -> dict[str, Any]:
        return self.teacher.ask("class_internet_board")

    def address(self, name: str) -> str:
        address: str = self.device(name)["address"]
        return address

    def write(self, name: str, to: str, letter: str = "") -> dict[str, Any]:
        return self.people[name].ask(
            "class_write", id=letter or f"de-{name}", to=to, subject=SUBJECT, body=BODY
        )

    def waiting(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Each letter that waits: for whom, and their decision about it."""
        return {
            letter["id"]: (name, letter["decision"])
            for name in self.people
            for letter in self.device(name)["letters"]
            if "decision" in letter
        }

    def decide(
        self, name: str, letter: str, number: int, choice: int | None = None
    ) -> dict[str, Any]:
        return self.people[name].ask(
            "class_decide", letter=letter, number=number, choice=choice
        )

    def right(self, letter: str) -> int:
        """Which choice is."""
        assert self.classroom.internet is not None
        waits = self.classroom.internet.letter(letter).open
        assert waits is not None
        return [each.right for each in waits.choices].index(True)

    def play(self, letter: str) -> list[tuple[str, str]]:
        """By hand to its end: the roles that decided, and who they were."""
        done = []
        while letter in (waiting := self.waiting()):
            name, decision = waiting[letter]
            done.append((decision["role"], name))
            self.decide(name, letter, decision["number"], self.right(letter))
        return done


def lines_of(told: dict[str, Any], letter: str) -> list[dict[str, Any]]:
    """What of a letter crossed that device."""
    for each in told["letters"]:
        if each["id"] == letter:
            lines: list[dict[str, Any]] = each["lines"]
            return lines
    return []
