"""One mailbox and its devices, for tests: `tres-maneras`, driven by acts."""

import re
from html import unescape
from typing import Literal, TypeVar

import msgspec

from simulator.acts import Act, Browse, Collect, Tidy
from simulator.journal import Fact
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.mail import decode_words, field
from simulator.scenario import Scenario
from tests.worlds import scenario

F = TypeVar("F", bound=Fact)
How = Literal["delete", "read", "unread", "flag", "unflag"]
BENITO = "benito@sur.example"
PC, PHONE, BROWSER = "pc-benito", "tel-benito", "web-benito"


def three_ways(**pc: object) -> Scenario:
    """The scenario; `pc` changes the settings of the PC's mail program."""
    plan = scenario("tres-maneras")
    replace = msgspec.structs.replace
    hosts = tuple(
        replace(host, mua=replace(host.mua, **pc))
        if host.mua and host.id == PC
        else host
        for host in plan.hosts
    )
    return replace(plan, hosts=hosts)


class Reader:
    """Benito, at all of his devices."""

    def __init__(self, plan: Scenario | None = None) -> None:
        self.lab = Lab(plan or three_ways(), 1)
        self.lab.open()

    def do(self, act: Act) -> None:
        """One act, and rest."""
        self.lab.apply(act)
        self.lab.settle()

    # --- the browser ---

    def get(self, target: str = "/", language: str = "es") -> int:
        """Open an address; the status of the page that is shown in the end."""
        self.do(Browse(BROWSER, target, language=language))
        return self.shown.status

    def get_without_waiting(self, target: str) -> None:
        """Open an address; perhaps nothing is shown."""
        self.do(Browse(BROWSER, target))

    def post(self, target: str, **fields: str) -> int:
        """Press a button."""
        self.do(Browse(BROWSER, target, "POST", tuple(fields.items())))
        return self.shown.status

    def log_in(self, user: str = "benito", password: str = "benito-secreta") -> int:
        """Fill in the form at the door."""
        self.get()
        return self.post("/login", user=user, password=password)

    @property
    def shown(self) -> f.BrowserPageShown:
        """What the browser shows."""
        return self.facts(f.BrowserPageShown)[-1]

    @property
    def page(self) -> str:
        """The HTML it shows."""
        conn = next(
            e.conn
            for e in reversed(list(self.lab.journal))
            if isinstance(e.fact, f.BrowserPageShown)
        )
        stream = f"{conn}.{self.shown.stream}"
        octets = self.lab.journal.octets(stream, self.shown.offset, self.shown.length)
        return octets.decode("utf-8")

    @property
    def text(self) -> str:
        """The same without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.page)).split())

    # --- mail programs ---

    def collect(self, host: str) -> None:
        """Let it fetch its mail."""
        self.do(Collect(host))

    def tidy(self, host: str, subject: str, how: How = "delete") -> None:
        """Do `how` to the copy with this subject."""
        self.do(Tidy(host, self.copies(host)[subject], how))

    def copies(self, host: str) -> dict[str, str]:
        """What it holds: unique-ids by subject."""
        held: dict[str, str] = {}
        for event in self.lab.journal:
            if event.host != host:
                continue
            if isinstance(event.fact, f.MessageCollected):
                held[event.fact.unique_id] = event.fact.subject
            elif isinstance(event.fact, f.MessageDiscarded):
                held.pop(event.fact.unique_id, None)
        return {subject: unique_id for unique_id, subject in held.items()}

    # --- the server ---

    def facts(self, kind: type[F]) -> list[F]:
        """All facts of a kind."""
        return [e.fact for e in self.lab.journal if type(e.fact) is kind]

    def stored(self, folder: str = "INBOX") -> dict[str, set[str]]:
        """The letters of a folder of Benito's: flags by subject."""
        folders = self.lab.world.stores["sur"].mailboxes[BENITO].folders
        letters = folders.find(folder).messages.values()
        return {subject(each.content): set(each.flags) for each in letters}


def subject(content: bytes) -> str:
    """The subject of a letter, decoded."""
    return decode_words(field(content, "Subject") or b"")
