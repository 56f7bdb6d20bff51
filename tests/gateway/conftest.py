"""Gateways for tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.rig import Rig


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the certificate, made once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def make_rig(data: Path) -> Iterator[Callable[..., Rig]]:
    """Make gateways; they are closed at the end."""
    made: list[Rig] = []

    def make(**config: Any) -> Rig:
        made.append(Rig(data, **config))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def rig(make_rig: Callable[..., Rig]) -> Rig:
    return make_rig()
