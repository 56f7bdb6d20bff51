"""What branches are called: by where they part from the story, and by what act.

Why it exists: «Line 1» and «Line 2» say nothing, and change when one is undone. A name
is given once, by the act that makes the branch differ, and stays. It refuses to number
what can be told.
"""

from collections.abc import Sequence

from simulator.acts import AnswerQuestion, AnyAct, Open, Paste, TypeLine, name_of
from simulator.hosting.refusals import Text, text
from simulator.lab import Intervention

WORDS_MAX = 24
STUDENT = "student"

OF_HOST = (
    *("collect", "cut", "power_off", "power_on", "restore", "send"),
    *("break", "crash", "freeze", "lose", "restart", "service_off", "slow"),
)
BARE = ("close", "drop", "fill", "reset", "skip")


def root(count: int) -> Text:
    """The story itself, and each time it was begun again."""
    return text("branch.root") if count == 1 else text("branch.again", n=count)


def forked(step: int, act: AnyAct) -> Text:
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


def _by(stem: str, act: AnyAct, **params: int) -> Text:
    name = name_of(act)
    if isinstance(act, TypeLine | Paste):
        return text(f"{stem}.line", words=_words(act.text), **params)
    if isinstance(act, Open):
        words = _words(f"telnet {act.target} {act.port}")
        return text(f"{stem}.line", words=words, **params)
    if name in OF_HOST:
        host = getattr(act, "host", "") or getattr(act, "link", "")
        return text(f"{stem}.{name}", host=host, **params)
    return text(f"{stem}.{name if name in BARE else 'other'}", **params)


def _words(typed: str) -> str:
    """One line of it, short enough for a tab."""
    first = " ".join(typed.split("\n", 1)[0].split()) or "↵"
    return first if len(first) <= WORDS_MAX else f"{first[: WORDS_MAX - 1]}…"
