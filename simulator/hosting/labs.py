"""All labs of this process: whose they are, how many there may be, when they end.

A lab is asked for by a visitor (one for each scenario and purpose) and found again by
its unguessable id. Ended labs leave their reason behind, so that a late tab
is told why instead of that the address is unknown.

It refuses wall time: the scheduler's clock should not jump when a laptop wakes up
(`AwakeClock`).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from simulator.hosting.hosted_lab import HostedLab, Publisher, Purpose
from simulator.hosting.keeping import (
    LabArchive,
    LabInputs,
    LabKeeping,
    LabOtherwise,
    LabRecord,
    NoArchive,
    OfAnotherProgram,
    beginning_of,
    fill,
    inputs_here,
    inputs_written,
    lab_key,
    read_head,
    read_purpose,
    replays_the_same,
)
from simulator.hosting.lab_ids import lab_id as new_id
from simulator.hosting.lab_ids import typed
from simulator.hosting.limits import Limits
from simulator.hosting.rates import Rate, network_of
from simulator.hosting.refusals import Elsewhere, Gone, Refusal, text
from simulator.hosting.scheduler import Scheduler
from simulator.lab import Lab
from simulator.languages import Catalogue
from simulator.projections.catalogue import Text
from simulator.scenario import Scenario

SEED = 1
ENDED_KEPT = 5000
TOKEN_OCTETS = 18
BROKEN = "ended.broken"
NO_PURPOSE = Purpose()

Tokens = Callable[[int], str]
"""`secrets.token_urlsafe` or its like: so many random octets, as text."""

LabKey = tuple[str, Purpose]
"""What a visitor asks for: name of a scenario, and what for."""


class Labs:
    """The registry. `names`: what the id of a lab is made of, instead of chance, where
    nobody else can come. `octets_let_go`: by labs that went to rest or ended, so far.
    `catch_up`: does in a lab what was put off. `keeping`: of what outlives the process.
    `shared_kind`: of labs that a class shares, when they are brought back."""

    catch_up: Callable[[HostedLab], None]
    shared_kind: type[HostedLab] = HostedLab

    def __init__(
        self,
        *,
        limits: Limits,
        publisher: Publisher,
        tokens: Tokens,
        scheduler: Scheduler,
        names: Callable[[LabKey], str] | None = None,
        archive: LabArchive | None = None,
        texts: Mapping[str, Catalogue] | None = None,
    ) -> None:
        archive = archive or NoArchive()
        archive.listen(self._lost)
        self.keeping = LabKeeping(archive, texts or {})
        self._names = names or (lambda _: tokens(TOKEN_OCTETS))
        self._limits = limits
        self._tokens = tokens
        self.scheduler = scheduler
        self._surroundings: dict[str, Any] = {
            "limits": limits,
            "publisher": publisher,
            "scheduler": scheduler,
            "used": self._used,
        }
        self.octets_let_go = 0
        self._labs: dict[str, HostedLab] = {}
        self._awake: OrderedDict[str, HostedLab] = OrderedDict()
        self._own: dict[str, OrderedDict[LabKey, str]] = {}
        self._replays = Rate(limits.permalinks_per_minute, scheduler.now)
        self._ended: OrderedDict[str, Text] = OrderedDict()

    def __len__(self) -> int:
        return len(self._labs)

    def __iter__(self) -> Iterator[HostedLab]:
        return iter([*self._labs.values()])

    def get(self, lab_id: str) -> HostedLab:
        """The lab of that id, as typed. Raises Gone when it ended, Refusal when
        unknown."""
        lab_id = typed(lab_id)
        found = self._labs.get(lab_id)
        if found is not None:
            return found
        reason = self._ended.get(lab_id)
        if reason is not None:
            raise Gone(reason.key)
        return self._brought_back(lab_id)

    def admit_replay(self, address: str) -> None:
        """A permalink is opened from there. Raises Refusal when that is too often."""
        if address and not self._replays.take(network_of(address)):
            raise Refusal("error.too_many_permalinks")

    def own(
        self,
        visitor: str,
        scenario: Scenario,
        seed: int = SEED,
        purpose: Purpose = NO_PURPOSE,
        kind: type[HostedLab] = HostedLab,
        address: str = "",
        begin: Callable[[], Lab] | None = None,
        told: bool = True,
        lab_id: str = "",
    ) -> HostedLab:
        """The visitor's lab for that purpose, made when first asked for, and when its
        scenario is another than it was; from the network `address`. `begin` makes its
        run, instead of the scenario's opening. `told`: that the one they had would
        replay otherwise; a new one is made then. `lab_id`: that it had before. Raises
        Refusal when the server is full, or full of theirs, LabOtherwise."""
        key = (scenario.name, purpose)
        self._look_for(visitor, scenario, purpose, told=told)
        known = self._still_so(visitor, scenario, purpose)
        if known is not None:
            known.address = known.address or address
            self._own[visitor].move_to_end(key)
            return known
        self._make_room_for(visitor, address)
        secret, lab_id = self._tokens(TOKEN_OCTETS), lab_id or new_id(self._names(key))
        whose = (lab_id, secret, visitor, scenario, purpose)
        hosted = kind(*whose, seed=seed, begin=begin, **self._surroundings)
        hosted.address = address
        self._take(hosted)
        return hosted

    def _take(self, hosted: HostedLab) -> None:
        self._labs[hosted.id] = hosted
        mine = self._own.setdefault(hosted.owner, OrderedDict())
        mine.setdefault((hosted.scenario.name, hosted.purpose), hosted.id)
        if len(mine) > self._limits.labs_each_max:
            self._end_oldest_of(hosted.owner)

    def keep(self, hosted: HostedLab) -> None:
        """The lab as it is now outlives the process. Raises Gone, Refusal."""
        with hosted.turn():
            self.note(hosted, place=True)
        self.flush(hosted.id)

    def note(self, hosted: HostedLab, *, place: bool = False) -> None:
        """The lab as it is now will be written; `place`: even if only its presenter's
        place is new. Call it in a turn."""
        self.keeping.note(hosted.whole, place=place)

    def flush(self, lab_id: str = "") -> None:
        """Whatever was noted is written now. Raises Refusal, Elsewhere: then not."""
        self.keeping.flush(typed(lab_id))

    def _lost(self, lab_id: str) -> None:
        """Another worker has it: its pages come back, and are led there."""
        hosted = self._labs.get(lab_id)
        if hosted is not None and self._forget(hosted, erase=False):
            hosted.end(Elsewhere().text)

    def erase(self, owner: str) -> list[str]:
        """Nothing is left of their labs: which they were."""
        ids = self.ids_of(owner)
        for lab_id in ids:
            self.erase_lab(lab_id)
        return ids

    def erase_lab(self, lab_id: str) -> None:
        """Nor of that one."""
        if lab_id in self._labs:
            self.end(self._labs[lab_id], "ended.erased")
        else:
            self.keeping.forget(lab_id)

    def purpose_of(self, lab_id: str) -> Purpose:
        """What a lab is for, here or written."""
        if lab_id in self._labs:
            return self._labs[lab_id].purpose
        record = self.keeping.record(lab_id)
        return read_purpose(record.key) if record else NO_PURPOSE

    def ids_of(self, owner: str) -> list[str]:
        """All their labs, here or written."""
        here = [each.id for each in self._labs.values() if each.owner == owner]
        return list(dict.fromkeys((*here, *self.keeping.labs_of(owner))))

    def inputs_of(self, lab_id: str) -> LabInputs:
        """What was done in a lab, here or written; only for what was put off it is
        brought back. Raises Gone, Refusal."""
        known = lab_id in self._labs or lab_id in self._ended
        record = None if known else self.keeping.record(lab_id)
        if record is not None and not record.late:
            return inputs_written(record)
        hosted = self.get(lab_id)
        if hosted.put_off.waiting:
            with hosted.turn():
                self.note(hosted)
        return inputs_here(hosted)

    def _look_for(
        self, visitor: str, scenario: Scenario, purpose: Purpose, *, told: bool
    ) -> None:
        """Bring back the visitor's lab for that purpose, if it is not here, or here
        nobody opened it and it began at another worker. Raises LabOtherwise."""
        key = (scenario.name, purpose)
        here = self._labs.get(self._own.get(visitor, OrderedDict()).get(key, ""))
        if here and (here.opened or not here.outlives):
            return
        lab_id = self.keeping.find(lab_key(visitor, scenario, purpose))
        if lab_id is None or lab_id in self._ended or lab_id in self._labs:
            return
        try:
            self._brought_back(lab_id, moves=True)
        except Refusal as refusal:
            touched = isinstance(refusal, LabOtherwise) and refusal.touched
            if touched and not (told or here):
                raise
        else:
            if here:
                self.end(here, "ended.changed")
            self._own.setdefault(visitor, OrderedDict())[key] = lab_id

    def _brought_back(self, lab_id: str, *, moves: bool = False) -> HostedLab:
        """The lab as it was written; `moves`: from another worker. Raises Refusal when
        it never was, or is there."""
        record = self.keeping.wake(lab_id, moves=moves)
        if lab_id in self._labs:
            return self._labs[lab_id]
        if record is None:
            raise Refusal("error.lab_unknown")
        try:
            hosted = self._remade(lab_id, record)
        except OfAnotherProgram:
            raise self.keeping.otherwise(lab_id, record) from None
        self.keeping.took_back(hosted, record)
        self._take(hosted)
        return hosted

    def _remade(self, lab_id: str, record: LabRecord) -> HostedLab:
        scenario, purpose, head = read_head(record)
        self._make_room()
        whose = (lab_id, head.secret, record.key.owner, scenario, purpose)
        begin = beginning_of(scenario, head)
        kind = self.shared_kind if purpose.shared else HostedLab
        hosted = kind(*whose, seed=head.seed, begin=begin, **self._surroundings)
        fill(hosted, record, head)
        if self.keeping.by_another(record):
            events = sum(each.events for each in hosted.tree.branches.values())
            if not self.scheduler.run_heavy(events, replays_the_same, hosted):
                raise OfAnotherProgram
        return hosted

    def _still_so(
        self, visitor: str, scenario: Scenario, purpose: Purpose
    ) -> HostedLab | None:
        """The visitor's lab for that purpose; ended, when its scenario is another."""
        mine = self._own.get(visitor, OrderedDict())
        lab_id = mine.get((scenario.name, purpose))
        if lab_id is None:
            return None
        hosted = self._labs[lab_id]
        if hosted.scenario == scenario:
            return hosted
        self.end(hosted, "ended.changed")
        return None

    def end(self, hosted: HostedLab, key: str) -> None:
        """End a lab; those who watch, and those who come later, are told `key`. One
        that broke is looked at again after a restart."""
        if not self._forget(hosted, erase=key != BROKEN):
            return
        reason = text(key)
        self._ended[hosted.id] = reason
        while len(self._ended) > ENDED_KEPT:
            self._ended.popitem(last=False)
        hosted.end(reason)

    def _forget(self, hosted: HostedLab, *, erase: bool) -> bool:
        """It is in memory no more; whether it was."""
        if self._labs.pop(hosted.id, None) is None:
            return False
        self._awake.pop(hosted.id, None)
        self.octets_let_go += hosted.octets
        mine = self._own.get(hosted.owner, OrderedDict())
        key = (hosted.scenario.name, hosted.purpose)
        if mine.get(key) == hosted.id:
            del mine[key]
        self._forget_empty(hosted.owner)
        self.keeping.let_go(hosted, erase=erase)
        return True

    def _let_go(self, hosted: HostedLab, key: str) -> None:
        """It makes room: who asks for it again gets it, if it outlives that. What a
        class shares ends, for its parts end with it."""
        if self.keeping.has(hosted) and not hosted.purpose.shared:
            self._forget(hosted, erase=False)
            hosted.rest()
        else:
            self.end(hosted, key)

    def sweep(self) -> None:
        """End labs idle for too long; let those without acts sleep. Call it often."""
        now = self.scheduler.now()
        for hosted in list(self._labs.values()):
            if hosted.needed:
                hosted.touch()
            limit = self._limits.idle_s if hosted.opened else self._limits.unopened_s
            if now - hosted.touched > limit:
                self._let_go(hosted, "ended.idle")
            elif now - hosted.acted > self._limits.asleep_s:
                self._rest(hosted)

    def _used(self, hosted: HostedLab) -> None:
        """It is about to be awake: the one used least recently makes room. What was put
        off is done now."""
        self._awake[hosted.id] = hosted
        self._awake.move_to_end(hosted.id)
        labs = len(self._awake)
        octets = sum(each.octets for each in self._awake.values())
        for other in list(self._awake.values())[:-1]:
            enough = labs <= self._limits.awake_max
            if enough and octets <= self._limits.awake_octets_max:
                break
            labs, octets = labs - 1, octets - other.octets
            self._rest(other)
        if hosted.put_off.waiting:
            self.catch_up(hosted)

    def _rest(self, hosted: HostedLab) -> None:
        if not hosted.busy:
            self._awake.pop(hosted.id, None)
            self.octets_let_go += hosted.octets
            hosted.rest()

    def _make_room_for(self, visitor: str, address: str) -> None:
        try:
            self._make_room_at(address)
            self._make_room()
        except Refusal:
            self._forget_empty(visitor)
            raise

    def _make_room_at(self, address: str) -> None:
        theirs = [h for h in self._labs.values() if address and h.address == address]
        if len(theirs) >= self._limits.labs_address_max:
            self._end_one(theirs)

    def _make_room(self) -> None:
        if len(self._labs) < self._limits.labs_max:
            return
        self.sweep()
        if len(self._labs) >= self._limits.labs_max:
            self._end_one(self._labs.values())

    def _end_one(self, among: Iterable[HostedLab]) -> None:
        """The longest idle one that may go makes room. Raises Refusal."""
        free = [h for h in among if not h.needed]
        spare = [h for h in free if self.scheduler.now() - h.touched > self._keeps(h)]
        oldest = min(spare, key=lambda h: (h.opened, h.touched), default=None)
        if oldest is None:
            raise Refusal("error.too_many_labs")
        self._let_go(oldest, "ended.room")

    def _keeps(self, hosted: HostedLab) -> float:
        """Seconds that a lab nobody watches is kept when others need room."""
        if not hosted.opened:
            return -1
        limits = self._limits
        return limits.untouched_s if hosted.untouched else limits.spare_s

    def _end_oldest_of(self, visitor: str) -> None:
        """Their own least recently used lab that nobody watches, if any."""
        for lab_id in list(self._own[visitor].values())[:-1]:
            hosted = self._labs[lab_id]
            if not hosted.needed:
                self._let_go(hosted, "ended.many")
                return

    def _forget_empty(self, visitor: str) -> None:
        if not self._own.get(visitor, True):
            del self._own[visitor]
