"""Light mode: what a student's page starts Cartero's own Python from.

The parts are those of the static edition (`make static`), which must be of this very
program: a page that goes ahead has to do what the server would do. Its worker has a
policy of its own, in which WebAssembly runs; that of the page stays as it is.
"""

from pathlib import Path

import msgspec
from flask import Flask, Response, make_response

from simulator.archive import engine_digest
from simulator.bounded_json import read_json
from simulator.hosting.refusals import Refusal
from simulator.web.assets import FOREVER

MANIFEST, WORKER = "light.json", "worker.js"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
    )
)
TYPES = {".json": "application/json", ".js": "text/javascript; charset=utf-8"}
TYPES |= {".wasm": "application/wasm"}


class LightManifest(msgspec.Struct, frozen=True):
    """What the build wrote. `program`: a digest of what it was made of; `lock`: what
    Pyodide must know of itself."""

    version: str
    program: str
    parts: tuple[str, ...]
    lock: msgspec.Raw


class NoLightEdition(Exception):
    """There is none of this program; the text says what."""


def program_digest(root: Path) -> str:
    """Of all that decides what a request does, in the folder of Cartero."""
    return engine_digest(root, ("simulator", "lessons"))


def serve_light(app: Flask, folder: Path | None, root: Path) -> str:
    """Serve what lies in the folder of the static edition to pages that go ahead; where
    they begin, or "" without a folder. Raises NoLightEdition."""
    if folder is None:
        return ""
    edition = LightEdition(folder, program_digest(root))
    app.add_url_rule("/light/<version>/<path:name>", "light", edition.serve)
    return edition.url


class LightEdition:
    """The folder of the static edition, `program` being what runs here. Raises
    NoLightEdition."""

    def __init__(self, folder: Path, program: str) -> None:
        try:
            written = (folder / MANIFEST).read_bytes()
            self._manifest = read_json(written, LightManifest)
        except (OSError, msgspec.DecodeError):
            raise NoLightEdition(f"{folder} is not built: run make static") from None
        if self._manifest.program != program:
            raise NoLightEdition(f"{folder} is of another Cartero: run make static")
        self._folder = folder

    @property
    def url(self) -> str:
        """Of the manifest; everything else lies beside it."""
        return f"/light/{self._manifest.version}/{MANIFEST}"

    def serve(self, version: str, name: str) -> Response:
        """A file of that version. Raises Refusal for any other."""
        if version != self._manifest.version:
            raise Refusal("error.page")
        part = name.removeprefix("parts/")
        if part != name and part in self._manifest.parts:
            response = make_response((self._folder / f"{name}.bin").read_bytes())
            response.headers["Content-Encoding"] = "gzip"
        elif name in (MANIFEST, WORKER):
            response = make_response((self._folder / name).read_bytes())
        else:
            raise Refusal("error.page")
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        response.headers["Content-Type"] = kind
        response.headers["Cache-Control"] = FOREVER
        response.headers["Content-Security-Policy"] = POLICY
        return response
