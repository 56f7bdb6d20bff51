"""What crosses the live link to the browser: answers to its requests, and news.

What a browser may ask is `simulator/hosting/requests.py`.
"""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.class_tasks.blackouts import (
    BlackoutBoard,
    BlackoutCase,
)
from simulator.projections.shapes.class_tasks.braids import AttemptCopied, ClassBraid
from simulator.projections.shapes.class_tasks.internet import (
    InternetBoard,
    InternetDevice,
)
from simulator.projections.shapes.class_work import (
    ClassPeek,
    ClassWork,
    PeekedNews,
    PeekNews,
    WorkNews,
)
from simulator.projections.shapes.classroom import (
    ClassDone,
    ClassEntered,
    ClassNews,
    PushNews,
    RosterNews,
    SecretMade,
    SentOut,
)
from simulator.projections.shapes.events import Served
from simulator.projections.shapes.lessons import (
    DialogueTrial,
    ExercisePage,
    LessonStanding,
)


class ServedBranch(Shape):
    """One run of the simulated world."""

    id: str
    parent: str
    after: int
    """The last event it shares with its parent."""
    kind: Literal["line", "attempt"]
    """An attempt was undone or restarted: to be looked at and forked, not continued."""
    label: Text


class Refused(Shape):
    """The answer to a request that cannot be done: nothing changed."""

    ok: bool
    """False."""
    error: Text


class Watched(Shape):
    """The answer to `watch`; `journal` messages follow."""

    ok: bool
    lab: str
    branch: str
    """Not the one asked for, when that is gone."""
    label: Text
    branches: list[ServedBranch]
    current: str
    """Where a new tab begins."""
    from_: int
    """The first event that will be sent."""
    seq: int
    """The last event so far; for who only watches, that was shown so far."""
    may_act: bool


class Placed(Shape):
    """The answer to `place`."""

    ok: bool


class Acted(Shape):
    """The answer to `act`, `play` and `ready`: all events up to `seq` were sent."""

    ok: bool
    branch: str
    """Another than the one asked for, when the act forked."""
    seq: int
    acts: int | None = None
    """How many acts a step of a lesson took, counting what was missing before it."""
    at: int | None = None
    """Of a scene: seq of the event to look at."""


class BranchChanged(Shape):
    """The answer to `undo`, `redo`, `restart` and `repeat`."""

    ok: bool
    branch: str
    """To be watched now."""


class AheadBegun(Shape):
    """The answer to `ahead`."""

    ok: bool
    number: int
    """Of the request that the page carries out next."""
    inside: str
    """The id that the lab has in the page."""
    looked_at: bool
    """As `LookedAtNews` tells."""
    lab: str | None = None
    """What remakes the lab (`hosting/keeping/kept_lab.py`); None: the page has it."""


class AheadKept(Shape):
    """The answer to `ahead_done`: what was told outlives the page."""

    ok: bool
    number: int
    """As in `AheadBegun`."""


class PermalinkMade(Shape):
    """The answer to `permalink`."""

    ok: bool
    permalink: str
    """What stands in the address after `/enlace/`."""


class SkipPreview(Shape):
    """The answer to `waits`: what the act `skip` would bring."""

    ok: bool
    after_s: int
    """Simulated seconds until then."""
    expires: list[Text]
    """All that ends or begins at that moment or before."""


class AttemptStanding(LessonStanding):
    """The answer to `attempt`."""

    ok: bool
    branch: str


class ExerciseShown(ExercisePage):
    """The answer to `exercise`."""

    ok: bool


class DialogueTold(DialogueTrial):
    """The answer to `trial`."""

    ok: bool


Answer = (
    Refused
    | Watched
    | Placed
    | Acted
    | BranchChanged
    | AheadBegun
    | AheadKept
    | PermalinkMade
    | SkipPreview
    | AttemptStanding
    | ExerciseShown
    | DialogueTold
    | ClassEntered
    | ClassDone
    | ClassWork
    | ClassPeek
    | ClassBraid
    | AttemptCopied
    | BlackoutBoard
    | BlackoutCase
    | InternetBoard
    | InternetDevice
    | SecretMade
)
"""To a request of the browser."""


class JournalNews(Shape):
    """`journal`: events of a branch, in order and without a gap. A browser that needs
    another than `from` asks again with `watch`."""

    lab: str
    branch: str
    from_: int
    events: list[Served]
    total: int
    """Events of the branch so far, these included."""
    rest: bool
    """Nothing more comes by itself."""


class BranchesNews(Shape):
    """`branches`: the tree changed. Who watches a branch that became an attempt, or is
    gone, goes to `current`."""

    lab: str
    branches: list[ServedBranch]
    current: str


class PlaceNews(Shape):
    """`place`, to who only watches: the presenter is at this step. Its events were
    sent, unless it is of another branch, which is to be watched now."""

    lab: str
    branch: str
    seq: int


class OvertakenNews(Shape):
    """`overtaken`, to a page that went ahead: the lab went on at the server, so what is
    done in it is to be asked again from now on."""

    lab: str


class LookedAtNews(Shape):
    """`looked_at`, to a page that goes ahead: whether anybody else has the lab open.
    Only then the server wants to know its `place`."""

    lab: str
    looked_at: bool


class EndedNews(Shape):
    """`ended`: the lab is over."""

    lab: str
    reason: Text


News = (
    JournalNews
    | BranchesNews
    | PlaceNews
    | OvertakenNews
    | LookedAtNews
    | EndedNews
    | ClassNews
    | PushNews
    | RosterNews
    | SentOut
    | WorkNews
    | PeekNews
    | PeekedNews
)
"""What the server says without being asked."""
