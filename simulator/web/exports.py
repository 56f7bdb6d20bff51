"""What one takes home from a lab: transcript, journal, capture.

Reading needs only the lab's address; `branch` names another branch than the current
one. A file's name says which scenario, which branch and which machine it is of. Long
ones are made and sent part by part.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, request
from gevent import sleep

from simulator.export import jsonl, pcap, transcript
from simulator.mail import Epoch
from simulator.web.apart import apart
from simulator.web.branches import Branch
from simulator.web.hosted import Hosted
from simulator.web.labs import Labs
from simulator.web.language import language
from simulator.web.refusals import Refusal

JSON_LINES = "application/jsonl; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
CAPTURE = "application/vnd.tcpdump.pcap"
OCTETS_AS_AN_EVENT = 500


def exports(labs: Labs) -> Blueprint:
    """The routes `/lab/<id>/...` that answer with a file."""
    routes = Blueprint("exports", __name__)

    @routes.get("/lab/<lab_id>/transcript.txt")
    def as_text(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            branch = _branch(hosted)
            journal = hosted.awake(branch).journal
            octets = sum(stream.length for stream in journal.streams.values())
            size = len(journal) + octets // OCTETS_AS_AN_EVENT
            text = apart(size, transcript, journal, language())
        return _file(text.encode("utf-8"), TEXT, _name(hosted, branch, "txt"))

    @routes.get("/lab/<lab_id>/journal.jsonl")
    def as_jsonl(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            branch = _branch(hosted)
            journal = hosted.awake(branch).journal
        name = _name(hosted, branch, "jsonl")
        return _file(_gently(jsonl(journal)), JSON_LINES, name)

    @routes.get("/lab/<lab_id>/capture.pcap")
    def as_pcap(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        at = request.args.get("at", "")
        with hosted.turn():
            branch = _branch(hosted)
            journal = hosted.awake(branch).journal
            known = _addresses(hosted, branch)
        if at and at not in known:
            raise Refusal("error.unknown_host", name=at[:80])
        epoch_us = Epoch(hosted.scenario.epoch).unix_us
        parts = pcap(journal, known, seed=hosted.seed, epoch_us=epoch_us, at=at)
        name = _name(hosted, branch, "pcap", at)
        return _file(_gently(parts), CAPTURE, name, keep=True)

    return routes


def _branch(hosted: Hosted) -> Branch:
    """The branch the request names, or the current one. Raises Refusal."""
    return hosted.tree.get(request.args.get("branch"))


def _addresses(hosted: Hosted, branch: Branch) -> dict[str, str]:
    """Of every machine; visitors of a live lab may have come before its window."""
    known = {host.id: host.address for host in hosted.scenario.hosts}
    if hosted.live:
        hosts = hosted.server(branch).model["hosts"]
        known |= {name: host["ip"] for name, host in hosts.items()}
    return known


def _name(hosted: Hosted, branch: Branch, ending: str, part: str = "") -> str:
    """`cartero-primera-carta-2-sur.pcap`: scenario, branch if not the first, part."""
    number = str(branch.number) if branch.number > 1 else ""
    words = ("cartero", hosted.scenario.name, number, part)
    return "-".join(word for word in words if word) + f".{ending}"


def _gently(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with room for the others between them."""
    for part in parts:
        yield part
        sleep(0)


def _file(
    body: bytes | Iterator[bytes], kind: str, name: str, *, keep: bool = False
) -> Response:
    """`keep`: to be saved; else a browser may show it."""
    response = Response(body)
    response.headers["Content-Type"] = kind
    place = "attachment" if keep else "inline"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}"'
    return response
