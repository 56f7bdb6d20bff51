"""The static edition in Debian's Firefox, where there is one."""

import pytest

from tests.e2e.static.driven import a_lesson_is_typed_and_goes_on_after_a_reload
from tests.e2e.static.firefox import Firefox, installed


@pytest.mark.skipif(not installed(), reason="no Firefox: apt install firefox-esr")
def test_a_lesson_is_typed_and_goes_on_after_a_reload(static_site):
    program = installed()
    assert program is not None
    firefox = Firefox(program)
    try:
        a_lesson_is_typed_and_goes_on_after_a_reload(firefox, static_site.url)
    finally:
        firefox.close()
