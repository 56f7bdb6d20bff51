"""What is not told of a world whose faults somebody is to find out.

Why it exists: in a mystery the cut cable, the full disk and the frozen program are the
answer. Their events keep their place in the journal, and say no more than that somebody
did something. It refuses to hide what comes of a fault: that is the evidence.
"""

from simulator.journal import Event, Journal
from simulator.journal import facts as f

HIDDEN = frozenset(
    (
        f.LabIntervened,
        f.LinkCut,
        f.LinkRestored,
        f.LinkSlowed,
        f.LinkMadeLossy,
        f.HostFrozen,
        f.HostThawed,
        f.ServiceStopped,
        f.ServiceStarted,
        f.HostFaultBegan,
        f.HostFaultEnded,
        f.MailboxFilled,
        f.MailboxEased,
    )
)
"""Kinds of facts that say what is broken. A machine that is off is seen to be off."""

SOMETHING = f.LabIntervened(actor="auto", act="something")


TAUGHT = frozenset(("cut", "restore", "service_off", "service_on", "break", "repair"))
"""Acts by which a teacher breaks the networks of a class, and mends them: the fact that
follows says what is broken."""


def concealed_journal(journal: Journal, *, everything: bool) -> Journal:
    """The journal as whoever must find out may read it; see `Concealer`."""
    told = Journal()
    told.base, told.streams = journal.base, journal.streams
    told.events = list(map(Concealer(everything).told, journal.events))
    return told


class Concealer:
    """Reads events in order. `everything`: hide all faults; else those alone that a
    teacher brings about, which the class is to find out."""

    def __init__(self, everything: bool) -> None:
        self._everything = everything
        self._taught = False
        """The teacher just did something that is hidden."""

    def told(self, event: Event) -> Event:
        """The event as it is served."""
        fact = event.fact
        if isinstance(fact, f.LabIntervened):
            self._taught = fact.actor == "teacher" and fact.act in TAUGHT
            hidden = self._taught or (self._everything and fact.actor == "auto")
        else:
            hidden = type(fact) in HIDDEN and (self._everything or self._taught)
            self._taught = False
        return _hidden(event) if hidden else event


def _hidden(event: Event) -> Event:
    return Event(
        seq=event.seq,
        at_us=event.at_us,
        host="",
        conn=event.conn,
        cause=event.cause,
        fact=SOMETHING,
    )
