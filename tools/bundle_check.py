"""Try the bundle as a class would meet it: an empty home, Python alone, no network.

It unpacks the archive into a temporary folder, starts `cartero.sh` in a network of its
own that has nothing but itself (Linux: `unshare`; elsewhere pip is only told to stay
off the network), asks for the page and its script, and ends it with Ctrl-C. It also
reads the wheels of the Pythons and systems that are not at hand and refuses a bundle
that would miss a part there.
"""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

from tools.bundle import archive_path
from tools.serving import free_port, is_ready
from tools.wheels import TARGETS, missing

READY_S = 120
STOP_S = 10
SIOCSIFFLAGS = 0x8914
IFF_UP = 0x1


def raise_loopback() -> None:
    """A new network namespace has its loopback down (netdevice(7))."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return str(answer.read().decode())


def try_page(url: str, folder: Path) -> None:
    """The page answers; its script is there, and so is what comes later."""
    manifest = json.loads((folder / "static/dist/manifest.json").read_text())
    page = get(f"{url}/")
    name = manifest["files"]["app.js"]
    assert re.search(rf'src="[^"]*{re.escape(name)}"', page), name
    scripts = {chunk for needs in manifest["scripts"].values() for chunk in needs}
    for name in sorted({*scripts, *manifest["styles"].values()}):
        assert get(f"{url}/static/dist/{name}"), name


def start(folder: Path) -> None:
    """Start, ask, stop; run inside the network that has nothing."""
    home, port = folder.parent / "home", free_port()
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin",
        "HOME": str(home),
        "BROWSER": "true",
        "CARTERO_PORT": str(port),
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    began = time.monotonic()
    process = subprocess.Popen(
        ["sh", str(folder / "cartero.sh")],
        cwd="/",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    if not is_ready(f"http://127.0.0.1:{port}", process, READY_S):
        process.kill()
        raise SystemExit(f"The bundle did not start:\n{process.communicate()[0]}")
    took = time.monotonic() - began
    try_page(f"http://127.0.0.1:{port}", folder)
    os.killpg(process.pid, signal.SIGINT)
    output = process.communicate(timeout=STOP_S)[0]
    assert "Traceback" not in output, output
    print(f"The bundle started from nothing in {took:.1f} s and ended quietly.")


def check() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        with zipfile.ZipFile(archive_path()) as archive:
            archive.extractall(temporary)
        folder = Path(temporary) / "cartero"
        for target in TARGETS:
            lacking = missing(folder / "wheels", target)
            assert not lacking, (target.python, target.platforms, lacking)
        alone = ["unshare", "--map-root-user", "--net"]
        if not shutil.which(alone[0]) or subprocess.run([*alone, "true"]).returncode:
            alone = []
        command = [sys.executable, "-m", "tools.bundle_check", str(folder)]
        subprocess.run([*alone, *command], check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        if [name for _, name in socket.if_nameindex()] == ["lo"]:
            raise_loopback()
        start(Path(sys.argv[1]))
    else:
        check()
