"""`flask mail check FILE.eml`: SPF, DKIM and DMARC of a message from outside.

It refuses the network: DNS is what the zone file says.
"""

import time
from pathlib import Path

import click
import msgspec
from flask.cli import AppGroup

from simulator.hosting.mail_check import (
    HERE,
    MESSAGE_OCTETS_MAX,
    CheckedMessage,
    check_message,
    told_steps,
)
from simulator.projections.catalogue import Catalogue, render
from simulator.protocols.dns import DnsAtHand, ZoneError, parse_records
from simulator.protocols.spf import SpfIdentity
from simulator.web.cli.chosen_language import chosen_language
from simulator.web.cli.output_files import Wrong

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ZONE_OCTETS_MAX = 1_000_000


def mail_group(texts: Path) -> AppGroup:
    """The group `mail`."""
    group = AppGroup("mail", help="Look at messages from outside.")

    @group.command("check", with_appcontext=False)
    @click.argument("file", type=FILE)
    @click.option("--ip", required=True, help="Address of the client that brought it.")
    @click.option("--helo", required=True, help="The name it gave in EHLO.")
    @click.option("--mail-from", required=True, help='The reverse-path; "" for <>.')
    @click.option("--zone", required=True, type=FILE, help="The records DNS has.")
    @click.option("--receiver", default="mx.example.org", help="Who checks.")
    @click.option("--at", type=int, help="When, in seconds from 1970; now without it.")
    @click.option("--json", "as_json", is_flag=True, help="Results and steps as JSON.")
    @click.option("--lang", help="A language; without it, the first.")
    def check(
        file: Path,
        ip: str,
        helo: str,
        mail_from: str,
        zone: Path,
        receiver: str,
        at: int | None,
        as_json: bool,
        lang: str | None,
    ) -> None:
        """Check the message in FILE as the server that receives it would: SPF of the
        client, the signatures, DMARC of the domain in From. Prints every step with its
        reason, and the Authentication-Results field.

        DNS is the zone file: absolute names, with a dot at the end, of any domain; no
        SOA is needed. What it lacks does not exist; the network is not asked.
        """
        catalogues, tag = chosen_language(texts, lang)
        now_s = int(time.time()) if at is None else at
        identity = SpfIdentity(
            address=ip,
            helo=helo,
            sender=mail_from,
            receiver=receiver,
            unix_s=now_s,
        )
        content, records = _read(file, MESSAGE_OCTETS_MAX), _records(zone)
        try:
            checked = check_message(content, identity, records)
        except ValueError as error:
            raise Wrong(f"--ip: {error}") from None
        if as_json:
            click.echo(msgspec.json.encode(checked).decode())
        else:
            click.echo("\n".join(_lines(checked, catalogues[tag])))

    return group


def _read(file: Path, most: int) -> bytes:
    with file.open("rb") as opened:
        octets = opened.read(most + 1)
    if len(octets) > most:
        raise Wrong(f"{file}: longer than {most} octets")
    return octets


def _records(file: Path) -> DnsAtHand:
    try:
        zone = parse_records(_read(file, ZONE_OCTETS_MAX).decode("utf-8"))
    except ZoneError as error:
        raise Wrong(f"{file}: {error}") from None
    except UnicodeDecodeError:
        raise Wrong(f"{file}: not in UTF-8") from None
    return DnsAtHand(zone)


def _lines(checked: CheckedMessage, catalogue: Catalogue) -> list[str]:
    names = {HERE: render(catalogue, "mail_check.here", {}, {})}
    lines = []
    for texts in told_steps(checked.steps):
        say, *reasons = (render(catalogue, t.key, t.params, names) for t in texts)
        lines += [f"- {say}", *(f"    {reason}" for reason in reasons)]
    return [*lines, "", *checked.field.splitlines()]
