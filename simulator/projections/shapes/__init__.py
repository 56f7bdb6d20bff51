"""The contract: everything that is served, as types.

`make contract` writes the browser's types and `simulator/CONTRACT.md` from it.
"""

from simulator.projections.shapes.base import Json, Shape
from simulator.projections.shapes.events import Beat, Served, Step
from simulator.projections.shapes.letters import (
    BodyPart,
    Crossing,
    Draft,
    HeaderField,
    ListedMessage,
    OpenMessage,
    ReportField,
    Stop,
    TravelledMessage,
)
from simulator.projections.shapes.model import Model
from simulator.projections.shapes.recorded import Change, Node

__all__ = [
    "Beat",
    "BodyPart",
    "Change",
    "Crossing",
    "Draft",
    "HeaderField",
    "Json",
    "ListedMessage",
    "Model",
    "Node",
    "OpenMessage",
    "ReportField",
    "Served",
    "Shape",
    "Step",
    "Stop",
    "TravelledMessage",
]
