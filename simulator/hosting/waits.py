"""What skipping would bring: how far the clock jumps, and what ends there.

Why it exists: the next timer that waits may be the idle limit of the very session a
pupil needs. Whoever skips is told first. It refuses to skip.
"""

from simulator.hosting.refusals import text
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import Text
from simulator.projections.shapes import Model, SkipPreview

SECOND_US = 1_000_000


def waits(lab: Lab, model: Model, to: str = "next") -> SkipPreview:
    """The soonest moment something waits for; with `to` retry, the next attempt of a
    queue, and all that ends before it. Raises LabError when nothing waits."""
    timers = lab.skipped(to)
    if not timers:
        raise LabError("error.nothing_waits")
    expires = [_told(timer.name, timer.about, model) for timer in timers]
    after_us = timers[-1].at_us - lab.world.clock.now_us
    return SkipPreview(ok=True, after_s=-(-after_us // SECOND_US), expires=expires)


def _told(name: str, about: str, model: Model) -> Text:
    conn = model.conns.get(about)
    key = f"wait.{name.replace('.', '_')}"
    if conn is None:
        return text(key)
    return text(key, client=conn.client, server=conn.server)
