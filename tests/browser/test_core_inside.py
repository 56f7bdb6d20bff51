"""What the tests inside Pyodide leave out is there, and is left out for a reason."""

from tests.browser.core_inside import NOT_IN_THERE, files


def test_every_reason_keeps_a_file_out_and_most_files_run():
    told = files()
    assert {why for why in told.values() if why} == set(NOT_IN_THERE.values())
    assert sum(not why for why in told.values()) > 0.9 * len(told)
