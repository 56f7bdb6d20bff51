"""Tests of the live page that the static edition does not take, and why.

Those named here run, and must fail: one that passes is no exception any more. Those
that do not open their pages in an `edition` bring their own server or folder: they are
of one edition, and so are those that open a class.
"""

from collections.abc import Iterable

OPENS_ITS_OWN = "it opens its pages itself, in one edition"
CLASSES = "a class meets on a server"
OTHERS = "what others see of a lab comes over a network"
OWN_PYTHON = "each tab has a Python of its own, and they know nothing of each other"
PLAIN_PAGES = "plain pages of a server need no script"
SHORT_CODES = "short codes lie in the data folder of a server"
TWO_SCRIPTS = "the page is two scripts, which a disk can hold"

TESTS: dict[str, dict[str, tuple[str, ...]]] = {
    CLASSES: {
        "classes/test_class.py": (
            "test_who_waits_for_a_class_is_disturbed_by_nothing_but_its_beginning",
        ),
    },
    OTHERS: {
        "test_break.py": (
            "test_while_it_plays_or_nobody_may_act_nothing_is_to_be_lost",
            "test_who_only_watches_is_told_so",
        ),
        "test_pages.py": (
            "test_the_page_to_share_a_lab_is_accessible",
            "test_who_watches_sees_what_the_owner_shows_and_may_not_act",
        ),
        "type/test_type_story.py": (
            "test_whoever_only_watches_sees_the_session_and_cannot_type",
        ),
        "watch/test_following.py": (
            "test_a_watcher_sees_the_presenters_step_and_nothing_later",
            "test_who_looks_back_is_told_and_comes_back",
            "test_a_reload_of_the_presenter_moves_nobody",
            "test_followers_go_along_to_another_branch",
            "test_the_page_to_share_says_what_is_seen",
        ),
        "watch/test_permalink.py": ("test_who_watches_goes_on_alone",),
        "watch/test_watch_use.py": ("test_a_shared_address_is_for_watching",),
    },
    OWN_PYTHON: {
        "watch/test_watch_use.py": ("test_two_tabs_on_one_lab_agree",),
    },
    PLAIN_PAGES: {
        "type/test_dns.py": ("test_a_scenario_nobody_wrote_is_a_page_that_says_so",),
        "learn/test_papers.py": (
            "test_aprende_and_the_menu_lead_to_the_teachers_pages",
            "test_a_report_has_the_name_and_the_day_of_this_browser_and_is_whole_on_paper",
        ),
        "watch/test_print.py": (
            "test_every_worksheet_and_every_key_is_one_page_of_a4",
        ),
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
    TWO_SCRIPTS: {
        "test_page_weight.py": (
            "test_the_first_load_of_a_page_stays_within_its_budget",
            "test_a_page_names_all_it_loads_before_it_is_drawn",
        ),
        "test_places.py": ("test_a_view_is_fetched_when_its_door_is_opened",),
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
    if "klass" in fixtures:
        return CLASSES
    return "" if "edition" in fixtures else OPENS_ITS_OWN


def why_failing(name: str) -> str:
    """Why the test of that name fails against plain files; "": it must not."""
    return EXCEPTED.get(name.partition("[")[0], "")
