"""The folder of the static edition, built once for what there is now."""

import fcntl
import hashlib
from pathlib import Path

from tools.run import ROOT
from tools.static_edition.build import OUT, build

SOURCES = (
    *("simulator", "lessons", "static/src", "static/css", "static/build.mjs"),
    *("templates", "tools/static_edition", "package-lock.json", "requirements.lock"),
)
"""What it is made of."""


def sources() -> str:
    """A digest of everything the folder is made of."""
    digest = hashlib.sha256()
    for part in SOURCES:
        path = ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def built() -> Path:
    """The folder, made anew if it is not of what there is now. One at a time."""
    stamp = OUT.with_suffix(".stamp")
    OUT.parent.mkdir(exist_ok=True)
    with OUT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_of = sources()
        if not stamp.is_file() or stamp.read_text() != made_of:
            stamp.unlink(missing_ok=True)
            build()
            stamp.write_text(made_of)
    return OUT
