"""The files `flask lab run` writes: one option each, as the buttons of the page.

It refuses an option that names what is not in the lab, and then writes nothing.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from simulator.export import pcap
from simulator.lab import Lab
from simulator.mail import Epoch

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
_OPTIONS = (
    click.option("--pcap", type=FILE, help="Write a capture for Wireshark to FILE."),
    click.option("--at", default="", help="Capture at this machine, not everywhere."),
)


class Wrong(click.ClickException):
    """What the person gave is wrong; the message says where and why."""

    exit_code = 2


def file_options(command: Command) -> Command:
    """Add the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def write_files(lab: Lab, asked: dict[str, Any]) -> bool:
    """Write what was asked for; whether anything was. Raises Wrong."""
    if asked["pcap"]:
        _write(asked["pcap"], _capture(lab, asked["at"]))
    return bool(asked["pcap"])


def _capture(lab: Lab, at: str) -> Iterable[bytes]:
    addresses = {host.id: host.address for host in lab.scenario.hosts}
    if at and at not in addresses:
        raise Wrong(f"--at {at}: no such machine (known: {', '.join(addresses)})")
    epoch_us = Epoch(lab.scenario.epoch).unix_us
    return pcap(lab.journal, addresses, seed=lab.seed, epoch_us=epoch_us, at=at)


def _write(path: Path, parts: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(parts)
    except OSError as error:
        raise Wrong(f"{path}: {error.strerror}") from None
    click.echo(f"{path}: {path.stat().st_size} octets", err=True)
