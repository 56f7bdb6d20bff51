"""A gateway for each test of a real mail program; the gateway is the tests' own rig."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.programs import Gate
from tests.gateway.rig import Rig


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the certificate, made once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def gate(data: Path, tmp_path: Path) -> Iterator[Gate]:
    """A gateway nobody has used yet, and a folder for the program's files."""
    rig = Rig(data)
    yield Gate(rig, tmp_path)
    rig.close()
