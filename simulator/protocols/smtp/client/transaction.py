"""One mail transaction as its client sees it: which paths fared how, and the sum.

A recipient is judged by its own RCPT; those that were accepted share the fate of the
content. It refuses octets and order: those belong to the engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.journal.facts import SmtpTransactionEnded
from simulator.protocols.smtp.codes import REASONS
from simulator.protocols.smtp.questions import Outcome, Transaction

Fate = tuple[str, int, str]
"""`(path, code, text)`."""

TOO_MANY_RECIPIENTS = 552
"""RFC 5321 §4.5.3.1.10: old servers say 552 to a RCPT where 452 is meant."""

FULL = REASONS["over_quota"].enhanced
"""An enhanced code leaves no doubt: this 552 is a full mailbox (RFC 3463 §3.3)."""


@dataclass(slots=True)
class Running:
    """A transaction under way: `waiting` paths have no answer yet."""

    transaction: Transaction
    waiting: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    refused: list[Fate] = field(default_factory=list)
    deferred: list[Fate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.waiting = list(self.transaction.forward_paths)

    def judge(self, code: int, text: str) -> None:
        """The first waiting path got this answer to its RCPT."""
        path = self.waiting.pop(0)
        if code // 100 == 2:
            self.accepted.append(path)
        elif code // 100 == 5 and (
            code != TOO_MANY_RECIPIENTS or text.startswith(FULL)
        ):
            self.refused.append((path, code, text))
        else:
            self.deferred.append((path, code, text))

    def end(self, result: str, code: int, text: str) -> Outcome:
        """All is over: `result` befalls the paths accepted or still waiting.

        With none of those, the sum follows from the refused and the deferred.
        """
        rest = [(path, code, text) for path in (*self.accepted, *self.waiting)]
        if not rest:
            result = "deferred" if self.deferred else "refused"
        accepted = rest if result == "accepted" else []
        refused = [*self.refused, *(rest if result == "refused" else [])]
        later = [*self.deferred, *(rest if result in ("deferred", "lost") else [])]
        if result == "refused" and self.deferred:
            result = "deferred"
        return Outcome(
            result, code, text, tuple(accepted), tuple(refused), tuple(later)
        )


def ended_fact(reverse_path: str, outcome: Outcome) -> SmtpTransactionEnded:
    """The fact for `outcome`."""
    return SmtpTransactionEnded(
        result=outcome.result,
        code=outcome.code,
        reverse_path=reverse_path,
        accepted=_paths(outcome.accepted),
        refused=_paths(outcome.refused),
        deferred=_paths(outcome.deferred),
    )


def _paths(fates: Iterable[Fate]) -> tuple[str, ...]:
    return tuple(path for path, _, _ in fates)
