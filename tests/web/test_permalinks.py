"""Addresses of moments: given away, and opened in a lab of one's own."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from simulator.hosting import Limits
from simulator.teaching.permalinks import pack, unpack
from simulator.web.permalink_shelf import PermalinkShelf
from tests.hosting.rig import TELNET
from tests.web.rig import ServerInTest, Tab, Visitor


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def server(lessons, dist, data) -> ServerInTest:
    return ServerInTest(lessons, dist, Limits(), data=data)


def typing(visitor: Visitor) -> Tab:
    tab = visitor.tab(visitor.boot("/mira")["lab"])
    assert tab.act("open", **TELNET)["ok"]
    assert tab.act("line", text="EHLO yo.example")["ok"]
    return tab


def shared(visitor: Visitor, tab: Tab, seq: int = 9_999, **more: object) -> dict:
    asked = {"lab": tab.lab, "branch": tab.branch, "seq": seq, "until": seq, **more}
    answer = visitor.http.post(f"/lab/{tab.lab}/enlace.json", data=json.dumps(asked))
    assert answer.status_code == 200, answer.text
    return answer.json


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost")


def test_both_addresses_lead_to_the_step_in_a_lab_of_ones_own(server, visitor):
    tab = typing(visitor)
    found = shared(visitor, tab, seq=40, view="letter/m1")
    for address in (found["address"], found["long"]):
        other = server.visitor()
        boot = other.boot(path_of(address))
        assert boot["lab"] != tab.lab
        assert boot["may_act"] is True
        assert boot["moment"]["seq"] == 40
        assert boot["moment"]["view"] == "letter/m1"
        theirs = other.tab(boot["lab"])
        assert boot["moment"]["last"] == len(theirs.events) - 1
        assert theirs.events[:41] == tab.events[:41]
        again = other.boot(path_of(address))
        assert again["lab"] == boot["lab"]
    assert (found["here_only"], found["qr"]) == (True, "")


def test_the_page_of_who_came_leads_back_to_the_address(server, visitor):
    found = shared(visitor, typing(visitor))
    for address in (found["address"], found["long"]):
        boot = server.visitor().boot(path_of(address))
        other = server.visitor()
        lab = other.boot(path_of(address))["lab"]
        assert lab != boot["lab"]
        page = other.http.get(f"/lab/{lab}/compartir").text
        assert f'href="{path_of(address)}"' in page


def test_in_english_the_address_leads_to_the_same(server, visitor):
    found = shared(visitor, typing(visitor))
    packed = found["long"].rpartition("/")[2]
    answer = server.visitor().http.get(f"/link/{packed}?lang=en")
    assert (answer.status_code, answer.location) == (302, f"/enlace/{packed}?lang=en")


def test_the_same_moment_has_the_same_code_after_a_restart(
    server, visitor, lessons, dist, data
):
    first = shared(visitor, typing(visitor))
    again = ServerInTest(lessons, dist, Limits(), data=data)
    other = again.visitor()
    assert other.boot(path_of(first["address"]))["moment"]
    tab = typing(other)
    assert shared(other, tab) == first
    assert shared(other, tab, seq=9)["address"] != first["address"]


def test_a_code_may_be_typed_badly(server, visitor):
    address = path_of(shared(visitor, typing(visitor))["address"])
    code = address.rpartition("/")[2]
    assert len(code) == 9
    boot = server.visitor().boot(f"/e/{code.upper().replace('-', '')}")
    assert boot["moment"]


def test_on_a_network_there_is_a_picture_for_phones(lessons, dist, data):
    server = ServerInTest(lessons, dist, Limits(), "192.0.2.7", data=data)
    found = shared(visitor := server.visitor(), typing(visitor))
    assert found["address"].startswith("http://192.0.2.7")
    assert found["qr"].startswith("<svg")
    assert not found["here_only"]


def test_without_a_folder_only_the_long_address_is_given(lessons, dist):
    server = ServerInTest(lessons, dist, Limits(), "192.0.2.7")
    found = shared(visitor := server.visitor(), typing(visitor))
    assert not found["kept"]
    assert found["address"] == found["long"]
    assert found["qr"].startswith("<svg")


def changed(address: str, **fields: object) -> str:
    link = unpack(address.rpartition("/")[2])
    return pack(msgspec.structs.replace(link, **fields))


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "nadie lo abría"), ("en", "nobody had opened it")]
)
def test_a_code_that_made_room_is_told_from_one_that_never_was(
    server, visitor, data, lang, said
):
    folder = data / "enlaces"
    code = PermalinkShelf(folder).keep("1one", {})
    aged(folder)
    PermalinkShelf(folder, links_max=1).keep("1two", {})
    gone = visitor.http.get(f"/e/{code.upper()}?lang={lang}")
    assert (gone.status_code, said in gone.text) == (410, True)
    never = visitor.http.get(f"/e/0000-0000?lang={lang}")
    assert (never.status_code, said in never.text) == (404, False)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_link_that_is_none_is_refused_in_words(server, visitor, lang):
    long = shared(visitor, typing(visitor))["long"]
    packed = long.rpartition("/")[2]
    for path, status in {
        f"/enlace/{packed[:-5]}": 400,
        f"/enlace/9{packed[1:]}": 400,
        f"/enlace/{packed}{'A' * 70_000}": 400,
        f"/enlace/{changed(long, scenario='no-hay')}": 404,
        "/enlace/%00%ff": 400,
        "/e/0000-0000": 404,
        "/e/..%2f..%2fpasswd": 404,
        f"/e/{'x' * 500}": 404,
    }.items():
        answer = server.visitor().http.get(f"{path}?lang={lang}")
        assert answer.status_code == status, path[:40]
        assert "permalink." not in answer.text
        assert 'class="go"' in answer.text
        assert "Traceback" not in answer.text


def test_another_story_says_so_and_shows_what_was_kept(server, visitor, data):
    found = shared(visitor, typing(visitor))
    packed = changed(found["long"], journal="AAAAAAAA")
    code = PermalinkShelf(data / "enlaces").keep(packed, {"es": "C: EHLO <antes>"})
    reader = server.visitor().http
    long, short = reader.get(f"/enlace/{packed}"), reader.get(f"/e/{code}")
    assert (long.status_code, short.status_code) == (409, 409)
    assert "otra versión" in long.text and "no está guardado" in long.text
    assert "C: EHLO &lt;antes&gt;" in short.text
    assert "Traceback" not in long.text + short.text
    assert server.visitor().boot(f"/e/{code}/ahora")["moment"]


def test_the_code_keeps_what_was_seen_in_every_language(server, visitor, data):
    tab = typing(visitor)
    found = shared(visitor, tab)
    kept = PermalinkShelf(data / "enlaces").saved(found["address"].rpartition("/")[2])
    assert set(kept.transcripts) == {"es", "en"}
    assert "EHLO yo.example" in kept.transcripts["en"]
    before = shared(visitor, tab, seq=30)
    early = PermalinkShelf(data / "enlaces").saved(before["address"].rpartition("/")[2])
    assert "EHLO yo.example" not in early.transcripts["es"]


def test_who_only_watches_gives_away_what_was_shown(server, visitor):
    tab = typing(visitor)
    tab.ask("place", seq=6, until=6)
    found = shared(server.visitor(), tab)
    assert unpack(found["long"].rpartition("/")[2]).at == 6


@pytest.mark.parametrize("body", [b"", b"[", b"[" * 3000, b"{}", b"x" * 9_000])
def test_a_strange_question_is_refused(visitor, body):
    lab = visitor.boot("/mira")["lab"]
    answer = visitor.http.post(f"/lab/{lab}/enlace.json", data=body)
    assert answer.status_code == 400
    assert answer.json["error"]["key"] == "error.request"


class TestShelf:
    def test_it_holds_so_many_and_lets_go_of_what_was_asked_for_longest_ago(
        self, tmp_path
    ):
        shelf = PermalinkShelf(tmp_path, links_max=3)
        codes = []
        for n in range(4):
            codes.append(shelf.keep(f"1link{n}", {}))
            aged(tmp_path)
            if n == 2:
                assert shelf.saved(codes[0])
        assert [bool(shelf.saved(code)) for code in codes] == [True, False, True, True]
        assert [shelf.forgotten(code) for code in codes] == [False, True, False, False]

    def test_of_what_made_room_it_knows_the_newest_codes(self, tmp_path):
        shelf = PermalinkShelf(tmp_path, links_max=1, forgotten_max=2)
        codes = [kept_and_aged(shelf, f"1link{n}", tmp_path) for n in (0, 1, 2, 0, 3)]
        assert codes[3] == codes[0]
        assert not shelf.saved(codes[0])
        assert [shelf.forgotten(code) for code in codes] == [
            True,
            False,
            True,
            True,
            False,
        ]
        assert not PermalinkShelf(None).forgotten(codes[0])

    def test_it_holds_so_many_octets(self, tmp_path):
        shelf = PermalinkShelf(tmp_path, octets_max=400)
        for n in range(20):
            shelf.keep(f"1link{n}", {"es": str(n) * 10})
            aged(tmp_path)
        sizes = [file.stat().st_size for file in tmp_path.glob("*.gz")]
        assert 1 < len(sizes) < 20
        assert sum(sizes) <= 400

    def test_another_moment_with_that_code_gets_a_longer_one(self, tmp_path):
        shelf = PermalinkShelf(tmp_path)
        code = shelf.keep("1one", {})
        [file] = tmp_path.iterdir()
        shelf.keep("1two", {})
        other = next(each for each in tmp_path.iterdir() if each != file)
        other.replace(file)
        longer = shelf.keep("1one", {})
        assert len(longer) == 14 and longer.startswith(code)
        assert shelf.saved(longer).packed == "1one"
        assert shelf.keep("1one", {}) == longer

    def test_a_spoilt_file_is_no_link_and_is_written_again(self, tmp_path):
        shelf = PermalinkShelf(tmp_path)
        code = shelf.keep("1one", {})
        [file] = tmp_path.iterdir()
        for octets in (b"", b"\x1f\x8b", b"nothing"):
            file.write_bytes(octets)
            assert shelf.saved(code) is None
            assert shelf.keep("1one", {}) == code
            assert shelf.saved(code)

    def test_a_folder_that_cannot_be_written_gives_no_code(self, tmp_path):
        (tmp_path / "file").write_text("")
        assert PermalinkShelf(tmp_path / "file").keep("1one", {}) is None


def aged(folder: Path) -> None:
    """Everything is a second older."""
    for file in folder.iterdir():
        stat = file.stat()
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns - 10**9))


def kept_and_aged(shelf: PermalinkShelf, packed: str, folder: Path) -> str:
    code = shelf.keep(packed, {})
    aged(folder)
    return code
