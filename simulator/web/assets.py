"""The built browser parts: which file is which, sent small and kept for long.

`static/build.mjs` writes `manifest.json`: `files` names what the page asks for
(`{"app.js": "app-AB12.js", ...}`), `scripts` the chunks that `app` and each view
fetched later need, `styles` the sheet of each view that has its own, `saved` which of
them a saved session needs. A name with a hash never changes its content, so browsers
may keep it for ever. Text is compressed once and kept: thirty phones on one classroom
network feel the difference.

It refuses to guess: without the manifest the page says how to build the parts.
"""

import mimetypes
import re
from pathlib import Path

import msgspec
from flask import Response, make_response

from simulator.bounded_json import read_json
from simulator.export import Bundle
from simulator.hosting.documents import pack
from simulator.hosting.refusals import Refusal
from simulator.web.compression import PACK_FROM, takes_gzip

FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"

_hashed = re.compile(r"-[0-9A-Za-z]{8,}\.\w+$")
_named = re.compile(r"[\w.-]+")
_text = (".js", ".mjs", ".css", ".json", ".svg", ".map")


def register_types() -> None:
    """Say the types ourselves: a Windows registry may have its own ideas."""
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("text/javascript", ".mjs")
    mimetypes.add_type("font/woff2", ".woff2")
    mimetypes.add_type("text/css", ".css")
    mimetypes.add_type("image/svg+xml", ".svg")
    mimetypes.add_type("application/json", ".json")


def send(body: bytes, packed: bytes | None, kind: str, cache: str) -> Response:
    """`packed` where the browser takes it, else `body`."""
    use_packed = packed is not None and takes_gzip()
    response = make_response(packed if use_packed else body)
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = cache
    if packed is not None:
        response.vary.add("Accept-Encoding")
    if use_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def cache_control(name: str) -> str:
    """How long a browser may keep the static file `name`."""
    return FOREVER if _hashed.search(name) else A_DAY


class Manifest(msgspec.Struct, frozen=True):
    """What the build wrote; empty without a build."""

    files: dict[str, str] = {}
    scripts: dict[str, list[str]] = {}
    styles: dict[str, str] = {}
    saved: list[str] = []


class Assets:
    """The folder of built parts."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._stamp = -1
        self._manifest = Manifest()
        self._files: dict[str, tuple[int, bytes, bytes | None]] = {}

    def names(self) -> dict[str, str]:
        """Plain name to hashed name, read again after a build; empty without one."""
        return self._read_manifest().files

    def scripts(self, *modules: str) -> list[str]:
        """The chunks those modules need, each once; a module without any is skipped.

        A page that says so at once (`modulepreload`) saves a round trip a level.
        """
        needs = self._read_manifest().scripts
        chunks = (chunk for module in modules for chunk in needs.get(module, ()))
        return list(dict.fromkeys(chunks))

    def styles(self) -> dict[str, str]:
        """View to the hashed name of its own style sheet."""
        return self._read_manifest().styles

    def _read_manifest(self) -> Manifest:
        path = self._dist / "manifest.json"
        try:
            stamp = path.stat().st_mtime_ns
            if stamp != self._stamp:
                self._manifest = read_json(path.read_bytes(), Manifest)
                self._stamp = stamp
        except (OSError, ValueError):
            self._manifest, self._stamp = Manifest(), -1
        return self._manifest

    @property
    def built(self) -> bool:
        """A page can be shown."""
        names = self.names()
        return "app.js" in names and "style.css" in names

    def bundle(self) -> Bundle | None:
        """What a saved session is made of; None without built parts."""
        names = self.names()
        if not {"replay.js", "style.css"} <= set(names):
            return None
        manifest = self._read_manifest()
        later = [
            sheet for view, sheet in manifest.styles.items() if view in manifest.saved
        ]
        sheets = [names["style.css"], *later]
        fonts = [name for name in names.values() if name.endswith(".woff2")]
        return Bundle(
            script=(self._dist / names["replay.js"]).read_text("utf-8"),
            style="".join((self._dist / s).read_text("utf-8") for s in sheets),
            fonts={name: (self._dist / name).read_bytes() for name in fonts},
        )

    def serve(self, name: str) -> Response:
        """One file of the folder. Raises Refusal for any other name."""
        if not _named.fullmatch(name) or name.startswith("."):
            raise Refusal("error.page")
        try:
            body, packed = self._read(name)
        except OSError:
            raise Refusal("error.page") from None
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        return send(body, packed, kind, cache_control(name))

    def _read(self, name: str) -> tuple[bytes, bytes | None]:
        path = self._dist / name
        stamp = path.stat().st_mtime_ns
        kept = self._files.get(name)
        if kept is None or kept[0] != stamp:
            body = path.read_bytes()
            small = not name.endswith(_text) or len(body) < PACK_FROM
            kept = (stamp, body, None if small else pack(body))
            self._files[name] = kept
        return kept[1], kept[2]
