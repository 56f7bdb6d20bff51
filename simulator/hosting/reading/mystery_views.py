"""How far a student is in the mystery of a hosted lab.

It refuses who only watches: what the judge says would tell them more than they see.
"""

import msgspec

from simulator.hosting.branches import Branch
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.reading.exam_views import exam_task
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal
from simulator.projections.catalogue import Text
from simulator.projections.shapes import Served
from simulator.projections.shapes.mysteries import MysteryAnswer, MysteryPage
from simulator.teaching.exams import MysteryTask
from simulator.teaching.mysteries import (
    SEED_MAX,
    Mystery,
    Standing,
    code_of,
    standing,
)


def mystery_in(content: Content, hosted: HostedLab) -> Mystery:
    """The mystery of a lab, in an exam or not. Raises Refusal."""
    key = hosted.purpose.exam
    task = exam_task(content, key) if key else None
    if isinstance(task, MysteryTask):
        return task.mystery
    return content.mystery(hosted.purpose.mystery)


def mystery_page(sight: Sight, branch_id: str | None, mystery: Mystery) -> MysteryPage:
    """On that branch; None or "": the current one. Raises Refusal."""
    hosted = sight.hosted
    if not sight.whole:
        raise Refusal("error.watch_only")
    with hosted.turn():
        _, now = standing_in(hosted, sight.branch(branch_id), mystery)
    page = _page(mystery, now)
    return _unjudged(page) if hosted.purpose.exam else page


def standing_in(
    hosted: HostedLab, branch: Branch, mystery: Mystery
) -> tuple[list[Served], Standing]:
    """The story on that branch, and what the judge says of it. Call it in a turn."""
    lab = hosted.awake(branch)
    served = hosted.served(branch, 0)
    now = hosted.scheduler.run_heavy(
        len(served), standing, mystery, served, lab.interventions
    )
    return served, now


def _unjudged(page: MysteryPage) -> MysteryPage:
    """What an exam tells before its end: what was said, and nothing about it."""
    said = page.said and msgspec.structs.replace(
        page.said,
        cause_right=False,
        machine_right=False,
        pins_right=(False, False),
        proven=False,
        lacks="other",
    )
    return msgspec.structs.replace(
        page,
        code="",
        next="",
        said=said,
        solved=False,
        judged=False,
        told=None,
        proof=None,
    )


def _page(mystery: Mystery, now: Standing) -> MysteryPage:
    return MysteryPage(
        judged=True,
        code=code_of(mystery.seed, mystery.level),
        level=mystery.level,
        story=Text(f"mystery.story.{mystery.kind.complaint}", mystery.words),
        causes=mystery.choices,
        machines=mystery.suspects,
        until=now.until,
        accusations=now.accusations,
        solved=now.solved,
        next=code_of((mystery.seed + 1) % (SEED_MAX + 1), mystery.level),
        said=_said(now),
        told=_told(mystery) if now.told else None,
        proof=now.pair if now.told else None,
    )


def _told(mystery: Mystery) -> Text:
    return Text(f"mystery.told.{mystery.kind.cause}", mystery.words)


def _said(now: Standing) -> MysteryAnswer | None:
    if now.last is None or now.verdict is None:
        return None
    return MysteryAnswer(
        cause=now.last.cause,
        machine=now.last.machine,
        pins=now.last.pins,
        cause_right=now.verdict.cause,
        machine_right=now.verdict.machine,
        pins_right=now.verdict.pins,
        proven=now.verdict.proven,
        lacks=now.verdict.lacks,
    )
