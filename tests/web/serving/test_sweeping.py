"""What is due now and then is done, whatever fails."""

import pytest

from simulator.web import sweeping


class Ended(BaseException):
    """Nobody waits any more."""


def test_a_step_that_fails_stops_no_other_and_is_due_again():
    done, rounds = [], iter((True, True, False))

    def wait(_: float) -> None:
        if not next(rounds):
            raise Ended

    def fails() -> None:
        done.append("fails")
        raise OSError("disk I/O error")

    with pytest.raises(Ended):
        sweeping(wait, [fails, lambda: done.append("goes on")])
    assert done == ["fails", "goes on"] * 2
