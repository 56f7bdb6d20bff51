"""Drills as their page has them.

It refuses to keep anything: a question is made again from its kind, seed and language.
"""

from simulator.hosting.content import Content
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes.drills import (
    DrillAnswer,
    DrillLine,
    DrillOutcome,
    DrillPage,
)
from simulator.projections.shapes.lessons import TriedReply
from simulator.teaching.drills import (
    DRILL_KINDS,
    DRILL_SEED_MAX,
    Drill,
    Played,
    drill_of,
    told,
)
from simulator.teaching.library import citation

ABOUT = {
    "next-command": ("5321#4.1.4", "1939#3"),
    "which-code": ("5321#4.2.1", "5321#4.3.2"),
    "blank-line": ("5322#2.1", "5322#2.2"),
}
"""Sections that each kind of question is about."""


def drill_page(content: Content, kind: str, seed: int, lang: str) -> DrillPage:
    """The question. Raises Refusal."""
    drill = _drill(content, kind, seed, lang)
    lines = tuple(DrillLine(who=who, text=text) for who, text in drill.lines)
    return DrillPage(kind=drill.kind, seed=seed, lines=lines, options=drill.options)


def drill_answer(content: Content, kind: str, seed: int, lang: str) -> DrillAnswer:
    """What is right, and what comes of each option. Raises Refusal."""
    drill = _drill(content, kind, seed, lang)
    outcomes = tuple(map(_outcome, told(content.scenarios, drill)))
    about = tuple(map(citation, ABOUT[drill.kind]))
    return DrillAnswer(right=drill.right, outcomes=outcomes, rfc=about)


def _drill(content: Content, kind: str, seed: int, lang: str) -> Drill:
    if kind not in DRILL_KINDS or not 0 <= seed <= DRILL_SEED_MAX:
        raise Refusal("error.page")
    return drill_of(content.scenarios, kind, seed, content.texts[lang])


def _outcome(played: Played) -> DrillOutcome:
    beats = [(event.beat, event.why) for event in played.steps if event.beat]
    replies = tuple(
        TriedReply(mark=beat.mark, lines=(beat.head + beat.text, *beat.more), why=why)
        for beat, why in beats
        if beat.shape == "reply" and beat.from_ == beat.server
    )
    places = dict.fromkeys(place for beat, _ in beats for place in beat.rfc)
    cited = tuple(map(citation, places))
    return DrillOutcome(said=played.line, replies=replies, rfc=cited)
