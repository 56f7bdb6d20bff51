"""A lab as a file: to take to another browser, and to go on there.

It holds what remakes the lab, and the address of its page. It refuses, whole, what it
cannot read: a file may have been changed by anybody.
"""

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.keeping.kept_lab import kept
from simulator.hosting.reading.exports import ExportedFile
from simulator.hosting.refusals import Refusal

KIND = "cartero-lab"
FILE_OCTETS_MAX = 2_000_000


class LabFile(msgspec.Struct, frozen=True):
    """What is in one. `path`: of the page that shows the lab."""

    kind: str
    path: str
    lab: msgspec.Raw


def lab_file(hosted: HostedLab, path: str) -> ExportedFile:
    """The file of that lab."""
    body = msgspec.json.encode(LabFile(KIND, path, msgspec.Raw(kept(hosted))))
    name = f"cartero-{hosted.scenario.name}.json"
    return ExportedFile(name, "application/json", body, keep=True)


def read_lab_file(body: bytes) -> LabFile:
    """What such a file says. Raises Refusal."""
    try:
        found = read_json(body, LabFile)
    except msgspec.DecodeError:
        raise Refusal("error.lab_file") from None
    if found.kind != KIND:
        raise Refusal("error.lab_file")
    return found
