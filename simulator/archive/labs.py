"""Labs in the database: the `LabArchive` of a server."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from simulator.archive.arrivals import bring_home
from simulator.archive.database import Database
from simulator.archive.leases import forget_lease
from simulator.archive.tables import (
    ANSWERS,
    INPUTS,
    LABS,
    LATE,
    SCENARIOS,
    TRANSCRIPTS,
    WRITTEN_EVERY_S,
    used,
)
from simulator.hosting.keeping import (
    AnswerRow,
    InputRow,
    LabChange,
    LabKey,
    LabRecord,
    LateRow,
)

Row = dict[str, Any]

SWEPT_MAX = 200
"""Labs that are forgotten at once, at most."""
PRUNED_EVERY = 64
"""Answers; until then some are kept that are not needed."""


class SqlLabs:
    """`engine`: this program, for who replays with another. `now_s`: the wall clock;
    `answers_kept`: the newest so many of each lab; `kept_each_max`: labs of one
    owner."""

    def __init__(
        self,
        database: Database,
        *,
        engine: str,
        now_s: Callable[[], float],
        answers_kept: int,
        kept_each_max: int,
    ) -> None:
        self._database = database
        self.engine = engine
        self._now_s = now_s
        self._answers_kept = answers_kept
        self._kept_each_max = kept_each_max
        self._written_s: dict[str, int] = {}
        self._leases = database.leases

    def note(self, change: LabChange) -> None:
        """It will be written. What was only done besides is rows, which the database
        writes together with those of others."""
        now, lab = int(self._now_s()), change.lab
        if change.new:
            self._database.begin(_of(lab))
        lease = self._database.lease(_of(lab))
        if change.head or now - self._written_s.get(lab, 0) >= WRITTEN_EVERY_S:
            self._written_s[lab] = now
            self._database.put(lambda each: self._write(each, change, now), lease)
        self._database.add(INPUTS, [(lab, *each) for each in change.inputs], lease)
        self._database.add(ANSWERS, [(lab, *each) for each in change.answers], lease)
        self._database.add(LATE, [(lab, *each) for each in change.late], lease)
        if change.answers and change.answers[-1].number % PRUNED_EVERY == 0:
            old = change.answers[-1].number - self._answers_kept
            gone = (ANSWERS.c.lab == lab, ANSWERS.c.number <= old)
            prune = delete(ANSWERS).where(*gone)
            self._database.put(lambda each: each.execute(prune), lease)

    def listen(self, lost: Callable[[str], None]) -> None:
        """That is told of each lab another worker has taken."""
        if self._leases:
            self._leases.listen("lab", lost)

    def flush(self, lab: str = "") -> None:
        """Whatever was noted is written now. Raises Refusal; Elsewhere when another
        worker has that lab, and so it was not."""
        self._database.flush()
        if self._leases:
            self._leases.check(_of(lab))

    def wake(self, lab_id: str, *, moves: bool = False) -> LabRecord | None:
        """The lab of that id, to go on here; `moves`: from wherever it is. Raises
        Elsewhere."""
        found = self.lab(lab_id)
        if found is None or not self._leases:
            return found
        self._database.take(_of(lab_id), moves=moves)
        return self.lab(lab_id)

    def lab(self, lab_id: str) -> LabRecord | None:
        """The lab of that id."""
        most = self._answers_kept
        return self._database.read(lambda connection: _lab(connection, lab_id, most))

    def lab_of(self, key: LabKey) -> str | None:
        """The id of the newest lab under that key."""
        found = (
            select(LABS.c.id)
            .where(
                LABS.c.owner == key.owner,
                LABS.c.scenario == key.scenario,
                LABS.c.purpose == key.purpose,
            )
            .order_by(LABS.c.written_s.desc())
            .limit(1)
        )
        return self._database.read(lambda each: each.execute(found).scalar())

    def labs_of(self, owner: str, /) -> list[str]:
        """The ids of all their labs."""
        found = select(LABS.c.id).where(LABS.c.owner == owner).order_by(LABS.c.id)
        return self._database.read(lambda each: list(each.execute(found).scalars()))

    def note_transcript(self, lab: str, body: bytes) -> None:
        """It will be written, instead of an earlier one, if the lab is written."""
        lease = self._database.lease(_of(lab))
        self._database.put(lambda each: _put_transcript(each, lab, body), lease)

    def transcript(self, lab: str) -> bytes | None:
        """The newest of that lab."""
        found = select(TRANSCRIPTS.c.body).where(TRANSCRIPTS.c.lab == lab)
        return self._database.read(lambda each: each.execute(found).scalar())

    def used(self, labs: Collection[str], needed: Collection[str] = ()) -> None:
        """Those are in memory, and no others; somebody is at the `needed` ones."""
        self._written_s = {
            lab: then for lab, then in self._written_s.items() if lab in labs
        }
        if self._leases:
            self._leases.keep_only("lab", labs)
        for lab in needed:
            self._database.renew(_of(lab))
        in_use = used(LABS.c.id, labs, self._now_s())
        self._database.put(lambda connection: connection.execute(in_use))

    def sweep(self, keep_s: float) -> None:
        """Forget some of those that nobody used for so many seconds."""
        old = select(LABS.c.id).where(LABS.c.written_s < self._now_s() - keep_s)
        for lab_id in self._database.read(
            lambda each: list(each.execute(old.limit(SWEPT_MAX)).scalars())
        ):
            self.forget(lab_id)

    def bound(self, labs: Collection[str]) -> None:
        """Forget some of those an owner has beyond what is kept of theirs: the least
        recently used, and none of these, which are in memory."""
        most, owner = self._kept_each_max, LABS.c.owner
        many = select(owner).group_by(owner).having(func.count() > most)
        newest = (LABS.c.written_s.desc(), LABS.c.id)
        rank = func.row_number().over(partition_by=owner, order_by=newest)
        ranked = select(LABS.c.id, rank.label("rank")).where(owner.in_(many)).subquery()
        old = select(ranked.c.id).where(ranked.c.rank > most).limit(SWEPT_MAX)
        for lab_id in self._database.read(
            lambda each: list(each.execute(old).scalars())
        ):
            if lab_id not in labs:
                self.forget(lab_id)

    def forget(self, lab_id: str) -> None:
        """It will not be there any more."""
        self._database.put(lambda connection: erase_lab(connection, lab_id))

    def _write(self, connection: Connection, change: LabChange, now: int) -> None:
        lab = change.lab
        values: Row = {"engine": self.engine, "written_s": now}
        if change.head is not None:
            values["head"] = change.head
        if change.new is None:
            connection.execute(update(LABS).where(LABS.c.id == lab), values)
        else:
            key, world, body = change.new
            _put_world(connection, world, body)
            whole = {**key._asdict(), **values, "id": lab, "world": world}
            connection.execute(insert(LABS), whole)
        if change.gone or change.late_done:
            bring_home(connection)
        for branch in change.gone:
            gone = (INPUTS.c.lab == lab, INPUTS.c.branch == branch)
            connection.execute(delete(INPUTS).where(*gone))
        done = (LATE.c.lab == lab, LATE.c.number < change.late_done)
        if change.late_done:
            connection.execute(delete(LATE).where(*done))


def _of(lab: str) -> str:
    return f"lab {lab}"


def erase_lab(connection: Connection, lab_id: str) -> None:
    """Everything of that lab; its scenario stays while another begins with it."""
    bring_home(connection)
    found = select(LABS.c.world).where(LABS.c.id == lab_id)
    world = connection.execute(found).scalar()
    for table in (INPUTS, ANSWERS, LATE, TRANSCRIPTS):
        connection.execute(delete(table).where(table.c.lab == lab_id))
    connection.execute(delete(LABS).where(LABS.c.id == lab_id))
    forget_lease(connection, _of(lab_id))
    used = select(LABS.c.id).where(LABS.c.world == world).exists()
    connection.execute(delete(SCENARIOS).where(SCENARIOS.c.digest == world, ~used))


def _put_transcript(connection: Connection, lab: str, body: bytes) -> None:
    connection.execute(delete(TRANSCRIPTS).where(TRANSCRIPTS.c.lab == lab))
    written = select(LABS.c.id).where(LABS.c.id == lab)
    if connection.execute(written).scalar() is not None:
        connection.execute(insert(TRANSCRIPTS), {"lab": lab, "body": body})


def _put_world(connection: Connection, world: str, body: str) -> None:
    known = select(SCENARIOS.c.digest).where(SCENARIOS.c.digest == world)
    if connection.execute(known).scalar() is None:
        connection.execute(insert(SCENARIOS), {"digest": world, "body": body})


def _lab(connection: Connection, lab_id: str, answers_kept: int) -> LabRecord | None:
    worlds = LABS.join(SCENARIOS, LABS.c.world == SCENARIOS.c.digest)
    found = select(LABS, SCENARIOS.c.body).select_from(worlds)
    row = connection.execute(found.where(LABS.c.id == lab_id)).mappings().first()
    if row is None:
        return None
    bring_home(connection)
    done = select(*(INPUTS.c[name] for name in InputRow._fields))
    done = done.where(INPUTS.c.lab == lab_id)
    inputs: dict[str, list[InputRow]] = {}
    for row_of_it in connection.execute(
        done.order_by(INPUTS.c.branch, INPUTS.c.number)
    ):
        each = InputRow(*row_of_it)
        inputs.setdefault(each.branch, []).append(each)
    given = select(ANSWERS.c.number, ANSWERS.c.body).where(ANSWERS.c.lab == lab_id)
    newest = given.order_by(ANSWERS.c.number.desc()).limit(answers_kept)
    answers = reversed(connection.execute(newest).all())
    put_off = select(LATE.c.number, LATE.c.body).where(LATE.c.lab == lab_id)
    late = connection.execute(put_off.order_by(LATE.c.number)).all()
    return LabRecord(
        key=LabKey(row["owner"], row["scenario"], row["purpose"]),
        scenario=row["body"],
        engine=row["engine"],
        head=row["head"],
        inputs=inputs,
        answers=[AnswerRow(number, body) for number, body in answers],
        late=[LateRow(number, body) for number, body in late],
    )
