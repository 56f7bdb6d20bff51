"""Messages through two MTAs that find each other by DNS, with every event journaled.

How much a class may send at once: messages and events per second of processor, nobody
watching; and what it takes to tell them all afterwards.
"""

import time

from msgspec.structs import replace

from bench.labs import FOLDER, LETTER, SEED, narrated
from bench.measure import Result
from simulator.journal.facts import MessageDelivered
from simulator.lab import Lab
from simulator.scenario import load_scenario

SCENARIO = FOLDER.parent / "lessons" / "scenarios" / "correo-con-dns.toml"
MESSAGES = 1_000
FROM_ANA = replace(LETTER, host="ana")


def results() -> list[Result]:
    scenario = load_scenario(SCENARIO)
    lab = Lab(scenario, SEED)
    lab.open()
    lab.settle()
    began = time.process_time()
    for _ in range(MESSAGES):
        lab.apply(FROM_ANA, "student")
        lab.settle()
    took = time.process_time() - began
    delivered = sum(type(event.fact) is MessageDelivered for event in lab.journal)
    assert delivered >= MESSAGES, "a letter did not arrive"
    events = len(lab.journal)
    began = time.process_time()
    narrated(lab, scenario)
    told = time.process_time() - began
    return [
        Result(
            f"{MESSAGES:,} messages through two MTAs with DNS",
            MESSAGES / took,
            "messages/s",
            None,
            f"{events:,} events, {events / took:,.0f} events/s; narrated "
            f"{events / told:,.0f} events/s",
        )
    ]


if __name__ == "__main__":
    for result in results():
        print(result.row())
