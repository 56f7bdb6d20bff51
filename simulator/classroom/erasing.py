"""Erasing a class: nothing is left of it, nor of what was done in it.

It refuses to take what belongs elsewhere, too: whoever is in another class, here or
written down, keeps their labs.
"""

from simulator.classroom import blackboard
from simulator.classroom.classroom import Classroom
from simulator.classroom.office import Office


def erase(office: Office, classroom: Classroom) -> None:
    """Everything of it: its students' labs, and what its teachers copied of those. What
    it lent is given back, and every page of it is told."""
    classrooms, labs = office.classrooms, office.labs
    erased = {
        lab_id
        for visitor in classrooms.only_in(classroom)
        for lab_id in labs.erase(visitor)
    }
    for teacher in classroom.teachers:
        for lab_id in labs.ids_of(teacher):
            if labs.purpose_of(lab_id).attempt.partition(" ")[0] in erased:
                labs.erase_lab(lab_id)
    classrooms.end(classroom)
    classrooms.keep(classroom.code)
    blackboard.hand_chalk(office, classroom, None)
    classroom.open_network(None)
    classroom.play_internet(None)
    office.close(classroom)
