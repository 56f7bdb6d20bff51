"""A process beside a bench, a server or its clients, and what it costs.

It refuses to judge: numbers only.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from bench.labs import FOLDER


def processor_s(pid: int) -> float:
    """Seconds of processor that threads of a process have used (Linux: schedstat, in
    ns)."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


class Companion:
    """`python -m module words...`: it answers a line with a line."""

    def __init__(self, module: str, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=FOLDER.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        """The next one it says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def tell(self, said: str = "") -> None:
        """Say a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{said}\n")
        self._process.stdin.flush()

    def ask(self, said: str = "") -> str:
        """What it answers to a line."""
        self.tell(said)
        return self.line()

    def processor_s(self) -> float:
        """Seconds of processor it has used."""
        return processor_s(self._process.pid)

    def memory_kb(self) -> int:
        """What it holds, its share of what it shares (Linux: PSS)."""
        said = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text()
        return int(said.partition("\nPss:")[2].split()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait()


class Served(Companion):
    """A server of `bench.mail_servers.servers`. `ports`: by name of the service; each
    has `smtp`."""

    def __init__(self, name: str) -> None:
        super().__init__("bench.mail_servers.servers", name)
        self.ports: dict[str, int] = json.loads(self.line())

    def memory_mb(self) -> float:
        """Its resident memory now."""
        return float(self.ask())
