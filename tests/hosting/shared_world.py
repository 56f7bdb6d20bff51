"""A world that two pupils and their teacher share, and what they do there."""

from typing import Any

from simulator.hosting.hosted_lab import Purpose
from simulator.hosting.stations import SharedLab, Station, take_station
from simulator.lab import Lab
from tests.hosting.rig import HostingInTest, Tab

SECRET = "Asunto-de-Ana"
WORLD = "correo-con-dns"
ANA = Station(
    at=frozenset(("ana",)),
    mailboxes=frozenset(("ana@norte.example",)),
    around=frozenset(("norte", "dns")),
)
BENITO = Station(
    at=frozenset(("benito",)),
    mailboxes=frozenset(("benito@sur.example",)),
    around=frozenset(("sur", "dns")),
)
STATIONS = {"ana": ANA, "benito": BENITO}


class SharedWorld(HostingInTest):
    """A teacher, and two pupils at their stations."""

    def __init__(self, **limits: int) -> None:
        super().__init__(None, None, 0, **limits)
        found = self.labs.own(
            "teacher",
            self.content.scenario(WORLD),
            purpose=Purpose(shared="class"),
            kind=SharedLab,
        )
        assert isinstance(found, SharedLab)
        self.shared = found
        self.teacher = Tab(self, found.id, "teacher")

    def sit(self, visitor: str, station: Station | None = None) -> Tab:
        station = station or STATIONS[visitor]
        lab = take_station(self.labs, self.shared, visitor, station)
        return Tab(self, lab.id, visitor)

    @property
    def run(self) -> Lab:
        with self.shared.turn():
            return self.shared.awake(self.shared.tree.get(None))


def refused(answer: dict[str, Any]) -> str:
    """Why."""
    key: str = answer["error"]["key"]
    return key


def send(
    tab: Tab, to: str = "benito@sur.example", subject: str = SECRET
) -> dict[str, Any]:
    """A letter, from the machine called as who sits there."""
    return tab.act("send", host=tab.caller.visitor, to=to, subject=subject, body="x")
