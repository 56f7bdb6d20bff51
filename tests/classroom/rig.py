"""A class by itself: hosting's rig with a class above it, and people with browsers."""

from collections.abc import Iterator
from typing import Any

from simulator.classroom import ClassLimits, Classrooms, Office, answers_of
from simulator.classroom.keeping import ClassArchive
from simulator.classroom.office import ClassAnswers
from simulator.hosting import Caller
from simulator.projections.shapes.classroom import ClassSeat
from tests.hosting.rig import HostingInTest, Tab, over_the_wire


class ClassInTest:
    """One class; its teacher is the visitor `profe`. `code`: of one that is there."""

    def __init__(
        self,
        hosting: HostingInTest | None = None,
        archive: ClassArchive | None = None,
        code: str = "",
        **limits: int,
    ) -> None:
        self.hosting = hosting or HostingInTest()
        self._tokens = 0
        self.classrooms = Classrooms(
            ClassLimits(**limits), self._token, self.hosting.scheduler.now, archive
        )
        self.office = Office(
            self.classrooms,
            self.hosting.content,
            self.hosting.labs,
            self.hosting.watchers,
            self.hosting.rooms,
        )
        self._answers = answers_of(self.office)
        self.classroom = (
            self.classrooms.find(code) if code else self.classrooms.open("192.0.2.1")
        )
        self.classrooms.teach(self.classroom, "profe", self.classroom.secret)
        self.teacher = Browser(self, "profe")

    def _token(self, octets: int) -> str:
        self._tokens += 1
        return f"token{self._tokens}".ljust(octets, "x")

    def answering(self, name: str) -> ClassAnswers:
        """Who answers requests of that name."""
        return next(each for each in self._answers if name in each.names)

    def left(self, browser: str) -> None:
        """That connection is gone."""
        for each in self._answers:
            each.left(browser)

    def student(self, name: str) -> "Browser":
        """Somebody new, with a browser in the class."""
        self.classrooms.join(self.classroom, name, name)
        return Browser(self, name)

    def opens(self, browser: "Browser", lab: str) -> Tab:
        """That browser's page shows a lab, too."""
        tab = Tab(self.hosting, lab, browser.visitor, browser.sid)
        self.hosting.scheduler.run()
        return tab

    def seat(self, visitor: str) -> ClassSeat | None:
        """Of a page of theirs."""
        return self.classrooms.seat_of(lambda: visitor, False, False)

    def tell(self) -> None:
        """Let what is waiting to be told be told."""
        self.hosting.scheduler.seconds += 1
        self.hosting.scheduler.run()


class Browser:
    """One connected browser, with what it was told, as its page keeps it."""

    made = 0

    def __init__(self, klass: ClassInTest, visitor: str) -> None:
        Browser.made += 1
        self.klass = klass
        self.visitor = visitor
        self.sid = f"tab{Browser.made}"
        self.state: dict[str, Any] = {"version": -1}
        self.heard = 0
        self.entered = self.enter()

    def enter(self) -> dict[str, Any]:
        """Come in, or ask again."""
        answer = self.ask("class_enter")
        if answer["ok"]:
            self.take(answer["state"])
        return answer

    def ask(self, name: str, /, **what: object) -> dict[str, Any]:
        """The answer to a request about the class."""
        message = {"code": self.klass.classroom.code, **what}
        caller = Caller(self.sid, self.visitor)
        return over_the_wire(self.klass.answering(name).answer(name, message, caller))

    def take(self, state: dict[str, Any]) -> None:
        """As the page does: what is older than what it has is thrown away."""
        if state["version"] >= self.state["version"]:
            self.state = state

    def received(self, name: str) -> list[dict[str, Any]]:
        """News of that name, so far."""
        sent = self.klass.hosting.rooms.received[self.sid]
        return [each for each in sent if each["name"] == name]

    def news(self) -> Iterator[dict[str, Any]]:
        """States that came since."""
        sent = self.received("class")
        for each in sent[self.heard :]:
            yield each["state"]
        self.heard = len(sent)

    def catch_up(self) -> None:
        """Take all that came."""
        for state in self.news():
            self.take(state)

    def leave(self) -> None:
        """Its connection is gone."""
        self.klass.left(self.sid)


def refusal(answer: dict[str, Any]) -> str:
    """Why it was refused."""
    assert answer["ok"] is False
    return str(answer["error"]["key"])
