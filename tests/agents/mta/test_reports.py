"""Aggregate reports as mail: when, to whom, and that they pass DMARC themselves."""

import msgspec
import pytest

from simulator.acts import Crash, Restart, Skip
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.mail import Epoch
from simulator.protocols.dkim import DkimConfig
from tests.agents.mta.test_authentication import (
    ALL,
    FORGED,
    SUR,
    TRUE,
    found,
    lab_with,
    send,
)
from tests.protocols.dmarc.schema import problems

DAY_US = 86_400_000_000
BENITO = "rua=mailto:benito@sur.example"
AGREES = 'banco.example._report._dmarc IN TXT "v=DMARC1"\n'


def reporting(asked, agrees=AGREES, reports=True):
    """The south server reports; whoever is in its domain agrees to that."""
    known = lab_with(asked, checks=ALL, policy="refuse", reports=reports).scenario
    hosts = []
    for host in known.hosts:
        if host.id == "dns":
            zones = tuple(
                msgspec.structs.replace(zone, text=zone.text + agrees)
                if zone.name == "sur.example"
                else zone
                for zone in host.nameserver.zones
            )
            nameserver = msgspec.structs.replace(host.nameserver, zones=zones)
            host = msgspec.structs.replace(host, nameserver=nameserver)
        if host.id == "sur":
            key = DkimConfig(domain="sur.example", selector="s1", bits=1024)
            server = msgspec.structs.replace(host.server, dkim=(key,))
            host = msgspec.structs.replace(host, server=server)
        hosts.append(host)
    lab = Lab(msgspec.structs.replace(known, hosts=tuple(hosts)), 1)
    lab.open()
    send(lab, TRUE, author=FORGED)
    return lab


def midnight(lab):
    """The day ends, if anything waits for that."""
    names = [timer.name for timer in lab.world.clock.waiting()]
    while "dmarc.report" in names:
        lab.apply(Skip(), "student")
        lab.settle()
        names = [timer.name for timer in lab.world.clock.waiting()]


def report(lab):
    [fact] = found(lab, f.MessageDelivered)
    return lab.journal.streams[f"message.{fact.message}"].read()


def test_at_midnight_a_domain_hears_what_came_in_its_name():
    lab = reporting(f"p=reject; {BENITO}")
    assert found(lab, f.DmarcReportComposed) == []
    midnight(lab)
    [composed] = found(lab, f.DmarcReportComposed)
    assert (composed.to, composed.messages) == ("benito@sur.example", 1)
    at_us = next(e.at_us for e in lab.journal if e.fact == composed)
    assert (Epoch(lab.scenario.epoch).unix_us + at_us) % DAY_US < 10_000_000
    message = report(lab)
    assert b"\r\nDKIM-Signature: " in message
    assert b"Subject: Report Domain: banco.example\r\n Submitter: mx1" in message
    assert problems(message.partition(b"\r\n\r\n")[2]) == []
    [queued] = [q for q in found(lab, f.MessageQueued) if q.message == composed.message]
    assert queued.reverse_path == "postmaster@sur.example"


def test_another_day_is_another_report():
    lab = reporting(f"p=reject; {BENITO}")
    midnight(lab)
    midnight(lab)
    assert len(found(lab, f.DmarcReportComposed)) == 1
    send(lab, TRUE, author=FORGED)
    midnight(lab)
    assert len(found(lab, f.DmarcReportComposed)) == 2


@pytest.mark.parametrize(
    ("asked", "agrees", "reports"),
    [
        ("p=reject", AGREES, True),
        (f"p=reject; {BENITO}", "", True),
        ("p=reject; rua=mailto:eva@norte.example", AGREES, True),
        ("p=reject; rua=https://sur.example/", AGREES, True),
        (f"p=reject; {BENITO}", AGREES, False),
    ],
)
def test_nothing_goes_to_whom_it_may_not(asked, agrees, reports):
    lab = reporting(asked, agrees, reports)
    midnight(lab)
    assert found(lab, f.DmarcReportComposed) == []


def test_a_crash_forgets_no_result():
    lab = reporting(f"p=reject; {BENITO}")
    lab.apply(Crash("sur"), "student")
    midnight(lab)
    assert found(lab, f.DmarcReportComposed) == []
    lab.apply(Restart("sur"), "student")
    lab.settle()
    midnight(lab)
    assert SUR.encode() in report(lab)
