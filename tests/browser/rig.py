"""A page's desk in plain CPython, and the page that hears what it posts."""

import json
from typing import Any

from simulator.browser import Desk, Found
from tests.hosting.rig import content


class Page:
    """One page without a server. `told`: the news it got, decoded. `kept`: what it
    would keep, by slot; `asked`: each message, by its name."""

    def __init__(
        self,
        kept: dict[str, str] | None = None,
        asked: list[tuple[str, dict[str, Any]]] | None = None,
    ) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.kept: dict[str, str] = {}
        self.boot: dict[str, Any] = {}
        self.desk = Desk(content(), self._hear, lambda: 0.0)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        before = [{"name": name, "message": message} for name, message in asked or []]
        self.desk.remember(json.dumps({"labs": kept or {}, "asked": before}))

    def _hear(self, name: str, told: str) -> None:
        news = json.loads(told)
        if name == "keep":
            self.kept[news["slot"]] = news["lab"]
        else:
            self.told.append((name, news))

    def open(self, path: str, lang: str = "es") -> dict[str, Any]:
        """Open an address and watch its lab; the boot block, or what was refused."""
        self.boot = json.loads(self.desk.open(path, lang, "{}"))
        if "lab" in self.boot:
            self.ask("watch", **{"from": 0})
        return self.boot

    def ask(self, name: str, /, **message: object) -> dict[str, Any]:
        """A message of the channel."""
        full = {"lab": self.boot["lab"], "branch": self.boot["branch"], **message}
        self.asked.append((name, full))
        answer: dict[str, Any] = json.loads(self.desk.message(name, json.dumps(full)))
        self.desk.run_due()
        return answer

    def act(self, act: str, /, **fields: object) -> dict[str, Any]:
        """Act, at the end of the branch."""
        return self.ask("act", act={"act": act, **fields})

    def get(self, path: str, lang: str = "es", **query: str) -> Found:
        """Fetch."""
        return self.desk.get(path, json.dumps(query), lang)

    def of_lab(self, rest: str, **query: str) -> Found:
        """Fetch something of the lab on show."""
        return self.get(f"/lab/{self.boot['lab']}/{rest}", **query)

    def events(self) -> list[dict[str, Any]]:
        """Everything it was told of the journal."""
        news = [told for name, told in self.told if name == "journal"]
        return [event for each in news for event in each["events"]]
