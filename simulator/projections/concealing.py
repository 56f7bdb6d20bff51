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


def concealed_journal(journal: Journal) -> Journal:
    """The journal as whoever must find out may read it."""
    told = Journal()
    told.base, told.streams = journal.base, journal.streams
    told.events = [concealed(event) for event in journal.events]
    return told


def concealed(event: Event) -> Event:
    """The event as it is served where faults are hidden."""
    fact = event.fact
    if type(fact) not in HIDDEN or (
        isinstance(fact, f.LabIntervened) and fact.actor != "auto"
    ):
        return event
    return Event(
        seq=event.seq,
        at_us=event.at_us,
        host="",
        conn=event.conn,
        cause=event.cause,
        fact=SOMETHING,
    )
