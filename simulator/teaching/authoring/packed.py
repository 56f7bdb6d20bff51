"""A lesson as one file to take home, and a draft from such a file.

Why it exists: what a teacher recorded leaves the page as the folder that `flask lessons
check` reads, with the draft beside it, so that it can be opened again. It refuses files
that are too big when unpacked, whatever they say of themselves.
"""

import io
import struct
import zipfile
import zlib

import msgspec

from simulator.bounded_json import read_json
from simulator.projections.shapes.authoring import LessonDraft
from simulator.teaching.authoring.drafting import DRAFT_FILE, Drafting
from simulator.teaching.authoring.recording import DraftError

DRAFT_OCTETS_MAX = 400_000
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same draft makes the same file."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that stop unpacking where the reader stops: others make gigabytes of little."""

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)
"""What reading a broken, encrypted or unknown file comes to."""


def packed(drafting: Drafting) -> bytes:
    """Its folder as a zip file. Raises DraftError while there is nothing to play."""
    if not drafting.ready or not drafting.slug:
        raise DraftError("ui.author.wrong.unfinished")
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in drafting.files().items():
            entry = zipfile.ZipInfo(f"{drafting.slug}/{name}", MOMENT)
            archive.writestr(entry, text.encode("utf-8"))
    return kept.getvalue()


def unpacked(octets: bytes) -> LessonDraft:
    """The draft in such a file. Raises DraftError."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            entries = [e for e in archive.infolist() if _is_draft(e)]
            if len(entries) != 1 or entries[0].compress_type not in METHODS:
                raise DraftError("ui.author.wrong.file")
            with archive.open(entries[0]) as entry:
                text = entry.read(DRAFT_OCTETS_MAX + 1)
    except BROKEN:
        raise DraftError("ui.author.wrong.file") from None
    return read_draft(text)


def _is_draft(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.split("/")[-1] == DRAFT_FILE


def read_draft(text: bytes) -> LessonDraft:
    """A draft as the page has it. Raises DraftError, with the place."""
    if len(text) > DRAFT_OCTETS_MAX:
        raise DraftError("ui.author.wrong.big")
    try:
        return read_json(text, LessonDraft)
    except msgspec.DecodeError as error:
        raise DraftError("ui.author.wrong.draft", reason=str(error)) from None
