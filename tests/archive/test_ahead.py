"""What a page did ahead of the server, and was acknowledged, outlives any kill."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from simulator.archive.arrivals import bring_home
from simulator.archive.tables import LATE
from simulator.hosting.keeping.kept_lab import kept
from tests.archive.rig import Server
from tests.archive.test_kills import Killed, kill_at
from tests.hosting.ahead import PageAhead
from tests.hosting.rig import TELNET


def begun(server: Server) -> PageAhead:
    """A page of Ana's, as every page begins: it watches, and then goes ahead."""
    hosted = server.hosting.lab()
    server.tab(hosted.id)
    return PageAhead(server.hosting, hosted)


def restarted(server: Server, page: PageAhead) -> None:
    """The server was killed and is there again; the page joins it."""
    server.start()
    page.hosting = server.hosting
    page.hosted = server.hosting.labs.get(page.hosted.id)


def rows(server: Server) -> int:
    database, count = server.archive.database, select(func.count()).select_from(LATE)
    database.put(bring_home)
    return int(database.read(lambda each: each.execute(count).scalar()))


def caught_up(page: PageAhead) -> bytes:
    with page.hosted.turn():
        return kept(page.hosted)


def test_what_was_put_off_is_there_after_a_restart_and_goes_on(tmp_path):
    server = Server(tmp_path)
    page = begun(server)
    page.act("open", **TELNET)
    page.act("line", text="EHLO pc-ana")
    restarted(server, page)
    again = page.begin()
    assert again["number"] == 2 and "lab" not in again
    page.act("line", text="NOOP")
    assert caught_up(page) == kept(page.lab)


def test_what_was_done_of_it_is_written_as_inputs_and_forgotten(tmp_path):
    server = Server(tmp_path)
    page = begun(server)
    page.act("open", **TELNET)
    assert rows(server) == 1
    caught_up(page)
    page.act("line", text="EHLO pc-ana")
    assert rows(server) == 1
    restarted(server, page)
    assert caught_up(page) == kept(page.lab)
    server.hosting.labs.keep(page.hosted)
    assert rows(server) == 0
    restarted(server, page)
    assert caught_up(page) == kept(page.lab)


def test_of_a_lab_that_is_erased_nothing_is_left(tmp_path):
    server = Server(tmp_path)
    begun(server).act("open", **TELNET)
    server.hosting.labs.erase("ana")
    assert rows(server) == 0


@pytest.mark.long
@settings(max_examples=25)
@given(moment=st.integers(1, 40), looked_at=st.integers(0, 5))
def test_whatever_was_acknowledged_is_there_after_a_kill(moment, looked_at):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        page = begun(server)
        spare = kill_at(server, moment)
        try:
            page.act("open", **TELNET)
            for number in range(6):
                if number == looked_at:
                    caught_up(page)
                page.act("line", text=f"NOOP {number}")
        except Killed:
            pass
        spare()
        restarted(server, page)
        acknowledged = page.kept
        begun_again = page.begin()
        assert begun_again["number"] in (acknowledged, acknowledged + 1)
        page.tell()
        assert caught_up(page) == kept(page.lab)
