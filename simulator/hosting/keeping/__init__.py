"""Labs that outlive the process: noted when they change, made again when asked for."""

from simulator.hosting.keeping.lab_keeping import LabKeeping
from simulator.hosting.keeping.reading import (
    LabInputs,
    OfAnotherProgram,
    beginning_of,
    fill,
    inputs_here,
    inputs_written,
    read_head,
    read_purpose,
    replays_the_same,
)
from simulator.hosting.keeping.records import (
    AnswerRow,
    InputRow,
    LabArchive,
    LabChange,
    LabKey,
    LabOtherwise,
    LabRecord,
    LateRow,
    NoArchive,
    lab_key,
)

__all__ = [
    "AnswerRow",
    "InputRow",
    "LabArchive",
    "LabChange",
    "LabInputs",
    "LabKeeping",
    "LabKey",
    "LabOtherwise",
    "LabRecord",
    "LateRow",
    "NoArchive",
    "OfAnotherProgram",
    "beginning_of",
    "fill",
    "inputs_here",
    "inputs_written",
    "lab_key",
    "read_head",
    "read_purpose",
    "replays_the_same",
]
