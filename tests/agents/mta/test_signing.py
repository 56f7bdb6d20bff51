"""A server signs what its own people send, and publishes the keys (RFC 6376 §5)."""

import msgspec
import pytest

from simulator.acts import Run, Send
from simulator.agents.config import ListConfig, ServerConfig
from simulator.export import eml
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.protocols.dkim import DkimConfig
from simulator.scenario import Scenario
from simulator.scenario.problems import scenario_problems
from tests.protocols.dkim.checking import check
from tests.protocols.dkim.oracle import dkimpy_accepts
from tests.worlds import opened, scenario

RSA = DkimConfig(domain="norte.example", selector="s1")
ED25519 = DkimConfig(
    domain="norte.example", selector="e1", algorithm="ed25519-sha256", bits=1024
)
ELSEWHERE = DkimConfig(domain="sur.example", selector="s1")
LETTER = Send(host="ana", to="benito@sur.example", subject="Hola", body="Hola\n\n")


def signing(
    *signers: DkimConfig, name: str = "correo-con-dns", who: str = "norte"
) -> Scenario:
    """That world, whose server `who` signs."""
    found = scenario(name)
    hosts = tuple(
        msgspec.structs.replace(host, server=_with(host.server, signers))
        if host.id == who and host.server
        else host
        for host in found.hosts
    )
    return msgspec.structs.replace(found, hosts=hosts)


def _with(server: ServerConfig, signers: tuple[DkimConfig, ...]) -> ServerConfig:
    return msgspec.structs.replace(server, dkim=signers)


def sent(*signers: DkimConfig, seed: int = 7) -> Lab:
    lab = Lab(signing(*signers), seed)
    lab.apply(LETTER, "student")
    lab.settle()
    return lab


def facts(lab, kind):
    return [event.fact for event in lab.journal if isinstance(event.fact, kind)]


def delivered(lab: Lab) -> bytes:
    (fact,) = facts(lab, f.MessageDelivered)
    return eml(lab.journal, fact.message)


def keys_in_dns(lab: Lab, *signers: DkimConfig) -> dict[str, bytes]:
    """What `dig` prints of each key, as a receiver gets it."""
    found = {}
    for signer in signers:
        lab.apply(Run("ana", f"dig +short {signer.key_name} TXT"), "student")
        lab.settle()
        (text,) = facts(lab, f.PromptTextPrinted)[-1].lines
        found[signer.key_name] = text.strip('"').replace('" "', "").encode()
    return found


@pytest.mark.parametrize("signer", [RSA, ED25519])
def test_a_submitted_message_arrives_signed_and_its_key_is_in_dns(signer):
    lab = sent(signer)
    content = delivered(lab)
    keys = keys_in_dns(lab, signer)
    (result,) = check(content, keys)
    assert (result.result, result.domain) == ("pass", "norte.example")
    if signer is RSA:
        assert dkimpy_accepts(content, keys)


def test_two_keys_make_two_signatures():
    lab = sent(RSA, ED25519)
    keys = keys_in_dns(lab, RSA, ED25519)
    results = check(delivered(lab), keys)
    assert [(r.selector, r.result) for r in results] == [("s1", "pass"), ("e1", "pass")]
    assert len(facts(lab, f.DkimMessageSigned)) == 2


def test_what_is_for_another_domain_or_passes_through_is_not_signed():
    lab = sent(ELSEWHERE)
    assert not facts(lab, f.DkimMessageSigned)
    lab = sent(RSA)
    (signed,) = facts(lab, f.DkimMessageSigned)
    (event,) = [e for e in lab.journal if e.fact == signed]
    assert event.host == "norte"
    assert delivered(lab).count(b"DKIM-Signature:") == 1


def test_the_signature_stands_below_received_and_above_what_it_signs():
    lab = sent(RSA)
    names = [
        line.partition(b":")[0]
        for line in delivered(lab).partition(b"\r\n\r\n")[0].split(b"\r\n")
        if line[:1] not in b" \t"
    ]
    assert names[-6:] == [
        *(b"DKIM-Signature", b"Date", b"From", b"To", b"Subject", b"Message-ID")
    ]
    assert names[-7] == b"Received"


def test_the_queue_says_how_much_was_put_on_top():
    lab = sent(RSA)
    queued = facts(lab, f.MessageQueued)[0]
    content = eml(lab.journal, queued.message)
    on_top = content[: queued.added_length]
    assert on_top.startswith(b"Received:") and b"DKIM-Signature" in on_top
    assert content[queued.added_length :].startswith(b"Date:")


def test_the_same_seed_signs_alike_and_another_does_not():
    one, same, other = sent(RSA), sent(RSA), sent(RSA, seed=8)
    assert delivered(one) == delivered(same)
    signature = facts(one, f.DkimMessageSigned)[0].octets
    assert signature != facts(other, f.DkimMessageSigned)[0].octets


def test_a_world_that_signs_nothing_is_as_it_was():
    assert [e.fact for e in opened("correo-con-dns").journal] == [
        e.fact for e in _opened(signing()).journal
    ]


def _opened(found: Scenario) -> Lab:
    lab = Lab(found, 7)
    lab.open()
    return lab


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"domain": "norte"}, "domain"),
        ({"domain": "ninguno.example"}, "domain"),
        ({"selector": "a b"}, "selector"),
        ({"identity": "ana@sur.example"}, "identity"),
        ({"fields": ("To",)}, "fields"),
        ({"fields": ("From", "a:b")}, "fields"),
    ],
)
def test_a_signer_that_cannot_be_meant_is_refused(changed, place):
    found = scenario_problems(signing(msgspec.structs.replace(RSA, **changed)))
    assert f"host[1].server.dkim[0].{place}" in [where for where, _ in found]


def test_two_keys_at_one_name_are_refused():
    twice = msgspec.structs.replace(RSA, bits=1024)
    assert scenario_problems(signing(RSA, twice))
    assert not scenario_problems(signing(RSA, RSA))


def test_a_notice_is_signed_for_the_domain_of_the_server_that_writes_it():
    lab = Lab(signing(RSA, ELSEWHERE, who="mx1"), 7)
    lab.apply(msgspec.structs.replace(LETTER, to="nadie@sur.example"), "student")
    lab.settle()
    notice = delivered(lab)
    assert b"From: Mail Delivery System <MAILER-DAEMON@mx1.sur.example>" in notice
    (result,) = check(notice, keys_in_dns(lab, ELSEWHERE))
    assert (result.domain, result.result) == ("sur.example", "pass")


def test_a_list_signs_what_it_has_changed_for_its_own_domain():
    found = signing(RSA)
    several = ListConfig(
        address="excursion@sur.example",
        owner="benito@sur.example",
        members=("benito@sur.example",),
        subject_prefix="[excursion]",
        footer="Lista excursion",
    )
    hosts = tuple(
        msgspec.structs.replace(host, server=_with(host.server, (ELSEWHERE,)))
        if host.id == "sur" and host.server
        else host
        for host in found.hosts
    )
    lab = Lab(msgspec.structs.replace(found, hosts=hosts, lists=(several,)), 7)
    letter = Send("ana", "excursion@sur.example", "Hola", "Salimos.")
    lab.apply(letter, "student")
    lab.settle()
    content = delivered(lab)
    results = check(content, keys_in_dns(lab, RSA, ELSEWHERE))
    assert [(r.domain, r.result, r.cause) for r in results] == [
        ("sur.example", "pass", ""),
        ("norte.example", "fail", "body_hash"),
    ]
    (expanded,) = facts(lab, f.MessageExpanded)
    assert expanded.changes == ("subject", "footer")
