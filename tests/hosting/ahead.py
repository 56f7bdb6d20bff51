"""A page that goes ahead: hosting of its own, as in a worker, beside a server."""

from typing import Any

from simulator.hosting import Caller, HostedLab
from tests.hosting.rig import HostingInTest, Tab, over_the_wire

PAGE = "page-of-ana"


class PageAhead:
    """What a visitor's page does itself in `hosted`, and tells. `told`: what it did so
    far; `kept`: so many of these were acknowledged."""

    def __init__(
        self,
        hosting: HostingInTest,
        hosted: HostedLab,
        browser: str = "ahead",
        page: str = PAGE,
    ) -> None:
        self.hosting, self.hosted, self.page = hosting, hosted, page
        self.caller = Caller(browser, hosted.owner)
        self.told: list[dict[str, Any]] = []
        own = HostingInTest(tokens=50_000)
        lab = own.labs.own("page", hosted.scenario, hosted.seed, hosted.purpose)
        self.inside = Tab(own, lab.id, "page")
        self.lab = lab
        self.begun = self.begin()
        self.kept = self.begun.get("number", 0)

    def ask(self, name: str, /, **what: object) -> dict[str, Any]:
        """The server's answer."""
        message = {"lab": self.hosted.id, "page": self.page, **what}
        answer = self.hosting.dispatcher.answer(name, message, self.caller)
        self.hosting.scheduler.run()
        return over_the_wire(answer)

    def begin(self) -> dict[str, Any]:
        """Go ahead, or on."""
        return self.ask("ahead")

    def do(self, name: str, /, **what: object) -> dict[str, Any]:
        """Do it here and, if that could be done, tell it."""
        asked = {"branch": self.inside.branch, **what}
        answer = self.inside.ask(name, **asked)
        self.inside.branch = answer.get("branch", self.inside.branch)
        if answer["ok"]:
            self.told.append({"name": name, "asked": asked})
            return self.tell()
        return answer

    def act(self, act: str, /, **fields: object) -> dict[str, Any]:
        """Do an act."""
        return self.do("act", act={"act": act, **fields})

    def tell(self) -> dict[str, Any]:
        """Tell what is not acknowledged."""
        since = self.kept - self.begun["number"]
        answer = self.ask("ahead_done", number=self.kept, done=self.told[since:])
        if answer["ok"]:
            self.kept = answer["number"]
        return answer
