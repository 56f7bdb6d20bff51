"""Which program made a lab: a digest of all that decides how inputs are replayed."""

import hashlib
from functools import cache
from pathlib import Path

SIMULATOR = Path(__file__).parents[1]
REPLAYING = (
    *("acts", "agents", "journal", "lab.py", "languages.py", "mail", "net"),
    *("projections/texts", "protocols", "scenario"),
)
"""What a replay runs through, and the texts that simulated programs write."""

ENDINGS = (".py", ".toml")


@cache
def engine_digest(root: Path = SIMULATOR, parts: tuple[str, ...] = REPLAYING) -> str:
    """The same for the same program, wherever it is installed."""
    digest = hashlib.sha256()
    for part in parts:
        path = root / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in ENDINGS:
                digest.update(file.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
