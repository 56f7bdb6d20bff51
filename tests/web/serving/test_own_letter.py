"""A message from outside, posted to be looked at: it is answered and nowhere kept."""

import json
import urllib.error
import urllib.request

from simulator.hosting.mail_check import OWN_LETTER_OCTETS_MAX
from simulator.web.gevent_scheduler import THREAD_FROM
from tests.browser.rig import Page
from tests.e2e.live import LiveServer

MARK = "only-in-this-message"
LETTER = (
    f"From: {MARK} <a@norte.example>\r\nReceived: {MARK}\r\n\r\n{MARK}\r\n".encode()
)
READ = "/own-letter/read.json"


def posted(letter=LETTER, **asked):
    question = {"now_s": 1_795_500_000, **asked}
    return json.dumps(question).encode() + b"\n" + letter


def test_a_message_is_looked_at_and_leaves_no_trace(tmp_path):
    live = LiveServer(CARTERO_DATA=str(tmp_path))
    try:
        health = _health(live)
        records = f'{MARK}.example. IN TXT "{MARK}"'
        for body in (posted(records=records), posted(records=MARK), MARK.encode()):
            request = urllib.request.Request(f"{live.url}{READ}", body, method="POST")
            try:
                with urllib.request.urlopen(request) as answer:
                    assert MARK in answer.read().decode()
            except urllib.error.HTTPError as refused:
                with refused:
                    assert refused.code == 400
        assert _health(live) == health
    finally:
        live.stop()
    assert MARK not in live.complaints()
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file for file in kept if MARK.encode() in file.read_bytes()] == []


def _health(live):
    with urllib.request.urlopen(f"{live.url}/healthz") as answer:
        return json.load(answer)


def test_too_big_a_message_is_refused_with_the_limit_in_words(visitor):
    answer = visitor.http.post(READ, data=posted(b"x" * (OWN_LETTER_OCTETS_MAX + 1)))
    assert answer.status_code == 413
    assert str(OWN_LETTER_OCTETS_MAX) in answer.json["error"]["text"].replace(
        "\u00a0", ""
    )


def test_a_network_that_asks_too_often_has_to_wait(make_server):
    visitor = make_server(letters_per_minute=2).visitor()
    codes = [visitor.http.post(READ, data=posted()).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_a_message_is_looked_at_while_others_go_on(visitor, monkeypatch):
    scheduler = visitor.server.wiring.scheduler
    run_heavy, sizes = scheduler.run_heavy, []

    def run(size, work, *args):
        sizes.append(size)
        return run_heavy(size, work, *args)

    monkeypatch.setattr(scheduler, "run_heavy", run)
    for letter in (b"", LETTER, b"From: a\n\n" + b"x" * 1_000_000):
        assert visitor.http.post(READ, data=posted(letter)).status_code == 200
    assert min(sizes) >= THREAD_FROM
    assert sizes == sorted(sizes) and sizes[-1] > 5 * sizes[0]


def test_a_page_without_a_server_is_answered_the_same(visitor):
    alone = Page().desk.send(READ, "{}", "es", posted())
    assert alone.status == 200
    assert json.loads(alone.body) == visitor.http.post(READ, data=posted()).json


def test_the_samples_are_served(visitor):
    start = visitor.http.get("/own-letter.json").json
    assert start["octets_max"] == OWN_LETTER_OCTETS_MAX
    assert [each["name"] for each in start["samples"]] == ["honest", "forged", "list"]
