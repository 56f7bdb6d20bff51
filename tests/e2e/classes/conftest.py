"""A class for one test, erased afterwards: one address opens only so many."""

from collections.abc import Iterator

import pytest

from tests.e2e.classes.class_of_five import ClassOfFive
from tests.e2e.live import Visits


@pytest.fixture
def klass(visit: Visits) -> Iterator[ClassOfFive]:
    made = ClassOfFive(visit)
    yield made
    made.erase()
