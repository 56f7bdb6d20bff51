"""Hosting runs where Flask, gevent and Socket.IO cannot be imported."""

import subprocess
import sys
import textwrap

from tests.hosting.rig import ROOT

NEEDED_BY_A_SERVER = (
    *("flask", "flask_socketio", "socketio", "engineio", "werkzeug"),
    *("gevent", "wsproto", "greenlet"),
)

STORY = """
    import sys
    for name in {blocked}:
        sys.modules[name] = None

    from tests.hosting.rig import TELNET, HostingInTest, Tab, journal_of
    from simulator.hosting.reading import Sight, exports

    hosting = HostingInTest()
    hosted = hosting.lab()
    tab = Tab(hosting, hosted.id)
    opened = tab.act("open", **TELNET)
    assert tab.act("line", text="EHLO pc-ana")["ok"]
    forked = tab.act("line", text="NOOP", after=opened["seq"])
    assert forked["branch"] == "b2"
    assert tab.ask("undo", branch="b2")["ok"]
    assert tab.ask("redo", branch="b3")["branch"] == "b2"
    hosting.pass_s(600)
    assert journal_of(hosted, "b1")
    sight = Sight(hosted, whole=True)
    assert exports.transcript_file(sight, None, hosting.content.texts["es"]).body
    attempt = tab.ask("attempt", lesson="primera-sesion-smtp")
    assert attempt["ok"]
    print("told", len(tab.events))
"""


def test_a_lab_is_acted_in_forked_undone_and_exported_without_any_of_them():
    story = textwrap.dedent(STORY).format(blocked=NEEDED_BY_A_SERVER)
    done = subprocess.run(
        [sys.executable, "-c", story], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("told ")


def test_importing_hosting_brings_in_no_threads_sockets_or_event_loop():
    code = (
        "import sys, simulator.hosting; "
        f"print(sorted({set(NEEDED_BY_A_SERVER)!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == "[]\n", done.stderr
