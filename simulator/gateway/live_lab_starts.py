"""How often a live lab was started with this data folder.

Mail clients keep what they fetched under UIDVALIDITY and UID (RFC 3501 §2.3.1.1), under
unique-ids (RFC 1939 §7) and Message-IDs. The live lab begins empty at each start, so
each start needs names of its own; the number in this file is where they come from.
"""

import logging
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "live-lab-starts"


def next_start(folder: Path) -> int:
    """0, 1, 2... at each call; written aside and renamed, so that it is never half
    there. Where the folder cannot be written, the number is told and not kept."""
    path = folder / FILE
    try:
        number = int(path.read_text("ascii"))
    except (OSError, ValueError):
        number = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".new")
        aside.write_text(f"{number + 1}\n", "ascii")
        aside.replace(path)
    except OSError as error:
        log.warning("mail clients may keep old messages: %s", error)
    return number
