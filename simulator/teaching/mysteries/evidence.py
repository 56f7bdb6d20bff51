"""What somebody who looks at a mystery's page can see of it: steps, and no more.

Why it exists: the judge may use nothing that the page does not show, so clues are found
in steps. It refuses the journal and the acts that broke the world.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from simulator.journal import facts as f
from simulator.projections.shapes import Step
from simulator.teaching.mysteries.mystery import Mystery

Seqs = frozenset[int]
AFact = TypeVar("AFact", bound=f.Fact)


@dataclass(frozen=True)
class Evidence:
    """The steps of a story, and what people say of the letter. `intended`: whom it
    was meant for; `author`: who is said to have written it; `pc`, `server`: theirs."""

    steps: tuple[Step, ...]
    subject: str
    intended: str
    author: str
    pc: str
    server: str

    @classmethod
    def of(cls, mystery: Mystery, steps: Iterable[Step]) -> "Evidence":
        """Of a mystery, of which people tell the author, the recipient, the subject."""
        plan = mystery.plan
        return cls(
            steps=tuple(steps),
            subject=plan.letter.subject,
            intended=plan.recipient.address,
            author=plan.sender.address,
            pc=plan.sender.pc,
            server=plan.sender.server,
        )

    @classmethod
    def tried(cls, steps: Iterable[Step]) -> "Evidence":
        """Of a network that somebody tries out, whatever they send there."""
        return _Tried(tuple(steps), "", "", "", "", "")

    # --- the letter ---

    @cached_property
    def composed(self) -> Seqs:
        """Where the letter was written in a mail client."""
        return self.seqs(f.MessageComposed, lambda c, _: c.subject == self.subject)

    @cached_property
    def start(self) -> int:
        """Where the story of the letter begins."""
        if self.composed:
            return min(self.composed)
        conns = {
            step.conn
            for step in self.steps
            if isinstance(step.fact, f.SmtpContentReceived)
            and self.author in step.fact.header_from
            and self.intended in step.fact.header_to
        }
        return min((s.seq for s in self.steps if s.conn and s.conn in conns), default=0)

    @cached_property
    def typed_paths(self) -> frozenset[str]:
        """The forward-paths its author gave it."""
        return frozenset(
            path
            for step in self.steps
            if step.seq in self.composed
            for path in getattr(step.fact, "forward_paths", ())
        )

    @cached_property
    def paths(self) -> frozenset[str]:
        """Whom it is meant for, was given to, or was sent on to."""
        expanded = {
            target
            for step in self.steps
            if isinstance(step.fact, f.MessageExpanded)
            for target in step.fact.targets
        }
        return self.typed_paths | {self.intended} | expanded

    @cached_property
    def trail(self) -> tuple[Step, ...]:
        """The steps since then: before, others had their mail sent."""
        return tuple(step for step in self.steps if step.seq >= self.start)

    # --- questions about steps ---

    def seqs(
        self,
        kind: type[AFact],
        so: Callable[[AFact, Step], bool] = lambda _fact, _step: True,
        steps: Iterable[Step] | None = None,
    ) -> Seqs:
        """Of the steps with a fact of that kind that is so; without `steps`, of all."""
        return frozenset(
            step.seq
            for step in (self.steps if steps is None else steps)
            if isinstance(step.fact, kind) and so(step.fact, step)
        )

    @cached_property
    def consequences(self) -> Seqs:
        """What happened to the letter: where it is refused, given up or put off."""
        return (
            self.seqs(f.SmtpReplySent, lambda fact, _: self._refuses(fact), self.trail)
            | self.seqs(f.QueueAttemptDeferred, steps=self.trail)
            | self.seqs(f.UnsentKept, steps=self.trail)
            | self.seqs(
                f.SmtpTransactionEnded,
                lambda fact, _: fact.result != "accepted",
                self.trail,
            )
            | self.seqs(
                f.MessageQueued, lambda fact, _: not fact.reverse_path, self.trail
            )
        )

    def _refuses(self, reply: f.SmtpReplySent) -> bool:
        """It is a no to RCPT for somebody the letter goes to."""
        return reply.verb == "RCPT" and reply.code >= 400 and reply.path in self.paths

    def replies(self, *reasons: str) -> dict[str, tuple[Step, ...]]:
        """The replies of the trail for one of these reasons, by who said so; those to
        RCPT only about whom the letter goes to."""
        found: dict[str, list[Step]] = {}
        for step in self.trail:
            fact = step.fact
            if not isinstance(fact, f.SmtpReplySent) or fact.reason not in reasons:
                continue
            if fact.verb != "RCPT" or fact.path in self.paths:
                found.setdefault(step.host, []).append(step)
        return {host: tuple(steps) for host, steps in found.items()}

    def commands(self, answered: Iterable[Step]) -> Seqs:
        """The commands that these replies answer."""
        found = set()
        for reply in answered:
            before = [
                step.seq
                for step in self.trail
                if step.conn == reply.conn
                and step.seq < reply.seq
                and isinstance(step.fact, f.SmtpCommandReceived)
            ]
            found.update(before[-1:])
        return frozenset(found)

    def stops(self, host: str) -> Seqs:
        """Where the machine stopped for good."""
        down: set[int] = set()
        for step in self.steps:
            if step.host == host and isinstance(step.fact, f.HostPoweredOff):
                down.add(step.seq)
            if step.host == host and isinstance(step.fact, f.HostPoweredOn):
                down.clear()
        return frozenset(down)


class _Tried(Evidence):
    """No letter is told of: every step may show something."""

    start = 0


def seqs_of(steps: Iterable[Step]) -> Seqs:
    """Their places in the journal."""
    return frozenset(step.seq for step in steps)
