"""The static edition in Debian's WebKitGTK, where there is one."""

import pytest

from tests.e2e.static.driven import a_lesson_is_typed_and_goes_on_after_a_reload
from tests.e2e.static.webkit import WebKit, installed

BROWSER = installed()


@pytest.mark.skipif(
    not BROWSER, reason="no WebKitGTK: apt install webkit2gtk-driver xvfb"
)
def test_a_lesson_is_typed_and_goes_on_after_a_reload(static_site):
    assert BROWSER is not None
    webkit = WebKit(BROWSER)
    try:
        a_lesson_is_typed_and_goes_on_after_a_reload(webkit, static_site.url)
    finally:
        webkit.close()
