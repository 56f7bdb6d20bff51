"""Short codes of permalinks, kept in the data folder: they outlive the server.

A code is made of what it stands for, so the same moment has the same code. With it lies
the transcript of what was seen, for a later Cartero that would replay it differently.
The shelf is bounded: whatever was not asked for longest makes room. Of what went, the
code alone is noted, so that its address says what became of it; of those, too, only
the newest.

It refuses to fail a page: where the folder cannot be written there is no short code.
"""

import gzip
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.lab_ids import LENGTH, lab_id, typed
from simulator.hosting.permalinks import SavedPermalink

CODE_LENGTHS = (8, LENGTH)
"""Symbols of a code; more where another moment has the shorter one."""

LINKS_MAX = 5_000
OCTETS_MAX = 64_000_000
TRANSCRIPT_CHARACTERS_MAX = 200_000
ENDING = ".json.gz"

FORGOTTEN = "forgotten.txt"
"""Codes that made room, one a line, the newest last."""
FORGOTTEN_MAX = 20_000


class ShelvedPermalink(msgspec.Struct, frozen=True):
    """A file of the shelf."""

    packed: str
    transcripts: dict[str, str] = {}


class PermalinkShelf:
    """`folder`: None where nothing is kept."""

    def __init__(
        self,
        folder: Path | None,
        *,
        links_max: int = LINKS_MAX,
        octets_max: int = OCTETS_MAX,
        forgotten_max: int = FORGOTTEN_MAX,
    ) -> None:
        self._folder = folder
        self._links_max = links_max
        self._octets_max = octets_max
        self._forgotten_max = forgotten_max

    def keep(self, packed: str, transcripts: Mapping[str, str]) -> str | None:
        """The code; None where it cannot be kept."""
        if self._folder is None:
            return None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for length in CODE_LENGTHS:
                code = lab_id(packed, length)
                known = self._read(code)
                if known is None:
                    self._write(code, packed, transcripts)
                elif known.packed != packed:
                    continue
                return code
        except OSError:
            pass
        return None

    def saved(self, said: str) -> SavedPermalink | None:
        """What a code stands for, as typed; None: nothing that is kept."""
        code = typed(said)
        try:
            found = self._read(code)
            if found is None:
                return None
            os.utime(self._file(code))
        except OSError:
            return None
        return SavedPermalink(code, found.packed, found.transcripts)

    def forgotten(self, said: str) -> bool:
        """Whether a code, as typed, was kept here and made room for others."""
        return typed(said) in self._forgotten_codes()

    def _forgotten_codes(self) -> list[str]:
        if self._folder is None:
            return []
        try:
            return (self._folder / FORGOTTEN).read_text("ascii", "replace").split()
        except OSError:
            return []

    def _file(self, code: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{code}{ENDING}"

    def _read(self, code: str) -> ShelvedPermalink | None:
        if self._folder is None or not code.replace("-", "").isalnum():
            return None
        try:
            octets = gzip.decompress(self._file(code).read_bytes())
            return read_json(octets, ShelvedPermalink)
        except FileNotFoundError:
            return None
        except (gzip.BadGzipFile, EOFError, msgspec.DecodeError):
            return None

    def _write(self, code: str, packed: str, transcripts: Mapping[str, str]) -> None:
        """Whole or not at all."""
        cut = {k: text[:TRANSCRIPT_CHARACTERS_MAX] for k, text in transcripts.items()}
        octets = msgspec.json.encode(ShelvedPermalink(packed, cut))
        file = self._file(code)
        half = file.with_suffix(".half")
        half.write_bytes(gzip.compress(octets, 9, mtime=0))
        half.replace(file)
        self._make_room()

    def _make_room(self) -> None:
        assert self._folder is not None
        kept = [(e.stat(), e) for e in self._folder.glob(f"*{ENDING}")]
        kept.sort(key=lambda each: each[0].st_mtime_ns)
        octets = sum(stat.st_size for stat, _ in kept)
        going = []
        while len(kept) > self._links_max or octets > self._octets_max:
            stat, file = kept.pop(0)
            octets -= stat.st_size
            going.append(file)
        if going:
            self._note([file.name.removesuffix(ENDING) for file in going])
        for file in going:
            file.unlink(missing_ok=True)

    def _note(self, codes: list[str]) -> None:
        """They are about to go."""
        assert self._folder is not None
        again = set(codes)
        noted = [code for code in self._forgotten_codes() if code not in again]
        noted = (noted + codes)[-self._forgotten_max :]
        (self._folder / FORGOTTEN).write_text("\n".join(noted), "ascii")
