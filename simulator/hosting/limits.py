"""The bounds one process of hosted labs keeps: numbers, times, sizes.

Times are seconds of the real clock, not of the simulated one; sizes are octets.
"""

import msgspec

from simulator.hosting.refusals import text
from simulator.lab import Lab
from simulator.projections.catalogue import Text

HOUR_S = 3600


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one server process. Reaching one is always said, never silent."""

    labs_max: int = 2000
    """Labs at once. When full the longest idle one that may go makes room."""

    labs_address_max: int = 1000
    """Labs that were asked for from one address: a school behind one router, but not
    all there are. Then its own longest idle one makes room."""

    permalinks_per_minute: int = 300
    """Moments that those at one network address open: each is replayed. A class behind
    one router opens one at once, more than once."""

    letters_per_minute: int = 300
    """Messages from outside that those at one network address have looked at."""

    station_waiting_max: int = 4
    """What one visitor asks there and waits for; further acts are refused at once."""

    station_acts_per_minute: int = 240
    """Acts of one visitor in a world that many share: quicker than anybody types."""

    station_events_per_minute: int = 1_500
    """Events that acts of one visitor make there: of some ten messages, with all their
    servers do. Who makes more at once waits the longer."""

    station_part: int = 5
    """Acts of one visitor make, and write, no more than this part of what such a world
    may have: the fifth. In a class nobody gets there, and nobody fills it alone."""

    station_paste_lines_max: int = 100
    """Lines that one visitor sends there at once."""

    letters_held_max: int = 200
    """Messages of a world that many share that wait for whoever teaches."""

    letters_held_each_max: int = 5
    """Of them, messages of one visitor."""

    station_letters_per_minute: int = 10
    """Messages one visitor sends there."""

    labs_each_max: int = 14
    """Labs of one visitor: the free one and one for each lesson opened."""

    labs_kept_each_max: int = 300
    """Labs of one visitor that outlive the process; the least recently used is
    forgotten first. Every lesson and experiment there is, and as many besides."""

    actors_max: int = 600
    """Visitors who may act in one lab: a class that shares one."""

    idle_s: int = 12 * HOUR_S
    """A lab nobody watches ends after this: a break or a night, not a week."""

    unopened_s: int = HOUR_S // 2
    """A lab whose page never connected (a crawler's visit) ends after this."""

    spare_s: int = 3 * HOUR_S
    """When the server is full, a lab idle for longer than this may make room."""

    untouched_s: int = 300
    """When the server is full, a lab in which nobody did anything, idle for longer than
    this, may make room: who comes back gets the same one."""

    asleep_s: int = 120
    """A lab in which nobody acts for this long keeps its inputs and drops the rest."""

    awake_max: int = 300
    """Labs that hold their run at once (some 0.4 MB each, narrated); the one used least
    recently sleeps first. Waking up takes some 15 ms for a lesson."""

    events_max: int = 20_000
    """Events of one branch; further acts there are refused."""

    shared_events_max: int = 40_000
    """Events of a world that many share: some four hundred messages."""

    branch_octets_max: int = 32_000_000
    """Octets of one branch, in its streams and mailboxes; further acts there are
    refused. So much keep all branches of a lab that nobody works on, too."""

    asked_octets_max: int = 2_000_000
    """Octets of what was done in one branch, as it is written; further acts there are
    refused. A hundred long pastes, or more lines than anybody types in a day: so one
    visitor does not fill the disk."""

    shared_asked_octets_max: int = 10_000_000
    """The same of a world that many share."""

    awake_octets_max: int = 320_000_000
    """Octets that the labs keep together; the one used least recently sleeps first."""

    branches_max: int = 24
    """Branches of one lab; the oldest attempt is forgotten first."""

    acts_waiting_max: int = 64
    """Acts queued for one lab; further ones are refused at once."""

    answers_kept: int = 256
    """Answers remembered per lab, so that a doubled act is not done twice."""

    message_octets_max: int = 128 * 1024
    """One message from a browser."""

    events_per_message: int = 100
    """Events in one `journal` message."""

    octets_max: int = 64 * 1024
    """Octets of a stream in one answer."""

    def reached_by(
        self, run: Lab, events_max: int, asked_octets_max: int
    ) -> Text | None:
        """Which bound of a branch that run has reached, in words; `events_max`,
        `asked_octets_max`: as many as it may have. It is played all the same."""
        if len(run.journal) >= events_max:
            return text("error.branch_full", limit=events_max)
        if run.octets_kept >= self.branch_octets_max:
            return text("error.branch_heavy", n=self.branch_octets_max // 1_000_000)
        if run.octets_asked >= asked_octets_max:
            return text("error.branch_written", n=asked_octets_max // 1_000)
        return None
