"""How far a student is in the mystery of a hosted lab.

It refuses who only watches: what the judge says would tell them more than they see.
"""

from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal
from simulator.projections.catalogue import Text
from simulator.projections.shapes.mysteries import MysteryAnswer, MysteryPage
from simulator.teaching.mysteries import (
    SEED_MAX,
    Mystery,
    Standing,
    code_of,
    standing,
)


def mystery_page(sight: Sight, branch_id: str | None, mystery: Mystery) -> MysteryPage:
    """On that branch; None or "": the current one. Raises Refusal."""
    hosted = sight.hosted
    if not sight.whole:
        raise Refusal("error.watch_only")
    with hosted.turn():
        branch = sight.branch(branch_id)
        lab = hosted.awake(branch)
        served = hosted.served(branch, 0)
        now = hosted.scheduler.run_heavy(
            len(served), standing, mystery, served, lab.interventions
        )
    return _page(mystery, now)


def _page(mystery: Mystery, now: Standing) -> MysteryPage:
    return MysteryPage(
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
    )
