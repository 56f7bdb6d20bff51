"""Gather the wheels that Cartero needs on every machine a bundle may meet.

pip downloads for another system but judges the conditions of a requirement
(`sys_platform == "win32"`) by the machine it runs on, so a Windows-only part would be
missing. Here the conditions of the lock file are judged for each target first.
It refuses source packages: the machine at the other end has no compiler.
"""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tools.lock import locked
from tools.run import lock_of

PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


@dataclass(frozen=True)
class Target:
    """A kind of machine: its Python and the platform tags its pip accepts."""

    python: str
    platforms: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]

    def environment(self) -> dict[str, str]:
        """What the conditions of a requirement are judged by (PEP 508)."""
        return {
            **dict(self.marks),
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }

    def takes(self, wheel: Path) -> bool:
        """Whether this machine's pip would install that file."""
        for tag in parse_wheel_filename(wheel.name)[3]:
            number = self.python.replace(".", "")
            interpreter = tag.interpreter in (f"cp{number}", "py3") or tag.abi == "abi3"
            if interpreter and tag.platform in ("any", *self.platforms):
                return True
        return False


WINDOWS = (
    ("sys_platform", "win32"),
    ("os_name", "nt"),
    ("platform_system", "Windows"),
    ("platform_machine", "AMD64"),
)
LINUX = (
    ("sys_platform", "linux"),
    ("os_name", "posix"),
    ("platform_system", "Linux"),
    ("platform_machine", "x86_64"),
)
MANYLINUX = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")

TARGETS = tuple(
    Target(python, platforms, marks)
    for python in PYTHONS
    for platforms, marks in ((("win_amd64",), WINDOWS), (MANYLINUX, LINUX))
)


def download(folder: Path, target: Target, wanted: list[str]) -> None:
    """Ask pip for wheels only; raises CalledProcessError when one does not exist."""
    platforms = [option for tag in target.platforms for option in ("--platform", tag)]
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-qq",
        "--only-binary=:all:",
    ]
    options = ["--no-deps", "--python-version", target.python, "--dest", str(folder)]
    subprocess.run([*command, *platforms, *options, *wanted], check=True)


def requirements_of(wheel: Path) -> list[Requirement]:
    """The `Requires-Dist` lines of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode("utf-8"), True)
    return [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]


def missing(folder: Path, target: Target) -> list[str]:
    """What the wheels in `folder` still need on `target`, in order of name."""
    wheels = [wheel for wheel in sorted(folder.glob("*.whl")) if target.takes(wheel)]
    present = {
        (name, version)
        for name, version, _, _ in (parse_wheel_filename(w.name) for w in wheels)
    }
    lacking = set()
    for wheel in wheels:
        for need in requirements_of(wheel):
            if need.marker and not need.marker.evaluate(target.environment()):
                continue
            name = canonicalize_name(need.name)
            if not any(n == name and need.specifier.contains(v) for n, v in present):
                lacking.add(f"{name}{need.specifier}")
    return sorted(lacking)


def gather(folder: Path, requirements: Path) -> None:
    """Fill `folder` with what the lock of `requirements` names for every target, each
    file of a known hash, and pip."""
    packages = list(locked(lock_of(requirements)))
    with tempfile.TemporaryDirectory() as temporary:
        wanted = Path(temporary) / "requirements.lock"
        for target in TARGETS:
            wanted.write_text("".join(lines_for(target, packages)))
            download(folder, target, ["--require-hashes", "-r", str(wanted)])
            download(folder, target, ["pip"])


def lines_for(
    target: Target, packages: list[tuple[Requirement, list[str]]]
) -> Iterator[str]:
    """The lines of a lock that hold for `target`, without their conditions: pip would
    judge those by the machine it runs on."""
    for package, hashes in packages:
        if not package.marker or package.marker.evaluate(target.environment()):
            allowed = " ".join(f"--hash={each}" for each in hashes)
            yield f"{package.name}{package.specifier} {allowed}\n"
