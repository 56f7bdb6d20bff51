"""PostgreSQL, two workers and nginx on loopback, with the files of `deploy/`."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
import websocket

from simulator.gateway import GATEWAY_SERVICES
from tests.clients.programs import missing
from tests.e2e.live import LiveServer
from tools.run import ROOT
from tools.serving import free_port

PATIENCE_S = 30
SAID = "log_format said '$uri $upstream_addr'; access_log said.log said;"


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty archive. PostgreSQL refuses to run as root."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        missing("PostgreSQL is not installed (Debian: postgresql)")
    binaries = found[-1]
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        if as_user:
            shutil.chown(folder, "postgres")

        def run(program: str, *words: str) -> None:
            command = [*as_user, str(binaries / program), "-D", f"{folder}/data"]
            quiet = subprocess.DEVNULL
            subprocess.run([*command, *words], check=True, cwd=folder, stdout=quiet)

        options = f"-p {port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1"
        run("initdb", "-U", "cartero", "-A", "trust", "--no-sync")
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://cartero@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def nginx() -> str:
    """Where it is; Debian's is in a folder of root's."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    found = shutil.which("nginx", path=path)
    if found is None:
        missing("nginx is not installed (Debian: nginx-light)")
    return found


def _listens(port: int) -> bool:
    """Somebody does; nginx opens its files before."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Proxy:
    """nginx before `workers`, as `deploy/nginx.conf` says, in `folder`."""

    def __init__(self, folder: Path, workers: list[LiveServer]) -> None:
        self._folder, port = folder, free_port()
        said = (ROOT / "deploy" / "nginx.conf").read_text()
        said = said.replace("access_log off;", SAID).replace(
            "listen 8080", f"listen 127.0.0.1:{port}"
        )
        for number, worker in enumerate(workers, 1):
            address = worker.url.removeprefix("http://")
            said = said.replace(f"worker{number}:5000", address)
        (folder / "nginx.conf").write_text(said)
        self.url = f"http://127.0.0.1:{port}"
        command = [nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        self._process = subprocess.Popen([*command, "-g", "daemon off;"])
        end = time.monotonic() + PATIENCE_S
        while not _listens(port):
            assert self._process.poll() is None and time.monotonic() < end

    def led(self, start: str) -> set[str]:
        """The workers that answered addresses which begin so, as URLs."""
        lines = (self._folder / "said.log").read_text().splitlines()
        found = (line.split()[1:] for line in lines if line.startswith(start))
        return {f"http://{addresses[-1]}" for addresses in found}

    def reload(self) -> None:
        """Once a worker is back."""
        self._process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)


class School:
    """Everything, running."""

    def __init__(self, folder: Path, archive: str) -> None:
        closed: dict[str, Any] = {service.variable: "0" for service in GATEWAY_SERVICES}
        self.workers = [
            LiveServer(
                CARTERO_ARCHIVE=archive,
                CARTERO_DATA=str(folder / name),
                CARTERO_PROXY="1",
                CARTERO_SECRET="of the school",
                **closed,
            )
            for name in ("one", "two")
        ]
        (folder / "proxy").mkdir()
        self.proxy = Proxy(folder / "proxy", self.workers)

    def worker_of(self, code: str) -> LiveServer:
        """Where that class lives, by what nginx did."""
        (url,) = self.proxy.led(f"/clase/{code}")
        return next(worker for worker in self.workers if worker.url == url)

    def stop(self) -> None:
        self.proxy.stop()
        for worker in self.workers:
            worker.stop()


class Phone:
    """A browser without a page: cookies, and one WebSocket."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))
        self._asked = 0
        self._socket: Any = None
        self._lab = ""

    def page(self, path: str, **form: str) -> str:
        """What a page says; with a form, what is answered to it."""
        data = urlencode(form).encode() if form else None
        with self._opener.open(f"{self._url}{path}", data, PATIENCE_S) as answer:
            return str(answer.read().decode())

    @property
    def route(self) -> str:
        """What the proxy leads it by."""
        return next(e.value or "" for e in self._jar if e.name == "cartero_route")

    def forge(self, route: str) -> None:
        """Be led elsewhere from now on."""
        for each in self._jar:
            if each.name == "cartero_route":
                each.value = route
        self._socket.close()

    def told_away(self, path: str) -> HTTPError:
        """A page that is at another worker."""
        with pytest.raises(HTTPError) as away:
            self.page(path)
        return away.value

    @property
    def lab(self) -> str:
        """The one of its session."""
        return self._lab

    def connect(self) -> None:
        """A live link, as often as it takes."""
        end = time.monotonic() + PATIENCE_S
        cookie = "; ".join(f"{each.name}={each.value}" for each in self._jar)
        address = self._url.replace("http", "ws")
        while True:
            try:
                self._socket = websocket.create_connection(
                    f"{address}/socket.io/?EIO=4&transport=websocket",
                    PATIENCE_S,
                    cookie=cookie,
                )
                self._socket.send("40")
                while not self._socket.recv().startswith("40"):
                    continue
            except (OSError, websocket.WebSocketException):
                assert time.monotonic() < end
            else:
                return

    def ask(self, name: str, **message: object) -> dict[str, Any]:
        """The answer to a request; the live link is made again when it broke."""
        while True:
            try:
                return self._ask(name, message)
            except (OSError, websocket.WebSocketException):
                self.connect()

    def _ask(self, name: str, message: dict[str, object]) -> dict[str, Any]:
        self._asked += 1
        self._socket.send(f"42{self._asked}{json.dumps([name, message])}")
        start = f"43{self._asked}["
        while not (said := self._socket.recv()).startswith(start):
            if said == "2":
                self._socket.send("3")
        answer: dict[str, Any] = json.loads(said[len(start) - 1 :])[0]
        return answer

    def open_session(self) -> None:
        """By hand, in a lab of one's own."""
        boot = self.page("/").partition('id="boot">')[2].partition("</script>")[0]
        self._lab = json.loads(boot)["lab"]
        telnet = {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}
        assert self.ask("act", lab=self._lab, act=telnet)["ok"]

    def type(self, line: str) -> int:
        """A line in that session; the number of its event."""
        act = {"act": "line", "text": line}
        answer = self.ask("act", lab=self._lab, act=act)
        assert answer["ok"], answer
        return int(answer["seq"])

    def closed(self) -> None:
        """Wait until the live link breaks."""
        try:
            while self._socket.recv():
                continue
        except (OSError, websocket.WebSocketException):
            return


def enter(phone: Phone, code: str) -> None:
    """Somebody the class knows comes in."""
    phone.connect()
    assert phone.ask("class_enter", code=code)["ok"]


def seated(url: str, code: str, count: int) -> list[Phone]:
    """So many students, inside."""
    phones = [Phone(url) for _ in range(count)]
    for number, phone in enumerate(phones):
        phone.page("/")
        phone.page(f"/clase/{code}")
        phone.page(f"/clase/{code}", name=f"alumna{number}")
        enter(phone, code)
    return phones


class Class:
    """A teacher and students, all inside."""

    def __init__(self, url: str, students: int) -> None:
        self.teacher = Phone(url)
        opened = self.teacher.page("/clase", open="1")
        self.code = re.findall(r"/clase/([A-Z]{6})/docente", opened)[0]
        self.teacher.page(f"/clase/{self.code}")
        enter(self.teacher, self.code)
        self.students = seated(url, self.code, students)

    @property
    def everybody(self) -> list[Phone]:
        return [self.teacher, *self.students]

    def enter(self, phone: Phone) -> dict[str, Any]:
        return phone.ask("class_enter", code=self.code)

    def vote(self, ballot: str) -> None:
        """The teacher asks, and every other student votes for the second option."""
        asked = {"id": ballot, "kind": "own", "asked": "?", "options": ["a", "b"]}
        assert self.teacher.ask("class_ask", code=self.code, **asked)["ok"]
        for number, phone in enumerate(self.students):
            vote = {"ballot": ballot, "turn": 1, "option": number % 2}
            assert phone.ask("class_vote", code=self.code, **vote)["ok"]

    def votes(self) -> list[int]:
        """What each has voted, as they are told when they come in."""
        return [self.enter(phone)["vote"] for phone in self.students]
