"""What one takes home: files with good names, of any branch, at any machine."""

import pytest

from tests.export.captures import read


@pytest.fixture
def played(visitor):
    """A lab whose letter has reached the mailbox, and its id."""
    lab = visitor.boot()["lab"]
    visitor.tab(lab)
    return lab


def test_a_capture_is_saved_under_a_name_that_says_what_it_is(visitor, played):
    response = visitor.http.get(f"/lab/{played}/capture.pcap")
    assert response.headers["Content-Type"] == "application/vnd.tcpdump.pcap"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="cartero-primera-carta.pcap"'
    )
    assert read(response.data)[0].ports == (49_152, 587)


def test_a_capture_is_taken_where_one_wishes(visitor, played):
    response = visitor.http.get(f"/lab/{played}/capture.pcap?at=sur")
    assert "cartero-primera-carta-sur.pcap" in response.headers["Content-Disposition"]
    frames = read(response.data)
    assert all("192.0.2.10" in (f.source, f.target) for f in frames)
    whole = read(visitor.http.get(f"/lab/{played}/capture.pcap").data)
    assert 0 < len(frames) < len(whole)


def test_each_branch_has_its_own(visitor, played):
    tab = visitor.tab(played)
    tab.act("open", host="pc-ana", target="sur", port=110)
    first = read(visitor.http.get(f"/lab/{played}/capture.pcap").data)
    forked = tab.act("open", host="pc-ana", target="sur", port=25, after=10)
    response = visitor.http.get(f"/lab/{played}/capture.pcap?branch={forked['branch']}")
    assert "cartero-primera-carta-2.pcap" in response.headers["Content-Disposition"]
    assert not any(
        110 in f.ports and f.source == "198.51.100.23" for f in read(response.data)
    )
    assert any(110 in f.ports and f.source == "198.51.100.23" for f in first)


@pytest.mark.parametrize(
    ("query", "status", "key"),
    [("at=luna", 400, "error.unknown_host"), ("branch=b9", 404, "error.branch_gone")],
)
def test_what_is_not_there_gets_a_reason(visitor, played, query, status, key):
    response = visitor.http.get(
        f"/lab/{played}/capture.pcap?{query}", headers={"Accept": "application/json"}
    )
    assert response.status_code == status
    assert response.json["error"]["key"] == key


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("es", "Ana entrega su carta"), ("en", "Ana sends a message")],
)
def test_the_ladder_is_a_picture_a_browser_shows(visitor, played, lang, sentence):
    response = visitor.http.get(f"/lab/{played}/ladder.svg?lang={lang}")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert response.headers["Content-Disposition"] == (
        'inline; filename="cartero-primera-carta.svg"'
    )
    assert sentence in response.text


def test_the_ladder_is_shown_on_sheets_to_print(visitor, played):
    response = visitor.http.get(f"/lab/{played}/ladder.html?lang=es")
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.text.count("<svg ") >= 2
    assert "Ana entrega su carta" in response.text


def test_a_letter_is_saved_as_it_lies_at_each_hop(visitor, played):
    written, queued = (
        visitor.http.get(f"/lab/{played}/letter/{name}.eml")
        for name in ("pc-ana-1", "norte-1")
    )
    assert written.headers["Content-Type"] == "message/rfc822"
    assert "attachment" in written.headers["Content-Disposition"]
    assert "cartero-primera-carta-norte-1.eml" in queued.headers["Content-Disposition"]
    assert queued.data.startswith(b"Received: from pc-ana")
    assert queued.data.endswith(written.data)
    missing = visitor.http.get(
        f"/lab/{played}/letter/luna-1.eml", headers={"Accept": "application/json"}
    )
    assert (missing.status_code, missing.json["error"]["key"]) == (
        404,
        "error.no_stream",
    )


@pytest.mark.parametrize("what", ["transcript.txt", "journal.jsonl"])
def test_what_is_read_in_the_browser_has_a_good_name_too(visitor, played, what):
    response = visitor.http.get(f"/lab/{played}/{what}")
    ending = what.partition(".")[2]
    assert response.headers["Content-Disposition"] == (
        f'inline; filename="cartero-primera-carta.{ending}"'
    )


def test_a_page_that_replays_it_needs_the_built_parts(visitor, played, build_replay):
    address = f"/lab/{played}/replay.html"
    refused = visitor.http.get(address, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json["error"]["key"]) == (
        503,
        "error.unbuilt",
    )
    build_replay()
    page = visitor.http.get(address)
    assert page.headers["Content-Disposition"] == (
        'attachment; filename="cartero-primera-carta.html"'
    )
    assert "<script>start()</script>" in page.text
