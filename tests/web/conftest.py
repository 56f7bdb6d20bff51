"""Servers and browsers for the tests of the web layer."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.hosting import Limits
from tests.web.rig import (
    ServerInTest,
    Visitor,
    add_replay,
    built_files,
    built_manifest,
    small_library,
)
from tools.run import ROOT


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of built parts, small ones."""
    folder = tmp_path_factory.mktemp("dist")
    for name in built_files():
        (folder / name).write_text("/* part */ " * 200)
    (folder / "manifest.json").write_text(json.dumps(built_manifest()))
    return folder


@pytest.fixture
def build_replay(dist: Path) -> Iterator[Callable[[], None]]:
    """Called, it lets labs be saved as pages that replay them, in this test."""
    manifest = (dist / "manifest.json").read_text("utf-8")
    yield lambda: add_replay(dist)
    (dist / "manifest.json").write_text(manifest, "utf-8")


@pytest.fixture(scope="session")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library."""
    return small_library(tmp_path_factory.mktemp("lessons"))


@pytest.fixture(scope="session")
def whole_course(dist: Path) -> ServerInTest:
    """A server with all of Cartero's lessons."""
    return ServerInTest(ROOT / "lessons", dist, Limits())


@pytest.fixture
def make_server(lessons: Path, dist: Path) -> Callable[..., ServerInTest]:
    """Make a server with bounds of its own."""

    def make(lan_address: str = "", **limits: Any) -> ServerInTest:
        return ServerInTest(lessons, dist, Limits(**limits), lan_address)

    return make


@pytest.fixture
def server(make_server: Callable[..., ServerInTest]) -> ServerInTest:
    return make_server()


@pytest.fixture
def visitor(server: ServerInTest) -> Visitor:
    return server.visitor()
