"""What branches are called: by where they part from the story, and by what act.

Why it exists: «Line 1» and «Line 2» say nothing, and change when one is undone. A name
is given once, by the act that makes the branch differ, and stays. It refuses to number
what can be told.
"""

from collections.abc import Sequence

from simulator.acts import ACTS, Act, AnswerQuestion
from simulator.hosting.refusals import text
from simulator.lab import Intervention
from simulator.projections.catalogue import Text

STUDENT = "student"


def root(count: int) -> Text:
    """The story itself, and each time it was begun again."""
    return text("branch.root") if count == 1 else text("branch.again", n=count)


def forked(step: int, act: Act) -> Text:
    """A branch that leaves the story after step `step`, with this act."""
    return _by("branch.from", act, n=step)


def undecided(step: int) -> Text:
    """The same, its act taken back: the next one will name it."""
    return text("branch.from.other", n=step)


def attempt(inputs: Sequence[Intervention]) -> Text:
    """A line that was folded away: by the last thing the student did in it."""
    acts = [one.act for one in reversed(inputs) if one.actor == STUDENT]
    done = next((act for act in acts if not isinstance(act, AnswerQuestion)), None)
    return text("branch.attempt.other") if done is None else _by("branch.attempt", done)


def _by(stem: str, act: Act, **params: int) -> Text:
    spec = ACTS.spec_of(act)
    return text(f"{stem}.{spec.label}", **spec.params(act), **params)
