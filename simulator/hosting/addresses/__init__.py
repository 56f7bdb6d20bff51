"""What every address of Cartero answers, whoever carries the question.

Reading order: `asked.py` (a question, and what an answer may be), `doors.py` (pages:
which lab each opens), `data.py` (texts, lessons, drills, exams), `of_a_lab.py` (what is
read of one lab), `routes.py` (all of them; finding the right one without a web server).
"""

from simulator.hosting.addresses.asked import Answered, Asked, StreamPart
from simulator.hosting.addresses.boot import boot_of
from simulator.hosting.addresses.doors import ALIASES, Doors, Moved, Opened, Visitor
from simulator.hosting.addresses.routes import Hosting, Route, Router, data_routes

__all__ = [
    "ALIASES",
    "Answered",
    "Asked",
    "Doors",
    "Hosting",
    "Moved",
    "Opened",
    "Route",
    "Router",
    "StreamPart",
    "Visitor",
    "boot_of",
    "data_routes",
]
