"""A whole server in the test's own process: no network, no waiting, no chance.

Time stands still until a test moves it, tokens are numbered, and a visitor is Flask's
test client with Socket.IO's beside it.
"""

import json
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from app import Wiring, create_app
from simulator.hosting import Limits, load_content
from simulator.languages import FOLDER
from simulator.web import Config
from tools.run import ROOT

LESSON = "primera-sesion-smtp"


content_once = cache(load_content)
"""The content of these folders, read once for all servers of a process: a test that
changes files does it before its first server, in folders of its own."""


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Tokens:
    """`token1...`, padded to the octets asked for, so that none equals another."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, octets: int) -> str:
        self.made += 1
        return f"token{self.made}".ljust(octets, "x")


class ServerInTest:
    """One server. `app` for routes, the rest for what tests look at."""

    def __init__(
        self,
        lessons: Path,
        dist: Path,
        limits: Limits,
        lan_address: str = "",
        scenarios: Path = ROOT / "lessons" / "scenarios",
        texts: Path = FOLDER,
        own_lessons: Path | None = None,
        data: Path | None = None,
        archive: str = "",
        light: Path | None = None,
    ) -> None:
        self.clock = Clock()
        self.tokens = Tokens()
        config = Config(
            secret="for tests only",
            lessons=lessons,
            own_lessons=own_lessons,
            scenarios=scenarios,
            texts=texts,
            templates=ROOT / "templates",
            dist=dist,
            lan_address=lan_address,
            limits=limits,
            data=data,
            archive=archive,
            light=light,
        )
        self.app: Flask = create_app(
            config, tokens=self.tokens, monotonic=self.clock, load=content_once
        )
        self.wiring: Wiring = self.app.extensions["cartero"]
        self.labs = self.wiring.labs

    def visitor(self) -> "Visitor":
        """A new visitor."""
        return Visitor(self)

    def pass_s(self, seconds: float) -> None:
        """Let time pass, with the sweeper at work every half minute."""
        end = self.clock.seconds + seconds
        while self.clock.seconds < end:
            self.clock.seconds = min(end, self.clock.seconds + 30)
            self.labs.sweep()

    def settle(self) -> None:
        """Let browsers be brought up to date."""
        self.wiring.scheduler.jobs.join()


class Visitor:
    """One person's browser, with its cookies."""

    def __init__(self, server: ServerInTest) -> None:
        self.server = server
        self.http: FlaskClient = server.app.test_client()

    def boot(self, path: str = "/") -> dict[str, Any]:
        """The boot block of a page."""
        return boot_of(self.http.get(path).text)

    def tab(self, lab: str, **watch: Any) -> "Tab":
        """Watch that lab."""
        return Tab(self, lab, **watch)


class Tab:
    """One live connection, with the journal it received, as a visitor keeps it."""

    def __init__(self, visitor: Visitor, lab: str, **watch: Any) -> None:
        self.server = visitor.server
        self.lab = lab
        self.socket = SocketIOTestClient(
            visitor.server.app,
            visitor.server.wiring.socketio,
            flask_test_client=visitor.http,
        )
        self.events: list[dict[str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.branch = ""
        self.answer = self.watch(**watch)

    def ask(self, name: str, /, **message: Any) -> dict[str, Any]:
        """Send a message, with this tab's lab and branch, and wait for the answer."""
        full = {"lab": self.lab, "branch": self.branch, **message}
        answer: dict[str, Any] = self.socket.emit(name, full, callback=True)
        self.server.settle()
        return answer

    def watch(self, **message: Any) -> dict[str, Any]:
        """Watch a branch from `from` on (default: the beginning)."""
        answer = self.ask("watch", **{"from": 0, **message})
        if answer["ok"]:
            self.branch = answer["branch"]
            self.events = [{"seq": n} for n in range(answer["from"])]
        self.read()
        return answer

    def act(self, act: str, /, **more: Any) -> dict[str, Any]:
        """Act, with `after` and `id` taken out of the act's own fields."""
        message = {name: more.pop(name) for name in ("after", "id") if name in more}
        return self.ask("act", act={"act": act, **more}, **message)

    def read(self) -> list[dict[str, Any]]:
        """Take what arrived: journal messages must follow without a gap."""
        arrived = [
            {"name": m["name"], **m["args"][0]} for m in self.socket.get_received()
        ]
        self.messages += arrived
        for message in arrived:
            if message["name"] == "journal" and message["branch"] == self.branch:
                assert message["from"] == len(self.events)
                self.events += message["events"]
        return arrived

    def kinds(self) -> list[str]:
        """Kinds of the facts so far."""
        self.read()
        return [event["fact"]["kind"] for event in self.events]


def boot_of(page: str) -> dict[str, Any]:
    """The boot block of a page's HTML."""
    import json

    _, _, rest = page.partition('id="boot">')
    block, _, _ = rest.partition("</script>")
    boot: dict[str, Any] = json.loads(block)
    return boot


def small_library(folder: Path) -> Path:
    """A folder of lessons with one of Cartero's own, its experiments and missions."""
    copytree(ROOT / "lessons" / "smtp" / LESSON, folder / "smtp" / LESSON)
    copytree(ROOT / "lessons" / "experiments", folder / "experiments")
    copytree(ROOT / "lessons" / "misiones", folder / "misiones")
    (folder / "catalogue.toml").write_text(
        f'missions = "misiones"\n'
        f'[[units]]\nid = "smtp"\ntitle = {{ es = "Escribir", en = "Type" }}\n'
        f'lessons = ["{LESSON}"]\n'
    )
    return folder


@cache
def built_manifest() -> dict[str, Any]:
    """A manifest as the build writes it."""
    return {
        "files": {
            "app.js": "app-ABCD1234.js",
            "style.css": "style-ABCD1234.css",
            "next.woff2": "next.woff2",
        },
        "scripts": {
            "app": ["app-ABCD1234.js", "chunk-ABCD1234.js"],
            "watch": ["watch-ABCD1234.js", "chunk-ABCD1234.js"],
            "learn": ["learn-ABCD1234.js"],
            "lesson": ["lesson-ABCD1234.js"],
        },
        "styles": {"letter": "view-letter-ABCD1234.css"},
    }


def add_replay(dist: Path) -> None:
    """Built parts with which a lab can be saved as a page that replays it."""
    manifest = json.loads((dist / "manifest.json").read_text("utf-8"))
    (dist / "replay.js").write_text("start()", "utf-8")
    (dist / manifest["files"]["style.css"]).write_text("p { margin: 0 }", "utf-8")
    manifest["files"]["replay.js"] = "replay.js"
    (dist / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def built_files() -> set[str]:
    """Every file that manifest names."""
    manifest = built_manifest()
    chunks = {name for needs in manifest["scripts"].values() for name in needs}
    return {*manifest["files"].values(), *chunks, *manifest["styles"].values()}
