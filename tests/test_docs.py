"""README and LEEME name every setting, command, key and address, and no other.

What there is comes from the program itself: the settings `app.py` asks for, the
commands Flask knows, the routes of the application, the keyboard map of the page, the
targets of the Makefile.
"""

import os
import re
from pathlib import Path

import pytest

import app
from simulator.gateway.config import GATEWAY_SERVICES
from simulator.projections.catalogue import load
from tools.bundle import START_LINUX, START_WINDOWS, archive_path
from tools.run import ROOT, cache_folder

READMES = {"en": ROOT / "README.md", "es": ROOT / "LEEME.md"}
"""Language to the file a newcomer reads."""


@pytest.fixture(params=READMES)
def language(request) -> str:
    return request.param


@pytest.fixture
def told(language: str) -> str:
    return READMES[language].read_text(encoding="utf-8")


class Asked(dict):
    """An environment that remembers what was asked for."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def get(self, name, default=None):
        self.names.add(name)
        return default


def code_spans(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def without_names(address: str) -> str:
    """`/lab/<lab>/x`: the names of what varies are each language's own."""
    return re.sub(r"<[^>]+>", "<>", address)


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY:(.*(?:\\\n.*)*)", text, re.M)
    return set(phony.replace("\\\n", " ").split())


def test_every_setting_is_told_with_its_default_and_no_other(told):
    environment = Asked()
    config = app.config_from(environment, [])
    archive = config.archive
    ports = {service.variable: str(service.port) for service in GATEWAY_SERVICES}
    defaults = {
        **ports,
        "CARTERO_HOST": config.host,
        "CARTERO_PORT": str(config.port),
        "CARTERO_DATA": f"{config.gateway.data.name}/",
        "CARTERO_ARCHIVE": archive.removeprefix(f"sqlite:///{ROOT}/"),
        "CARTERO_KEEP_DAYS": str(config.keep_days),
        "CARTERO_GATEWAY_HOST": config.gateway.host,
        "CARTERO_PLAINTEXT_LOGIN": f"{config.gateway.plaintext_login:d}",
        "CARTERO_CONNECTIONS_EACH": str(config.gateway.connections_each),
        "CARTERO_CONNECTIONS_PER_MINUTE": str(config.gateway.connections_per_minute),
        "CARTERO_CLASS": "0",
        "CARTERO_PROXY": f"{config.proxy:d}",
        "CARTERO_LIGHT": f"{config.light is not None:d}",
        "CARTERO_LESSONS": "",
        "CARTERO_NAMES": "",
        "CARTERO_SECRET": "",
    }
    named = set(re.findall(r"CARTERO_\w+", told))
    assert named == environment.names == set(defaults)
    rows = re.findall(r"^\| (`CARTERO_.*)$", told, re.M)
    assert {
        name: default for row in rows for name, default in settings(row)
    } == defaults


def settings(row: str) -> list[tuple[str, str]]:
    """The variables of a row of the table, each with its default."""
    names, _, values, *_ = row.split("|")
    variables, defaults = code_spans(names), code_spans(values) or [""]
    return list(zip(variables, defaults, strict=True))


def test_no_other_part_of_the_program_has_settings_of_its_own():
    """Whatever else says CARTERO_… means one of those `app.py` asks for."""
    environment = Asked()
    app.config_from(environment, [])
    paths = [*ROOT.glob("simulator/**/*.py"), *ROOT.glob("tools/*.py")]
    paths += [ROOT / "Makefile", ROOT / ".ci/run", ROOT / "static/build.mjs"]
    named = {
        name
        for path in paths
        for name in re.findall(r"CARTERO_\w+", path.read_text(encoding="utf-8"))
        if not name.endswith("_")
    }
    assert named <= environment.names


def test_every_address_is_told_and_no_other(told):
    rules = {without_names(r.rule) for r in app.create_app().url_map.iter_rules()}
    spans = {without_names(s) for s in code_spans(told) if s.startswith("/")}
    assert spans == rules


def test_every_command_is_told_and_no_other(told):
    groups = app.create_app().cli.commands
    verbs = {f"{name} {verb}" for name in groups for verb in groups[name].commands}
    assert set(re.findall(r"bin/flask (\w+ \w+)", told)) == verbs


def test_every_make_target_is_told_and_no_other(told):
    told_targets = set(re.findall(r"\bmake ([a-z][a-z-]*)\b", told))
    assert told_targets == targets()


def test_every_file_it_points_at_is_there(told):
    for link in re.findall(r"\]\(([^)#]+)\)", told):
        assert link.startswith("http") or (ROOT / link).is_file(), link


def test_both_point_at_the_same_files():
    found = [
        set(re.findall(r"\]\((?!README|LEEME|#)([^)]+)\)", path.read_text("utf-8")))
        for path in READMES.values()
    ]
    assert found[0] == found[1]


def table_of_keys(told: str) -> set[str]:
    [rows] = re.findall(
        r"^\| (?:key|tecla) \|.*\n\|---\|---\|\n((?:\|.*\n)+)", told, re.M
    )
    firsts = [row.split("|")[1] for row in rows.splitlines()]
    return {key for first in firsts for key in code_spans(first)}


def sources(name: str) -> str:
    [path] = (ROOT / "static/src").rglob(name)
    return Path(path).read_text(encoding="utf-8")


def keyboard_map(language: str) -> set[str]:
    """The keys of the help dialog, as `language` calls them, and those of the pages."""
    lists = re.findall(r"\bkeys: \[([^\]]+)\]", sources("help.js"))
    named = load()[language]
    keys = {
        named[f"ui.key.{key}"] if len(key) > 1 else key
        for each in lists
        for key in re.findall(r"'([^']+)'", each)
    }
    return keys | set(re.findall(r"\bkey: '(.)'", sources("site.js")))


def test_every_key_is_told_and_no_other(told, language):
    assert table_of_keys(told) == keyboard_map(language)


def test_a_teacher_with_windows_and_a_stick_is_told_how(told):
    """Every line of the two ways, as the tools have it."""
    assert 'exec python3 tools/run.py --wheels wheels --open "$@"' in START_LINUX
    assert "--open %*" in START_WINDOWS
    assert {"cartero.bat class", "cartero.sh class"} <= set(
        re.findall(r"cartero\.(?:bat|sh) class", told)
    )
    assert "py tools\\run.py setup --dev" in told
    assert ".venv\\Scripts\\python -m tools.bundle" in told
    assert archive_path().name.startswith("cartero-") and "build/cartero-" in told
    cache = cache_folder().relative_to(Path.home())
    assert cache.as_posix() in told or os.environ.get("XDG_CACHE_HOME")
    assert "%LOCALAPPDATA%\\cartero" in told


def test_every_anchor_of_its_own_page_is_there(told):
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", told, re.M)
    }
    assert {*re.findall(r"\]\(#([^)]+)\)", told)} <= headings
