"""The signatures of a message: what they cover, and which octets break them."""

import pytest

from simulator.acts import Alter, Send
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.letters import message_signatures
from simulator.projections.shapes.letters import (
    LaidOpenSignature,
    MessageSignatures,
)
from tests.worlds import demonstrated, opened


def found(lab: Lab, message: str, until: int | None = None) -> MessageSignatures:
    laid_open = message_signatures(lab.journal, message, until)
    assert laid_open is not None
    return laid_open


def statuses(signature: LaidOpenSignature) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name in signature.names:
        out.setdefault(name.name, []).append(name.status)
    return out


def altered(before: bytes, after: bytes, scenario: str = "dos-firmas") -> Lab:
    """A message from Ana, in which one octet of `before` becomes that of `after` on its
    way to the receiver."""
    whole = opened(scenario)
    start = len(whole.journal)
    act = Send(host="pc-ana", to="carla@este.example", subject="Sal ya", body="a las 9")
    whole.apply(act, "auto")
    whole.settle()
    flight, offset = next(
        (event.seq, data.index(before))
        for event in list(whole.journal)[start:]
        if isinstance(event.fact, f.TcpFlightSent) and event.host == "norte"
        for data in [
            whole.journal.octets(
                f"{event.conn}.{event.fact.stream}",
                event.fact.offset,
                event.fact.length,
            )
        ]
        if before in data and event.fact.to_host == "este"
    )
    at = next(n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
    lab = whole.fork(flight)
    lab.apply(Alter(flight, offset + at, after[at]), "student")
    lab.settle()
    return lab


LISTED = demonstrated("lista-y-dkim")


def test_a_list_s_copy_has_a_good_signature_and_one_the_footer_broke():
    laid_open = found(LISTED, "este-2.2")
    own, author = laid_open.signatures
    assert (own.domain, own.result, own.signer) == ("sur.example", "pass", "sur")
    assert own.body is not None and own.body.stated == own.body.hash
    assert own.body.compared == ()
    assert (author.result, author.cause) == ("fail", "body_hash")
    assert author.body is not None and author.body.stated != author.body.hash
    simple, relaxed = author.body.compared
    assert "Lista excursion" in simple.changes[0].after
    assert (simple.changes[0].before, len(relaxed.changes)) == ("", 1)
    assert statuses(author)["Subject"] == ["changed", "absent"]
    prefix = next(n for n in author.names if n.status == "changed").compared[0]
    assert prefix.changes[0].after == "[excursion] "


def test_names_signed_as_absent_stand_for_no_field():
    (signature,) = found(LISTED, "este-1.1").signatures
    assert statuses(signature)["From"] == ["same", "absent"]
    assert {n.start for n in signature.names if n.status == "absent"} == {-1}


def test_an_octet_of_the_body_is_named_where_it_stands():
    simple, relaxed = found(altered(b"las 9", b"las 8"), "este-1").signatures
    for signature in (simple, relaxed):
        assert (signature.result, signature.cause) == ("fail", "body_hash")
        assert signature.body is not None
        for compared in signature.body.compared:
            (change,) = compared.changes
            assert (change.before, change.after) == ("9", "8")
            assert change.lead.endswith("a las ")


def test_white_space_breaks_simple_and_is_forgiven_by_relaxed():
    simple, relaxed = found(altered(b"Sal ya", b"Sal\tya"), "este-1").signatures
    assert (simple.result, relaxed.result) == ("fail", "pass")
    assert statuses(simple)["Subject"][0] == "changed"
    assert statuses(relaxed)["Subject"][0] == "forgiven"
    name = next(n for n in relaxed.names if n.status == "forgiven")
    in_simple, in_relaxed = name.compared
    assert [(c.before, c.after) for c in in_simple.changes] == [(" ", "\t")]
    assert in_relaxed.changes == ()


def test_only_a_server_that_checked_is_believed():
    (claim,) = found(LISTED, "este-2.2").claims
    assert (claim.name, claim.by) == ("Authentication-Results", "este")
    (checked,) = found(LISTED, "este-2.2").findings
    assert checked.host == "este"
    assert [(method, seal.result, seal.domain) for method, seal in checked.results] == [
        ("dkim", "pass", "sur.example"),
        ("dkim", "fail", "norte.example"),
        ("dmarc", "fail", "norte.example"),
    ]


FORGED = (
    "Authentication-Results: mx.este.example; dkim=pass header.d=banco.example\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; d=banco.example; s=n; h=From; bh=YQ==;\r\n"
    " b=YQ==\r\n"
    "DKIM-Signature: v=1; bh\r\n"
    "From: b@banco.example\r\n\r\nHola\r\n"
)


def test_what_a_stranger_writes_is_a_claim_and_a_signature_of_nobody():
    lab = opened("lista-y-dkim")
    lab.journal.stream("message.x-1").append(FORGED.encode())
    laid_open = found(lab, "x-1")
    assert [claim.by for claim in laid_open.claims] == [""]
    unknown, unreadable = laid_open.signatures
    assert (unknown.signer, unknown.result) == ("", "")
    assert {n.status for n in unknown.names} == {"unknown"}
    assert unreadable.problem == "syntax"


def test_nothing_of_the_future_is_told():
    queued = next(
        e.seq
        for e in LISTED.journal
        if isinstance(e.fact, f.MessageQueued) and e.fact.message == "norte-2"
    )
    laid_open = found(LISTED, "norte-2", queued)
    assert (laid_open.findings, laid_open.claims) == ((), ())
    assert [each.result for each in laid_open.signatures] == [""]


@pytest.mark.parametrize("message", ["nada", ""])
def test_an_unknown_message_has_none(message):
    assert message_signatures(LISTED.journal, message) is None
