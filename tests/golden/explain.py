"""`python -m tests.golden.explain NAME [--against REVISION]`: how a fold has changed.

Runs NAME here and in another revision of this repository (the last commit unless told),
and prints the first event whose fact or changes differ, each difference with its path,
and the first lines of the transcripts that do. Nothing is written: to accept what it
says, run `python -m tests.golden.make`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from simulator.journal import to_jsonl
from tests.golden.folding import folded, told
from tests.golden.runs import RUNS
from tests.worlds import LANGUAGES

ROOT = Path(__file__).parents[2]
DIFFERENCES_MAX = 12
Run = dict[str, list[Any]]
"""`{"events", "changes", "<language>"}`: a row for each event or line."""


def main(arguments: list[str] | None = None) -> int:
    """0 when nothing differs, 1 when something does, 2 where the other cannot run."""
    options = _options(arguments)
    if options.dump:
        json.dump(run(options.name), sys.stdout)
        return 0
    before = in_revision(options.against, options.name)
    if before is None:
        return 2
    told_lines = list(explained(before, run(options.name)))
    print("\n".join(told_lines) or f"{options.name}: as in {options.against}")
    return 1 if told_lines else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.golden.explain")
    parser.add_argument("name", choices=[*RUNS])
    parser.add_argument("--against", default="HEAD", metavar="REVISION")
    parser.add_argument("--dump", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def run(name: str) -> Run:
    """One run, with the code that is here."""
    lab = RUNS[name]()
    journal = to_jsonl(lab.journal).decode().splitlines()
    rows = {language: told(lab, language).split("\n") for language in LANGUAGES}
    return {"events": journal, "changes": folded(lab)["changes"], **rows}


def in_revision(revision: str, name: str) -> Run | None:
    """The same run with the code of `revision`; None, with a message, if it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        archive = ["git", "archive", revision]
        packed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=True)
        unpack = ["tar", "-x", "-C", folder]
        subprocess.run(unpack, input=packed.stdout, check=True)
        command = [sys.executable, "-m", "tests.golden.explain", name, "--dump"]
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        print(f"{revision} cannot run {name}:\n{result.stderr}", file=sys.stderr)
        return None
    run: Run = json.loads(result.stdout)
    return run


def explained(before: Run, after: Run) -> Iterator[str]:
    """What a person should read of the difference between two runs, line by line."""
    for name in after:
        rows = list(zip_longest(before.get(name, []), after[name]))
        at = next((n for n, (old, new) in enumerate(rows) if old != new), None)
        if at is None:
            continue
        number = sum(old != new for old, new in rows)
        yield f"{name}: {number} of {len(rows)} differ, the first is number {at}"
        found = differences(*rows[at])
        yield from islice((f"  {line}" for line in found), DIFFERENCES_MAX)


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """`path: before -> after` for each place where two JSON values part."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            step = f"{path}.{key}" if path else str(key)
            yield from differences(before.get(key), after.get(key), step)
    elif isinstance(before, list) and isinstance(after, list):
        for number, (old, new) in enumerate(zip_longest(before, after)):
            yield from differences(old, new, f"{path}[{number}]")
    else:
        yield f"{path or 'here'}: {_shown(before)} -> {_shown(after)}"


def _shown(value: Any) -> str:
    return "absent" if value is None else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
