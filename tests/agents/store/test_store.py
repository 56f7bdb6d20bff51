"""Mailboxes: the lock, the snapshot, what QUIT removes, and a 5 MB letter's memory."""

import tracemalloc

from simulator.acts import Cut, Open, Restore, Skip, TypeLine
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.scenario import parse_scenario
from tests.worlds import SCENARIOS, opened

LOGIN = ("USER benito", "PASS benito-secreta")
BIG = """
[[message]]
mailbox = "carla@sur.example"
from = "ana@norte.example"
subject = "Foto"
octets = 5_242_880
"""


def pop(lab: Lab, *lines: str, host: str = "pc-ana") -> str:
    """Type `lines` into a new POP3 connection; its id."""
    lab.apply(Open(host, "sur", 110))
    lab.settle()
    conn = list(lab.world.terminals)[-1]
    for line in lines:
        lab.apply(TypeLine(line, conn))
        lab.settle()
    return conn


def last(lab: Lab, conn: str) -> str:
    said = [
        e.fact.octets
        for e in lab.journal
        if isinstance(e.fact, f.Pop3ResponseSent) and e.conn == conn
    ]
    return said[-1]


def count(lab: Lab, address: str = "benito@sur.example") -> int:
    return len(lab.world.stores["sur"].mailboxes[address].messages)


def test_a_second_pop3_session_is_refused_in_use():
    lab = opened()
    first = pop(lab, *LOGIN)
    assert last(lab, first).startswith("+OK")
    second = pop(lab, *LOGIN)
    assert last(lab, second).startswith("-ERR [IN-USE] ")
    lab.apply(TypeLine("QUIT", first))
    lab.settle()
    assert last(lab, pop(lab, *LOGIN)).startswith("+OK")


def test_a_wrong_password_does_not_say_which_was_wrong():
    lab = opened()
    one = last(lab, pop(lab, "USER benito", "PASS no"))
    two = last(lab, pop(lab, "USER nadie", "PASS no"))
    assert one == two and one.startswith("-ERR [AUTH] ")


def test_messages_are_removed_only_at_quit():
    lab = opened()
    pop(lab, *LOGIN, "DELE 1", "RSET", "QUIT")
    assert count(lab) == 1
    conn = pop(lab, *LOGIN, "DELE 1")
    assert count(lab) == 1
    lab.apply(TypeLine("QUIT", conn))
    lab.settle()
    assert count(lab) == 0


def test_a_cut_cable_removes_nothing_and_holds_the_lock_until_the_server_gives_up():
    lab = opened()
    pop(lab, *LOGIN, "DELE 1")
    lab.apply(Cut("pc-ana"))
    lab.settle()
    lab.apply(Restore("pc-ana"))
    lab.settle()
    assert last(lab, pop(lab, *LOGIN)).startswith("-ERR [IN-USE] ")
    lab.apply(Skip())
    lab.settle()
    assert count(lab) == 1
    assert last(lab, pop(lab, *LOGIN)).startswith("+OK")


def test_a_big_message_is_in_memory_once():
    text = (SCENARIOS / "primera-carta.toml").read_text(encoding="utf-8") + BIG
    big = parse_scenario(text, "big.toml")
    Lab(big, 1)
    tracemalloc.start()
    lab = Lab(big, 1)
    lab.open()
    pop(lab, "USER carla", "PASS carla-secreta", "RETR 1", "RETR 1", "QUIT")
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lab.journal.streams[list(lab.world.terminals)[-1] + ".s"].length > 10_000_000
    assert grown < 3_000_000
