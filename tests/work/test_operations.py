"""The measure of the tests that count work: `tests/work/operations.py`."""

from functools import partial
from types import FunctionType

from tests.work.operations import operations


def made(source: str) -> FunctionType:
    """A function that has never run."""
    names: dict[str, FunctionType] = {}
    exec(source, names)
    return names["work"]


LOOP = "def work():\n    for n in range(1000):\n        len(str(n))\n"
CALLS = """
def inner(n):
    return n + 1

def items():
    for n in range(100):
        yield inner(n)

def work():
    return [inner(n) for n in items()]
"""


def test_a_first_call_counts_as_much_as_any_other():
    for source in (LOOP, CALLS):
        work = made(source)
        first, second, third = (operations(work) for _ in range(3))
        assert first == second == third


def test_each_round_of_a_loop_counts():
    assert 5_000 < operations(made(LOOP)) < 20_000


def test_functions_and_generators_that_are_called_count():
    assert operations(made(CALLS)) > 100 * 10


def test_ten_times_the_work_is_ten_times_the_operations():
    work = made("def work(n):\n    for i in range(n):\n        len(str(i))\n")
    small, large = (operations(partial(work, n)) for n in (1_000, 10_000))
    assert 9 < large / small < 10.1


def test_other_work_of_a_test_is_not_counted():
    work = made(LOOP)
    counted = operations(lambda: None)
    work()
    assert operations(lambda: None) == counted < 20
