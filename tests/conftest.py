"""What every test shares: reproducible properties and a real Chromium.

Profiles of Hypothesis, chosen by HYPOTHESIS_PROFILE: `ci` (the default) draws the same
examples on every run, so a red test is red for everybody; `soak` draws long random
seeds (`make soak`). It refuses per-test time limits: machines differ.
"""

import gc
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tools.chromium import LAUNCH_ARGUMENTS, find_chromium

CONTAINERS_MORE = 50_000
"""Made than freed, until garbage is looked for."""

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak",
    derandomize=False,
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first: the rest fills the other processes until the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """All is loaded, and stays: garbage is looked for elsewhere, and more seldom."""
    gc.freeze()
    gc.set_threshold(CONTAINERS_MORE)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": str(find_chromium(quick=True)),
        "args": list(LAUNCH_ARGUMENTS),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "reduced_motion": "reduce",
        "locale": "es-ES",
    }
