"""A lab of another program: the same where it replays the same, else it is told."""

import pytest
from sqlalchemy import update

from simulator.archive.tables import INPUTS, LABS
from simulator.hosting import Refusal
from tests.archive.rig import Server, everything


@pytest.fixture
def server(tmp_path) -> Server:
    return Server(tmp_path)


def write(server: Server, *changes) -> None:
    for change in changes:
        server.archive.database.put(lambda each, change=change: each.execute(change))
    server.archive.database.flush()


OTHER = update(LABS).values(engine="another program")


def test_another_program_that_replays_the_same_goes_on(server):
    tab = server.worked()
    before = everything(server.hosting.labs.get(tab.lab))
    write(server, OTHER)
    server.start()
    assert everything(server.hosting.labs.get(tab.lab)) == before


@pytest.mark.parametrize(
    "change",
    [
        update(INPUTS).values(events=INPUTS.c.events + 1),
        update(INPUTS).values(
            body='{"after_seq":9,"at_rest":true,"actor":"auto",'
            '"act":{"act":"power_off","host":"nobody"}}'
        ),
    ],
)
def test_one_that_replays_otherwise_is_told_and_the_lab_stays_written(server, change):
    tab = server.worked()
    write(server, OTHER, change)
    server.start()
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            server.hosting.labs.get(tab.lab)
        assert refused.value.key == "error.lab_otherwise"
    assert server.archive.labs.lab(tab.lab) is not None
    assert server.hosting.lab("ana").id != tab.lab


@pytest.mark.parametrize("column", [LABS.c.head, INPUTS.c.body])
def test_a_lab_that_cannot_be_read_is_refused(server, column):
    lab = server.worked().lab
    unknown = update(column.table).values({column.name: '{"new": 1}'})
    write(server, unknown)
    server.start()
    with pytest.raises(Refusal) as refused:
        server.hosting.labs.get(lab)
    assert refused.value.key == "error.lab_otherwise"
