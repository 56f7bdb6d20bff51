"""A lesson's progress, carried from the line of a lab that is left to the new one.

Why it exists: acting knows branches, teaching knows lessons; here the one is told what
the other must keep. It refuses labs without a lesson: they have nothing to keep.
"""

from collections.abc import Callable

from simulator.acts import Act, AnswerQuestion
from simulator.hosting.branches import Branch
from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab
from simulator.lab import Lab
from simulator.teaching import STEP_QUESTION, to_keep

Keep = Callable[[Lab], None]
"""Records in a run whatever it must know of the line that is left."""


def keep_nothing(_: Lab) -> None:
    """Outside lessons."""


def keeper(content: Content, hosted: HostedLab, left: Branch) -> Keep:
    """What is reached on the line `left`. Call it in a turn, and it in the same one."""
    slug = hosted.slot[1]
    if not slug:
        return keep_nothing

    def keep(line: Lab) -> None:
        lesson = content.lesson(slug).lesson
        journal = hosted.awake(left).journal
        progress = content.progress(slug, journal, hosted.served_journal(left).model)
        for actor, act in to_keep(lesson, progress, journal, line.journal):
            line.apply(act, actor)

    return keep


def begins_a_step(act: Act) -> bool:
    """Whether a pupil turns to a step: what is solved by then stays solved."""
    return isinstance(act, AnswerQuestion) and act.question == STEP_QUESTION
