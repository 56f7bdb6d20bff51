"""Gateways for tests."""

import pytest

from tests.gateway.rig import Rig


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """The folder with the certificate, made once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def make_rig(data):
    """Make gateways; they are closed at the end."""
    made = []

    def make(**config) -> Rig:
        made.append(Rig(data, **config))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def rig(make_rig) -> Rig:
    return make_rig()
