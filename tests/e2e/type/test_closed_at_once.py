"""A page that is gone the moment it shows an answer."""

import pytest
from playwright.sync_api import expect

from tests.e2e.typist import ENVELOPE, GREETING, enter, last_reply

NOTHING_MORE_AT = """said => {
  const log = document.querySelector('[role=log]');
  new MutationObserver(() => {
    if (!log.innerText.includes(said)) return;
    IDBDatabase.prototype.transaction = () => { throw new Error('gone'); };
    WebSocket.prototype.send = () => {};
  }).observe(log, { subtree: true, childList: true, characterData: true });
}"""
"""Once that is in the log, the page neither tells nor keeps anything."""


@pytest.mark.both_editions
def test_a_line_whose_answer_was_seen_is_there_again(visit):
    page = visit("/escribe", fresh=True)
    enter(page, *GREETING)
    page.evaluate(NOTHING_MORE_AT, "250 2.1.0")
    line = page.locator("#ct-line")
    line.fill(ENVELOPE[0])
    line.press("Enter")
    expect(last_reply(page)).to_contain_text("250 2.1.0")
    page.close()
    page = visit("/escribe", beside=page)
    expect(page.get_by_role("log")).to_contain_text(ENVELOPE[0])
    enter(page, ENVELOPE[1])
    expect(last_reply(page)).to_contain_text("250 2.1.5")
