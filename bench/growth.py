"""What grows, and what must not: acts in a large mailbox, the memory of a lab, the
reading of a message made to be laborious.

Costs are of processor time with everything served to a browser; ratios compare a large
mailbox with a small one in the same run. Memory is measured in a process of its own:
what a lab took is compared with what is left when it has gone to rest.
"""

import gc
import subprocess
import sys
from functools import partial
from pathlib import Path

import msgspec

from bench.labs import FOLDER, SEED, primera_carta
from bench.measure import Result, seconds
from simulator.acts import Arrive, Join, Send, SendOctets
from simulator.lab import Lab
from simulator.mail import Attachment
from simulator.projections.letters import octets_view
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import load_scenario, scenario_view

SMALL, LARGE = 1_000, 8_000
GATEWAY = FOLDER.parent / "lessons" / "scenarios" / "pasarela.toml"
MESSAGE = b"Subject: Hola\r\nFrom: Eva <eva@sur.example>\r\n\r\nHola\r\n"
GROWTH_MAX = 1.3
TURN_MS_MAX = 100
TURNS = (
    "4 STORE 1:* +FLAGS (\\Deleted)",
    "5 SEARCH TEXT hola",
    "6 FETCH 1:* (FLAGS ENVELOPE)",
    "7 COPY 1:* Viejo",
    "8 EXPUNGE",
    "9 SELECT Viejo",
    "10 MOVE 1:* INBOX",
    "11 DELETE Viejo",
)
READING_MS_MAX = 500
LEFT_MAX = 1.2
LETTERS = 8
HEAVY = Send(
    host="pc-ana",
    to="benito@sur.example",
    subject="Fotos",
    body="Ahí van.",
    attachments=tuple(
        Attachment(name=f"f{number}.bin", kind="file", octets=400_000)
        for number in range(5)
    ),
)


class Deaf:
    """A real program that does not listen."""

    def received(self, data: bytes) -> None:
        """Octets for it."""

    def ended(self) -> None:
        """The server hung up."""

    def lost(self, reason: str) -> None:
        """The connection broke."""

    def secures(self) -> None:
        """TLS begins."""


def mailbox(messages: int, port: int) -> Lab:
    """Ana's at the gateway, and a program that is connected to it."""
    lab = Lab(load_scenario(GATEWAY), SEED, live=True)
    lab.open()
    for number in range(messages):
        name = f"norte-{number + 1}.1"
        lab.world.stores["norte"].add("ana@norte.example", name, MESSAGE)
    lab.apply(Join("real", "203.0.113.1", {"es": "Real"}), "gateway", 1)
    lab.attach("real", Deaf())
    lab.apply(Arrive("real", "norte", port), "gateway", 1)
    lab.settle()
    return lab


def speak(lab: Lab, *lines: str) -> None:
    for line in lines:
        lab.apply(SendOctets("real", line + "\r\n"), "gateway", 1)
        lab.settle()


def served(lab: Lab, seq: int) -> int:
    """Octets that a browser gets from event `seq` on."""
    journal = ServedJournal(lab.journal, scenario_view(lab.scenario))
    return len(msgspec.json.encode(journal.served(seq)))


def cost(messages: int, port: int, logs_in: tuple[str, ...], *lines: str) -> float:
    """Milliseconds of processor, for each message, to do it and to tell it."""
    lab = mailbox(messages, port)
    speak(lab, *logs_in)
    seq = len(lab.journal)

    def work() -> None:
        speak(lab, *lines)
        served(lab, seq)

    return seconds(work) * 1e3 / messages


def imap(messages: int) -> float:
    """Marking every message of a folder, and expunging them."""
    logs_in = ("1 LOGIN ana ana-secreta", "2 SELECT INBOX")
    return cost(messages, 143, logs_in, "3 STORE 1:* +FLAGS (\\Deleted)", "4 EXPUNGE")


def pop3(messages: int) -> float:
    """Deleting every message of a maildrop."""
    lines = [f"DELE {number + 1}" for number in range(messages)]
    return cost(messages, 110, ("USER ana", "PASS ana-secreta"), *lines, "QUIT")


def longest_turn() -> Result:
    """Of the turns in which commands over a large folder are done."""
    lab = mailbox(LARGE, 143)
    speak(lab, "1 LOGIN ana ana-secreta", "2 SELECT INBOX", "3 CREATE Viejo")
    turns: dict[str, float] = {}
    for line in TURNS:
        lab.apply(SendOctets("real", line + "\r\n"), "gateway", 1)
        turns[line] = 0.0
        gc.collect()
        gc.disable()
        while not lab.at_rest:
            took = seconds(lambda: lab.settle(1)) * 1e3
            turns[line] = max(turns[line], took)
        gc.enable()
    worst = max(turns, key=lambda line: turns[line])
    what = f"IMAP, commands over {LARGE} messages: longest turn"
    return Result(what, turns[worst], "ms", TURN_MS_MAX, f"the worst: {worst}")


def growth() -> list[Result]:
    rows = []
    for name, work in (("IMAP, STORE and EXPUNGE", imap), ("POP3, DELE", pop3)):
        small, large = work(SMALL), work(LARGE)
        what = f"{name} of {LARGE} messages against {SMALL}: cost of each"
        more = f"{large:.2f} against {small:.2f} ms, served to a browser"
        rows.append(Result(what, large / small, "×", GROWTH_MAX, more))
    return [*rows, longest_turn()]


# --- memory ---------------------------------------------------------------------------


def resident_mb() -> float:
    """Of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def heavy_lab() -> None:
    """Print what a lab with large attachments took, and what is left of it."""
    from simulator.web import give_memory_back

    def lab() -> Lab:
        made = Lab(primera_carta(), SEED)
        made.open()
        for _ in range(LETTERS):
            made.apply(HEAVY, "student")
            made.settle()
        return made

    lab().let_go()
    give_memory_back()
    before = resident_mb()
    made = lab()
    full = resident_mb()
    made.let_go()
    del made
    give_memory_back()
    print(before, full, resident_mb())


def memory() -> list[Result]:
    said = subprocess.run(
        [sys.executable, "-c", "from bench.growth import heavy_lab; heavy_lab()"],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    before, full, after = map(float, said.stdout.split())
    each = (full - before) / LETTERS
    what = f"memory left when a lab with {LETTERS} letters of 2.7 MB has gone to rest"
    more = f"{before:.0f} MB before, {full:.0f} with it, {after:.0f} after"
    return [
        Result(what, after / before, "×", LEFT_MAX, more),
        Result("memory of one such letter, sent and delivered", each, "MB", None),
    ]


# --- reading --------------------------------------------------------------------------

_QP = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
LABORIOUS = {
    "encoded words": b"Subject: " + b"=?utf-8?Q?=41?= " * 600_000 + b"\r\n\r\n",
    "parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"\r\n--b\r\n\r\n" * 900_000,
    "fields": b"a:b\r\n" * 2_000_000 + b"\r\n",
    "equals signs": _QP + b"=" * 10_000_000,
    "blanks before line ends": _QP + b" \n" * 5_000_000,
    "octets that mean nothing": b"Content-Type: text/plain; charset=utf-7\r\n\r\n"
    + b"\xff" * 10_000_000,
    "addresses": b"To: " + b"<a@b.example>," * 700_000 + b"\r\n\r\n",
}


def reading() -> list[Result]:
    times = {
        name: seconds(partial(octets_view, content, "")) * 1e3
        for name, content in LABORIOUS.items()
    }
    worst = max(times, key=lambda name: times[name])
    what = "reading a message of 10 MB that is all one trick, the worst"
    more = f"{worst}; on a thread, where nobody else waits for it"
    return [Result(what, times[worst], "ms", READING_MS_MAX, more)]


def results() -> list[Result]:
    return [*growth(), *memory(), *reading()]


if __name__ == "__main__":
    for result in results():
        print(result.row())
