"""A class: who is in it, what it is shown, what it is asked.

Above hosting, whose labs it shows; below the web. It refuses to keep anything about a
person but the nickname they chose, and to know sockets: it speaks through hosting's
`Rooms`.

Reading order: `codes.py`, `nicknames.py`, `ballot.py`, `classroom.py` (one class),
`telling.py` (as it is told), `classrooms.py` (those of a server), `requests.py` (what
browsers ask), `office.py` (who may, how it is told), `blackboard.py` (whose lab is on
show), `dispatch.py` (how it is answered), `pushing.py` (what a teacher puts on
students' pages); what everybody is doing: `typed_lines.py`, `work.py`,
`work_dispatch.py`, `peek.py`. What the class typed, as one tree: `braids/`, with an
attempt on show: `attempt_copy.py`. One fault for everybody: `blackout.py`,
`blackouts.py`. One world for all: `network/`; everybody a machine: `internet/`. The
end: `erasing.py`.
"""

from simulator.classroom.blackouts.answers import BlackoutAnswers
from simulator.classroom.braids.braiding import BraidAnswers
from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.classrooms import ClassLimits, Classrooms
from simulator.classroom.dispatch import ClassDispatcher
from simulator.classroom.internet.dispatch import InternetAnswers
from simulator.classroom.network.dispatch import NetworkDispatcher
from simulator.classroom.office import ClassAnswers, Office
from simulator.classroom.peek import PeekAnswers
from simulator.classroom.pushing import Pushing
from simulator.classroom.work_dispatch import WorkAnswers

__all__ = ["ClassLimits", "Classroom", "Classrooms", "Member", "Office", "answers_of"]


def answers_of(office: Office) -> tuple[ClassAnswers, ...]:
    """Those who answer everything that browsers ask of classes."""
    return (
        ClassDispatcher(office),
        Pushing(office),
        WorkAnswers(office),
        PeekAnswers(office),
        BraidAnswers(office),
        BlackoutAnswers(office),
        NetworkDispatcher(office),
        InternetAnswers(office),
    )
