"""What Pyodide does when the static edition is built: run by `prepare.mjs`, in Pyodide.

It reads Cartero's content once, exercises the desk to learn which modules of the
library are needed, and writes to /out: `library.zip` and `app.pack` of compiled
modules, made for the very Python that will run them, with everything that was read; and
what a page draws before there is a Python.
"""

import ast
import importlib
import json
import struct
import sys
import zipfile
from pathlib import Path

import msgspec
from webencodings.labels import LABELS

from simulator.browser import Desk, stored
from simulator.browser.prepared import (
    FIRST_PATHS,
    first_scene,
)
from simulator.hosting import Content, load_content
from simulator.mail.charsets import MAIL_ONLY, codec
from simulator.projections.catalogue import FOLDER
from tools.static_edition.compiling import compiled

OUT = Path("/out")
PACKED_MODULES = Path("/app/packed_modules.py").read_bytes()
LIBRARY = next(path for path in sys.path if path.endswith(".zip"))
DATE = (1980, 1, 1, 0, 0, 0)
BOOTED: tuple[str, ...] = vars(sys)["booted"]
"""Modules that Pyodide loads to start, as `prepare.mjs` noted."""

TO_START = (
    *("traceback", "linecache", "tokenize", "textwrap", "_colorize"),
    "packed_modules",
)
"""Those it loads besides to say what went wrong."""

DONE_WITHOUT = ("ssl", "bz2", "lzma", "compression/zstd", "encodings/")
"""Loaded at the start where they are there. asyncio and zipfile do without; of the
encodings those are needed that a message may name, and those of the start."""

ENCODINGS = ("encodings", "encodings.aliases", "encodings.utf_8")

NOT_AT_RUN_TIME = ("simulator/projections/texts/", "tools/")
"""What was read already; so were the lessons, but a draft's scenario is read again."""

KEPT = ("simulator/", "dns/rdtypes/", "dns/rdata", "msgspec/", "lessons/scenarios/")
"""Whole folders. Of the others what the exercise needs: dnspython finds types of
records by their names, and nothing else in a page does so. msgspec is partly machine
code."""


def main() -> None:
    lessons = Path("/app/lessons")
    content = load_content(lessons / "scenarios", lessons, FOLDER)
    (OUT / "replay.html").write_bytes(exercise(content))
    languages = list(content.texts)
    scenes = {
        lang: {path: first_scene(content, path, lang) for path in FIRST_PATHS}
        for lang in languages
    }
    documents = {
        lang: {
            address: msgspec.Raw(content.documents[name].body)
            for address, name in (
                (f"/texts/{lang}.json", f"texts/{lang}"),
                (f"/lessons.json?lang={lang}", f"lessons/{lang}"),
                (f"/terms/{lang}.json", f"terms/{lang}"),
                ("/machines.json", "machines"),
            )
        }
        for lang in languages
    }
    for lang in languages:
        first = {"scenes": scenes[lang], "documents": documents[lang]}
        (OUT / f"first-{lang}.json").write_bytes(msgspec.json.encode(first))
    import_whatever_is_named()
    library = from_library()
    files = {name: octets for name, octets in library.items() if not at_start(name)}
    write_zip(OUT / "library.zip", {n: library[n] for n in library if at_start(n)})
    files |= ours() | {"content.pickle": stored(content)}
    write_pack(OUT / "app.pack", files)


def exercise(content: Content) -> bytes:
    """Ask for everything a page may ask for, so that what it needs is loaded; the saved
    session of what was done."""
    desk = Desk(content, lambda *_: None, lambda: 0.0)
    desk.take_bundle(Path("/app/bundle.json").read_text())
    boot = json.loads(desk.open("/mira", "es", "{}"))
    at = {"lab": boot["lab"], "branch": boot["branch"]}
    desk.message("watch", json.dumps({**at, "from": 0}))
    desk.message("play", json.dumps({**at, "id": "1"}))
    desk.run_due()
    lab = f"/lab/{boot['lab']}"
    letters = json.loads(desk.get(f"{lab}/letters.json", "{}", "es").body)["letters"]
    message = letters[0]["message"]
    replay = desk.get(f"{lab}/replay.html", '{"lang":"es"}', "es").body
    kept = desk.get(f"{lab}/lab.json", "{}", "es").body
    assert desk.send("/lab.json", "{}", "es", kept).status == 200
    files = ("transcript.txt", "journal.jsonl", "ladder.svg", "ladder.html")
    for path in (
        *(f"{lab}/{file}" for file in files),
        f"{lab}/capture.pcap",
        f"{lab}/letter/{message}.eml",
        f"{lab}/letter/{message}.json",
        *(f"/drill/next-command/1{end}" for end in (".json", "/answer.json")),
        "/scenarios/tres-maneras/comparison.json",
        "/scenarios/espia-y-starttls/overheard.json",
    ):
        found = desk.get(path, "{}", "es")
        assert found.status == 200, (path, found.body)
    desk.send("/exam/grade.json", "{}", "es", b"{}")
    desk.send("/authoring.json", "{}", "es", b'{"lang":"es","scenario":"pop3"}')
    for path in ("/misterio/1-1", "/examen/1.1", "/experimento/buzon-lleno"):
        desk.open(path, "es", "{}")
    for slug in ("primera-sesion-smtp", "misiones"):
        desk.open(f"/aprende/{slug}", "es", "{}")
    for label in (*LABELS, *MAIL_ONLY):
        codec(label)
    asked = {"lab": boot["lab"], "seq": 9, "until": 9}
    link = json.loads(desk.message("permalink", json.dumps(asked)))["permalink"]
    assert "lab" in json.loads(desk.open(f"/enlace/{link}", "es", "{}"))
    return replay


def import_whatever_is_named() -> None:
    """What our modules import anywhere, be it in a function nobody has called yet."""
    for file in Path("/app/simulator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    importlib.import_module(alias.name)
            elif isinstance(node, ast.ImportFrom) and node.module:
                importlib.import_module(node.module)


def loaded_from(folder: str) -> set[str]:
    """Files below it that modules were loaded from."""
    files = {str(getattr(m, "__file__", "")) for m in list(sys.modules.values())}
    return {f.removeprefix(folder) for f in files if f.startswith(folder)}


def at_start(name: str) -> bool:
    """Whether that file of the library is needed before the pack can be read."""
    module = name.removesuffix("c").removesuffix(".py").replace("/", ".")
    module = module.removesuffix(".__init__")
    if name.startswith(DONE_WITHOUT):
        return module in ENCODINGS
    return module in BOOTED or module in TO_START


def from_library() -> dict[str, bytes]:
    """The modules of the standard library that are needed, compiled."""
    used = loaded_from(f"{LIBRARY}/")
    found = {}
    with zipfile.ZipFile(LIBRARY) as whole:
        for name in sorted(whole.namelist()):
            if name.endswith(".py") and (name in used or at_start(name)):
                path = f"/lib/python314.zip/{name}"
                found[f"{name}c"] = compiled(whole.read(name), path)
    found["packed_modules.pyc"] = compiled(PACKED_MODULES, "packed_modules.py")
    return found


def ours() -> dict[str, bytes]:
    """Everything of ours and of the wheels, compiled."""
    used = loaded_from("/app/")
    found = {}
    for path in sorted(Path("/app").rglob("*")):
        name = str(path.relative_to("/app"))
        if not path.is_file() or "__pycache__" in name:
            continue
        if name.startswith(NOT_AT_RUN_TIME):
            continue
        if not name.startswith(KEPT) and name not in used:
            continue
        octets = path.read_bytes()
        if name.endswith(".py"):
            octets, name = compiled(octets, f"/app/{name}"), f"{name}c"
        found[name] = octets
    return found


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, octets in files.items():
            archive.writestr(zipfile.ZipInfo(name, DATE), octets)


def write_pack(path: Path, files: dict[str, bytes]) -> None:
    """One file after the other: names and lengths first."""
    head = json.dumps([[name, len(octets)] for name, octets in files.items()]).encode()
    parts = (struct.pack("<I", len(head)), head, *files.values())
    path.write_bytes(b"".join(parts))


main()
