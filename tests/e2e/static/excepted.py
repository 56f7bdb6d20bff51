"""Tests of the live page that the static edition does not take, and why."""

NEEDS_A_SERVER = "it is about what only a server gives"

EXCEPTED: dict[str, str] = {
    "classes/": NEEDS_A_SERVER,
    "test_gateway.py": NEEDS_A_SERVER,
}
"""Beginning of a test's name below `tests/e2e/` to the reason."""


def why_not(name: str) -> str:
    """Why that test does not run against plain files; "": it does."""
    return next((why for test, why in EXCEPTED.items() if name.startswith(test)), "")
