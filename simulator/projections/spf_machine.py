"""SPF as a machine: which records are open, which term each is at, what is used up.

A fold over the facts of one check. It refuses to judge: what matched is in the facts.
"""

from simulator.journal import Fact
from simulator.journal.facts import (
    SpfCheckBegun,
    SpfDomainEntered,
    SpfDomainLeft,
    SpfLookupCounted,
    SpfRecordSelected,
    SpfTermEvaluated,
    SpfVoidLookupCounted,
)
from simulator.projections.shapes.sender_checks import (
    Entered,
    SpfFrame,
    SpfMoment,
    SpfRow,
)


class _Open:
    """A domain that is being evaluated."""

    def __init__(self, domain: str, how: Entered) -> None:
        self.domain = domain
        self.how: Entered = how
        self.row = -1
        self.place = (0, 0)
        self.matched: bool | None = None

    def frame(self) -> SpfFrame:
        start, end = self.place
        return SpfFrame(
            domain=self.domain,
            how=self.how,
            row=self.row,
            start=start,
            end=end,
            matched=self.matched,
        )


class SpfMachine:
    """`rows`: every record so far, in the order they were found."""

    def __init__(self) -> None:
        self.rows: list[SpfRow] = []
        self._open: list[_Open] = []
        self._lookups = self._void_lookups = 0

    @property
    def moment(self) -> SpfMoment:
        """As it stands after the last fact."""
        return SpfMoment(
            frames=tuple(each.frame() for each in self._open),
            lookups=self._lookups,
            void_lookups=self._void_lookups,
        )

    def fold(self, fact: Fact) -> None:
        """What a fact changes."""
        match fact:
            case SpfCheckBegun(domain=domain):
                self._open.append(_Open(domain, ""))
            case SpfDomainEntered(how=how, target=target):
                self._open.append(
                    _Open(target, "redirect" if how == "redirect" else "include")
                )
            case SpfDomainLeft():
                self._open.pop()
            case SpfRecordSelected(result="found"):
                self._put(fact)
            case SpfLookupCounted(term=term, count=count):
                self._lookups = count
                self._look_at(term)
            case SpfVoidLookupCounted(count=count):
                self._void_lookups = count
            case SpfTermEvaluated(start=start, end=end, matched=matched):
                self._open[-1].place = start, end
                self._open[-1].matched = matched

    def _put(self, fact: SpfRecordSelected) -> None:
        """A record, whole or with what is wrong in it."""
        here = self._open[-1]
        here.row = len(self.rows)
        spans = fact.spans
        if fact.problem:
            here.place = fact.error_start, fact.error_end
            spans = ((fact.error_start, fact.error_end, "error"),)
        self.rows.append(SpfRow(domain=fact.domain, record=fact.octets, spans=spans))

    def _look_at(self, term: str) -> None:
        """The next of that text: it asks DNS before it is known to match."""
        here = self._open[-1]
        if here.row < 0:
            return
        row = self.rows[here.row]
        for start, end, _ in row.spans:
            if start >= here.place[1] and row.record[start:end] == term:
                here.place, here.matched = (start, end), None
                return
