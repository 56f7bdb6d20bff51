"""A class: who is in it, what it is shown, what it is asked.

Above hosting, whose labs it shows; below the web. It refuses to keep anything about a
person but the nickname they chose, and to know sockets: it speaks through hosting's
`Rooms`.

Reading order: `codes.py`, `nicknames.py`, `ballot.py`, `classroom.py` (one class),
`classrooms.py` (those of a server), `requests.py`
(what browsers ask), `dispatch.py` (how it is answered).
"""

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.classrooms import ClassLimits, Classrooms
from simulator.classroom.dispatch import ClassDispatcher

__all__ = ["ClassDispatcher", "ClassLimits", "Classroom", "Classrooms", "Member"]
