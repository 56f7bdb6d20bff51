"""The same scripts to Cartero and to Debian's Postfix and Dovecot; what differs?

    python -m tests.clients.differential            every script
    python -m tests.clients.differential imap-list  those whose name begins so
    python -m tests.clients.differential --write    also writes DIFFERENCES.md

A difference that no `D:` line of its script explains, and a `D:` line that explains
nothing any more, is an error. It refuses to run where the servers are not installed,
and says what is missing.
"""

import shutil
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.clients.differential.debian import missing, servers
from tests.clients.differential.report import PAGE, page
from tests.clients.differential.scripts import Found, Script, load, play
from tests.gateway.rig import Rig


def main(arguments: list[str]) -> int:
    """The exit code."""
    reasons = missing()
    if reasons:
        print("skipped:", "; ".join(reasons))
        return 1
    # So that a run that is cut short stops its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wanted = [word for word in arguments if not word.startswith("-")]
    scripts = [s for s in load() if not wanted or s.name.startswith(tuple(wanted))]
    found: list[Found] = []
    with servers() as (ports, mail), tempfile.TemporaryDirectory() as data:
        for script in scripts:
            shutil.rmtree(mail / "ana", ignore_errors=True)
            rig = Rig(Path(data))
            try:
                found += _compared(script, rig.ports, ports)
                print(script.name, flush=True)
            finally:
                rig.close()
    bad = [one for one in found if one.differs != bool(one.why)]
    for one in bad:
        print(one.told(), end="\n\n")
    explained = sum(one.differs and bool(one.why) for one in found)
    print(
        f"{len(scripts)} scripts, {len(found)} steps, {explained} differences "
        f"explained, {len(bad)} not"
    )
    if "--write" in arguments and not wanted and not bad:
        PAGE.write_text(page(scripts, found), encoding="utf-8")
    return 1 if bad else 0


def _compared(
    script: Script, ours: dict[str, int], theirs: dict[str, int]
) -> list[Found]:
    """Both at once: most of the time is spent waiting for quiet."""
    with ThreadPoolExecutor() as pool:
        mine, other = pool.map(play, (script, script), (ours, theirs))
    return [
        Found(script.name, step, a, b)
        for step, a, b in zip(script.steps, mine, other, strict=True)
    ]


sys.exit(main(sys.argv[1:]))
