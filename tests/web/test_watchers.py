"""Browsers that do not read, or come and go while they are brought up to date."""

import re
from types import SimpleNamespace

from simulator.hosting import Limits
from tests.web.rig import ROOT


class Deaf:
    """Stands where Engine.IO keeps a socket: its queue only grows."""

    def __init__(self, waiting):
        self.queue = SimpleNamespace(qsize=lambda: waiting)
        self.closed = False

    def close(self, wait, abort):
        self.closed = True


def test_a_browser_that_does_not_read_is_cut_off(server, visitor):
    lab = visitor.boot()["lab"]
    reader, sleeper = visitor.tab(lab), visitor.tab(lab)
    sockets = server.wiring.socketio.server.eio.sockets
    sockets[sleeper.socket.eio_sid] = deaf = Deaf(waiting=10_000)
    sockets[reader.socket.eio_sid] = fine = Deaf(waiting=3)
    before = len(sleeper.events)
    assert reader.act("power_on", host="pc-benito")["ok"] is True
    assert (deaf.closed, fine.closed) == (True, False)
    assert "message.collected" in reader.kinds()
    assert len(sleeper.kinds()) == before
    assert server.labs.get(lab).watchers == 1


def test_it_comes_back_and_asks_from_its_last_event(server, visitor):
    lab = visitor.boot()["lab"]
    reader, sleeper = visitor.tab(lab), visitor.tab(lab)
    sockets = server.wiring.socketio.server.eio.sockets
    sockets[sleeper.socket.eio_sid] = Deaf(waiting=10_000)
    reader.act("power_on", host="pc-benito")
    del sockets[sleeper.socket.eio_sid]
    sleeper.watch(**{"from": len(sleeper.events)})
    reader.kinds()
    assert sleeper.events[-1] == reader.events[-1]


def test_who_leaves_before_being_brought_up_to_date_gets_no_more(server, visitor):
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    watchers, hosted = server.wiring.watchers, server.labs.get(lab)
    sid = next(iter(watchers._watching))
    watchers.watch(sid, hosted, hosted.tree.get(None), 0)
    tab.socket.disconnect()
    server.settle()
    assert watchers._watching == {}
    assert hosted.watchers == 0


def test_a_lab_that_ends_meanwhile_says_so(server, visitor):
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    watchers, hosted = server.wiring.watchers, server.labs.get(lab)
    tab.read()
    sid = next(iter(watchers._watching))
    watchers.watch(sid, hosted, hosted.tree.get(None), 0)
    server.labs.end(hosted, "ended.room")
    server.settle()
    assert {m["name"] for m in tab.read()} == {"ended"}


def test_nothing_is_narrated_for_nobody(server, visitor):
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    tab.socket.disconnect()
    server.pass_s(600)
    assert visitor.http.get(f"/lab/{lab}/journal.jsonl").status_code == 200
    assert server.labs.get(lab).tree.get(None).served_journal is None


def test_the_page_knows_how_large_a_message_may_be():
    page = (ROOT / "static/src/core/channel.js").read_text("utf-8")
    (said,) = re.findall(r"MESSAGE_OCTETS_MAX = ([0-9_]+);", page)
    assert int(said) == Limits().message_octets_max
