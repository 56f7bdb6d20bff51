"""Browsers that come and go while they are brought up to date."""

import re

from simulator.hosting import Limits
from tests.web.rig import ROOT


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
