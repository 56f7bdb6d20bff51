"""What an act costs does not grow with what is there already: messages in a mailbox, in
a queue, events in the journal. Counted in operations and in octets served, not timed.
"""

from collections.abc import Callable

import msgspec
import pytest

from simulator.acts import Arrive, Crash, Join, Send, SendOctets
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from tests.work.operations import operations
from tests.worlds import opened, scenario

SMALL, LARGE = 40, 400
GROWS_MAX = 1.15
"""Ten times the messages: numbers get a digit longer, a search takes a few steps."""

MESSAGE = b"Subject: Hola\r\nFrom: Eva <eva@sur.example>\r\n\r\nHola\r\n"
ANA = "ana@norte.example"
LETTER = Send(host="pc-ana", to="benito@sur.example", subject="Hola", body="Hola")


class World:
    """A lab that is watched. `speak`: a real program types lines."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.served = ServedJournal(lab.journal, scenario_view(lab.scenario))
        self.wall_us = 1

    def speak(self, *lines: str) -> None:
        for line in lines:
            self.wall_us += 1_000
            self.lab.apply(SendOctets("real", line + "\r\n"), "gateway", self.wall_us)
            self.lab.settle()

    def send(self) -> None:
        self.lab.apply(LETTER, "student")
        self.lab.settle()


class Deaf:
    """A real program that does not listen."""

    def received(self, data: bytes) -> None:
        """Octets for it."""

    def ended(self) -> None:
        """The server hung up."""

    def lost(self, reason: str) -> None:
        """The connection broke."""


def mailbox(messages: int, port: int, *session: str) -> World:
    """Ana's mailbox at the gateway with so many messages, and a program in it."""
    lab = Lab(scenario("pasarela"), 1, live=True)
    lab.open()
    lab.settle()
    for number in range(messages):
        lab.world.stores["norte"].add(ANA, f"norte-{number + 1}.1", MESSAGE)
    world = World(lab)
    labels = {"es": "Cliente", "en": "Client"}
    lab.apply(Join("real", "203.0.113.1", labels), "gateway", 1)
    lab.attach("real", Deaf())
    lab.apply(Arrive("real", "norte", port), "gateway", 1)
    lab.settle()
    world.speak(*session)
    return world


def pop3(messages: int) -> World:
    return mailbox(messages, 110, "USER ana", "PASS ana-secreta")


def imap(messages: int) -> World:
    return mailbox(messages, 143, "1 LOGIN ana ana-secreta", "2 SELECT INBOX")


def marked(messages: int) -> World:
    world = pop3(messages)
    world.speak(*(f"DELE {number + 1}" for number in range(messages - 5)))
    return world


def deleted(messages: int) -> World:
    world = imap(messages)
    world.speak("3 STORE 3:7 +FLAGS.SILENT (\\Deleted)")
    return world


def queue(messages: int) -> World:
    """Norte's queue: sur does not answer."""
    world = World(opened("primera-carta"))
    world.lab.apply(Crash("sur"), "teacher")
    for _ in range(messages):
        world.send()
    return world


def delivered(messages: int) -> World:
    world = World(opened("primera-carta"))
    for _ in range(messages):
        world.send()
    return world


def lines(*session: str) -> Callable[[World], None]:
    return lambda world: world.speak(*session)


SENDING = (20, 100)
"""Of these each takes some connections: a journal of thousands of events."""

ACTS: dict[str, tuple[Callable[[int], World], Callable[[World], None]]] = {
    "marking with DELE": (pop3, lines("DELE 3", "DELE 1", "STAT")),
    "marking one more of many": (marked, lines(f"DELE {SMALL}", "NOOP")),
    "a flag": (imap, lines("3 STORE 5 +FLAGS (\\Seen)")),
    "a search by uid": (imap, lines("3 UID STORE 5 +FLAGS (\\Seen)")),
    "sending to a server that is down": (queue, World.send),
    "sending after many": (delivered, World.send),
}
REMOVALS: dict[str, tuple[Callable[[int], World], Callable[[World], None]]] = {
    "QUIT after five DELE": (
        pop3,
        lines(*(f"DELE {number}" for number in range(3, 8)), "QUIT"),
    ),
    "EXPUNGE of five": (deleted, lines("4 EXPUNGE")),
    "MOVE": (imap, lines("3 CREATE Viejo", "4 MOVE 3:7 Viejo")),
}


def cost(made: World, act: Callable[[World], None]) -> tuple[int, int, int]:
    """Of `act`: operations of the simulation; operations and octets of serving it."""
    served = made.served
    seq = len(made.lab.journal)
    served.served(seq)
    acting = operations(lambda: act(made))
    serving = operations(lambda: served.served(seq))
    return acting, serving, len(msgspec.json.encode(served.served(seq)))


@pytest.mark.parametrize("name", ACTS)
def test_an_act_costs_the_same_however_much_there_is(name: str):
    world, act = ACTS[name]
    sizes = SENDING if act is World.send else (SMALL, LARGE)
    small, large = (cost(world(messages), act) for messages in sizes)
    for before, after in zip(small, large, strict=True):
        assert after <= before * GROWS_MAX, (small, large)


@pytest.mark.parametrize("name", REMOVALS)
def test_removing_serves_what_goes_and_not_what_stays(name: str):
    world, act = REMOVALS[name]
    small, large = (cost(world(messages), act) for messages in (SMALL, LARGE))
    for before, after in zip(small[1:], large[1:], strict=True):
        assert after <= before * GROWS_MAX, (small, large)
