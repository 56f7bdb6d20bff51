"""`tools/run.py` as a person meets it: it serves, says where, and ends quietly."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tools.run import ROOT
from tools.serving import free_port, is_ready

READY_S = 30
STOP_S = 60

ENDED_WHILE_ITS_PORTS_OPEN = """
from gevent import monkey, sleep
monkey.patch_all()
import os, signal, sys
import app

def opened_late(gateway):
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(100):
        sleep(0)
    return ()

app.Gateway.start = opened_late
sys.exit(app.main())
"""


@contextmanager
def started(*arguments: str, **environ: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """The run script, serving on a free port: its address and its process. Whatever
    it started ends with it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, ROOT / "tools/run.py", *arguments],
        env={**os.environ, "CARTERO_PORT": str(port), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert is_ready(url, process, READY_S)
        yield url, process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_S)


def test_ctrl_c_ends_it_quietly():
    with started() as (url, process):
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=STOP_S)[0]
    assert process.returncode == 0
    assert url in output
    assert "Traceback" not in output and "KeyboardInterrupt" not in output


def test_ctrl_c_ends_it_quietly_while_somebody_watches():
    with started() as (url, process), urllib.request.urlopen(url) as page:
        assert page.status == 200
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=STOP_S)[0]
    assert process.returncode == 0
    assert "Traceback" not in output


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_whatever_ends_the_start_script_of_a_stick_ends_its_server(name):
    """As a stick starts it: the page is opened, the server is another process."""
    with started("--open", BROWSER="true") as (url, process):
        process.send_signal(getattr(signal, name))
        process.communicate(timeout=STOP_S)
        with pytest.raises(OSError):
            urllib.request.urlopen(f"{url}/healthz", timeout=STOP_S)


def test_a_signal_before_its_ports_are_open_ends_it():
    """Whoever asks early is answered early, and may end it at once."""
    command = [sys.executable, "-c", ENDED_WHILE_ITS_PORTS_OPEN]
    environ = {**os.environ, "CARTERO_PORT": str(free_port())}
    ended = subprocess.run(command, cwd=ROOT, env=environ, timeout=STOP_S)
    assert ended.returncode == 0


def test_a_class_is_told_where_to_go():
    with started("class") as (_, process):
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=STOP_S)[0]
    assert "█" in output or "no network" in output
