"""The ways of reading mail, measured: the truths a class finds in the table."""

import msgspec
import pytest

from simulator.teaching.comparing.reading import (
    TASKS,
    WAYS,
    compare,
    devices_of,
    lab_after_task,
)
from tests.worlds import SCENARIOS, library, scenario

NEAR, FAR = 20_000, 300_000


@pytest.fixture(scope="module")
def rows():
    found = compare(scenario("tres-maneras"))
    return {(row.round_trip_us, row.task, row.way): row for row in found}


def octets(rows, task, way, delay=NEAR):
    row = rows[delay, task, way]
    return row.up + row.down


def test_every_task_is_measured_in_every_way_that_has_it(rows):
    there = {(task, way) for _, task, way in rows}
    missing = {(task, way) for task in TASKS for way in WAYS} - there
    assert missing == {
        ("one", "top"),
        ("delete", "top"),
        ("offline", "top"),
        ("offline", "web"),
    }
    assert len(rows) == 2 * len(there)


def test_the_list_by_imap_and_by_top_is_nearly_a_tie_and_retr_moves_everything(rows):
    imap, top = octets(rows, "list", "imap"), octets(rows, "list", "top")
    assert 0.5 < imap / top < 2
    assert octets(rows, "list", "retr") > 50 * max(imap, top)
    assert octets(rows, "list", "web") < octets(rows, "list", "retr") / 50


def test_everything_offline_is_nearly_a_tie(rows):
    assert octets(rows, "offline", "imap") == pytest.approx(
        octets(rows, "offline", "retr"), rel=0.02
    )


def test_a_list_of_headers_brings_no_body_and_a_whole_letter_does(rows):
    for way in ("top", "imap"):
        kinds = rows[NEAR, "list", way].kinds
        assert kinds["header"] > 500 and kinds["body"] == 0
    assert rows[NEAR, "one", "retr"].kinds["body"] > 0
    for way in ("retr", "imap"):
        kinds = rows[NEAR, "delete", way].kinds
        assert kinds["header"] == kinds["body"] == 0


def test_octets_by_kind_add_up_to_all_octets(rows):
    for row in rows.values():
        assert sum(row.kinds.values()) == row.up + row.down


def test_on_the_web_the_pages_cost_more_than_the_letter_and_imap_works_behind(rows):
    assert octets(rows, "one", "web") > octets(rows, "one", "imap")
    assert octets(rows, "delete", "web") > octets(rows, "delete", "imap")
    for (_, _, way), row in rows.items():
        assert (row.inside > 0) is (way == "web")


def test_delay_changes_the_time_by_the_round_trips_and_no_octet(rows):
    for (delay, task, way), near in rows.items():
        if delay == FAR:
            continue
        far = rows[FAR, task, way]
        assert (near.up, near.down, near.trips) == (far.up, far.down, far.trips)
        slower = (far.time_us - near.time_us) / (FAR - NEAR)
        assert slower >= near.trips
    slowest = rows[FAR, "list", "top"]
    assert slowest.trips > rows[FAR, "list", "imap"].trips
    assert slowest.time_us > 2 * rows[FAR, "list", "imap"].time_us


def test_what_was_said_is_what_the_protocol_needs(rows):
    assert rows[NEAR, "one", "retr"].said[-2:] == ("RETR 5", "QUIT")
    assert rows[NEAR, "delete", "imap"].said[-2:] == ("UID EXPUNGE 5", "LOGOUT")
    assert rows[NEAR, "list", "web"].said == (
        "GET /",
        "POST /login",
        "GET /folder/INBOX",
    )


def test_measured_twice_it_is_the_same(rows):
    again = compare(scenario("tres-maneras"))
    assert again == list(rows.values())


@pytest.mark.parametrize("way", ["retr", "imap", "web"])
def test_what_is_measured_is_done(way):
    """A task that did nothing would be cheap."""
    plan = scenario("tres-maneras")
    devices = devices_of(plan)
    lab = lab_after_task(plan, devices, "delete", way)
    box = lab.world.stores["sur"].mailboxes["benito@sur.example"]
    assert len(box.messages) == devices.messages - 1


def test_a_world_without_the_three_has_nothing_to_compare():
    plan = scenario("tres-maneras")
    hosts = tuple(host for host in plan.hosts if host.browser is None)
    assert compare(msgspec.structs.replace(plan, hosts=hosts)) == []
    for path in SCENARIOS.glob("*.toml"):
        assert (devices_of(scenario(path.stem)) is None) is (
            path.stem not in ("tres-maneras", "descarga-cortada")
        )


def test_what_lesson_l27_asks_about_the_table_is_what_is_measured(rows):
    lesson = library().lessons["pop-imap-web-medidos"].lesson
    right = lesson.step("lee-la-tabla").question.right

    def best(choose, task, value, delay=NEAR):
        ways = [way for way in ("retr", "imap", "web") if (delay, task, way) in rows]
        return choose(ways, key=lambda way: value(rows[delay, task, way]))

    def moved(row):
        return row.up + row.down

    assert right["lista"] == best(max, "list", moved)
    assert right["espera"] == best(max, "list", lambda row: row.time_us, FAR)
    assert right["una"] == best(min, "one", moved)
    assert right["borrar"] == best(max, "delete", moved)
    assert (NEAR, "offline", right["sin-red"]) not in rows
