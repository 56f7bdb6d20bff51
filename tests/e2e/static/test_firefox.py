"""The static edition in Debian's Firefox, where there is one."""

import pytest

from tests.e2e.static.firefox import ENTER, Firefox, installed
from tests.e2e.typist import GREETING


@pytest.mark.skipif(not installed(), reason="no Firefox: apt install firefox-esr")
def test_it_starts_and_answers_what_is_typed(static_site):
    program = installed()
    assert program is not None
    firefox = Firefox(program)
    try:
        address = f"{static_site.url}/cartero/index.html#/escribe"
        firefox.ask("WebDriver:Navigate", url=address)
        firefox.until("document.querySelector('#ct-line')")
        firefox.until("!document.querySelector('.ct-starting')")
        firefox.type("#ct-line", GREETING[0] + ENTER)
        firefox.until(
            "document.querySelector('[role=log]').innerText.includes('220 mx1')"
        )
    finally:
        firefox.close()
