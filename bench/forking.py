"""A fork of a 10,000-event lab: what a student waits for who steps back and types."""

from bench.labs import long_lab, played, primera_carta
from bench.measure import Result, by_turns

ROUNDS = 3


def results() -> list[Result]:
    scenario = primera_carta()
    lab = long_lab(scenario)
    after = lab.last_seq - 1
    forked, once = by_turns(lambda: lab.fork(after), lambda: played(scenario), ROUNDS)
    return [
        Result(
            "fork at the end of a 10,000-event lab",
            forked * 1e3,
            "ms",
            None,
            f"{len(lab.journal):,} events; {forked / once:.0f} × one whole scenario",
        )
    ]


if __name__ == "__main__":
    for result in results():
        print(result.row())
