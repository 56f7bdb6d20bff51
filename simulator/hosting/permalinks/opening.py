"""A permalink opened: a lab of one's own, in which it has happened again.

It refuses what was damaged on its way, what this Cartero does not know, and, unless it
is asked for, a story that would not be the one that was seen: then whoever opens it is
told so, and reads the transcript that was kept, if any. Each opening is replayed, so
one network address may open so many a minute.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.hosting.content import Content
from simulator.hosting.hosted_lab import HostedLab, Purpose
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.lab import Lab
from simulator.scenario import Scenario
from simulator.teaching import bare
from simulator.teaching.permalinks import (
    Permalink,
    PermalinkError,
    PlayedOn,
    journal_digest,
    played_on,
    scenario_digest,
    unpack,
)

EVENTS_AN_ACT = 50
"""About so many events come of an act."""


class Landing(NamedTuple):
    """Where the page of a permalink, or of an attempt, begins: branch, event of the
    step on show, last event of the branch, and page."""

    branch: str
    at: int
    last: int
    view: str

    @classmethod
    def of(cls, hosted: HostedLab, at: int, view: str) -> "Landing":
        """At that event of the first branch, or the last one. It takes a turn."""
        with hosted.turn():
            first = next(iter(hosted.tree.branches.values()))
            last = hosted.total(first) - 1
        return cls(first.id, min(at, last), last, view)


class SavedPermalink(NamedTuple):
    """A permalink as it was opened. `tail`: what its address says after the path;
    `transcripts`: kept with it, by language."""

    tail: str
    packed: str
    transcripts: Mapping[str, str] = {}


class ReplaysOtherwise(Refusal):
    """What happens here is not what was seen when the permalink was made."""

    def __init__(self, key: str, permalink: Permalink, saved: SavedPermalink) -> None:
        super().__init__(key)
        self.permalink = permalink
        self.saved = saved


class _Replay:
    """The world of a permalink, and a run of it."""

    def __init__(self, permalink: Permalink, scenario: Scenario) -> None:
        self.permalink = permalink
        self.whole = scenario
        self.scenario = scenario if permalink.opened else bare(scenario)
        self.played: PlayedOn | None = self.play()
        self.differs = self._differs(self.played)

    def play(self) -> PlayedOn:
        """Once more."""
        lab = Lab(self.scenario, self.permalink.seed)
        lab.open()
        lab.settle()
        return played_on(lab, self.permalink.line)

    def begin(self) -> Lab:
        """What a hosted lab begins with: the first time, the run there is."""
        played, self.played = self.played, None
        return (played or self.play()).lab

    def _differs(self, played: PlayedOn) -> str:
        """Why it is another story, as a key of the catalogue; "": it is the same."""
        seen, journal = self.permalink, played.lab.journal
        same = journal_digest(journal, seen.at) == seen.journal
        if same and seen.at < len(journal) and played.stopped is None:
            return ""
        changed = scenario_digest(self.whole) != seen.world
        return (
            "permalink.scenario_changed" if changed else "permalink.replays_otherwise"
        )


def open_permalink(
    content: Content,
    labs: Labs,
    saved: SavedPermalink,
    *,
    visitor: str,
    address: str = "",
    otherwise: bool = False,
) -> tuple[HostedLab, Landing]:
    """The visitor's lab of that permalink, and where its page begins. `otherwise`: they
    know that it is another story. Raises Refusal, ReplaysOtherwise."""
    link = _read(saved.packed)
    content.refresh()
    scenario = content.scenarios.get(link.scenario)
    if scenario is None:
        raise Refusal("permalink.unknown_scenario", name=link.scenario)
    labs.admit_replay(address)
    make: Callable[[Permalink, Scenario], _Replay] = _Replay
    size = (len(link.line) + 1) * EVENTS_AN_ACT
    replay = labs.scheduler.run_heavy(size, make, link, scenario)
    if replay.differs and not otherwise:
        raise ReplaysOtherwise(replay.differs, link, saved)
    purpose = Purpose(permalink=saved.tail)
    hosted = labs.own(
        visitor,
        replay.scenario,
        link.seed,
        purpose,
        address=address,
        begin=replay.begin,
    )
    return hosted, Landing.of(hosted, link.at, link.view)


def _read(packed: str) -> Permalink:
    try:
        return unpack(packed)
    except PermalinkError as error:
        raise Refusal(error.key, **error.params) from None
