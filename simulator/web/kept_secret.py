"""The secret that signs visitors' cookies, kept so that they stay good after a restart.

Only who runs the server may read the file.
"""

import os
from pathlib import Path

FILE = "secreto"
OWNER_ONLY = 0o600


def kept_secret(folder: Path, made: str) -> str:
    """What the folder keeps; `made`, kept from now on, where it keeps none. Raises
    OSError where it cannot be kept."""
    file = folder / FILE
    try:
        found = file.read_text("ascii").strip()
    except FileNotFoundError:
        found = ""
    if found:
        return found
    folder.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{FILE}.new")
    aside.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with open(os.open(aside, flags, OWNER_ONLY), "w", encoding="ascii") as written:
        written.write(made + "\n")
    aside.replace(file)
    return made
