"""A live lab that is started again gives names that no mail client has seen."""

import pytest

from simulator.gateway.live_lab_starts import FILE, next_start
from simulator.journal import facts as f
from simulator.lab import Lab
from tests.worlds import opened
from tests.worlds import scenario as scenario_of


def test_the_number_grows_with_each_start(tmp_path):
    folder = tmp_path / "data"
    assert [next_start(folder) for _ in range(3)] == [0, 1, 2]
    assert {path.name for path in folder.iterdir()} == {FILE}


@pytest.mark.parametrize("written", ["", "x", "-", "1 2"])
def test_a_damaged_file_begins_again(tmp_path, written):
    (tmp_path / FILE).write_text(written)
    assert [next_start(tmp_path) for _ in range(2)] == [0, 1]


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "data").write_text("a file")
    assert next_start(tmp_path / "data") == 0


def names(seed: int) -> set[str]:
    """Message names, unique-ids and UIDVALIDITY of a live lab of that seed."""
    lab = Lab(scenario_of("pasarela"), seed, live=True)
    lab.open()
    facts = [event.fact for event in lab.journal]
    delivered = [fact for fact in facts if isinstance(fact, f.MessageDelivered)]
    store = next(iter(lab.world.stores.values()))
    validity = store.mailboxes["ana@norte.example"].folders.inbox.uid_validity
    told = {name for one in delivered for name in (one.unique_id, one.message)}
    return {str(validity), store.next_unique_id(), *told}


def test_two_starts_share_no_name():
    first, second = names(0), names(1)
    assert len(first) > 1 and not first & second


def test_a_lab_of_virtual_time_counts_from_one_whatever_its_seed():
    assert opened("primera-carta", seed=5).world.machines["pc-ana"].numbers_from == 0
