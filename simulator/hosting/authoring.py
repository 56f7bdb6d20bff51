"""Recording a lesson in a hosted lab: its acts as moves, and drafts checked and packed.

It refuses who only watches: somebody else's lab is theirs to record.
"""

from collections.abc import Callable
from typing import TypeVar

from simulator.hosting.branches import TEACHER
from simulator.hosting.content import Content
from simulator.hosting.reading import Sight
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler
from simulator.projections.shapes.authoring import (
    AuthoringPage,
    LessonDraft,
    RecordedMoves,
)
from simulator.teaching.authoring import (
    DraftError,
    Drafting,
    authoring_page,
    moves_of,
    packed,
    path_of,
    read_draft,
    unpacked,
)

DRAFT_SIZE = 100_000
"""What a draft may cost to play a few times, in events: nobody waits for it, however
few its moves are."""

Made = TypeVar("Made")


def recorded_moves(sight: Sight, branch_id: str | None) -> RecordedMoves:
    """Everything done in a lab. Raises Refusal."""
    hosted = sight.hosted
    if not sight.whole:
        raise Refusal("error.watch_only")
    if hosted.live or any(hosted.purpose):
        raise Refusal("ui.author.wrong.lab")
    opening = len(hosted.scenario.opening)
    with hosted.turn():
        branches = hosted.tree.branches.values()
        for branch in branches:
            branch.note()
        inputs = [branch.inputs for branch in branches]
        if any(done.actor == TEACHER for each in inputs for done in each):
            raise Refusal("ui.author.wrong.blackout")
        line = path_of(sight.branch(branch_id).inputs, opening)
    return RecordedMoves(
        scenario=hosted.scenario.name,
        seed=hosted.seed,
        moves=moves_of(inputs, opening),
        line=tuple(move.id for move in line),
    )


def read_posted(body: bytes) -> LessonDraft:
    """The draft somebody posted. Raises Refusal."""
    return _refusing(lambda: read_draft(body))


def reopened(body: bytes) -> LessonDraft:
    """The draft in a file that was taken home. Raises Refusal."""
    return _refusing(lambda: unpacked(body))


def draft_page(
    content: Content, scheduler: Scheduler, draft: LessonDraft
) -> AuthoringPage:
    """What a draft is so far. Raises Refusal."""
    scenario = content.scenario(draft.scenario)
    return _refusing(
        lambda: scheduler.run_heavy(
            DRAFT_SIZE,
            authoring_page,
            draft,
            scenario,
            content.texts,
            content.course_slugs,
        )
    )


def lesson_file(
    content: Content, scheduler: Scheduler, draft: LessonDraft
) -> tuple[str, bytes]:
    """The folder of a draft as a zip file, and its name. Raises Refusal."""
    scenario = content.scenario(draft.scenario)

    def made() -> tuple[str, bytes]:
        drafting = Drafting(draft, scenario, content.texts)
        return f"{drafting.slug}.zip", packed(drafting)

    return _refusing(lambda: scheduler.run_heavy(DRAFT_SIZE, made))


def _refusing(make: Callable[[], Made]) -> Made:
    try:
        return make()
    except DraftError as error:
        raise Refusal(error.text.key, **error.text.params) from None
