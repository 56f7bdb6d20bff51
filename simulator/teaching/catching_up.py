"""What must still be done before a demonstration may begin.

Why it exists: a step's script may go on where the script before it stopped (a session
in three scenes). A pupil may skip a scene, repeat one, jump to the last, hang up or cut
a cable in between; whoever then watches a scene must see what a pupil who skipped
nothing sees. So whatever is missing is done first, by nobody in particular (`auto`),
and never counts for a goal.

Scenes that go on from each other are one *demonstration*: it begins with a script that
opens a terminal (or has no need of one). It refuses to undo what a pupil did: messages
they delivered stay, machines they switched on stay on.
"""

from collections.abc import Sequence

from simulator.acts import (
    Act,
    AnswerQuestion,
    Close,
    Cut,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Restore,
    TypeLine,
)
from simulator.lab import Intervention, Lab
from simulator.teaching.schema import Lesson, LessonStep
from simulator.teaching.scripts import acts_of

_Terminal = (Open, TypeLine, Paste, Close)
AUTO = "auto"


def acts_due(lesson: Lesson, step: LessonStep, lab: Lab) -> list[Act]:
    """The acts that bring the lab to where the script of `step` begins, in order."""
    *earlier, own = _demonstrations(lesson, step)
    due: list[Act] = []
    for demonstration in earlier:
        acts = _acts(demonstration)
        if not _was_played(lab.interventions, acts):
            due += acts
    before = _acts(own[:-1])
    repaired = _repaired(lab)
    if due or repaired or not _stands(lab, before):
        due += before
    if due or not before:
        return [*repaired, *_hung_up(lab, [*due, *acts_of(step.script)]), *due]
    return repaired


def _demonstrations(lesson: Lesson, step: LessonStep) -> list[list[LessonStep]]:
    """The scripted steps up to `step`, those that go on from each other together."""
    found: list[list[LessonStep]] = []
    for one in lesson.steps[: lesson.steps.index(step) + 1]:
        if one.script and found and _goes_on(one):
            found[-1].append(one)
        elif one.script:
            found.append([one])
    return found


def _goes_on(step: LessonStep) -> bool:
    """Whether a script speaks before it has opened a terminal of its own."""
    used = [act for act in acts_of(step.script) if isinstance(act, _Terminal)]
    return bool(used) and not isinstance(used[0], Open)


def _acts(steps: Sequence[LessonStep]) -> list[Act]:
    return [act for step in steps for act in acts_of(step.script)]


def _was_played(done: Sequence[Intervention], acts: Sequence[Act]) -> bool:
    """Whether nobody in particular did all of `acts`, one after another."""
    by_itself = [one.act for one in done if one.actor == AUTO]
    played = [act for act in by_itself if not isinstance(act, AnswerQuestion)]
    size = len(acts)
    ends = range(size, len(played) + 1)
    return any(played[end - size : end] == list(acts) for end in ends)


def _stands(lab: Lab, acts: Sequence[Act]) -> bool:
    """Whether `acts` are the newest that used a terminal, and it can still be used."""
    used = [act for act in acts if isinstance(act, _Terminal)]
    if not used:
        return _was_played(lab.interventions, acts)
    done = [one for one in lab.interventions if isinstance(one.act, _Terminal)]
    newest = done[-len(used) :]
    terminal = lab.world.terminal("")
    return (
        [one.act for one in newest] == used
        and all(one.actor == AUTO for one in newest)
        and terminal is not None
        and terminal.usable
    )


def _hung_up(lab: Lab, acts: Sequence[Act]) -> list[Act]:
    """A terminal left open ends before another opens: it might hold a maildrop."""
    if not any(isinstance(act, Open) for act in acts):
        return []
    terminals = lab.world.terminals.items()
    return [Close(conn) for conn, terminal in terminals if terminal.usable]


def _repaired(lab: Lab) -> list[Act]:
    """Cables whole and machines on, as far as the demonstrations left them so."""
    broken: set[str] = set()
    dark = {host.id for host in lab.scenario.hosts if not host.on}
    for one in lab.interventions:
        if one.actor != AUTO:
            continue
        match one.act:
            case Cut(link=link):
                broken.add(link)
            case Restore(link=link):
                broken.discard(link)
            case PowerOff(host=host):
                dark.add(host)
            case PowerOn(host=host):
                dark.discard(host)
    hosts = lab.world.network.hosts
    cut = [name for name, host in hosts.items() if host.link.cut and name not in broken]
    whole = [Restore(name) for name in cut]
    lit = [PowerOn(h) for h, host in hosts.items() if not host.on and h not in dark]
    return [*whole, *lit]
