"""The contract: everything that is served, as types.

`make contract` writes the browser's types and `simulator/CONTRACT.md` from it.
"""

from simulator.projections.shapes.base import Json, Shape
from simulator.projections.shapes.events import Beat, Served, Step
from simulator.projections.shapes.letters import (
    BodyPart,
    Conversations,
    Crossing,
    Draft,
    HeaderField,
    ListedMessage,
    MessageList,
    OpenMessage,
    ReportField,
    Stop,
    TravelledMessage,
)
from simulator.projections.shapes.messages import (
    Acted,
    Answer,
    AttemptStanding,
    BranchChanged,
    BranchesNews,
    EndedNews,
    JournalNews,
    News,
    Placed,
    PlaceNews,
    Refused,
    ServedBranch,
    SkipPreview,
    Watched,
)
from simulator.projections.shapes.model import Model
from simulator.projections.shapes.pages import (
    Boot,
    FailedRequest,
    Health,
    Machine,
    Machines,
    OfferedLanguage,
    ScenarioCard,
    ToldError,
    VerbHelp,
)
from simulator.projections.shapes.recorded import Change, Node

__all__ = [
    "Acted",
    "Answer",
    "AttemptStanding",
    "Beat",
    "BodyPart",
    "Boot",
    "BranchChanged",
    "BranchesNews",
    "Change",
    "Conversations",
    "Crossing",
    "Draft",
    "EndedNews",
    "FailedRequest",
    "HeaderField",
    "Health",
    "JournalNews",
    "Json",
    "ListedMessage",
    "Machine",
    "Machines",
    "MessageList",
    "Model",
    "News",
    "Node",
    "OfferedLanguage",
    "OpenMessage",
    "PlaceNews",
    "Placed",
    "Refused",
    "ReportField",
    "ScenarioCard",
    "Served",
    "ServedBranch",
    "Shape",
    "SkipPreview",
    "Step",
    "Stop",
    "ToldError",
    "TravelledMessage",
    "VerbHelp",
    "Watched",
]
