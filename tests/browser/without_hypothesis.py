"""Hypothesis where there is none: the tests that need it are skipped, those beside run.

A part of it is machine code, for other processors than a browser's.
"""

import functools
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

import pytest

REASON = "Hypothesis has a part in machine code"
Test = TypeVar("Test")


class Whatever:
    """What a strategy is: any attribute, and called with anything, again one."""

    def __getattr__(self, name: str) -> "Whatever":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> "Whatever":
        return self

    def __or__(self, _: object) -> "Whatever":
        return self


def given(*_: object, **__: object) -> Callable[[Callable[..., None]], Any]:
    """The test is skipped; so is one that calls it."""

    def skipping(test: Callable[..., None]) -> Any:
        @functools.wraps(test)
        def skipped(*_: object, **__: object) -> None:
            pytest.skip(REASON)

        return pytest.mark.skip(reason=REASON)(skipped)

    return skipping


def settings(*_: object, **__: object) -> Callable[[Test], Test]:
    """They change nothing."""
    return lambda test: test


def install() -> None:
    """Found from now on, instead of the real one."""
    module = ModuleType("hypothesis")
    found = {"given": given, "settings": settings, "strategies": Whatever()}
    vars(module).update(found)
    sys.modules["hypothesis"] = module
