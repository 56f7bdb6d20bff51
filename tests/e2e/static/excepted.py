"""Tests of the live page that the static edition does not take, and why.

Those named here run, and must fail: one that passes is no exception any more. Those
that do not open their pages by `visit` bring their own server or folder: they are of
one edition.
"""

from collections.abc import Iterable

OPENS_ITS_OWN = "it opens its pages itself, in one edition"
OTHERS = "what others see of a lab comes over a network"
PLAIN_PAGES = "plain pages of a server need no script"
SHORT_CODES = "short codes lie in the data folder of a server"

TESTS = {
    OTHERS: {
        "test_pages.py": (
            "test_the_page_to_share_a_lab_is_accessible",
            "test_who_watches_sees_what_the_owner_shows_and_may_not_act",
        ),
        "type/test_type_story.py": (
            "test_whoever_only_watches_sees_the_session_and_cannot_type",
        ),
        "watch/test_permalink.py": ("test_who_watches_goes_on_alone",),
    },
    PLAIN_PAGES: {
        "test_pages.py": (
            "test_the_language_of_a_plain_page_can_be_switched_and_stays",
            "test_without_scripts_the_page_says_so_and_gives_the_session_as_text",
        ),
    },
    SHORT_CODES: {
        "watch/test_permalink.py": (
            "test_a_moment_is_copied_opened_elsewhere_and_gone_on_from",
        ),
    },
}
EXCEPTED = {
    f"{file}::{name}": reason
    for reason, files in TESTS.items()
    for file, names in files.items()
    for name in names
}
"""A test below `tests/e2e/`, by its file and function, to the reason."""

IMPATIENT_MS = 8_000
"""So long is waited for what is not expected to come."""


def why_skipped(fixtures: Iterable[str]) -> str:
    """Why a test with those fixtures is not run a second time; "": it is."""
    return "" if "visit" in fixtures else OPENS_ITS_OWN


def why_failing(name: str) -> str:
    """Why the test of that name fails against plain files; "": it must not."""
    return EXCEPTED.get(name.partition("[")[0], "")
