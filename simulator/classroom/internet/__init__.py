"""A class that plays the internet: every device is a machine, and decides as it does.

Reading order: `dealing.py` (who is what), `wire.py` (what crosses whose wire),
`mistakes.py` (how a machine would be set up that decides otherwise), `decisions.py`
(what is to be decided, and what is to be said of it), `travel.py` (one letter),
`astray.py` (where a wrong decision leads), `internet.py` (all of them), `views.py` (as
a device and the projector are told), `dispatch.py` (what browsers ask).
"""

from simulator.classroom.internet.internet import ClassInternet, KeptInternet

__all__ = ["ClassInternet", "KeptInternet"]
