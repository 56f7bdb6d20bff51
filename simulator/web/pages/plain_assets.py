"""The small files of the plain pages: styles, the theme before paint, what prints.

They lie beside the templates, so an error page looks right even when nothing was built.
Addresses carry a hash of the content: browsers may keep them for ever.
"""

import hashlib
from pathlib import Path

from flask import Response, abort, make_response

from simulator.web.assets import FOREVER

TYPES = {
    "plain.css": "text/css; charset=utf-8",
    "paper.css": "text/css; charset=utf-8",
    "results.css": "text/css; charset=utf-8",
    "dress.js": "text/javascript; charset=utf-8",
    "paper.js": "text/javascript; charset=utf-8",
    "results.js": "text/javascript; charset=utf-8",
    "waits.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


class PlainAssets:
    """`plain_assets.url("plain.css")` in templates; `serve` answers that address."""

    def __init__(self, folder: Path) -> None:
        self._bodies = {name: (folder / name).read_bytes() for name in TYPES}
        self._tags = {
            name: hashlib.sha256(body).hexdigest()[:12]
            for name, body in self._bodies.items()
        }

    def url(self, name: str) -> str:
        """Where a page finds it."""
        return f"/parts/{self._tags[name]}/{name}"

    def serve(self, tag: str, name: str) -> Response:
        """The file; an old address gets the new content, kept for less long."""
        if name not in self._bodies:
            abort(404)
        response = make_response(self._bodies[name])
        response.headers["Content-Type"] = TYPES[name]
        current = tag == self._tags[name]
        response.headers["Cache-Control"] = FOREVER if current else "no-cache"
        return response
