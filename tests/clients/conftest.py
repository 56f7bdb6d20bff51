"""A gateway for each test of a real mail program; the gateway is the tests' own rig."""

import pytest

from tests.clients.programs import Gate
from tests.gateway.rig import Rig


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """The folder with the certificate, made once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def gate(data, tmp_path):
    """A gateway nobody has used yet, and a folder for the program's files."""
    rig = Rig(data)
    yield Gate(rig, tmp_path)
    rig.close()
