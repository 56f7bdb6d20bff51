"""What one takes home from a hosted lab: which run, under which name, in which form.

A file's name says which scenario, which branch and which machine it is of. Every
function takes the branch's id ("" or None: the current one), waits for its turn at the
lab, reads as far as somebody's `Sight` goes, and raises Refusal.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.export import (
    Bundle,
    TermLists,
    eml,
    jsonl,
    ladder,
    ladder_sheets,
    transcript,
)
from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.reading.dmarc_reports import reports_page
from simulator.hosting.reading.exported_files import (
    Draw,
    Source,
    addresses,
    capture,
    drawing,
    file_name,
    session_page,
)
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Refusal
from simulator.languages import Catalogue, Texts

OCTETS_AS_AN_EVENT = 500


class ExportedFile(NamedTuple):
    """A whole file, or its parts one after another. `keep`: to be saved, not shown."""

    name: str
    media_type: str
    body: bytes | Iterator[bytes]
    keep: bool = False


def transcript_file(
    sight: Sight, branch_id: str | None, words: Catalogue
) -> ExportedFile:
    """Every session, line by line, with the `words` of a language."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        journal = sight.journal(branch)
        octets = sum(stream.length for stream in journal.streams.values())
        size = len(journal) + octets // OCTETS_AS_AN_EVENT
        text = hosted.scheduler.run_heavy(size, transcript, journal, words)
    name = _name(hosted, branch, "txt")
    return ExportedFile(name, "text/plain; charset=utf-8", text.encode("utf-8"))


def journal_file(sight: Sight, branch_id: str | None) -> ExportedFile:
    """JSON, an event on each line."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        journal = sight.journal(branch)
    parts = _with_pauses(hosted, jsonl(journal))
    name = _name(hosted, branch, "jsonl")
    return ExportedFile(name, "application/jsonl; charset=utf-8", parts)


def drawing_file(
    sight: Sight, branch_id: str | None, texts: Texts, lang: str
) -> ExportedFile:
    """The ladder as one picture, in the language `lang` of `texts`."""
    name, body = _drawn(sight, branch_id, "svg", texts, lang, ladder)
    return ExportedFile(name, "image/svg+xml", body)


def sheets_file(
    sight: Sight, branch_id: str | None, texts: Texts, lang: str
) -> ExportedFile:
    """The ladder on sheets of A4, to look at and to print."""
    name, body = _drawn(sight, branch_id, "html", texts, lang, ladder_sheets)
    return ExportedFile(name, "text/html; charset=utf-8", body)


def dmarc_file(
    sight: Sight, branch_id: str | None, texts: Texts, lang: str
) -> ExportedFile:
    """The DMARC aggregate reports of its servers, with their files inside."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        page = reports_page(_source(sight, branch), texts, lang)
    name = _name(hosted, branch, "html", "dmarc")
    return ExportedFile(name, "text/html; charset=utf-8", page.encode("utf-8"))


def message_file(sight: Sight, branch_id: str | None, message: str) -> ExportedFile:
    """The octets of one message, as they lie at one host."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        octets = eml(sight.journal(branch), message)
    if octets is None:
        raise Refusal("error.no_stream")
    name = _name(hosted, branch, "eml", message)
    return ExportedFile(name, "message/rfc822", octets, keep=True)


def session_file(
    sight: Sight,
    branch_id: str | None,
    texts: Texts,
    lang: str,
    bundle: Bundle,
    terms: TermLists,
    permalink: str,
) -> ExportedFile:
    """A page that replays it, at first in the language `lang` of `texts`."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        source = _source(sight, branch)
        size = len(source.journal)
        page = hosted.scheduler.run_heavy(
            size, session_page, source, texts, lang, bundle, terms, permalink
        )
    name = _name(hosted, branch, "html")
    return ExportedFile(name, "text/html; charset=utf-8", page, keep=True)


def capture_file(sight: Sight, branch_id: str | None, at: str) -> ExportedFile:
    """For Wireshark, as host `at` sees it ("": everywhere)."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        source = _source(sight, branch)
        size = len(source.journal)
        known = hosted.scheduler.run_heavy(size, addresses, source)
    if at and at not in known:
        raise Refusal("error.unknown_host", name=at[:80])
    name = _name(hosted, branch, "pcap", at)
    parts = _with_pauses(hosted, capture(source, at))
    return ExportedFile(name, "application/vnd.tcpdump.pcap", parts, keep=True)


def stream_octets(
    sight: Sight, branch_id: str | None, stream: str, offset: int, length: int
) -> tuple[bytes, int]:
    """Octets of a stream, and how long the whole of it is."""
    hosted = sight.hosted
    with hosted.turn():
        journal = sight.journal(sight.branch(branch_id))
    if stream not in journal.streams:
        raise Refusal("error.no_stream")
    return journal.octets(stream, offset, length), journal.streams[stream].length


def _source(sight: Sight, branch: Branch) -> Source:
    """Of a live lab the server has the window, and who came before it."""
    hosted = sight.hosted
    journal, served = sight.journal(branch), sight.served_journal(branch)
    return Source(hosted.scenario, hosted.seed, journal, served)


def _drawn(
    sight: Sight,
    branch_id: str | None,
    ending: str,
    texts: Texts,
    lang: str,
    draw: Draw,
) -> tuple[str, bytes]:
    """A name with that ending, and the ladder as `draw` makes it."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        source = _source(sight, branch)
        size = len(source.journal)
        args = (source, texts, lang, draw)
        drawn = hosted.scheduler.run_heavy(size, drawing, *args)
    return _name(hosted, branch, ending), drawn.encode("utf-8")


def _name(hosted: HostedLab, branch: Branch, ending: str, part: str = "") -> str:
    number = str(branch.number) if branch.number > 1 else ""
    return file_name(hosted.scenario, ending, number, part)


def _with_pauses(hosted: HostedLab, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with room for the others between them."""
    for part in parts:
        yield part
        hosted.scheduler.pause()
