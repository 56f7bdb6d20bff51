"""What a browser may ask over the live link, as strict shapes.

`simulator/projections/shapes/messages.py` has the answers. Unknown extra fields are
ignored (an older server may meet a newer page); wrong types and texts that are too long
are refused with their place.
"""

from collections.abc import Callable
from typing import Annotated, Literal, NamedTuple, TypeVar

import msgspec

from simulator.hosting.refusals import Refusal
from simulator.projections.shapes import Answer
from simulator.projections.shapes.base import Json, Shape

Asked = TypeVar("Asked", bound=msgspec.Struct)

Name = Annotated[str, msgspec.Meta(max_length=64)]
Words = Annotated[str, msgspec.Meta(max_length=998)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=2**31)]

ActFields = dict[str, Json]
"""`act` is the act's name, the rest are its fields: `simulator/acts/`."""


class Caller(NamedTuple):
    """Who asks: a connected browser, and the visitor it says it is, if it does. `late`:
    they asked before, and may; somebody has a turn of their lab."""

    browser: str
    visitor: str | None
    late: bool = False


def decoding(
    shape: type[Asked], handle: Callable[[Asked, Caller], Answer]
) -> Callable[[object, Caller], Answer]:
    """`handle`, given the request that `data` describes; Refusal for any other."""

    def decoded(data: object, caller: Caller) -> Answer:
        try:
            request = msgspec.convert(data, shape)
        except msgspec.ValidationError as error:
            raise Refusal("error.message", reason=str(error)) from None
        return handle(request, caller)

    return decoded


class BranchRequest(Shape):
    """`undo`, `redo`, `restart`, answered with `BranchChanged`; and what every request
    says: which lab and branch, and by what right.

    Undo takes back the student's last act, never past an answer to a question; the line
    it leaves becomes an attempt.
    """

    lab: Name
    branch: Name = ""
    """"" for the current one."""
    secret: Name = ""
    """Of an acting link; a visitor's own cookie is as good."""
    id: Name = ""
    """Makes a request idempotent: a doubled one is answered, refusals too, but not done
    again."""


class WatchRequest(BranchRequest):
    """`watch`, answered with `Watched`: show me this branch. Asking again is harmless;
    a tab watches one branch at a time."""

    from_: Seq = 0
    """The first event I do not have."""
    follows: bool = False
    """Show me what the presenter shows, although I might act: a teacher's page while a
    student is at the blackboard."""


class PlaceRequest(BranchRequest, kw_only=True):
    """`place`, answered with `Placed`: I am at this step of the branch. Who only
    watches is shown events as far as that, and no further."""

    seq: Seq
    """Of the step on show."""
    until: Seq
    """The last event that counts in the world on show; at the newest step it may be
    later than that step."""
    landing: bool = False
    """The page has just been opened: it counts only while nobody was anywhere."""


class ActRequest(BranchRequest, kw_only=True):
    """`act`, answered with `Acted`: intervene."""

    act: ActFields
    after: Seq | None = None
    """Only after a deliberate step back: the last event on show, where it forks."""


class PlayRequest(BranchRequest):
    """`play`, answered with `Acted`: let it happen by itself, which never counts for a
    goal: the script of a lesson's step, an experiment, a scene, or without any of them
    the scenario's demonstration. What a script needs and was skipped, undone or timed
    out is done first.

    `ready`, answered with `Acted`: do only what such a script needs first, so that the
    page can show the script itself from its beginning.
    """

    lesson: Name = ""
    step: Name = ""
    solution: bool = False
    """Of a step that is a typed task: its solution, to be watched."""
    experiment: Name = ""
    scene: Name = ""


class RepeatRequest(BranchRequest, kw_only=True):
    """`repeat`, answered with `BranchChanged`: the world as it was when the step of the
    lab's lesson began. What was solved and predicted is kept; the line left becomes an
    attempt."""

    step: Name


class WaitsRequest(BranchRequest):
    """`waits`, answered with `SkipPreview`."""

    to: Literal["next", "retry"] = "next"
    """The next timer that waits, or the next attempt of a queue."""


class AheadRequest(BranchRequest, kw_only=True):
    """`ahead`, answered with `AheadBegun`: this page carries out itself what is done in
    the lab, and tells it. Another page that did so does no more. The same page, on a
    new connection, goes on."""

    page: Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
    """Made up by the page."""


class DoneAhead(Shape):
    """A request that a page carried out itself."""

    name: Literal["act", "play", "ready", "undo", "redo", "restart", "repeat"]
    asked: ActFields
    """As it would be asked."""


class AheadDoneRequest(AheadRequest, kw_only=True):
    """`ahead_done`, answered with `AheadKept`: the page did that, in this order. Asking
    again is harmless."""

    number: Seq
    """Of the first of them, as `AheadBegun` counts."""
    done: Annotated[list[DoneAhead], msgspec.Meta(max_length=64)]


class PermalinkRequest(BranchRequest, kw_only=True):
    """`permalink`, answered with `PermalinkMade`: the step on show as an address, which
    anybody opens in a lab of their own."""

    seq: Seq
    """Of the step on show."""
    until: Seq
    """As in `place`."""
    view: Annotated[str, msgspec.Meta(pattern=r"^[\w/.-]*$", max_length=48)] = ""
    """The page on show."""


class ExerciseRequest(BranchRequest, kw_only=True):
    """`exercise`, answered with `ExerciseShown`: lines of a step's solution to put in
    order, or with gaps. The same `tries` brings the same exercise."""

    lesson: Name
    step: Name
    level: Literal["order", "fill"]
    tries: Annotated[int, msgspec.Meta(ge=0, le=999)] = 0


class TrialRequest(ExerciseRequest, kw_only=True):
    """`trial`, answered with `DialogueTold`: what comes of that exercise done so. It
    happens in a world of its own, as the step begins; the lab stays as it is."""

    placed: Annotated[list[Seq], msgspec.Meta(max_length=64)] = []
    """The lines chosen, in order, by their place in the exercise."""
    filled: Annotated[list[Words], msgspec.Meta(max_length=16)] = []
    """The words of the gaps."""


class AttemptRequest(BranchRequest, kw_only=True):
    """`attempt`, answered with `AttemptStanding`: how far is the learner?"""

    lesson: Name
    lang: Name = ""
    seen: Seq | None = None
    """The newest event that was on show; without it all of them count."""


def lab_of(data: object) -> str:
    """The lab that a request is about, before it is known to be one; "" for none."""
    return str(data.get("lab")) if isinstance(data, dict) else ""
