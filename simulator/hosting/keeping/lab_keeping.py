"""Labs that outlive the process: what changed in one since it was last written down.

A lab is written as its inputs, each under its number, so nothing can be there twice;
what there is to know besides is small, and written whole. The answer of a request goes
with what it did: a browser that asks again after a crash is answered, and nothing is
done again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.branches import AUTO, Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.keeping.kept_tree import kept_inputs, kept_tree
from simulator.hosting.keeping.reading import read_head
from simulator.hosting.keeping.records import (
    AnswerRow,
    InputRow,
    KeptAnswer,
    LabArchive,
    LabChange,
    LabHead,
    LabKey,
    LabOtherwise,
    LabRecord,
    LateRow,
    NewLab,
    NoArchive,
    lab_key,
)
from simulator.hosting.keeping.transcripts import packed, unpacked
from simulator.hosting.refusals import Gone, Refusal
from simulator.lab import Intervention
from simulator.languages import Catalogue
from simulator.projections.shapes import Acted, BranchChanged

IDLE_S = 20.0
"""Nobody did anything for so long: what was said is written then."""
ENDING_S = 10.0
"""A server that ends may take so long for what was said."""


@dataclass
class _Written:
    """What is written of a lab: its head without places, what `beginning` that was made
    of, how many inputs by branch, answers, requests that were put off, those that are
    done by now counted, and which branch at how many events its transcript tells of."""

    head: LabHead
    beginning: tuple[Intervention, ...]
    inputs: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    late: int = 0
    told: tuple[str, int] = ("", 0)


class _Doer(msgspec.Struct):
    """As much of a `KeptInput`."""

    actor: str


class LabKeeping:
    """Notes what changed, and makes labs again of what was written. `texts`: of the
    languages in which transcripts are kept."""

    def __init__(self, archive: LabArchive, texts: Mapping[str, Catalogue]) -> None:
        self._archive = archive
        self._texts = texts
        self._written: dict[str, _Written] = {}

    def has(self, hosted: HostedLab) -> bool:
        """It is written: it need not stay in memory."""
        return hosted.id in self._written

    def note(self, hosted: HostedLab, *, place: bool = False) -> None:
        """Whatever is new in it will be written, once it has begun and until it is
        over; `place`: also where its presenter is, if that alone is new. Call it in a
        turn."""
        begun = any(each.events for each in _branches(hosted))
        lasts = hosted.outlives and begun and not hosted.over
        if isinstance(self._archive, NoArchive) or not lasts:
            return
        written = self._written.get(hosted.id)
        head = _head(hosted, written)
        another = place or written is None or head != written.head
        change = _change(hosted, written, head if another else None)
        if change is None:
            return
        self._archive.note(change)
        counts = {each.id: len(each.inputs) for each in _branches(hosted)}
        told = written.told if written else ("", 0)
        self._written[hosted.id] = _as_written(hosted, head, counts, told)

    def transcribe(self, labs: Iterable[HostedLab]) -> None:
        """Where nobody did anything for a while, what was said on the current branch
        will be written, unless it is. Nobody is awoken for that. Call it often."""
        for hosted in labs:
            if hosted.scheduler.now() - hosted.done >= IDLE_S and self._untold(hosted):
                with suppress(Gone), hosted.held():
                    if self._untold(hosted):
                        self._transcribe(hosted, hosted.tree.get(None))
                hosted.scheduler.pause()

    def transcribe_all(self, labs: Iterable[HostedLab]) -> None:
        """The process ends: likewise everywhere, and what was put off is done for it;
        for so many seconds at most."""
        began_s = None
        for hosted in labs:
            now = hosted.scheduler.now()
            began_s = now if began_s is None else began_s
            if now - began_s > ENDING_S:
                return
            if hosted.put_off.waiting or self._untold(hosted):
                with suppress(Gone), hosted.turn():
                    if self._untold(hosted):
                        self._transcribe(hosted, hosted.tree.get(None))

    def _untold(self, hosted: HostedLab) -> bool:
        """Its current branch is awake, up to date, and tells more than is written."""
        written, branch = self._written.get(hosted.id), hosted.tree.get(None)
        current = branch.lab is not None and not hosted.put_off.waiting
        if written is None or not current or hosted.untouched:
            return False
        return written.told != (branch.id, branch.length)

    def _transcribe(self, hosted: HostedLab, branch: Branch) -> None:
        conceals, journal = hosted.scenario.conceals, hosted.awake(branch).journal
        told = branch.told(journal, everything=conceals)
        run_heavy, size = hosted.scheduler.run_heavy, len(told)
        body = run_heavy(size, packed, branch.id, told, self._texts)
        self.note(hosted)
        if hosted.id in self._written:
            self._written[hosted.id].told = (branch.id, size)
            self._archive.note_transcript(hosted.id, body)

    def otherwise(self, lab_id: str, record: LabRecord) -> LabOtherwise:
        """Why that lab is not brought back, with what was said in it."""
        said = unpacked(self._archive.transcript(lab_id) or b"")
        actors, rows = {record.key.owner}, record.inputs.get(said.branch, [])
        with suppress(Refusal):
            actors |= set(read_head(record)[2].actors)
        late = bool(record.late)
        cut = late or (bool(rows) and rows[-1].events > said.events)
        done = chain.from_iterable(record.inputs.values())
        touched = late or any(map(_touched, done))
        about = (lab_id, record.key, actors, said.texts)
        return LabOtherwise(*about, cut=cut, touched=touched)

    def flush(self, lab_id: str = "") -> None:
        """Whatever was noted is written now. Raises Refusal; Elsewhere when another
        worker has that lab."""
        self._archive.flush(lab_id)

    def find(self, key: LabKey) -> str | None:
        """The id of the lab that is written under that key."""
        return self._archive.lab_of(key)

    def wake(self, lab_id: str, *, moves: bool) -> LabRecord | None:
        """What is written of a lab that goes on here; `moves`: though another worker
        has it. Raises Elsewhere."""
        return self._archive.wake(lab_id, moves=moves)

    def record(self, lab_id: str) -> LabRecord | None:
        """What is written of a lab."""
        return self._archive.lab(lab_id)

    def by_another(self, record: LabRecord) -> bool:
        """Another program wrote it last: here it may replay differently."""
        return record.engine != self._archive.engine

    def labs_of(self, owner: str) -> list[str]:
        """The ids of all their labs that are written."""
        return self._archive.labs_of(owner)

    def forget(self, lab_id: str) -> None:
        """What is written of it is erased."""
        self._archive.forget(lab_id)

    def took_back(self, hosted: HostedLab, record: LabRecord) -> None:
        """It is there again as it was written."""
        counts = {name: len(rows) for name, rows in record.inputs.items()}
        self._written[hosted.id] = _as_written(hosted, _head(hosted, None), counts)

    def let_go(self, hosted: HostedLab, *, erase: bool) -> None:
        """It leaves the memory, and the archive, too, if it is to be erased."""
        if self._written.pop(hosted.id, None) and erase:
            self._archive.forget(hosted.id)


def _touched(row: InputRow) -> bool:
    try:
        return read_json(row.body, _Doer).actor != AUTO
    except msgspec.DecodeError:
        return True


def _branches(hosted: HostedLab) -> list[Branch]:
    return list(hosted.tree.branches.values())


def _as_written(
    hosted: HostedLab,
    head: LabHead,
    counts: dict[str, int],
    told: tuple[str, int] = ("", 0),
) -> _Written:
    given, late = hosted.answers_given, hosted.put_off.next
    return _Written(head, hosted.beginning, counts, given, late, told)


def _change(
    hosted: HostedLab, before: _Written | None, head: LabHead | None
) -> LabChange | None:
    """What is not written; None: all is. `head`: is written, too, with places."""
    counts = before.inputs if before else {}
    inputs = [
        InputRow(branch.id, number, _json(kept), branch.events)
        for branch in _branches(hosted)
        if (done := counts.get(branch.id, 0)) < len(branch.inputs)
        for number, kept in enumerate(kept_inputs(branch.inputs[done:]), done)
    ]
    gone = [name for name in counts if name not in hosted.tree.branches]
    answers = _answers(hosted, before.answers if before else 0)
    late = _late(hosted, before.late if before else 0)
    if not (head or inputs or answers or late):
        return None
    return LabChange(
        lab=hosted.id,
        new=_new(hosted) if before is None else None,
        head=_with_places(head, hosted) if head else None,
        inputs=inputs,
        gone=gone,
        answers=answers,
        late=late,
        late_done=hosted.put_off.done,
    )


def _late(hosted: HostedLab, since: int) -> list[LateRow]:
    """What was put off from number `since` on, and still is."""
    put_off = hosted.put_off
    begin = max(put_off.done, since)
    waiting = islice(put_off.waiting, begin - put_off.done, None)
    return [LateRow(number, _json(each)) for number, each in enumerate(waiting, begin)]


def _head(hosted: HostedLab, written: _Written | None) -> LabHead:
    """Without what a presenter has shown, which changes at every step."""
    known = written if written and written.beginning is hosted.beginning else None
    return LabHead(
        seed=hosted.seed,
        secret=hosted.secret,
        actors=sorted(hosted.actors),
        tree=kept_tree(hosted.tree, whole=False, places=False),
        beginning=known.head.beginning if known else kept_inputs(hosted.beginning),
        presenter=hosted.presenter,
        lent=hosted.lent,
        begins_at=hosted.begins_at,
        ahead=hosted.put_off.page,
        late_done=hosted.put_off.done,
        astray=hosted.put_off.astray,
    )


def _with_places(head: LabHead, hosted: HostedLab) -> str:
    tree = kept_tree(hosted.tree, whole=False)
    return _json(msgspec.structs.replace(head, tree=tree))


def _answers(hosted: HostedLab, since: int) -> list[AnswerRow]:
    """Those given after answer number `since` that tell of a change."""
    new = hosted.answers_given - since
    given = list(islice(reversed(hosted.answers.items()), new))[::-1]
    rows = []
    for number, (key, answer) in enumerate(
        given, hosted.answers_given - len(given) + 1
    ):
        if isinstance(answer, Acted):
            rows.append(AnswerRow(number, _json(KeptAnswer(key, acted=answer))))
        elif isinstance(answer, BranchChanged):
            rows.append(AnswerRow(number, _json(KeptAnswer(key, changed=answer))))
    return rows


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _new(hosted: HostedLab) -> NewLab:
    text = msgspec.json.encode(hosted.scenario)
    key = lab_key(hosted.owner, hosted.scenario, hosted.purpose)
    return NewLab(key, hashlib.sha256(text).hexdigest(), text.decode())
