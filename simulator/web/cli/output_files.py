"""The files `flask lab run` writes: one option each, as the buttons of the page.

It refuses an option that names what is not in the lab, and then writes nothing.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import NamedTuple

import click

from simulator.export import eml, message_files
from simulator.hosting.reading.exported_files import (
    Source,
    addresses,
    capture,
    drawing,
    file_name,
    session_page,
)
from simulator.lab import Lab
from simulator.languages import Texts
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from simulator.web.assets import Assets

FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
FOLDER = click.Path(file_okay=False, writable=True, path_type=Path)
_OPTIONS = (
    click.option("--pcap", type=FILE, help="Write a capture for Wireshark to FILE."),
    click.option("--at", default="", help="Capture at this machine, not everywhere."),
    click.option("--svg", type=FILE, help="Draw the ladder, to print, in FILE."),
    click.option("--html", type=FILE, help="Save a page that replays it in FILE."),
    click.option("--eml", type=FOLDER, help="Write every letter at every hop there."),
)


class AskedFiles(NamedTuple):
    """Where to write what; None: nowhere. `at`: a machine, or "" for everywhere."""

    pcap: Path | None
    at: str
    svg: Path | None
    html: Path | None
    eml: Path | None


class Wrong(click.ClickException):
    """What the person gave is wrong; the message says where and why."""

    exit_code = 2


def file_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options; `command` gets them as `asked`."""

    @wraps(command)
    def collecting(
        pcap: Path | None,
        at: str,
        svg: Path | None,
        html: Path | None,
        eml: Path | None,
        **others: object,
    ) -> None:
        command(asked=AskedFiles(pcap, at, svg, html, eml), **others)

    for option in reversed(_OPTIONS):
        collecting = option(collecting)
    return collecting


def write_files(
    lab: Lab, texts: Texts, lang: str, dist: Path, asked: AskedFiles
) -> bool:
    """Write what was asked for; whether anything was. Raises Wrong."""
    view = scenario_view(lab.scenario)
    source = Source(
        lab.scenario, lab.seed, lab.journal, ServedJournal(lab.journal, view)
    )
    at, known = asked.at, addresses(source)
    if at and at not in known:
        raise Wrong(f"--at {at}: no such machine (known: {', '.join(known)})")
    if asked.pcap:
        _write(asked.pcap, capture(source, at))
    if asked.svg:
        _write(asked.svg, [drawing(source, texts, lang).encode("utf-8")])
    if asked.html:
        bundle = Assets(dist).bundle()
        if bundle is None:
            raise Wrong("--html: the browser parts are not built: npm run build")
        _write(asked.html, [session_page(source, texts, lang, bundle, terms={})])
    if asked.eml:
        _write_letters(asked.eml, lab)
    return any((asked.pcap, asked.svg, asked.html, asked.eml))


def _write_letters(folder: Path, lab: Lab) -> None:
    """Numbered in the order in which they came to be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(f"{folder}: {error.strerror}") from None
    for number, letter in enumerate(message_files(lab.journal), 1):
        octets = eml(lab.journal, letter.message)
        name = file_name(lab.scenario, "eml", f"{number:02}", letter.message)
        if octets is not None:
            _write(folder / name, [octets])


def _write(path: Path, parts: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(parts)
    except OSError as error:
        raise Wrong(f"{path}: {error.strerror}") from None
    click.echo(f"{path}: {path.stat().st_size} octets", err=True)
