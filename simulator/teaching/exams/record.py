"""The file of an exam: who, which plan, and what was done in each task.

Why it exists: it holds inputs only, so whoever has Cartero plays them again and gets
the score; what the file says of a score itself is compared, never believed. On paper
the same stands packed in a QR code: JSON, deflated, in base 45 (RFC 9285), as letters
that a QR code holds most of.

It refuses files that are too large before it reads them, and shapes it does not know.
"""

import hashlib
import zlib
from typing import Annotated, Literal

import msgspec

from simulator.acts import ACTS, Act, encode_act
from simulator.bounded_json import read_json
from simulator.teaching.exams.inflating import inflate

FILE_OCTETS_MAX = 512 * 1024
LINE_ACTS_MAX = 400
"""Of a line, as many are played again, besides turns to where one was before; a file
may hold more."""

TASKS_LISTED_MAX = 200
VERSION = 1
PACKED = "CARTERO1:"
"""What a code that holds a whole record begins with."""

DIGEST = "CARTERO1-"
"""What one begins with that only tells which file it was."""

_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


class RecordError(ValueError):
    """A file that cannot be graded. `key`, `params`: a text of the catalogue."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Done(msgspec.Struct, frozen=True, omit_defaults=True):
    """An act. `after`: the event right after which it happened, where a line left
    another; else it was done at rest. `by`: in lessons some happen by themselves."""

    do: dict[str, object]
    after: Annotated[int, msgspec.Meta(ge=0)] | None = None
    by: Literal["student", "auto"] = "student"

    def act(self) -> Act:
        """Raises RecordError for what is no act."""
        try:
            act = ACTS.decode(self.do)
        except msgspec.ValidationError as error:
            raise RecordError("grades.no_act", reason=str(error)) from None
        if "student" not in ACTS.spec_of(act).actors:
            raise RecordError("grades.no_act", reason=str(self.do.get("act")))
        return act


def done(act: Act, after: int | None = None, *, auto: bool = False) -> Done:
    """That act; fields that say what they say anyway are left out."""
    usual = {field.name: field.default for field in msgspec.structs.fields(act)}
    said = encode_act(act).items()
    kept = {name: value for name, value in said if usual.get(name, act) != value}
    return Done(kept, after, "auto" if auto else "student")


class TaskRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was done in one task. `name`: as `ExamTask.name`."""

    name: Annotated[str, msgspec.Meta(max_length=120)]
    line: tuple[Done, ...] = ()


class ExamRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """The whole file. `exam`: code of the plan. `claimed`, `code`: score and digest
    that the page showed; a nickname, or anything else, changed later no longer fits."""

    cartero: int
    exam: str
    nickname: str
    tasks: Annotated[
        tuple[TaskRecord, ...], msgspec.Meta(max_length=TASKS_LISTED_MAX)
    ] = ()
    claimed: object = None
    code: Annotated[str, msgspec.Meta(max_length=20)] = ""

    @property
    def inputs(self) -> bytes:
        """What the score follows from, always written the same way."""
        bare = msgspec.structs.replace(self, claimed=None, code="")
        return msgspec.json.encode(bare, order="sorted")

    @property
    def work(self) -> bytes:
        """All that was done, whoever did it; nothing done is b""."""
        lines = [task.line for task in self.tasks if task.line]
        return msgspec.json.encode((self.exam, lines), order="sorted") if lines else b""

    @property
    def digest(self) -> str:
        """Twelve digits that no other record has, to compare paper with file."""
        return short_digest(self.inputs)

    @property
    def packed(self) -> str:
        """The inputs as a QR code holds them."""
        return PACKED + _to_base45(zlib.compress(self.inputs, 9))


def short_digest(octets: bytes) -> str:
    """Twelve digits, in groups of four, to compare by eye."""
    found = hashlib.sha256(octets).hexdigest()[:12].upper()
    return "-".join(found[i : i + 4] for i in (0, 4, 8))


def read_record(octets: bytes) -> ExamRecord:
    """The record of a file, or of what was scanned from paper. Raises RecordError."""
    if len(octets) > FILE_OCTETS_MAX:
        raise RecordError("grades.too_large", limit=FILE_OCTETS_MAX // 1024)
    if octets.startswith(DIGEST.encode()):
        raise RecordError("grades.only_digest")
    if octets.startswith(PACKED.encode()):
        octets = _unpacked(octets[len(PACKED) :].rstrip(b"\r\n"))
    try:
        record = read_json(octets, ExamRecord)
    except msgspec.ValidationError as error:
        raise RecordError("grades.no_record", reason=str(error)) from None
    except msgspec.DecodeError:
        raise RecordError("grades.no_json") from None
    if record.cartero != VERSION:
        raise RecordError("grades.version", n=record.cartero)
    return record


def _unpacked(text: bytes) -> bytes:
    try:
        found = inflate(_from_base45(text), FILE_OCTETS_MAX)
    except ValueError:
        raise RecordError("grades.damaged_code") from None
    if found is None:
        raise RecordError("grades.too_large", limit=FILE_OCTETS_MAX // 1024)
    return found


def _to_base45(octets: bytes) -> str:
    """RFC 9285 §3."""
    out = []
    for i in range(0, len(octets), 2):
        pair = octets[i : i + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            out.append(_BASE45[digit])
    return "".join(out)


def _from_base45(text: bytes) -> bytes:
    """RFC 9285 §4. Raises ValueError."""
    digits = [_BASE45.index(chr(octet)) for octet in text]
    out = bytearray()
    for i in range(0, len(digits), 3):
        group = digits[i : i + 3]
        number = sum(digit * 45**place for place, digit in enumerate(group))
        if len(group) == 1 or number >= 256 ** (len(group) - 1):
            raise ValueError("not base 45")
        out += number.to_bytes(len(group) - 1, "big")
    return bytes(out)
