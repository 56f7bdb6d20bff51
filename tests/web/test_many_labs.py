"""A school at once: many labs, each with its own visitor, in one process.

How much memory and time they take is measured by the benches; here only that nobody
sees anybody else's letters, and that sleeping labs wake up as they were.
"""

VISITORS = 40


def test_forty_visitors_do_not_meet(server):
    visitors = [server.visitor() for _ in range(VISITORS)]
    tabs = [visitor.tab(visitor.boot()["lab"]) for visitor in visitors]
    for number, tab in enumerate(tabs):
        letter = {"to": "benito@sur.example", "subject": f"S{number}", "body": "x"}
        assert tab.act("send", host="pc-ana", **letter)["ok"] is True
    for number, tab in enumerate(tabs):
        tab.read()
        sent = [
            event["fact"]["subject"]
            for event in tab.events
            if event["fact"]["kind"] == "message.composed"
        ]
        assert sent[-1] == f"S{number}"
        assert len(sent) == 2


def test_all_of_them_sleep_and_wake_as_they_were(server):
    visitors = [server.visitor() for _ in range(VISITORS)]
    labs = [visitor.boot()["lab"] for visitor in visitors]
    for visitor, lab in zip(visitors, labs, strict=True):
        tab = visitor.tab(lab)
        tab.ask("play")
        tab.socket.disconnect()
    server.pass_s(300)
    hosted = [server.labs.get(lab) for lab in labs]
    assert all(each.tree.get(None).lab is None for each in hosted)
    answers = {
        visitor.http.get(f"/lab/{lab}/journal.jsonl").data
        for visitor, lab in zip(visitors, labs, strict=True)
    }
    assert len(answers) == 1, "same scenario, seed and acts: same octets"
