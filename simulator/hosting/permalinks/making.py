"""The permalink of a moment that is on show.

It refuses labs whose story must not go on elsewhere: an exam, a mystery that has not
been solved, and a live lab, which nobody can play again.
"""

from typing import NamedTuple

from simulator.hosting.branches import AUTO, TEACHER
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.permalinks.lines import line_of
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal
from simulator.scenario import Scenario
from simulator.teaching.permalinks import (
    LINE_ACTS_MAX,
    Permalink,
    PermalinkError,
    journal_digest,
    pack,
    scenario_digest,
)


class Shown(NamedTuple):
    """`at`: the event of the step on show; `until`: the last that counts in the world
    beside it; `view`: the page."""

    at: int
    until: int
    view: str


def permalink_of(
    sight: Sight, branch_id: str | None, shown: Shown, content: Content
) -> Permalink:
    """What was done in a lab up to the step on show, as far as `sight` goes. Raises
    Refusal. Call it in a turn."""
    hosted = sight.hosted
    scenario = _scenario(hosted, content)
    branch = sight.branch(branch_id)
    journal, last = hosted.awake(branch).journal, sight.total(branch) - 1
    branch.note()
    if any(done.actor == TEACHER for done in branch.inputs):
        raise Refusal("permalink.of_blackout")
    at, until = min(shown.at, last), min(max(shown.at, shown.until), last)
    opened = hosted.scenario.opening == scenario.opening
    acts = scenario.opening_acts() if opened else []
    line = line_of([(True, AUTO, act) for act in acts], branch.inputs)
    kept = tuple(done for after, done in line if after < until)
    if len(kept) > LINE_ACTS_MAX:
        raise Refusal("permalink.session_too_long")
    return Permalink(
        scenario=scenario.name,
        seed=hosted.seed,
        opened=opened,
        line=kept,
        at=at,
        view=shown.view,
        journal=journal_digest(journal, at),
        world=scenario_digest(scenario),
    )


def packed_permalink(
    sight: Sight, branch_id: str | None, shown: Shown, content: Content
) -> str:
    """The same as the characters of an address. Raises Refusal. Call it in a turn."""
    try:
        return pack(permalink_of(sight, branch_id, shown, content))
    except PermalinkError as error:
        raise Refusal(error.key, **error.params) from None


def _scenario(hosted: HostedLab, content: Content) -> Scenario:
    """The scenario as everybody has it."""
    if hosted.purpose.exam:
        raise Refusal("permalink.of_exam")
    if hosted.scenario.conceals:
        raise Refusal("permalink.of_mystery")
    if hosted.live:
        raise Refusal("permalink.of_live")
    scenario = content.scenarios.get(hosted.scenario.name)
    if scenario is None:
        raise Refusal("permalink.unknown_scenario", name=hosted.scenario.name)
    return scenario
