"""Build the archive that runs from a USB stick with Python alone.

It holds Cartero, the built page, and wheels for Windows and Linux; `tools/run.py`
installs them without network into the user's cache folder. It refuses the sources of
the page, the tests and everything else that a class does not need.
"""

import json
import shutil
import sys
import zipfile
from pathlib import Path

from tools.run import ROOT
from tools.wheels import gather

PARTS = (
    "CHANGELOG.md",
    "LEEME.md",
    "LICENSE",
    "README.md",
    "app.py",
    "docs",
    "lessons",
    "requirements.lock",
    "requirements.txt",
    "simulator",
    "static",
    "templates",
    "tools/run.py",
)
LEFT_OUT = ("static/src/", "static/css/", "static/build.mjs")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every file carries the same date: the same content is the same archive."""

START_LINUX = """\
#!/bin/sh
cd "$(dirname "$0")" && exec python3 tools/run.py --wheels wheels --open "$@"
"""
START_WINDOWS = """\
@echo off
pushd "%~dp0"
where py >nul 2>nul
if %errorlevel%==0 (
  py -3 tools\\run.py --wheels wheels --open %*
) else (
  python tools\\run.py --wheels wheels --open %*
)
popd
pause
"""


def version() -> str:
    return str(json.loads((ROOT / "package.json").read_text())["version"])


def archive_path() -> Path:
    return ROOT / "build" / f"cartero-{version()}.zip"


def product_files() -> list[Path]:
    """Files of Cartero that a bundle carries, in order of name."""
    found = []
    for part in PARTS:
        path = ROOT / part
        found += [path] if path.is_file() else sorted(path.rglob("*"))
    return [
        file
        for file in found
        if file.is_file()
        and "__pycache__" not in file.parts
        and not file.relative_to(ROOT).as_posix().startswith(LEFT_OUT)
    ]


def add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int = 0o644) -> None:
    entry = zipfile.ZipInfo(f"cartero/{name}", EPOCH)
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def build() -> Path:
    """Make the archive; its path."""
    if not (ROOT / "static" / "dist" / "manifest.json").is_file():
        sys.exit("The page is not built: run `make setup` first.")
    wheels = ROOT / "build" / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir(parents=True)
    gather(wheels, ROOT / "requirements.txt")
    with zipfile.ZipFile(archive_path(), "w") as archive:
        for file in product_files():
            add(archive, file.relative_to(ROOT).as_posix(), file.read_bytes())
        for wheel in sorted(wheels.glob("*.whl")):
            add(archive, f"wheels/{wheel.name}", wheel.read_bytes())
        add(archive, "cartero.sh", START_LINUX.encode(), 0o755)
        add(archive, "cartero.bat", START_WINDOWS.replace("\n", "\r\n").encode())
    return archive_path()


if __name__ == "__main__":
    path = build()
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.0f} MB")
