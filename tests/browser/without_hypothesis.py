"""Hypothesis where there is none: the tests that need it are skipped, those beside run.

A part of it is machine code, for other processors than a browser's.
"""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import TypeVar

import pytest

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


def given(*_: object, **__: object) -> pytest.MarkDecorator:
    """The test is skipped."""
    return pytest.mark.skip(reason="Hypothesis has a part in machine code")


def settings(*_: object, **__: object) -> Callable[[Test], Test]:
    """They change nothing."""
    return lambda test: test


def install() -> None:
    """Found from now on, instead of the real one."""
    module = ModuleType("hypothesis")
    found = {"given": given, "settings": settings, "strategies": Whatever()}
    vars(module).update(found)
    sys.modules["hypothesis"] = module
