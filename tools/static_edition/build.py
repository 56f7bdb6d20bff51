"""`make static`: Cartero as a folder of plain files, `build/static/`.

It holds the page, and Cartero's own Python with everything it was made of: Pyodide from
the lock file of npm, wheels from that of pip, our modules compiled by Pyodide itself
(`inside.py`), so that they fit the Python that will run them. Each part is there twice:
gzipped, for a web server, and as a script, for a disk, or a frame that may not fetch.

Nothing of it is committed, and no address of a registry stands in it.
"""

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader

from simulator.languages import FOLDER, read
from simulator.web.assets import Assets
from simulator.web.light import MANIFEST, WORKER, LightManifest, program_digest
from tools.lock import locked
from tools.run import ROOT, lock_of
from tools.wheels import Target, download, lines_for

HERE = Path(__file__).parent
OUT = ROOT / "build" / "static"
WORK = ROOT / "build" / "static-work"
PYODIDE = ROOT / "node_modules" / "pyodide"
PYTHON = Target(
    "3.14",
    ("pyemscripten_2026_0_wasm32",),
    (
        ("sys_platform", "emscripten"),
        ("os_name", "posix"),
        ("platform_system", "Emscripten"),
        ("platform_machine", "wasm32"),
    ),
)
WHEELS = (
    *("msgspec", "dnspython", "h11", "markdown-it-py", "mdurl", "segno"),
    "webencodings",
)
"""What the core imports of others."""

MADE_INSIDE = ("library.zip", "app.pack")
WASM = "pyodide.asm.wasm"
SCRIPT = "pyodide.js"
PARTS = (WASM, SCRIPT, *MADE_INSIDE)
"""What the worker starts Python from: the page is told their names."""

TYPES = {WASM: "application/wasm", SCRIPT: "text/javascript"}
"""Of those that a browser keeps compiled."""

FONTS = ("next", "mono")
PACKAGES = (
    *("lit", "lit-html", "lit-element", "@lit/reactive-element"),
    *(f"@fontsource-variable/atkinson-hyperlegible-{name}" for name in FONTS),
)
"""What the page has of others, each with its licence."""

PYODIDE_LICENCE = """\
Pyodide (pyodide.org) is licensed under the Mozilla Public License 2.0, whose text is at
mozilla.org/MPL. It holds CPython, under the Python Software Foundation License
(python.org). Cartero uses both unchanged; its compiled modules of Python's library are
made of those in Pyodide.
"""

PAGE = ("page.js", "page.css", "rest.js", "rest.css")
"""The page: what its first screen is made of, and all others (static/build.mjs)."""

BESIDE = "beside.svg"
"""A saved session looks for it, to know that this folder is there (go-on-bar.js)."""

WITH_A_SERVER = ("web", "gateway", "archive")
"""Folders of the core that no page needs."""


def wheels(folder: Path) -> list[Path]:
    """The wheels for Pyodide, each of a known hash."""
    folder.mkdir(parents=True, exist_ok=True)
    packages = list(locked(lock_of(ROOT / "requirements.txt")))
    wanted = folder / "requirements.lock"
    ours = [each for each in packages if each[0].name in WHEELS]
    wanted.write_text("".join(lines_for(PYTHON, ours)))
    download(folder, PYTHON, ["--require-hashes", "-r", str(wanted)])
    return sorted(folder.glob("*.whl"))


def gather() -> None:
    """What Pyodide will read: our modules, lessons, and the wheels."""
    app = WORK / "app"
    ignored = shutil.ignore_patterns("__pycache__", "*.md", *WITH_A_SERVER)
    shutil.copytree(ROOT / "simulator", app / "simulator", ignore=ignored)
    shutil.copytree(ROOT / "lessons", app / "lessons")
    licences = OUT / "licences"
    licences.mkdir()
    for wheel in wheels(WORK / "wheels"):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if ".dist-info/" not in name:
                    archive.extract(name, app)
                elif re.search(r"licen[cs]e|copying|notice", name, re.I):
                    package = wheel.name.partition("-")[0]
                    target = licences / f"{package}-{Path(name).name}.txt"
                    target.write_bytes(archive.read(name))
    shutil.copy(ROOT / "LICENSE", licences / "cartero.txt")
    for name in PACKAGES:
        there = ROOT / "node_modules" / name
        target = licences / f"{name.replace('/', '-').lstrip('@')}.txt"
        shutil.copy(there / "LICENSE", target)
    (licences / "pyodide.txt").write_text(PYODIDE_LICENCE)


def node() -> str:
    """The machine's Node.js, or the one that came with ours."""
    return shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")


def run_node(*arguments: object) -> None:
    """Raises CalledProcessError."""
    subprocess.run([node(), *map(str, arguments)], check=True, cwd=ROOT)


def runtime() -> bytes:
    """Pyodide's two scripts as a classic one."""
    there = '"https://cartero.invalid/x.mjs"'
    module = (PYODIDE / "pyodide.asm.mjs").read_text().replace("import.meta.url", there)
    module, made = re.subn(
        r"export default (\w+);?\s*$", r"self.createPyodideModule=\1;", module
    )
    loader = (PYODIDE / "pyodide.mjs").read_text().replace("import.meta.url", there)
    loader = re.sub(r"//# sourceMappingURL.*", "", loader)
    loader, exported = re.subn(
        r"export\{(\w+) as loadPyodide,\w+ as version\};?",
        r"self.loadPyodide=\1;",
        loader,
    )
    if (made, exported) != (1, 1):
        sys.exit("Pyodide's scripts are not as this builder knows them.")
    parts = ("self.importScripts=undefined;", module, f"(()=>{{{loader}}})();")
    return "\n".join(parts).encode()


def put(name: str, content: bytes) -> int:
    """A part in both its forms; octets of the packed one."""
    packed = gzip.compress(content, 9, mtime=0)
    parts = OUT / "parts"
    (parts / f"{name}.bin").write_bytes(packed)
    held = base64.b64encode(packed).decode()
    script = f'(self.PARTS??={{}})["{name}"]="{held}";'
    (parts / f"{name}.js").write_text(script)
    return len(packed)


class First(msgspec.Struct):
    """What `inside.py` wrote: scenes by path, in their parts; documents by address."""

    scenes: dict[str, dict[str, msgspec.Raw]]
    documents: dict[str, msgspec.Raw]


def first_script(first: bytes) -> str:
    """The same as `FIRST`, in strings of JSON, each there once: a page reads one when
    it wants it, and a browser passes over a string sooner than it builds what that
    says."""
    told = msgspec.json.decode(first, type=First)
    strings: dict[str, str] = {}

    def named(part: Mapping[str, Any] | msgspec.Raw) -> str:
        if isinstance(part, Mapping):
            items = (f"{json.dumps(key)}:{named(part[key])}" for key in part)
            return f"{{{','.join(items)}}}"
        text = bytes(part).decode().replace("\\", "\\\\").replace("'", "\\'")
        return strings.setdefault(f"'{text}'", f"s{len(strings)}")

    whole = named({"scenes": told.scenes, "documents": told.documents})
    constants = ",".join(f"{name}={string}" for string, name in strings.items())
    return f"{{const {constants};self.FIRST={whole}}}"


def edition() -> str:
    """A name for what was built: another when anything in it is."""
    digest = hashlib.sha256()
    for file in sorted(OUT.rglob("*")):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def offline(version: str, languages: Iterable[str]) -> None:
    """The service worker, which knows what a page is made of."""
    files = ["./", "index.html", "icon.svg", "replay.html"]
    files += [f"{name}.woff2" for name in FONTS]
    versioned = [*PAGE, "parts/bundle.json.bin"]
    versioned += [f"parts/first-{tag}.js" for tag in languages]
    files += [f"{name}?v={version}" for name in versioned]
    unpacked = {
        f"parts/{name}?v={version}": TYPES.get(name, "application/octet-stream")
        for name in PARTS
    }
    known = {"EDITION": version, "FILES": files, "UNPACKED": unpacked}
    said = [f"const {name} = {json.dumps(value)};\n" for name, value in known.items()]
    ours = (HERE / "offline.js").read_text()
    (OUT / "offline.js").write_text("".join((*said, ours)))


def bundle() -> bytes:
    """What saved sessions are made of, as JSON."""
    made = Assets(ROOT / "static" / "dist").bundle()
    if made is None:
        sys.exit("The page is not built: run `make setup` first.")
    return msgspec.json.encode(made)


def too_old(said: str, replay: str) -> str:
    """What a browser shows that cannot run Cartero."""
    return f'<p>{escape(said)} <a href="replay.html?only">{escape(replay)}</a></p>'


def page(octets: int) -> None:
    """`index.html`, fonts, and what stands beside it."""
    for name in FONTS:
        [font] = (ROOT / "static" / "dist").glob(f"{name}.woff2")
        shutil.copy(font, OUT)
    for name in ("icon.svg", BESIDE):
        shutil.copy(ROOT / "templates" / "icon.svg", OUT / name)
    version = edition()
    texts = read(FOLDER)
    words = texts.words
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text())["info"]
    pyodide = json.loads((PYODIDE / "package.json").read_text())["version"]
    lock = {"info": {**info, "version": pyodide}, "packages": {}}
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True
    )
    old, replay = words("ui.alone.old"), words("ui.alone.replay")
    told = environment.get_template("static.html").render(
        old="".join(map(too_old, old.values(), replay.values())),
        languages=list(texts),
        words=words,
        octets=octets,
        parts=PARTS,
        version=version,
        worker=(HERE / WORKER).read_text(),
        lock=lock,
    )
    (OUT / "index.html").write_text(told, "utf-8")
    light(version, lock)
    offline(version, texts)


def light(version: str, lock: Mapping[str, object]) -> None:
    """What a page of a server needs besides the parts, to start Python itself."""
    shutil.copy(HERE / WORKER, OUT)
    program, raw = program_digest(ROOT), msgspec.Raw(msgspec.json.encode(lock))
    manifest = LightManifest(version, program, PARTS, raw)
    (OUT / MANIFEST).write_bytes(msgspec.json.encode(manifest))


def build() -> Path:
    """Make the folder; its path."""
    for folder in (OUT, WORK):
        shutil.rmtree(folder, ignore_errors=True)
    (OUT / "parts").mkdir(parents=True)
    (WORK / "out").mkdir(parents=True)
    run_node("static/build.mjs", "--alone")
    gather()
    (WORK / "app" / "bundle.json").write_bytes(bundle())
    shutil.copy(HERE / "packed_modules.py", WORK / "app")
    ours = WORK / "app" / HERE.relative_to(ROOT)
    ours.mkdir(parents=True)
    shutil.copy(HERE / "compiling.py", ours)
    run_node(HERE / "prepare.mjs", WORK, HERE / "inside.py")
    made = WORK / "out"
    octets = sum(put(name, (made / name).read_bytes()) for name in MADE_INSIDE)
    octets += put(WASM, (PYODIDE / WASM).read_bytes())
    octets += put(SCRIPT, runtime())
    put("bundle.json", (WORK / "app" / "bundle.json").read_bytes())
    shutil.copy(made / "replay.html", OUT)
    for first in sorted(made.glob("first-*.json")):
        script = first_script(first.read_bytes())
        (OUT / "parts" / f"{first.stem}.js").write_text(script, "utf-8")
    page(octets)
    shutil.rmtree(WORK)
    return OUT
