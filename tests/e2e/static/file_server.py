"""A plain file server with the static edition on it, and nothing of Cartero's own.

It serves the folder below `/cartero/`, as a school's web space does. An address of the
live server leads to the same page here (`/mira` to `/cartero/index.html#/mira`), so
that a test of the live page runs against the folder, too.
"""

import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FOLDER = "/cartero/"
LEADS = "<!doctype html><script>location.replace({}+location.hash)</script>"


class _Handler(SimpleHTTPRequestHandler):
    """Files, and what a test makes of the network."""

    server: "FileServer"

    def __init__(self, request: Any, client: Any, server: "FileServer") -> None:
        super().__init__(request, client, server, directory=str(server.folder))

    def do_GET(self) -> None:
        if not self.path.startswith(FOLDER):
            return self._lead()
        self.path = "/" + self.path.removeprefix(FOLDER)
        name = self.path[1:].partition("?")[0]
        self.server.asked.append(name)
        if name in self.server.missing:
            return self.send_error(404)
        if name in self.server.cut:
            return self._half(name)
        return super().do_GET()

    def _lead(self) -> None:
        told = LEADS.format(json.dumps(f"{FOLDER}index.html#{self.path}")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def _half(self, name: str) -> None:
        """The connection breaks in the middle of the file."""
        body = (Path(self.directory) / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Tests ask what was asked for."""


class FileServer(ThreadingHTTPServer):
    """On a free loopback port. `missing`, `cut`: files that do not come, or not whole.
    `asked`: files that were asked for."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.missing: set[str] = set()
        self.cut: set[str] = set()
        self.asked: list[str] = []
        self.folder = folder
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Nothing answers any more."""
        self.shutdown()
        self.server_close()
