"""A lab is taken to another browser in a file, and goes on there."""

import json

import pytest

from tests.browser.rig import Page
from tests.browser.test_kept_lab import journals, worked


def file_of(page: Page) -> bytes:
    return page.of_lab("lab.json").body


def take(page: Page, file: bytes) -> dict[str, object]:
    answer = page.desk.send("/lab.json", "{}", "es", file)
    told: dict[str, object] = json.loads(answer.body)
    return told


def test_the_lab_is_there_to_the_last_octet_and_is_kept():
    before, after = worked(), Page()
    after.open("/escribe")
    after.act("line", text="NOOP")
    assert take(after, file_of(before)) == {"path": "/escribe?lab=1"}
    after.open("/escribe")
    assert journals(after) == journals(before)
    later = Page(after.kept)
    later.open("/escribe")
    assert journals(later) == journals(before)


def test_two_files_of_one_page_are_two_addresses():
    page, file = Page(), file_of(worked())
    assert take(page, file) != take(page, file)


def spoilt() -> list[bytes]:
    file = json.loads(file_of(worked()))
    unplayable = json.loads(file_of(worked()))
    unplayable["lab"]["branches"][0]["inputs"][-1]["act"] = {
        "act": "power_on",
        "host": "nadie",
    }
    crowded = json.loads(file_of(worked()))
    crowded["lab"]["branches"][0]["inputs"] *= 9_999
    others = [
        {**file, "kind": "cartero-progress"},
        {**file, "path": "/aprende/sobre-y-carta"},
        {**file, "lab": {}},
        unplayable,
        crowded,
    ]
    return [b"", b"{", b"[" * 9_999, b" " * 3_000_000, *map(_octets, others)]


def _octets(value: object) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize("number", range(len(spoilt())))
def test_what_is_no_such_file_changes_nothing(number):
    page = Page()
    page.open("/escribe")
    before = journals(page)
    told = take(page, spoilt()[number])
    assert told["error"]["key"] == "error.lab_file"
    page.open("/escribe")
    assert journals(page) == before
