"""A server that follows MTA-STS (RFC 8461): record, policy, hosts, memory."""

from typing import Any

import msgspec
import pytest

from simulator.acts import Send
from simulator.agents.config import OutgoingTlsConfig
from simulator.journal import facts as f
from simulator.languages import read
from simulator.scenario import Scenario, with_words
from tests.agents.mail_world import Post
from tests.worlds import scenario

BENITO = "benito@sur.example"
DAY_US = 24 * 3_600 * 1_000_000


def changed(world: Scenario, host: str, **server: Any) -> Scenario:
    """The world with other settings of a server."""
    replace = msgspec.structs.replace
    hosts = tuple(
        replace(h, server=replace(h.server, **server)) if h.id == host else h
        for h in world.hosts
    )
    return replace(world, hosts=hosts)


def zoned(world: Scenario, before: str, after: str) -> Scenario:
    """The world with another text in its zone."""
    replace = msgspec.structs.replace
    hosts = []
    for host in world.hosts:
        if host.nameserver is not None:
            zones = tuple(
                replace(zone, text=zone.text.replace(before, after))
                for zone in host.nameserver.zones
            )
            host = replace(host, nameserver=replace(host.nameserver, zones=zones))
        hosts.append(host)
    return replace(world, hosts=tuple(hosts))


def quiet(strips: str = "nothing") -> Scenario:
    """The scenario, whose machine in between does as told."""
    world = scenario("starttls-arrancado")
    replace = msgspec.structs.replace
    hosts = tuple(
        replace(h, wiretap=replace(h.wiretap, strips=strips)) if h.wiretap else h
        for h in world.hosts
    )
    return with_words(replace(world, hosts=hosts, demonstration=()), read())


class Sender(Post):
    """Eva sends to Benito through her bank."""

    def write(self) -> None:
        self.lab.apply(Send("pc-eva", to=BENITO, subject="s", body="b"), "auto")
        self.lab.settle()


def test_a_policy_is_found_fetched_and_obeyed() -> None:
    post = Sender(quiet())
    post.write()
    (record,) = post.facts(f.StsRecordRead)
    (fetched,) = post.facts(f.StsPolicyFetched)
    (applied,) = post.facts(f.StsPolicyApplied)
    assert (record.result, record.id) == ("found", "2026112301")
    assert (fetched.result, fetched.mode) == ("fetched", "enforce")
    assert (fetched.mx, fetched.max_age_s) == (("mx1.sur.example",), 604_800)
    assert applied.allowed == ("mx1.sur.example",)
    names = [c.name for c in post.facts(f.TlsCertificateChecked)]
    assert names == ["mta-sts.sur.example", "mx1.sur.example"]
    assert len(post.mailbox(BENITO)) == 1


def test_the_policy_is_remembered_until_it_expires_or_has_another_id() -> None:
    post = Sender(quiet())
    post.write()
    post.write()
    assert len(post.facts(f.StsRecordRead)) == 2
    assert len(post.facts(f.StsPolicyFetched)) == 1
    short = changed(quiet(), "sur", mta_sts=POLICY.replace("604800", "0"))
    forgetful = Sender(short)
    forgetful.write()
    forgetful.write()
    assert len(forgetful.facts(f.StsPolicyFetched)) == 2
    assert not forgetful.facts(f.StsPolicyApplied)


POLICY = "version: STSv1\nmode: enforce\nmx: mx1.sur.example\nmax_age: 604800\n"


@pytest.mark.parametrize("strips", ["offer", "command"])
def test_stripping_holds_the_message_up_and_never_lets_it_out(strips: str) -> None:
    post = Sender(quiet(strips))
    post.write()
    assert len(post.facts(f.TcpTextReplaced)) >= 1
    (waiting,) = post.facts(f.QueueAttemptDeferred)
    assert waiting.text.startswith("4.7.4 ")
    assert not post.mailbox(BENITO)


def test_a_mail_host_that_the_policy_does_not_name_gets_nothing() -> None:
    other = POLICY.replace("mx1.sur", "*.otro")
    post = Sender(changed(quiet(), "sur", mta_sts=other))
    post.write()
    (applied,) = post.facts(f.StsPolicyApplied)
    assert applied.refused == ("mx1.sur.example",)
    (waiting,) = post.facts(f.QueueAttemptDeferred)
    assert waiting.text.startswith("4.7.0 ")
    assert not post.mailbox(BENITO)


@pytest.mark.parametrize("mode", ["testing", "none"])
def test_other_modes_stop_nothing(mode: str) -> None:
    policy = POLICY.replace("enforce", mode).replace("mx1.sur", "*.otro")
    post = Sender(changed(quiet("offer"), "sur", mta_sts=policy))
    post.write()
    assert len(post.mailbox(BENITO)) == 1
    told = [a.refused for a in post.facts(f.StsPolicyApplied)]
    assert told == ([("mx1.sur.example",)] if mode == "testing" else [])


@pytest.mark.parametrize(
    ("settings", "result"),
    [
        ({"mta_sts": ""}, "no_connection"),
        ({"mta_sts": "mode: enforce"}, "version"),
        ({"mta_sts": POLICY, "certificate": "self_signed"}, "no_connection"),
    ],
)
def test_without_a_policy_the_first_message_goes_as_if_there_were_none(
    settings: dict[str, Any], result: str
) -> None:
    post = Sender(changed(quiet(), "sur", **settings))
    post.write()
    assert [p.result for p in post.facts(f.StsPolicyFetched)] == [result]
    assert not post.facts(f.StsPolicyApplied)
    assert len(post.mailbox(BENITO)) == 1


def test_a_domain_without_a_record_is_asked_nothing_more() -> None:
    post = Sender(zoned(quiet(), "v=STSv1; id", "v=other; id"))
    post.write()
    assert [r.result for r in post.facts(f.StsRecordRead)] == ["none"]
    assert not post.facts(f.StsPolicyFetched)
    assert len(post.mailbox(BENITO)) == 1


def test_who_does_not_follow_mta_sts_never_asks() -> None:
    post = Sender(changed(quiet(), "banco", outgoing_tls=OutgoingTlsConfig()))
    post.write()
    assert not post.facts(f.StsRecordRead)
    assert len(post.mailbox(BENITO)) == 1
