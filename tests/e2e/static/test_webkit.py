"""The static edition in Debian's WebKitGTK, where there is one."""

import pytest

from tests.e2e.static.firefox import ENTER
from tests.e2e.static.webkit import WebKit, installed
from tests.e2e.typist import GREETING

BROWSER = installed()


@pytest.mark.skipif(
    not BROWSER, reason="no WebKitGTK: apt install webkit2gtk-driver xvfb"
)
def test_it_starts_and_answers_what_is_typed(static_site):
    assert BROWSER is not None
    webkit = WebKit(BROWSER)
    try:
        webkit.open(f"{static_site.url}/cartero/index.html#/escribe")
        webkit.until("document.querySelector('#ct-line')")
        webkit.until("!document.querySelector('.ct-starting')")
        webkit.type("#ct-line", GREETING[0] + ENTER)
        webkit.until(
            "document.querySelector('[role=log]').innerText.includes('220 mx1')"
        )
    finally:
        webkit.close()
